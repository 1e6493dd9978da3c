//! The result of comparing two items.

use crate::model::Similarity;

/// The result of a [`Comparer`](super::Comparer).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Verdict {
    /// Their resemblance is below the threshold.
    Apart,
    /// Their resemblance reaches the threshold.
    Alike(Likeness),
}

/// The likeness of two items whose resemblance reaches the threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[allow(clippy::struct_excessive_bools, reason = "each is an answer to a question of its own")]
#[non_exhaustive]
pub struct Likeness {
    /// The Jaccard similarity of their shingle sets, exact.
    pub resemblance: Similarity,
    /// Whether they have the same tokens.
    pub same_words: bool,
    /// Whether they have the same tokens and the same characters between them, except for white space
    /// and the form of quotes.
    pub identical: bool,
    /// Whether the first states nothing that the second does not state
    /// ([`states_more`](crate::facts::states_more)).
    pub equivalent: bool,
    /// Whether the settings allow removing the first if the second is kept
    /// ([`Remove`](crate::matching::Remove)). An item of fewer than
    /// [`min_words`](crate::DetectorBuilder::min_words) words is removed only if they are identical.
    pub removable: bool,
}

impl Verdict {
    /// The likeness; `None` if the resemblance is below the threshold.
    ///
    /// # Examples
    /// ```
    /// use retold::{Detector, Unit};
    ///
    /// let comparer = Detector::builder().unit(Unit::Document).build()?.comparer()?;
    /// assert!(comparer.compare("one text", "One text!").likeness().is_some());
    /// assert!(comparer.compare("one text", "two boats").likeness().is_none());
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn likeness(self) -> Option<Likeness> {
        match self {
            Verdict::Apart => None,
            Verdict::Alike(likeness) => Some(likeness),
        }
    }
}
