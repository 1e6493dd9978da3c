//! The places of matching segments, held against one another.

use super::engine::Detector;
use super::families::row;
use super::findings::{Findings, PairAlignment, RepeatGroup, SourceOccurrence};
use super::ingest::{Ingested, words};
use super::parallel::prelude::*;
use crate::model::Similarity;
use crate::report::Truncated;

/// Two documents that share something at several places name up to this many combinations of them.
const COMBINATION_LIMIT: usize = 16;

/// Every place of a group with every other, within bounds.
pub(super) fn compare_pairwise(
    detector: &Detector,
    ingested: &Ingested<'_>,
    groups: Vec<RepeatGroup>,
    truncated: &mut Truncated,
) -> Findings {
    let parts: Vec<(Vec<PairAlignment>, bool)> = groups
        .par_iter()
        .enumerate()
        .map(|(index, group)| {
            let mut comparer =
                PairwiseComparer { detector, ingested, group, index, alignments: Vec::new() };
            let cut = comparer.compare();
            (comparer.alignments, cut)
        })
        .collect();
    let mut alignments = Vec::new();
    for (mut part, cut) in parts {
        alignments.append(&mut part);
        truncated.families += usize::from(cut);
    }
    Findings { groups, alignments, ..Findings::default() }
}

struct PairwiseComparer<'c> {
    detector: &'c Detector,
    ingested: &'c Ingested<'c>,
    group: &'c RepeatGroup,
    index: usize,
    alignments: Vec<PairAlignment>,
}

impl<'c> PairwiseComparer<'c> {
    /// Compares the places, and says whether pairs of documents were left out.
    fn compare(&mut self) -> bool {
        let group = self.group;
        let documents: Vec<&'c [SourceOccurrence]> =
            group.occurrences.chunk_by(|a, b| a.source == b.source).collect();
        for occurrences in &documents {
            // Each later place in a document with the first one there.
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

    /// Two places may be like a third in different words, and have fewer in common with one another
    /// than was asked for.
    fn push(&mut self, a: &SourceOccurrence, b: &SourceOccurrence) {
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

    /// What two places have in common, counted with repetition, in fifths of a word, and its share of
    /// the longer place.
    fn figures(&self, a: &SourceOccurrence, b: &SourceOccurrence) -> (usize, Similarity) {
        if self.group.same_words {
            return (a.fifths, Similarity::ONE);
        }
        let [a_row, b_row] = [a, b].map(|occurrence| row(self.detector, self.ingested, occurrence));
        let matched = a_row.common_fifths(&b_row);
        // A user's tokenizer may count a place differently the second time.
        let longer = a.fifths.max(b.fifths).max(matched);
        (matched, Similarity::ratio(matched, longer))
    }
}
