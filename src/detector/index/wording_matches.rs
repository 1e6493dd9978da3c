//! [`WordingMatches`]: a new segment, and the stored wordings that it matches.

use crate::hash::ContentHash;
use crate::item::WidthClass;
use crate::model::Similarity;

/// A segment that is not stored yet, and its matches.
pub(super) struct WordingMatches {
    pub(super) content: ContentHash,
    pub(super) class: WidthClass,
    pub(super) fifths: usize,
    /// The wordings that it matches, the highest resemblance first; for an exact copy, only its own
    /// wording.
    pub(super) alike: Vec<WordingMatch>,
    /// The number of wordings that it was compared with.
    pub(super) compared: usize,
    /// Whether a limit left out candidates.
    pub(super) bounded: bool,
}

/// A matching wording, by its first item.
#[derive(Clone, Copy)]
pub(super) struct WordingMatch {
    pub(super) first: u32,
    pub(super) resemblance: Similarity,
    pub(super) identical: bool,
}
