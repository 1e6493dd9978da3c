//! Documents that share something, with the figures of both as wholes.

use super::copies::Copies;
use super::differing::{Compared, differing, differing_alone};
use super::engine::Detector;
use super::survey::{Scratch, Survey, is_short, words};
use super::told::{Told, ordered};
use crate::matching::{Figures, Relation};
use crate::model::Similarity;
use crate::report::{Pair, Passage};
use crate::shingle::ShingleSet;
use crate::text::Unit;
use rayon::prelude::*;

/// Two sources, and their figures where they are known already.
struct Listed {
    sources: (u32, u32),
    figures: Option<Resemblance>,
}

/// How two sources compare as wholes; the first is the one with the lower place.
#[derive(Clone, Copy)]
struct Resemblance {
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
            figures: Some(Resemblance { resemblance: one, containments: (one, one) }),
        });
    let matching = copies.matches.iter().map(|found| Listed {
        sources: (source(found.a), source(found.b)),
        figures: Some(Resemblance {
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
) -> Resemblance {
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
    Resemblance {
        resemblance: a.resemblance(&b),
        containments: (a.containment_in(&b), b.containment_in(&a)),
    }
}

fn pair(
    detector: &Detector,
    survey: &Survey<'_>,
    sources: (u32, u32),
    known: Resemblance,
    mut passages: Vec<Passage>,
) -> Pair {
    let (a, b) = ordered(survey, sources);
    let swap = survey.id(sources.0) != a;
    let (a_source, b_source) = if swap { (sources.1, sources.0) } else { sources };
    let (first, second) = known.containments;
    let (containment_a, containment_b) = if swap { (second, first) } else { (first, second) };
    let content = |source: u32| survey.document(source as usize).map(|item| item.content);
    passages.sort_by_key(|passage| (passage.a, passage.b, passage.family));
    let mut figures = Figures {
        identical: content(a_source) == content(b_source),
        resemblance: known.resemblance,
        containment_a,
        containment_b,
        ..Figures::default()
    };
    if !figures.identical {
        compare(detector, survey, [a_source, b_source], &passages, &mut figures);
    }
    Pair {
        a,
        b,
        relation: Relation::of(&figures, detector.settings().documents.threshold),
        resemblance: figures.resemblance,
        containment_a,
        containment_b,
        matched_words: matched_words(&passages),
        differing: figures.differing,
        passages,
    }
}

/// Adds what differs, if passages were aligned and match enough of the longer document to ask.
fn compare(
    detector: &Detector,
    survey: &Survey<'_>,
    sources: [u32; 2],
    passages: &[Passage],
    figures: &mut Figures,
) {
    if detector.settings().unit != Unit::Passage {
        return;
    }
    let lengths = sources.map(|source| words(survey.document_fifths(source as usize)));
    let least = Relation::TEMPLATE_MATCHED * lengths[0].max(lengths[1]) as f64;
    let most: usize = passages.iter().map(|passage| passage.matched_words).sum();
    let texts = sources.map(|source| survey.sources[source as usize].document.text());
    let Compared { matched, differing } = if most as f64 >= least {
        differing(detector, texts, passages)
    } else if figures.resemblance >= detector.settings().documents.threshold {
        differing_alone(detector, texts)
    } else {
        // Most pairs share less, and their texts need not be read again.
        return;
    };
    if matched.get() >= Relation::TEMPLATE_MATCHED {
        figures.words = lengths[0] + lengths[1];
        figures.matched = matched;
        figures.differing = Some(differing);
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
