//! Spans of bytes in a text.

use std::ops::Range;

/// A half-open range of UTF-8 byte offsets into a document.
///
/// Spans that this crate makes lie on character boundaries: `&text[span.range()]` never panics.
///
/// # Examples
/// ```
/// use retold::Span;
///
/// let text = "a red sun";
/// let span = Span::new(2, 5);
/// assert_eq!(&text[span.range()], "red");
/// assert_eq!(span.len(), 3);
/// ```
/// A deserialised span is checked:
/// ```
/// let error = serde_json::from_str::<retold::Span>(r#"{"start": 9, "end": 3}"#).unwrap_err();
/// assert_eq!(error.to_string(), "a span must not end before it starts, got 9..3");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Unchecked"))]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

/// A deserialised span, not yet checked.
#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
struct Unchecked {
    start: usize,
    end: usize,
}

#[cfg(feature = "serde")]
impl TryFrom<Unchecked> for Span {
    type Error = String;

    fn try_from(Unchecked { start, end }: Unchecked) -> Result<Span, String> {
        if start > end {
            return Err(format!("a span must not end before it starts, got {start}..{end}"));
        }
        Ok(Span { start, end })
    }
}

impl Span {
    /// The span from `start` up to, not including, `end`.
    ///
    /// # Panics
    /// In debug builds, if `start > end`.
    pub fn new(start: usize, end: usize) -> Span {
        debug_assert!(start <= end, "a span cannot end before it starts: {start}..{end}");
        Span { start, end }
    }

    /// The number of bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span has no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The span as a range, to index a `str` with.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether the two spans share a byte.
    ///
    /// # Examples
    /// ```
    /// use retold::Span;
    ///
    /// assert!(Span::new(0, 5).overlaps(Span::new(4, 9)));
    /// assert!(!Span::new(0, 5).overlaps(Span::new(5, 9)));
    /// ```
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Span {
        Span::new(range.start, range.end)
    }
}
