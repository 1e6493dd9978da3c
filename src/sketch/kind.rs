//! The ways to make a signature.

use serde::{Deserialize, Serialize};
use std::fmt;

/// How a signature is made. Signatures of different kinds are never compared.
///
/// # Examples
/// ```
/// use retold::SketchKind;
///
/// assert_eq!(SketchKind::default(), SketchKind::Bucketed);
/// assert_eq!(SketchKind::Classic.to_string(), "classic");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SketchKind {
    /// Each shingle goes to one slot; slots that stay empty are filled by a permutation of all
    /// shingles each. Several times faster than `Classic` for long texts, and never less exact.
    #[default]
    Bucketed,
    /// Each slot is the minimum of a permutation of all shingles: minimum hashing as in the textbooks.
    Classic,
}

impl fmt::Display for SketchKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            SketchKind::Bucketed => "bucketed",
            SketchKind::Classic => "classic",
        })
    }
}
