//! Documents that share something, with the figures of both as wholes.

use super::copies::Copies;
use super::engine::Detector;
use super::survey::{Scratch, Survey, is_short};
use super::told::{Told, ordered};
use crate::matching::Relation;
use crate::model::Similarity;
use crate::report::{Pair, Passage};
use crate::shingle::ShingleSet;
use rayon::prelude::*;

/// Two sources, and their figures where they are known already.
struct Listed {
    sources: (u32, u32),
    figures: Option<Figures>,
}

/// How two sources compare as wholes; the first is the one with the lower place.
#[derive(Clone, Copy)]
struct Figures {
    resemblance: Similarity,
    containments: (Similarity, Similarity),
}

pub(super) fn pairs(
    detector: &Detector,
    survey: &Survey<'_>,
    copies: &Copies,
    told: &Told,
) -> Vec<Pair> {
    let mut listed = resembling(survey, copies);
    let shared = told.shared.iter().map(|shared| shared.sources);
    listed.extend(shared.map(|sources| Listed { sources, figures: None }));
    // Of several entries for the same sources, the one with figures stays.
    listed.par_sort_by_key(|listed| (listed.sources, listed.figures.is_none()));
    listed.dedup_by_key(|listed| listed.sources);
    let mut pairs: Vec<Pair> = listed
        .par_iter()
        .map_init(Scratch::default, |scratch, listed| {
            let sources = listed.sources;
            let figures =
                listed.figures.unwrap_or_else(|| figures(detector, survey, sources, scratch));
            let start = told.shared.partition_point(|shared| shared.sources < sources);
            let passages = told.shared[start..]
                .iter()
                .take_while(|shared| shared.sources == sources)
                .map(|shared| shared.passage.clone())
                .collect();
            pair(detector, survey, sources, figures, passages)
        })
        .collect();
    pairs.par_sort_by_key(|pair| (pair.a, pair.b));
    pairs
}

/// The pairs of sources that match as wholes. A document with the same tokens as another is paired
/// with the first such one only: all pairs of identical texts would say nothing more.
fn resembling(survey: &Survey<'_>, copies: &Copies) -> Vec<Listed> {
    let source = |item: u32| survey.documents().items[item as usize].source;
    let one = Similarity::ONE;
    let identical = (0..copies.first.len() as u32)
        .map(|item| (copies.first[item as usize], item))
        .filter(|(first, item)| first != item)
        .map(|(first, item)| Listed {
            sources: (source(first), source(item)),
            figures: Some(Figures { resemblance: one, containments: (one, one) }),
        });
    let matching = copies.matches.iter().map(|found| Listed {
        sources: (source(found.a), source(found.b)),
        figures: Some(Figures {
            resemblance: found.resemblance,
            containments: (found.containment_a, found.containment_b),
        }),
    });
    identical.chain(matching).collect()
}

/// The figures of two sources that are not known to match as wholes.
fn figures(
    detector: &Detector,
    survey: &Survey<'_>,
    sources: (u32, u32),
    scratch: &mut Scratch,
) -> Figures {
    let comparison = &detector.settings().documents;
    let short = [sources.0, sources.1]
        .iter()
        .any(|&source| is_short(comparison, survey.document_fifths(source as usize)));
    let width = if short { comparison.short_width } else { comparison.shingle_width };
    let mut set = |source: u32| {
        let text = survey.sources[source as usize].document.text();
        ShingleSet::from_shingles(scratch.shingles_of(detector, text, width).clone())
    };
    let (a, b) = (set(sources.0), set(sources.1));
    Figures {
        resemblance: a.resemblance(&b),
        containments: (a.containment_in(&b), b.containment_in(&a)),
    }
}

fn pair(
    detector: &Detector,
    survey: &Survey<'_>,
    sources: (u32, u32),
    figures: Figures,
    mut passages: Vec<Passage>,
) -> Pair {
    let (a, b) = ordered(survey, sources);
    let (first, second) = figures.containments;
    let (containment_a, containment_b) =
        if survey.id(sources.0) == a { (first, second) } else { (second, first) };
    let content = |source: u32| survey.document(source as usize).map(|item| item.content);
    passages.sort_by_key(|passage| (passage.a, passage.b, passage.family));
    Pair {
        a,
        b,
        relation: Relation::of(
            content(sources.0) == content(sources.1),
            figures.resemblance,
            containment_a,
            containment_b,
            detector.settings().documents.threshold,
        ),
        resemblance: figures.resemblance,
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
