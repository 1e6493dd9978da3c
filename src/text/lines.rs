//! Line numbers of byte offsets.

use crate::model::Span;

/// There is room for a line in so many bytes before more is asked for.
const LINE: usize = 128;

/// A position as many editors and the Language Server Protocol count it.
///
/// Made by [`Lines::utf16`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Utf16Position {
    /// The line, from 1 as everywhere in this crate. The protocol counts lines from 0.
    pub line: usize,
    /// The UTF-16 code units of the line before the position: 0 at its beginning.
    pub column: usize,
}

/// Finds the line of a byte of a text.
///
/// Lines count from 1 and end at LF, CRLF or CR, as editors count them. The other characters that
/// can end a paragraph or a line of [`segments`](crate::text::segments) (form feed, vertical tab, U+0085,
/// U+2028, U+2029) do not count here, because no editor would agree.
///
/// Eight bytes for each line, or for each 128 bytes if there are fewer lines; a look-up is a binary
/// search.
///
/// # Examples
/// ```
/// use retold::Span;
/// use retold::text::Lines;
///
/// let lines = Lines::new("one\ntwo\r\nthree");
/// assert_eq!(lines.line_of(4), 2);
/// assert_eq!(lines.first_and_last(Span::new(2, 12)), (1, 3));
/// assert_eq!(lines.count(), 3);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lines {
    /// The start of each line except the first.
    starts: Vec<usize>,
    len: usize,
}

impl Lines {
    /// Finds the lines of `text`.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(retold::text::Lines::new("").count(), 1);
    /// ```
    pub fn new(text: &str) -> Lines {
        let bytes = text.as_bytes();
        let mut starts = Vec::with_capacity(bytes.len() / LINE);
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
                starts.push(at + 1);
            }
        }
        Lines { starts, len: bytes.len() }
    }

    /// The line of the byte at `offset`. A line break is on the line that it ends.
    ///
    /// # Examples
    /// ```
    /// let lines = retold::text::Lines::new("one\n\nthree");
    /// assert_eq!((lines.line_of(3), lines.line_of(4), lines.line_of(5)), (1, 2, 3));
    /// ```
    pub fn line_of(&self, offset: usize) -> usize {
        1 + self.starts.partition_point(|&start| start <= offset)
    }

    /// The lines of the first and of the last byte of `span`; of an empty span, the line of its
    /// place, twice.
    ///
    /// # Examples
    /// ```
    /// use retold::Span;
    /// use retold::text::Lines;
    ///
    /// let lines = Lines::new("one\ntwo\n");
    /// assert_eq!(lines.first_and_last(Span::new(0, 4)), (1, 1));
    /// assert_eq!(lines.first_and_last(Span::new(4, 4)), (2, 2));
    /// ```
    pub fn first_and_last(&self, span: Span) -> (usize, usize) {
        let last = span.end.saturating_sub(1).max(span.start);
        (self.line_of(span.start), self.line_of(last))
    }

    /// The position of a byte of `text`, in UTF-16 code units; of a byte inside a character, the
    /// position of the character; beyond the end, the position of the end.
    ///
    /// `text` must be the text that the lines were made from. Takes time in proportion to the line.
    ///
    /// # Examples
    /// ```
    /// let text = "one\n𝄞 clef";
    /// let at = retold::text::Lines::new(text).utf16(text, text.find("clef").unwrap());
    /// // The clef sign takes 4 bytes and 2 units.
    /// assert_eq!((at.line, at.column), (2, 3));
    /// ```
    pub fn utf16(&self, text: &str, offset: usize) -> Utf16Position {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line_of(offset);
        let start = if line == 1 { 0 } else { self.starts[line - 2] };
        // A character begins with any byte but 10xxxxxx; those of two units begin with 11110xxx.
        let units = |&byte: &u8| usize::from(byte & 0xc0 != 0x80) + usize::from(byte >= 0xf0);
        let column = text.as_bytes()[start..offset].iter().map(units).sum();
        Utf16Position { line, column }
    }

    /// The number of lines: at least 1; a break at the very end begins no further line.
    ///
    /// # Examples
    /// ```
    /// use retold::text::Lines;
    ///
    /// assert_eq!(Lines::new("one\ntwo").count(), 2);
    /// assert_eq!(Lines::new("one\ntwo\n").count(), 2);
    /// ```
    pub fn count(&self) -> usize {
        let unfinished = self.starts.last() != Some(&self.len);
        self.starts.len() + usize::from(unfinished)
    }
}
