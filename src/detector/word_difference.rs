//! The words in which two documents differ, counted for their relation.
//!
//! Documents that share passages have the equal runs of these, in token numbers. What is in no equal run
//! differs. Only for the differing words the text is read again, to find those that state a fact (`value_words`): a
//! few blocks of near-copies, and nothing of documents that share little.
//!
//! Worked example, of 6 tokens, with the equal runs 0..1 and 3..5 and the known text 2..4: tokens 2 and 3 are
//! known and count nowhere; 0 and 4 are matched; 1 and 5 differ.
//!
//! Cost: the tokens of both documents, and one block of text for each group of differing words.

use super::engine::Detector;
use super::ingest::Ingested;
use super::report_builder::SharedPassage;
use super::value_words::ValueWords;
use crate::matching::Differing;
use crate::model::Similarity;
use crate::passage::{DocumentTokens, TokenPassage, join_ranges, passages_between};
use crate::text::{TokenKind, TokenRow, words};
use std::cmp::Reverse;
use std::ops::Range;

/// The difference of two documents. Known text is excluded from all figures.
pub(super) struct WordDifference {
    /// The words of both documents.
    pub(super) words: usize,
    /// The share of the longer document that is matched.
    pub(super) matched: Similarity,
    pub(super) differing: Differing,
}

/// The equal runs of tokens of two documents; in each document ascending and disjoint.
pub(super) struct EqualRuns([Vec<Range<u32>>; 2]);

impl EqualRuns {
    /// Those of the shared passages of two documents. The first document has the lower number.
    pub(super) fn of(shared: &[SharedPassage], passages: &[TokenPassage]) -> EqualRuns {
        let mut runs = [Vec::new(), Vec::new()];
        for shared in shared {
            match shared.found {
                Some(found) => {
                    let [a, b] = equal_runs(&passages[found as usize]);
                    let [first, second] = if shared.is_turned { [b, a] } else { [a, b] };
                    runs[0].extend(first);
                    runs[1].extend(second);
                }
                // The documents are copies as wholes, and no passage was aligned.
                None => {
                    for runs in &mut runs {
                        runs.push(0..u32::MAX);
                    }
                }
            }
        }
        // Passages can overlap, and words that one of them changes can be equal in another.
        EqualRuns(runs.map(join_ranges))
    }

    /// The number of words of each document that are in an equal run.
    pub(super) fn words(
        &self,
        detector: &Detector,
        ingested: &Ingested<'_>,
        sources: (u32, u32),
    ) -> [usize; 2] {
        [(0, sources.0), (1, sources.1)].map(|(side, source): (usize, u32)| {
            let tokens = Tokens::of(detector, ingested, source);
            words(self.0[side].iter().map(|run| tokens.fifths(run.clone())).sum())
        })
    }
}

/// The equal steps of a passage, as runs of tokens of both documents.
fn equal_runs(passage: &TokenPassage) -> [Vec<Range<u32>>; 2] {
    let mut runs = [Vec::new(), Vec::new()];
    let (mut a, mut b) = (passage.a.start, passage.b.start);
    for edit in &passage.edits {
        let (a_end, b_end) = (a + edit.a_len(), b + edit.b_len());
        if edit.is_equal() {
            runs[0].push(a..a_end);
            runs[1].push(b..b_end);
        }
        (a, b) = (a_end, b_end);
    }
    runs
}

/// The tokens of a document: from the token store, or read again if they were not kept.
enum Tokens<'t> {
    Kept(&'t [u64], &'t [TokenKind]),
    Read(TokenRow),
}

impl<'t> Tokens<'t> {
    fn of(detector: &Detector, ingested: &'t Ingested<'_>, source: u32) -> Tokens<'t> {
        let (hashes, kinds) = ingested.tokens(source);
        if !hashes.is_empty() {
            return Tokens::Kept(hashes, kinds);
        }
        let mut row = TokenRow::default();
        detector.tokenizer().extend(&mut row, ingested.sources[source as usize].document.text());
        Tokens::Read(row)
    }

    fn hashes(&self) -> &[u64] {
        match self {
            Tokens::Kept(hashes, _) => hashes,
            Tokens::Read(row) => &row.hashes,
        }
    }

    /// The kind of each; empty if each is a word.
    fn kinds(&self) -> &[TokenKind] {
        match self {
            Tokens::Kept(_, kinds) => kinds,
            Tokens::Read(row) => &row.kinds,
        }
    }

    /// The length of a run, cut at the last token, in fifths of a word.
    fn fifths(&self, run: Range<u32>) -> usize {
        let end = (run.end as usize).min(self.hashes().len());
        let run = (run.start as usize).min(end)..end;
        match self.kinds() {
            [] => TokenKind::Word.fifths() * run.len(),
            kinds => kinds[run].iter().map(|kind| kind.fifths()).sum(),
        }
    }

    /// The runs that are known text.
    fn known(&self, detector: &Detector) -> Vec<Range<u32>> {
        detector.known().map_or(Vec::new(), |known| known.find(self.hashes()))
    }
}

/// The length of the known text of a document, in fifths of a word.
pub(super) fn known_fifths(detector: &Detector, ingested: &Ingested<'_>, source: u32) -> usize {
    let tokens = Tokens::of(detector, ingested, source);
    tokens.known(detector).into_iter().map(|run| tokens.fifths(run)).sum()
}

/// The difference of two documents with the equal runs of their passages.
pub(super) fn word_difference(
    detector: &Detector,
    ingested: &Ingested<'_>,
    sources: (u32, u32),
    values: &ValueWords,
    equal: &EqualRuns,
) -> WordDifference {
    let tokens =
        [sources.0, sources.1].map(|source| (source, Tokens::of(detector, ingested, source)));
    difference(detector, ingested, &tokens, values, equal)
}

/// The difference of two near-copies without a common passage. The linker compares frequent text with one
/// of its occurrences only, so two documents of many near-copies may share no passage. They are aligned
/// here, for their figures alone.
pub(super) fn word_difference_by_alignment(
    detector: &Detector,
    ingested: &Ingested<'_>,
    sources: (u32, u32),
    values: &ValueWords,
) -> WordDifference {
    let tokens =
        [sources.0, sources.1].map(|source| (source, Tokens::of(detector, ingested, source)));
    let masked = [0, 1].map(|side: usize| {
        let hashes = tokens[side].1.hashes();
        detector.known().and_then(|known| known.mask(hashes))
    });
    let documents = [0, 1].map(|side: usize| {
        let own = &tokens[side].1;
        let document = DocumentTokens::new(masked[side].as_deref().unwrap_or(own.hashes()));
        if own.kinds().is_empty() { document } else { document.with_kinds(own.kinds()) }
    });
    let mut equal = [Vec::new(), Vec::new()];
    for passage in passages_between(&documents, detector.passages()) {
        let [a_runs, b_runs] = equal_runs(&passage);
        equal[passage.a.document.index()].extend(a_runs);
        equal[passage.b.document.index()].extend(b_runs);
    }
    difference(detector, ingested, &tokens, values, &EqualRuns(equal.map(join_ranges)))
}

fn difference(
    detector: &Detector,
    ingested: &Ingested<'_>,
    tokens: &[(u32, Tokens<'_>); 2],
    values: &ValueWords,
    equal: &EqualRuns,
) -> WordDifference {
    let [a, b] = [0, 1].map(|side: usize| {
        let (source, tokens) = &tokens[side];
        let unmatched = UnmatchedTokens::new(tokens, &tokens.known(detector), &equal.0[side]);
        let of_source = (*source, tokens.hashes().len());
        let facts = values.among(detector, ingested, of_source, &unmatched.numbers);
        let facts = facts.into_iter().map(|number| tokens.fifths(number..number + 1)).sum();
        Side { fifths: unmatched.fifths, differing: unmatched.differing, facts }
    });
    // Of two documents of one length, the one that is matched less: the result must not depend on the
    // order of the two.
    let rank = |side: &Side| (side.fifths, Reverse(side.matched()));
    let longer = if rank(&a) > rank(&b) { &a } else { &b };
    WordDifference {
        words: words(a.fifths) + words(b.fifths),
        matched: Similarity::ratio(longer.matched(), longer.fifths),
        differing: Differing {
            words_a: words(a.differing),
            words_b: words(b.differing),
            facts_a: words(a.facts),
            facts_b: words(b.facts),
        },
    }
}

/// The lengths of one document, without known text, in fifths of a word.
struct Side {
    fifths: usize,
    differing: usize,
    facts: usize,
}

impl Side {
    fn matched(&self) -> usize {
        self.fifths - self.differing
    }
}

/// The tokens of one document that are neither known text nor in an equal run.
struct UnmatchedTokens {
    /// The length of all that is not known text, in fifths of a word.
    fifths: usize,
    /// The length of the unmatched tokens.
    differing: usize,
    numbers: Vec<u32>,
}

impl UnmatchedTokens {
    /// `known` and `equal` are ascending and disjoint.
    fn new(tokens: &Tokens<'_>, known: &[Range<u32>], equal: &[Range<u32>]) -> UnmatchedTokens {
        let mut unmatched = UnmatchedTokens { fifths: 0, differing: 0, numbers: Vec::new() };
        let (mut known, mut equal) = (known.iter().peekable(), equal.iter().peekable());
        let end = tokens.hashes().len() as u32;
        let mut at = 0;
        while at < end {
            while known.next_if(|run| run.end <= at).is_some() {}
            while equal.next_if(|run| run.end <= at).is_some() {}
            // The next position at which a run starts or ends. Up to there all tokens are alike: in both
            // runs, in one of them, or in none.
            let bound = |run: Option<&&Range<u32>>| {
                run.map_or(end, |run| if run.start > at { run.start } else { run.end }).min(end)
            };
            let next = bound(known.peek()).min(bound(equal.peek()));
            let is_in = |run: Option<&&Range<u32>>| run.is_some_and(|run| run.start <= at);
            if !is_in(known.peek()) {
                let fifths = tokens.fifths(at..next);
                unmatched.fifths += fifths;
                if !is_in(equal.peek()) {
                    unmatched.differing += fifths;
                    unmatched.numbers.extend(at..next);
                }
            }
            at = next;
        }
        unmatched
    }
}

#[cfg(test)]
#[allow(clippy::single_range_in_vec_init, reason = "lists of runs, some with one run")]
mod tests {
    use super::{Tokens, UnmatchedTokens, join_ranges};
    use std::ops::Range;

    fn unmatched(known: &[Range<u32>], equal: &[Range<u32>]) -> (usize, Vec<u32>) {
        let hashes = [1, 2, 3, 4, 5, 6];
        let unmatched =
            UnmatchedTokens::new(&Tokens::Kept(&hashes, &[]), known, &join_ranges(equal.to_vec()));
        assert_eq!(unmatched.differing, 5 * unmatched.numbers.len());
        (unmatched.fifths, unmatched.numbers)
    }

    #[test]
    fn a_run_inside_another_one_does_not_end_it() {
        assert_eq!(unmatched(&[], &[0..4, 1..2]), (30, vec![4, 5]));
        assert_eq!(unmatched(&[], &[1..2, 0..4, 1..3]), (30, vec![4, 5]));
    }

    #[test]
    fn a_token_is_left_if_no_run_has_it() {
        assert_eq!(unmatched(&[], &[0..1, 4..6]), (30, vec![1, 2, 3]));
        assert_eq!(unmatched(&[], &[]), (30, vec![0, 1, 2, 3, 4, 5]));
        assert_eq!(unmatched(&[], &[0..u32::MAX]), (30, vec![]));
    }

    #[test]
    fn known_text_counts_nowhere() {
        assert_eq!(unmatched(&[2..4], &[0..1, 3..5]), (20, vec![1, 5]));
        assert_eq!(unmatched(&[0..6], &[0..1]), (0, vec![]));
    }
}
