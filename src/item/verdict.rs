//! What comes of comparing two items.

use crate::model::Similarity;

/// What a [`Comparer`](super::Comparer) says of two items.
///
/// # Examples
/// See [`Comparer`](super::Comparer).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Verdict {
    /// Their resemblance is below the threshold.
    Apart,
    /// Their resemblance reaches the threshold.
    Alike(Likeness),
}

/// How one item is like another one.
///
/// # Examples
/// See [`Comparer`](super::Comparer).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[allow(clippy::struct_excessive_bools, reason = "each is an answer to a question of its own")]
#[non_exhaustive]
pub struct Likeness {
    /// The Jaccard similarity of their shingle sets, exact.
    pub resemblance: Similarity,
    /// Whether they have the same tokens.
    pub same_words: bool,
    /// Whether they have the same tokens and the same characters between them, but for white space
    /// and the form of quotes.
    pub identical: bool,
    /// Whether the first says nothing that the second does not
    /// ([`states_more`](crate::facts::states_more)).
    pub equivalent: bool,
    /// Whether the settings allow to remove the first if the second is kept
    /// ([`Remove`](crate::matching::Remove)). An item of fewer than
    /// [`min_words`](crate::DetectorBuilder::min_words) words is removed only for the sake of an
    /// identical one.
    pub removable: bool,
}

impl Verdict {
    /// How the first item is like the second, if they are alike.
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
