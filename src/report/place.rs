//! Where something stands, as people and programs count it.

use crate::model::Span;
use crate::text::Lines;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A place in one document: bytes for programs, lines for people.
///
/// # Examples
/// ```
/// use retold::{Lines, Span, report::Place};
///
/// let text = "first\nsecond\nthird";
/// let place = Place::new(Span::new(6, 18), &Lines::new(text));
/// assert_eq!((place.first_line, place.last_line), (2, 3));
/// assert_eq!(place.to_string(), "2-3");
/// assert_eq!(&text[place.span().range()], "second\nthird");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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

impl Place {
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
