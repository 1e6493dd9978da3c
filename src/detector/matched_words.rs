//! The number of words that shared passages match in each of two documents, each word counted once.
//!
//! Passages that do not overlap are summed up. Where they overlap, the tokens of the overlapping places are
//! counted: for segments they are read again, since the tokens of segments are not kept.

use super::engine::Detector;
use crate::model::{Similarity, Span};
use crate::report::Passage;
use crate::text::words;
use std::cmp::Ordering;

/// The words that passages match in each of two documents; `covered` counts them for a document in which
/// places overlap.
pub(super) fn matched_by(
    passages: &[Passage],
    mut covered: impl FnMut(usize, &[Span]) -> usize,
) -> [usize; 2] {
    let all: usize = passages.iter().map(|passage| passage.matched_words).sum();
    [0, 1].map(|side| {
        let mut places: Vec<Span> = passages.iter().map(|found| sides(found)[side]).collect();
        places.sort_unstable();
        let is_disjoint = places.windows(2).all(|pair| pair[0].end <= pair[1].start);
        if is_disjoint { all } else { all.min(covered(side, &places)) }
    })
}

/// The words that shared segments match in each of two documents.
pub(super) fn matched_words(
    detector: &Detector,
    texts: [&str; 2],
    passages: &[Passage],
) -> [usize; 2] {
    let mut equal = None;
    matched_by(passages, |side, places| {
        // For both documents at a time, when the first of them needs it.
        let equal = equal.get_or_insert_with(|| {
            let mut equal = [Vec::new(), Vec::new()];
            for passage in passages {
                let parts = equal_parts(detector, texts, passage);
                for (equal, parts) in equal.iter_mut().zip(parts) {
                    equal.extend(parts.into_iter().filter(|span| span.start < span.end));
                }
            }
            equal
        });
        words(covered_fifths(detector, texts[side], places, &mut equal[side]))
    })
}

fn sides(passage: &Passage) -> [Span; 2] {
    [passage.a.span(), passage.b.span()]
}

/// The equal words of the two places of a passage, as spans of each text.
fn equal_parts(detector: &Detector, texts: [&str; 2], passage: &Passage) -> [Vec<Span>; 2] {
    let places = sides(passage);
    if passage.identity == Similarity::ONE {
        return places.map(|place| vec![place]);
    }
    // Segments are compared as multisets. If a word occurs twice here and five times there, the first
    // two are equal.
    let tokens = [0, 1].map(|side: usize| {
        let place = places[side];
        let mut tokens = detector.tokenizer().tokens(&texts[side][place.range()]);
        for token in &mut tokens {
            token.span = Span::new(token.span.start + place.start, token.span.end + place.start);
        }
        tokens.sort_by_key(|token| (token.hash, token.span.start));
        tokens
    });
    let mut parts = [Vec::new(), Vec::new()];
    let [a, b] = &tokens;
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        match a[i].hash.cmp(&b[j].hash) {
            Ordering::Less => i += 1,
            Ordering::Greater => j += 1,
            Ordering::Equal => {
                parts[0].push(a[i].span);
                parts[1].push(b[j].span);
                i += 1;
                j += 1;
            }
        }
    }
    parts
}

/// The length of the tokens that begin in a span of `equal`, in fifths of a word, each token counted once.
/// All of them are in `places`, which are in order.
fn covered_fifths(detector: &Detector, text: &str, places: &[Span], equal: &mut [Span]) -> usize {
    equal.sort_unstable();
    let (mut fifths, mut next, mut end) = (0, 0, 0);
    let mut places = places.iter().copied().peekable();
    // Overlapping places are joined to one region, so that each text is read once.
    while let Some(mut region) = places.next() {
        while let Some(place) = places.next_if(|place| place.start < region.end) {
            region.end = region.end.max(place.end);
        }
        detector.tokenizer().for_each(&text[region.range()], |token| {
            let start = region.start + token.span.start;
            while next < equal.len() && equal[next].start <= start {
                end = end.max(equal[next].end);
                next += 1;
            }
            if start < end {
                fifths += token.kind.fifths();
            }
        });
    }
    fifths
}
