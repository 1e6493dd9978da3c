//! A segment that is about to be stored, and the earlier ones that it is like.

use crate::hash::ContentHash;
use crate::item::WidthClass;
use crate::model::Similarity;

/// A segment that is about to be stored, and what it is like.
pub(super) struct WordingMatches {
    pub(super) content: ContentHash,
    pub(super) class: WidthClass,
    pub(super) fifths: usize,
    /// The wordings that it matches, the most alike first; of an exact copy, only its own.
    pub(super) alike: Vec<WordingMatch>,
    /// How many wordings it was compared with.
    pub(super) compared: usize,
    /// Whether a limit left something out.
    pub(super) bounded: bool,
}

/// A wording, by its first item.
#[derive(Clone, Copy)]
pub(super) struct WordingMatch {
    pub(super) first: u32,
    pub(super) resemblance: Similarity,
    pub(super) identical: bool,
}
