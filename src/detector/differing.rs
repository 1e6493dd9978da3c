//! What two documents do not share, counted in words.

use super::engine::Detector;
use super::survey::words;
use crate::matching::Differing;
use crate::model::{Similarity, Span};
use crate::passage::{DocumentTokens, find_passages};
use crate::report::Passage;
use crate::text::is_fact;
use std::cmp::Reverse;
use std::ops::Range;

/// Two documents without what their passages match. Known text, which none enters, has no part in
/// any of the figures.
pub(super) struct Compared {
    /// The words of both documents.
    pub(super) words: usize,
    /// The share of the longer document that is matched.
    pub(super) matched: Similarity,
    pub(super) differing: Differing,
}

/// The words of two documents that their passages leave unmatched, in one pass over each text.
pub(super) fn differing(detector: &Detector, texts: [&str; 2], passages: &[Passage]) -> Compared {
    let a = passages
        .iter()
        .flat_map(|passage| equal(passage.a.span(), passage.changes.iter().map(|change| change.a)));
    let b = passages
        .iter()
        .flat_map(|passage| equal(passage.b.span(), passage.changes.iter().map(|change| change.b)));
    compared(detector, texts, [a.collect(), b.collect()])
}

/// The same for two documents that no passage was reported of: frequent text is linked with one
/// of its places only, so the two are aligned here, for their figures alone.
pub(super) fn differing_alone(detector: &Detector, texts: [&str; 2]) -> Compared {
    let tokens = texts.map(|text| detector.tokenizer().tokens(text));
    let hashes = tokens.each_ref().map(|tokens| {
        let hashes: Vec<u64> = tokens.iter().map(|token| token.hash).collect();
        detector.known().and_then(|known| known.mask(&hashes)).unwrap_or(hashes)
    });
    let kinds = tokens.each_ref().map(|tokens| tokens.iter().map(|t| t.kind).collect::<Vec<_>>());
    let documents =
        [0, 1].map(|side: usize| DocumentTokens::new(&hashes[side]).with_kinds(&kinds[side]));
    let mut equal = [Vec::new(), Vec::new()];
    for passage in find_passages(&documents, detector.passages()).passages {
        let (a, b) = (passage.a.document.index(), passage.b.document.index());
        if a == b {
            continue;
        }
        let (mut a_at, mut b_at) = (passage.a.start as usize, passage.b.start as usize);
        for edit in &passage.edits {
            let (a_end, b_end) = (a_at + edit.a_len() as usize, b_at + edit.b_len() as usize);
            if edit.is_equal() {
                equal[a].push(Span::new(tokens[a][a_at].span.start, tokens[a][a_end - 1].span.end));
                equal[b].push(Span::new(tokens[b][b_at].span.start, tokens[b][b_end - 1].span.end));
            }
            (a_at, b_at) = (a_end, b_end);
        }
    }
    compared(detector, texts, equal)
}

fn compared(detector: &Detector, texts: [&str; 2], equal: [Vec<Span>; 2]) -> Compared {
    let [a, b] = equal;
    let (a, b) = (Side::new(detector, texts[0], a), Side::new(detector, texts[1], b));
    // Of two documents of one length the one that is matched less, whichever has the lower number.
    let rank = |side: &Side| (side.fifths, Reverse(side.matched()));
    let longer = if rank(&a) > rank(&b) { &a } else { &b };
    Compared {
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

/// The runs of a text's tokens that are known.
fn known(detector: &Detector, text: &str) -> Vec<Range<u32>> {
    let Some(known) = detector.known() else { return Vec::new() };
    let mut hashes = Vec::new();
    detector.tokenizer().for_each(text, |token| hashes.push(token.hash));
    known.find(&hashes)
}

/// How much of a text is known, in fifths of a word.
pub(super) fn known_fifths(detector: &Detector, text: &str) -> usize {
    let Some(known) = detector.known() else { return 0 };
    let (mut hashes, mut fifths) = (Vec::new(), Vec::new());
    detector.tokenizer().for_each(text, |token| {
        hashes.push(token.hash);
        fifths.push(token.kind.fifths());
    });
    known.find(&hashes).into_iter().flatten().map(|at| fifths[at as usize]).sum()
}

/// The parts of a place that are left when its changes are taken out.
pub(super) fn equal(place: Span, changes: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut start = place.start;
    for change in changes {
        parts.push(Span { start, end: change.start });
        start = change.end;
    }
    parts.push(Span { start, end: place.end });
    parts
}

/// One document without known text, in fifths of a word.
struct Side {
    fifths: usize,
    differing: usize,
    facts: usize,
}

impl Side {
    fn new(detector: &Detector, text: &str, mut equal: Vec<Span>) -> Side {
        equal.retain(|span| span.start < span.end);
        equal.sort_unstable();
        let mut side = Side { fifths: 0, differing: 0, facts: 0 };
        let (mut next, mut end) = (0, 0);
        let mut known = known(detector, text).into_iter().peekable();
        let mut number = 0;
        detector.tokenizer().for_each(text, |token| {
            number += 1;
            while known.next_if(|run| run.end < number).is_some() {}
            if known.peek().is_some_and(|run| run.start < number) {
                return;
            }
            let fifths = token.kind.fifths();
            side.fifths += fifths;
            // Places may overlap: what one passage changes, another may match.
            while next < equal.len() && equal[next].start <= token.span.start {
                end = end.max(equal[next].end);
                next += 1;
            }
            if token.span.start >= end {
                side.differing += fifths;
                if is_fact(text, token.span) {
                    side.facts += fifths;
                }
            }
        });
        side
    }

    fn matched(&self) -> usize {
        self.fifths - self.differing
    }
}

#[cfg(test)]
mod tests {
    use super::{Detector, Side, Span};

    fn side(equal: &[(usize, usize)]) -> Side {
        let detector = Detector::builder().build().expect("the default settings are valid");
        let equal = equal.iter().map(|&(start, end)| Span::new(start, end)).collect();
        Side::new(&detector, "one two three four five six", equal)
    }

    #[test]
    fn a_place_inside_another_one_does_not_end_it() {
        // "two" is matched within "one two three four", which goes on after it.
        assert_eq!(side(&[(0, 18), (4, 7)]).matched(), 5 * 4);
        assert_eq!(side(&[(4, 7), (0, 18), (4, 13)]).matched(), 5 * 4);
    }

    #[test]
    fn a_word_is_matched_if_any_place_has_it() {
        assert_eq!(side(&[(0, 3), (19, 27)]).matched(), 5 * 3);
        assert_eq!(side(&[]).matched(), 0);
        assert_eq!(side(&[(0, 27)]).differing, 0);
    }
}
