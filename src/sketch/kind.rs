//! The kinds of signatures: bucketed and classic.

use crate::error::{Error, Result};
use std::fmt;

/// The longest signature.
const MAX_K: usize = 4096;

/// The kind of a signature. Signatures of different kinds are never compared.
///
/// # Examples
/// ```
/// use retold::sketch::SketchKind;
///
/// assert_eq!(SketchKind::default(), SketchKind::Bucketed);
/// assert_eq!(SketchKind::Classic.to_string(), "classic");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum SketchKind {
    /// Each shingle goes to one slot. A slot without shingles is the least of all shingles under a
    /// permutation of its own. Several times faster than `Classic` for long texts, and more exact.
    #[default]
    Bucketed,
    /// Each slot is the least of all shingles under a permutation of its own (textbook MinHash).
    /// Faster than `Bucketed` for texts of a few dozen shingles on wide vector units.
    Classic,
}

impl SketchKind {
    /// Checks that signatures of this kind may have k slots.
    pub(super) fn check_length(self, k: usize) -> Result<()> {
        let (allowed, rule) = match self {
            SketchKind::Bucketed => (k >= 2 && k.is_power_of_two(), "a power of two in 2..=4096"),
            SketchKind::Classic => (k >= 1, "in 1..=4096"),
        };
        if allowed && k <= MAX_K {
            Ok(())
        } else {
            Err(Error::out_of_range("signature length", k, rule))
        }
    }
}

impl fmt::Display for SketchKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            SketchKind::Bucketed => "bucketed",
            SketchKind::Classic => "classic",
        })
    }
}
