//! A JSON string, decoded and raw.

use std::borrow::Cow;
use std::ops::Range;

/// A string in a line of JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonString<'a> {
    /// Its range in the line, with the quotes.
    pub raw: Range<usize>,
    /// The decoded text, borrowed from the line unless it has escape sequences.
    pub value: Cow<'a, str>,
}

/// Decodes the inside of a valid JSON string.
///
/// # Errors
/// The offset in `inner` of an escape sequence that is half a surrogate pair.
pub(super) fn decode(inner: &str) -> Result<Cow<'_, str>, usize> {
    let mut escapes = Escapes::new(inner);
    let Some(first) = escapes.next() else { return Ok(Cow::Borrowed(inner)) };
    let mut value = String::with_capacity(inner.len());
    let mut copied = 0;
    for escape in std::iter::once(first).chain(escapes) {
        value.push_str(&inner[copied..escape.raw.start]);
        value.push(escape.meaning.ok_or(escape.raw.start)?);
        copied = escape.raw.end;
    }
    value.push_str(&inner[copied..]);
    Ok(Cow::Owned(value))
}

/// Maps positions in the decoded text of a string to positions in the line.
///
/// Takes sixteen bytes per escape sequence. A look-up is a binary search.
///
/// # Examples
/// In `{"text":"caf\u00e9 noir"}` the text starts after byte 9 of the line. `é` is bytes 3 to 5 of
/// the text and bytes 12 to 18 of the line.
#[derive(Clone, Debug)]
pub struct RawOffsets {
    /// The start of the text in the line.
    start: usize,
    /// For each escape sequence: the end of its character in the text, and its end in the line.
    ends: Vec<(usize, usize)>,
}

impl RawOffsets {
    /// Makes the map in one pass over the string. `line` is the line that contains `string`.
    pub fn new(line: &[u8], string: &JsonString<'_>) -> RawOffsets {
        let start = string.raw.start + 1;
        let inner = line.get(start..string.raw.end - 1).and_then(|it| std::str::from_utf8(it).ok());
        let mut shrunk = 0;
        let ends = Escapes::new(inner.unwrap_or_default()).map(|escape| {
            let len = escape.meaning.map_or(0, char::len_utf8);
            shrunk += escape.raw.len() - len;
            (escape.raw.end - shrunk, start + escape.raw.end)
        });
        RawOffsets { start, ends: ends.collect() }
    }

    /// The position in the line of the character that starts at `decoded` in the text. For the end
    /// of the text, that of the closing quote. It is never inside an escape sequence.
    pub fn raw(&self, decoded: usize) -> usize {
        match self.ends.partition_point(|&(end, _)| end <= decoded).checked_sub(1) {
            Some(i) => self.ends[i].1 + (decoded - self.ends[i].0),
            None => self.start + decoded,
        }
    }

    /// The range of the line that encodes the range `decoded` of the text.
    pub fn raw_range(&self, decoded: Range<usize>) -> Range<usize> {
        self.raw(decoded.start)..self.raw(decoded.end)
    }
}

/// An escape sequence, and its character, if it has one.
struct Escape {
    raw: Range<usize>,
    meaning: Option<char>,
}

/// The escape sequences of a valid JSON string; a surrogate pair is one of them.
struct Escapes<'a> {
    inner: &'a str,
    at: usize,
}

impl<'a> Escapes<'a> {
    fn new(inner: &'a str) -> Escapes<'a> {
        Escapes { inner, at: 0 }
    }

    /// The code unit of the `\uXXXX` at `at`.
    fn unit(&self, at: usize) -> Option<u16> {
        let digits = self.inner.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    }
}

impl Iterator for Escapes<'_> {
    type Item = Escape;

    fn next(&mut self) -> Option<Escape> {
        let start = self.at + self.inner[self.at..].find('\\')?;
        let (len, meaning) = match self.inner.as_bytes().get(start + 1)? {
            b'b' => (2, Some('\u{8}')),
            b'f' => (2, Some('\u{c}')),
            b'n' => (2, Some('\n')),
            b'r' => (2, Some('\r')),
            b't' => (2, Some('\t')),
            b'u' => {
                let units = [self.unit(start), self.unit(start + 6)];
                let pair = units.into_iter().map_while(|unit| unit);
                match char::decode_utf16(pair).next() {
                    Some(Ok(c)) => (6 * c.len_utf16(), Some(c)),
                    _ => (6, None),
                }
            }
            &other => (2, Some(char::from(other))),
        };
        self.at = start + len;
        Some(Escape { raw: start..self.at, meaning })
    }
}
