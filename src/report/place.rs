//! Places in bytes, and in lines and columns.

use crate::model::Span;
use crate::text::Lines;
use std::fmt;

/// A place in one document: bytes for programs, lines for people.
///
/// # Examples
/// ```
/// use retold::Span;
/// use retold::report::Place;
/// use retold::text::Lines;
///
/// let text = "first\nsecond\nthird";
/// let place = Place::new(Span::new(6, 18), &Lines::new(text));
/// assert_eq!((place.first_line, place.last_line), (2, 3));
/// assert_eq!(place.to_string(), "2-3");
/// assert_eq!(&text[place.span().range()], "second\nthird");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Unchecked"))]
#[non_exhaustive]
pub struct Place {
    /// The first byte (UTF-8 offset).
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// The line of the first byte, from 1.
    pub first_line: usize,
    /// The line of the last byte.
    pub last_line: usize,
}

/// A place from outside.
#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
struct Unchecked {
    start: usize,
    end: usize,
    first_line: usize,
    last_line: usize,
}

#[cfg(feature = "serde")]
impl TryFrom<Unchecked> for Place {
    type Error = String;

    fn try_from(place: Unchecked) -> Result<Place, String> {
        let Unchecked { start, end, first_line, last_line } = place;
        Place::checked(start, end, first_line, last_line)
    }
}

impl Place {
    /// A place from outside, unless it ends before it starts.
    #[cfg(feature = "serde")]
    pub(super) fn checked(
        start: usize,
        end: usize,
        first_line: usize,
        last_line: usize,
    ) -> Result<Place, String> {
        if start > end {
            return Err(format!("a place must not end before it starts, got {start}..{end}"));
        }
        if first_line > last_line || first_line == 0 {
            return Err(format!(
                "the lines of a place count from 1 and must not descend, got {first_line} to \
                 {last_line}"
            ));
        }
        Ok(Place { start, end, first_line, last_line })
    }

    /// The place of `span` in the text that `lines` was made from.
    pub fn new(span: Span, lines: &Lines) -> Place {
        let (first_line, last_line) = lines.first_and_last(span);
        Place { start: span.start, end: span.end, first_line, last_line }
    }

    /// The bytes as a span, to cut the text with.
    pub fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }
}

/// The lines: `12` or `12-14`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first_line == self.last_line {
            write!(f, "{}", self.first_line)
        } else {
            write!(f, "{}-{}", self.first_line, self.last_line)
        }
    }
}
