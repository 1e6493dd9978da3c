//! What two documents do not share, counted in words.

use super::engine::Detector;
use super::survey::words;
use crate::matching::Differing;
use crate::model::{Similarity, Span};
use crate::report::Passage;
use crate::text::is_fact;
use std::cmp::Reverse;

/// Two documents without what their passages match.
pub(super) struct Compared {
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
    let (a, b) = (Side::new(detector, texts[0], a), Side::new(detector, texts[1], b));
    // Of two documents of one length the one that is matched less, whichever has the lower number.
    let longer =
        if (a.fifths, Reverse(a.matched())) > (b.fifths, Reverse(b.matched())) { &a } else { &b };
    Compared {
        matched: Similarity::ratio(longer.matched(), longer.fifths),
        differing: Differing {
            words_a: words(a.differing),
            words_b: words(b.differing),
            facts_a: words(a.facts),
            facts_b: words(b.facts),
        },
    }
}

/// The parts of a place that are left when its changes are taken out.
fn equal(place: Span, changes: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut start = place.start;
    for change in changes {
        parts.push(Span { start, end: change.start });
        start = change.end;
    }
    parts.push(Span { start, end: place.end });
    parts
}

/// One document in fifths of a word.
struct Side {
    fifths: usize,
    differing: usize,
    facts: usize,
}

impl Side {
    fn new(detector: &Detector, text: &str, equal: impl Iterator<Item = Span>) -> Side {
        let mut equal: Vec<Span> = equal.filter(|span| span.start < span.end).collect();
        equal.sort_unstable();
        let mut side = Side { fifths: 0, differing: 0, facts: 0 };
        let (mut next, mut end) = (0, 0);
        detector.tokenizer().for_each(text, |token| {
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
