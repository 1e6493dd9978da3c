//! What was found, before it has names and lines.

use crate::model::{Similarity, Span};
use crate::passage::TokenPassage;
use crate::text::Lines;

/// All that is told more than once.
#[derive(Default)]
pub(super) struct Findings {
    pub(super) groups: Vec<RepeatGroup>,
    /// The pairs of places that were held against one another.
    pub(super) alignments: Vec<PairAlignment>,
    /// For each source, how many fifths of a word the groups cover; empty where nobody counted.
    pub(super) reused: Vec<usize>,
    /// For each place of frequent text that no group joins with all others of that text: where these
    /// are, from the first to the last, if they are in one document.
    pub(super) unjoined: Vec<Option<(u32, Span)>>,
    /// For each source its lines, if they were found on the way; empty if none were.
    pub(super) lines: Vec<Option<Lines>>,
    /// The passages that the alignments were found by, in token numbers.
    pub(super) passages: Vec<TokenPassage>,
}

/// All places of one thing.
pub(super) struct RepeatGroup {
    /// By source and position, at least two.
    pub(super) occurrences: Vec<SourceOccurrence>,
    pub(super) medoid: usize,
    /// Whether every place has the same tokens.
    pub(super) same_words: bool,
    pub(super) boilerplate: bool,
}

/// What stands in more documents than this does not name all pairs of them: they would grow with
/// the square of the documents, and say nothing that the family does not.
pub(super) const PAIR_LIMIT: usize = 32;

impl RepeatGroup {
    /// Whether it stands in more than [`PAIR_LIMIT`] documents.
    pub(super) fn is_crowded(&self) -> bool {
        self.occurrences.chunk_by(|a, b| a.source == b.source).count() > PAIR_LIMIT
    }
}

/// One place of a group.
#[derive(Clone, Debug)]
pub(super) struct SourceOccurrence {
    pub(super) source: u32,
    pub(super) span: Span,
    pub(super) fifths: usize,
    /// How like the medoid it is.
    pub(super) similarity: Similarity,
}

/// Two places of one group, aligned.
pub(super) struct PairAlignment {
    /// The group, as an index into the list.
    pub(super) group: usize,
    pub(super) a: (u32, Span),
    pub(super) b: (u32, Span),
    pub(super) matched_words: usize,
    pub(super) identity: Similarity,
    pub(super) changes: Vec<Changed>,
    /// The passage that shows it, as an index into [`Findings::passages`]; none if both places are
    /// equal as they are, or if segments were compared.
    pub(super) passage: Option<u32>,
}

/// Words of one place that differ from those in the other.
#[derive(Clone, Copy)]
pub(super) struct Changed {
    pub(super) a: Span,
    pub(super) b: Span,
    /// Whether a number, a date or a name is among them.
    pub(super) is_fact: bool,
}
