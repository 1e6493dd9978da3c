//! The repeated text of a corpus before it has family ids, line numbers and document ids of the report.
//!
//! Occurrences are given by source number and byte span. `report_builder` turns them into records.

use crate::model::{Similarity, Span};
use crate::passage::TokenPassage;
use crate::text::Lines;

/// All repeated text of a corpus.
#[derive(Default)]
pub(super) struct Findings {
    pub(super) groups: Vec<RepeatGroup>,
    /// The pairs of occurrences that were aligned.
    pub(super) alignments: Vec<PairAlignment>,
    /// For each source, the length that the groups cover, in fifths of a word; empty if it was not
    /// counted.
    pub(super) reused: Vec<usize>,
    /// One entry for each occurrence of frequent text that no group joins with all others of that text:
    /// the span from the first to the last of these, if they are in one document.
    pub(super) unjoined: Vec<Option<(u32, Span)>>,
    /// For each source its lines, if they are known already; empty if none are.
    pub(super) lines: Vec<Option<Lines>>,
    /// The passages behind the alignments, in token numbers.
    pub(super) passages: Vec<TokenPassage>,
}

/// All occurrences of one repeated text.
pub(super) struct RepeatGroup {
    /// By source and position, at least two.
    pub(super) occurrences: Vec<SourceOccurrence>,
    pub(super) medoid: usize,
    /// Whether all occurrences have the same tokens.
    pub(super) same_words: bool,
    pub(super) boilerplate: bool,
}

/// The largest number of documents of a group of which all pairs are listed. Pairs grow with the square of
/// the documents, and the family lists the same documents.
pub(super) const PAIR_LIMIT: usize = 32;

impl RepeatGroup {
    /// Whether it occurs in more than [`PAIR_LIMIT`] documents.
    pub(super) fn is_crowded(&self) -> bool {
        self.occurrences.chunk_by(|a, b| a.source == b.source).count() > PAIR_LIMIT
    }
}

/// One occurrence of a repeated text.
#[derive(Clone, Debug)]
pub(super) struct SourceOccurrence {
    pub(super) source: u32,
    pub(super) span: Span,
    pub(super) fifths: usize,
    /// Its resemblance to the medoid.
    pub(super) similarity: Similarity,
}

/// Two occurrences of one group, aligned.
pub(super) struct PairAlignment {
    /// The group, as an index into the list.
    pub(super) group: usize,
    pub(super) a: (u32, Span),
    pub(super) b: (u32, Span),
    pub(super) matched_words: usize,
    pub(super) identity: Similarity,
    pub(super) changes: Vec<Changed>,
    /// The passage behind it, as an index into [`Findings::passages`]; none if both are copies as a
    /// whole, or if segments were compared.
    pub(super) passage: Option<u32>,
}

/// Words of one occurrence that differ from those of the other.
#[derive(Clone, Copy)]
pub(super) struct Changed {
    pub(super) a: Span,
    pub(super) b: Span,
    /// Whether one of them states a fact (`facts::Fact`).
    pub(super) is_fact: bool,
}
