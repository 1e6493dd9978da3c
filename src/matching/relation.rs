//! What kind of copy one document is of another.

use crate::model::Similarity;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What kind of copy one document is of another, by the first rule that holds.
///
/// # Examples
/// ```
/// use retold::{Relation, Similarity};
///
/// let share = |part| Similarity::ratio(part, 100);
/// assert_eq!(Relation::of(false, share(85), share(90), share(93), share(80)), Relation::NearCopy);
/// assert_eq!(Relation::of(false, share(20), share(21), share(95), share(80)), Relation::Contained);
/// assert_eq!(Relation::of(false, share(20), share(40), share(30), share(80)), Relation::Overlap);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Relation {
    /// The same tokens in the same order: case, punctuation and layout may differ.
    Identical,
    /// The resemblance reaches the threshold.
    NearCopy,
    /// One abridges or extends the other: the containment of the smaller reaches the threshold.
    Contained,
    /// They share passages, and most of each is its own.
    Overlap,
}

impl Relation {
    /// The relation of two documents with these figures.
    pub fn of(
        identical: bool,
        resemblance: Similarity,
        containment_a: Similarity,
        containment_b: Similarity,
        threshold: Similarity,
    ) -> Relation {
        if identical {
            Relation::Identical
        } else if resemblance >= threshold {
            Relation::NearCopy
        } else if containment_a.max(containment_b) >= threshold {
            Relation::Contained
        } else {
            Relation::Overlap
        }
    }
}

/// The relation in words: `near copy`.
impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Relation::Identical => "identical",
            Relation::NearCopy => "near copy",
            Relation::Contained => "contained",
            Relation::Overlap => "overlap",
        })
    }
}
