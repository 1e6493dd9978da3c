//! Places in a corpus.

use std::ops::Range;

/// A run of bytes of a document.
///
/// # Examples
/// ```
/// use retold_synth::Place;
///
/// let documents = ["a red sun".to_owned()];
/// let place = Place { document: 0, start: 2, end: 5 };
/// assert_eq!(place.text(&documents), "red");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The number of the document.
    pub document: usize,
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Place {
    /// The bytes as a range.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(retold_synth::Place { document: 0, start: 2, end: 5 }.range(), 2..5);
    /// ```
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The text of the place.
    ///
    /// # Panics
    /// If the documents are not those that the place belongs to.
    pub fn text(self, documents: &[String]) -> &str {
        &documents[self.document][self.range()]
    }

    /// The number of bytes that both places have.
    ///
    /// # Examples
    /// ```
    /// use retold_synth::Place;
    ///
    /// let place = |document, start, end| Place { document, start, end };
    /// assert_eq!(place(0, 0, 5).shared(place(0, 3, 9)), 2);
    /// assert_eq!(place(0, 0, 5).shared(place(1, 3, 9)), 0);
    /// ```
    pub fn shared(self, other: Place) -> usize {
        let same = self.document == other.document;
        if same { self.end.min(other.end).saturating_sub(self.start.max(other.start)) } else { 0 }
    }

    pub(crate) fn within(self, part: &Range<usize>) -> Place {
        Place { start: self.start + part.start, end: self.start + part.end, ..self }
    }
}
