//! The pairs of occurrences of each repeated block of segments.
//!
//! All pairs of documents are compared, and several pairs of occurrences for each. A group in more than
//! [`PAIR_LIMIT`] documents is compared with the document of its medoid only, and is counted in
//! `truncated.families`.
//!
//! Cost: for a group of d documents at most d² / 2 pairs of documents if d ≤ 32, else d; for each of these at
//! most [`COMBINATION_LIMIT`] pairs of occurrences, or their number if that is more.

use super::engine::Detector;
use super::families::row;
use super::findings::{Findings, PairAlignment, RepeatGroup, SourceOccurrence};
use super::ingest::Ingested;
use super::parallel::prelude::*;
use super::progress::Progress;
use crate::error::Result;
use crate::model::Similarity;
use crate::report::Truncated;
use crate::text::words;

/// Two documents with several occurrences list all combinations of them up to this number.
const COMBINATION_LIMIT: usize = 16;

/// Compares the occurrences of each group, within limits.
pub(super) fn compare_pairwise(
    detector: &Detector,
    ingested: &Ingested<'_>,
    groups: Vec<RepeatGroup>,
    progress: &Progress<'_>,
    truncated: &mut Truncated,
) -> Result<Findings> {
    let parts: Vec<(Vec<PairAlignment>, bool)> = groups
        .par_iter()
        .enumerate()
        .map(|(index, group)| {
            let alignments = Vec::new();
            let mut comparer =
                PairwiseComparer { detector, ingested, group, index, alignments, progress };
            let cut = comparer.compare();
            (comparer.alignments, cut)
        })
        .collect();
    progress.check()?;
    let mut alignments = Vec::new();
    for (mut part, cut) in parts {
        alignments.append(&mut part);
        truncated.families += usize::from(cut);
    }
    Ok(Findings { groups, alignments, ..Findings::default() })
}

struct PairwiseComparer<'c> {
    detector: &'c Detector,
    ingested: &'c Ingested<'c>,
    group: &'c RepeatGroup,
    index: usize,
    alignments: Vec<PairAlignment>,
    progress: &'c Progress<'c>,
}

impl<'c> PairwiseComparer<'c> {
    /// Compares the occurrences. Returns whether pairs of documents were left out.
    fn compare(&mut self) -> bool {
        let group = self.group;
        let documents: Vec<&'c [SourceOccurrence]> =
            group.occurrences.chunk_by(|a, b| a.source == b.source).collect();
        for occurrences in &documents {
            // Within a document, each later occurrence with the first one.
            for later in &occurrences[1..] {
                self.push(&occurrences[0], later);
            }
        }
        if !group.is_crowded() {
            for (i, a) in documents.iter().enumerate() {
                for b in &documents[i + 1..] {
                    self.combine(a, b);
                }
            }
            return false;
        }
        let centre = group.occurrences[group.medoid].source;
        let (medoid, others): (Vec<_>, Vec<_>) =
            documents.into_iter().partition(|occurrences| occurrences[0].source == centre);
        for occurrences in others {
            self.combine(medoid[0], occurrences);
        }
        true
    }

    /// Compares the occurrences of two documents: all combinations, or if these are too many, each
    /// with the first one of the other document.
    fn combine(&mut self, a: &[SourceOccurrence], b: &[SourceOccurrence]) {
        if a.len() * b.len() <= COMBINATION_LIMIT {
            for a in a {
                for b in b {
                    self.push(a, b);
                }
            }
            return;
        }
        for b in b {
            self.push(&a[0], b);
        }
        for a in &a[1..] {
            self.push(a, &b[0]);
        }
    }

    /// Adds a pair if it has enough words in common. Two occurrences can both resemble the medoid and
    /// share fewer words with one another.
    fn push(&mut self, a: &SourceOccurrence, b: &SourceOccurrence) {
        if !self.progress.goes_on() {
            return;
        }
        let (matched, identity) = self.figures(a, b);
        if matched < 5 * self.detector.settings().min_words {
            return;
        }
        self.alignments.push(PairAlignment {
            group: self.index,
            a: (a.source, a.span),
            b: (b.source, b.span),
            matched_words: words(matched),
            identity,
            changes: Vec::new(),
            passage: None,
        });
    }

    /// The tokens that two occurrences share, counted with repetition, in fifths of a word, and their
    /// share of the longer one.
    fn figures(&self, a: &SourceOccurrence, b: &SourceOccurrence) -> (usize, Similarity) {
        if self.group.same_words {
            return (a.fifths, Similarity::ONE);
        }
        let [a_row, b_row] = [a, b].map(|occurrence| row(self.detector, self.ingested, occurrence));
        let matched = a_row.common_fifths(&b_row);
        // A custom tokenizer may find other tokens in the second call.
        let longer = a.fifths.max(b.fifths).max(matched);
        (matched, Similarity::ratio(matched, longer))
    }
}
