//! Line breaks of all kinds.

use memchr::{memchr, memchr2, memchr3};

/// A line break: `at..end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Break {
    pub(super) at: usize,
    pub(super) end: usize,
    /// U+2029, which ends a paragraph whatever else is there.
    pub(super) ends_paragraph: bool,
}

/// The line breaks of a text: `\n`, `\r\n`, `\r`, U+000B, U+000C, U+0085, U+2028 and U+2029.
///
/// Three searches that each run ahead to their next find; a search that finds nothing more is never
/// started again, so a plain text costs three passes of `memchr` at most.
pub(super) struct Breaks<'a> {
    bytes: &'a [u8],
    at: usize,
    line_feed: usize,
    other: usize,
    high: usize,
}

impl<'a> Breaks<'a> {
    pub(super) fn new(text: &'a str) -> Breaks<'a> {
        let bytes = text.as_bytes();
        Breaks {
            bytes,
            at: 0,
            line_feed: find(bytes, 0, |rest| memchr(b'\n', rest)),
            other: find(bytes, 0, |rest| memchr3(b'\r', 0x0b, 0x0c, rest)),
            high: find_high(bytes, 0),
        }
    }
}

impl Iterator for Breaks<'_> {
    type Item = Break;

    fn next(&mut self) -> Option<Break> {
        let bytes = self.bytes;
        if self.line_feed < self.at {
            self.line_feed = find(bytes, self.at, |rest| memchr(b'\n', rest));
        }
        if self.other < self.at {
            self.other = find(bytes, self.at, |rest| memchr3(b'\r', 0x0b, 0x0c, rest));
        }
        if self.high < self.at {
            self.high = find_high(bytes, self.at);
        }
        let at = self.line_feed.min(self.other).min(self.high);
        let (len, ends_paragraph) = match &bytes[at.min(bytes.len())..] {
            [] => return None,
            [b'\r', b'\n', ..] | [0xc2, ..] => (2, false),
            [0xe2, _, last, ..] => (3, *last == 0xa9),
            _ => (1, false),
        };
        self.at = at + len;
        Some(Break { at, end: self.at, ends_paragraph })
    }
}

/// The offset of the first find in `bytes[from..]`, or an offset behind every text.
fn find(bytes: &[u8], from: usize, search: impl Fn(&[u8]) -> Option<usize>) -> usize {
    search(&bytes[from..]).map_or(usize::MAX, |found| from + found)
}

/// The next U+0085 (`c2 85`), U+2028 or U+2029 (`e2 80 a8`, `e2 80 a9`).
fn find_high(bytes: &[u8], mut from: usize) -> usize {
    loop {
        let at = find(bytes, from, |rest| memchr2(0xc2, 0xe2, rest));
        match bytes.get(at..) {
            None => return usize::MAX,
            Some([0xc2, 0x85, ..] | [0xe2, 0x80, 0xa8 | 0xa9, ..]) => return at,
            Some(_) => from = at + 1,
        }
    }
}
