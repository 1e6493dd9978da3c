//! Documents that share something, with the figures of both as wholes.

use super::copies::Copies;
use super::engine::Detector;
use super::survey::{Scratch, Survey, is_short};
use super::told::{Told, ordered};
use crate::matching::Relation;
use crate::report::{Pair, Passage};
use crate::shingle::ShingleSet;
use rayon::prelude::*;

pub(super) fn pairs(
    detector: &Detector,
    survey: &Survey<'_>,
    copies: &Copies,
    told: &Told,
) -> Vec<Pair> {
    let mut listed = resembling(survey, copies);
    listed.extend(told.shared.iter().map(|shared| shared.sources));
    listed.par_sort_unstable();
    listed.dedup();
    let mut pairs: Vec<Pair> = listed
        .par_iter()
        .map(|&sources| {
            let start = told.shared.partition_point(|shared| shared.sources < sources);
            let passages = told.shared[start..]
                .iter()
                .take_while(|shared| shared.sources == sources)
                .map(|shared| shared.passage.clone())
                .collect();
            pair(detector, survey, sources, passages)
        })
        .collect();
    pairs.par_sort_by_key(|pair| (pair.a, pair.b));
    pairs
}

/// The pairs of sources that match as wholes. A document with the same tokens as another is paired
/// with the first such one only: all pairs of identical texts would say nothing more.
fn resembling(survey: &Survey<'_>, copies: &Copies) -> Vec<(u32, u32)> {
    let source = |item: u32| survey.documents.items[item as usize].source;
    let identical = (0..copies.first.len() as u32)
        .map(|item| (copies.first[item as usize], item))
        .filter(|(first, item)| first != item);
    let matching = copies.matches.iter().map(|found| (found.a, found.b));
    identical.chain(matching).map(|(a, b)| (source(a), source(b))).collect()
}

fn pair(
    detector: &Detector,
    survey: &Survey<'_>,
    sources: (u32, u32),
    mut passages: Vec<Passage>,
) -> Pair {
    let (a, b) = ordered(survey, sources);
    let (lower, higher) = if survey.id(sources.0) == a { sources } else { (sources.1, sources.0) };
    let comparison = &detector.settings().documents;
    let short = [lower, higher]
        .iter()
        .any(|&source| is_short(comparison, survey.document_fifths(source as usize)));
    let width = if short { comparison.short_width } else { comparison.shingle_width };
    let mut scratch = Scratch::default();
    let mut set = |source: u32| {
        let text = survey.sources[source as usize].document.text();
        ShingleSet::from_shingles(scratch.shingles_of(detector, text, width).clone())
    };
    let (set_a, set_b) = (set(lower), set(higher));
    let (resemblance, containment_a, containment_b) =
        (set_a.resemblance(&set_b), set_a.containment_in(&set_b), set_b.containment_in(&set_a));
    let identical = survey.document(lower as usize).map(|item| item.content)
        == survey.document(higher as usize).map(|item| item.content);
    passages.sort_by_key(|passage| (passage.a, passage.b, passage.family));
    Pair {
        a,
        b,
        relation: Relation::of(
            identical,
            resemblance,
            containment_a,
            containment_b,
            comparison.threshold,
        ),
        resemblance,
        containment_a,
        containment_b,
        matched_words: matched_words(&passages),
        passages,
    }
}

/// The words that the passages match, each place of `a` counted once.
fn matched_words(passages: &[Passage]) -> usize {
    let (mut words, mut end) = (0, 0);
    for passage in passages {
        if passage.a.start >= end {
            words += passage.matched_words;
            end = passage.a.end;
        }
    }
    words
}
