//! Documents that share something, with the figures of both as wholes.

use super::copies::Copies;
use super::differing::{differing, differing_alone, known_fifths};
use super::engine::Detector;
use super::matched::matched_words;
use super::observer::Stage;
use super::pairing::Pairing;
use super::parallel::prelude::*;
use super::sameness::is_same;
use super::survey::{Survey, words};
use super::told::{Told, ordered};
use super::watch::Watch;
use crate::error::Result;
use crate::item::{Scratch, WidthClass};
use crate::matching::{Figures, Relation};
use crate::model::Similarity;
use crate::report::{Pair, Passage, Truncated};
use crate::shingle::{ShingleSets, overlap};
use crate::text::Unit;

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
    pairing: &Pairing,
    told: &Told,
    watch: &Watch<'_>,
    truncated: &mut Truncated,
) -> Result<Vec<Pair>> {
    truncated.clusters = pairing.large_clusters();
    let mut listed = resembling(survey, copies, pairing);
    let shared = told.shared.iter().map(|shared| shared.sources);
    listed.extend(shared.map(|sources| Listed { sources, figures: None }));
    // Of several entries for the same sources, the one with figures stays.
    listed.par_sort_by_key(|listed| (listed.sources, listed.figures.is_none()));
    listed.dedup_by_key(|listed| listed.sources);
    truncated.pairs = unnamed(pairing, &listed);
    watch.stage(Stage::Pairing, listed.len())?;
    complete(detector, survey, pairing, &mut listed);
    let known = KnownFifths::new(detector, survey, &listed);
    let described: Vec<Option<Pair>> = listed
        .par_iter()
        .map(|listed| {
            watch.piece(1, || {
                let sources = listed.sources;
                let figures = listed.figures.expect("all figures are complete");
                let start = told.shared.partition_point(|shared| shared.sources < sources);
                let passages = told.shared[start..]
                    .iter()
                    .take_while(|shared| shared.sources == sources)
                    .map(|shared| shared.passage.clone())
                    .collect();
                Some(pair(detector, survey, &known, sources, figures, passages))
            })
        })
        .collect();
    watch.check()?;
    let mut pairs: Vec<Pair> = described.into_iter().flatten().collect();
    pairs.par_sort_by_key(|pair| (pair.a, pair.b));
    Ok(pairs)
}

/// The pairs of sources that match as wholes.
fn resembling(survey: &Survey<'_>, copies: &Copies, pairing: &Pairing) -> Vec<Listed> {
    let items = &survey.documents().items;
    let source = |item: u32| items[item as usize].source;
    let item = |source: u32| {
        let item = items.binary_search_by_key(&source, |item| item.source);
        item.expect("a document that matches has tokens") as u32
    };
    let mut listed = Vec::new();
    let one = Similarity::ONE;
    for text in pairing.texts() {
        let figures = Some(Resemblance { resemblance: one, containments: (one, one) });
        pairing.each(text, text, |a, b| {
            listed.push(Listed { sources: (a.min(b), a.max(b)), figures });
        });
    }
    for found in &copies.matches {
        let (a, b) = (found.containment_a, found.containment_b);
        pairing.each(source(found.a), source(found.b), |x, y| {
            if !copies.is_told(item(x), item(y)) || pairing.is_held(x, y) {
                return;
            }
            let containments = if x < y { (a, b) } else { (b, a) };
            let figures = Some(Resemblance { resemblance: found.resemblance, containments });
            listed.push(Listed { sources: (x.min(y), x.max(y)), figures });
        });
    }
    // A member may have been found by way of another one.
    listed.extend(copies.spokes.iter().map(|&(representative, member)| {
        let (a, b) = (source(representative), source(member));
        Listed { sources: (a.min(b), a.max(b)), figures: None }
    }));
    listed
}

/// How many pairs are known of and not listed, since one of the two has a text that many others
/// have.
fn unnamed(pairing: &Pairing, listed: &[Listed]) -> usize {
    let first = |listed: &Listed| {
        let (a, b) = (pairing.first(listed.sources.0), pairing.first(listed.sources.1));
        (a.min(b), a.max(b))
    };
    let mut texts: Vec<(u32, u32)> = listed.iter().map(first).collect();
    texts.par_sort_unstable();
    let of_texts = texts.chunk_by(|x, y| x == y);
    of_texts.map(|named| pairing.unnamed(named[0].0, named[0].1, named.len())).sum()
}

/// Adds the figures of the sources that are not known to match as wholes.
fn complete(detector: &Detector, survey: &Survey<'_>, pairing: &Pairing, listed: &mut [Listed]) {
    let comparison = &detector.settings().documents;
    let class_of = |(a, b): (u32, u32)| {
        WidthClass::among(comparison, [a, b].map(|it| survey.document_fifths(it as usize)))
    };
    // One width after the other, so that the sets of one are in memory at a time.
    for class in [WidthClass::Normal, WidthClass::Short] {
        let open = |listed: &Listed| listed.figures.is_none() && class_of(listed.sources) == class;
        let of_pairs = listed.iter().filter(|listed| open(listed));
        // Documents with the same tokens have one set.
        let first = |(a, b): (u32, u32)| (pairing.first(a), pairing.first(b));
        let of_pairs = of_pairs.map(|listed| first(listed.sources));
        let sets = SourceSets::new(detector, survey, class.words(comparison), of_pairs);
        listed.par_iter_mut().filter(|listed| open(listed)).for_each(|listed| {
            let (a, b) = first(listed.sources);
            let (a, b) = (sets.get(a), sets.get(b));
            let shared = overlap(a, b);
            listed.figures = Some(Resemblance {
                resemblance: Similarity::ratio(shared, a.len() + b.len() - shared),
                containments: (
                    Similarity::ratio(shared, a.len()),
                    Similarity::ratio(shared, b.len()),
                ),
            });
        });
    }
}

/// The shingle sets of some sources, each made once: an anthology is in a pair with every text
/// that it has collected, and a pair then costs about the shorter one's shingles.
struct SourceSets {
    /// The sources, ascending.
    sources: Vec<u32>,
    /// Their sets, a run of sources in each part.
    parts: Vec<ShingleSets>,
}

impl SourceSets {
    /// How many sources a thread takes at a time.
    const RUN: usize = 16;

    fn new(
        detector: &Detector,
        survey: &Survey<'_>,
        width: usize,
        pairs: impl Iterator<Item = (u32, u32)>,
    ) -> SourceSets {
        let mut sources: Vec<u32> = pairs.flat_map(|(a, b)| [a, b]).collect();
        sources.par_sort_unstable();
        sources.dedup();
        let parts = sources
            .par_chunks(SourceSets::RUN)
            .map_init(Scratch::default, |scratch, sources| {
                let mut sets = ShingleSets::new();
                for &source in sources {
                    let text = survey.sources[source as usize].document.text();
                    sets.push(scratch.shingles_of(detector.tokenizer(), text, width));
                }
                sets
            })
            .collect();
        SourceSets { sources, parts }
    }

    fn get(&self, source: u32) -> &[u64] {
        let place = self.sources.binary_search(&source).expect("every source of a pair has a set");
        self.parts[place / SourceSets::RUN].get(place % SourceSets::RUN)
    }
}

/// How much of each source is known text, which has no part in a comparison: found once for each, if
/// any is known.
struct KnownFifths(Vec<(u32, usize)>);

impl KnownFifths {
    fn new(detector: &Detector, survey: &Survey<'_>, listed: &[Listed]) -> KnownFifths {
        if detector.known().is_none() {
            return KnownFifths(Vec::new());
        }
        let mut sources: Vec<u32> =
            listed.iter().flat_map(|listed| [listed.sources.0, listed.sources.1]).collect();
        sources.par_sort_unstable();
        sources.dedup();
        let fifths = sources.into_par_iter().map(|source| {
            (source, known_fifths(detector, survey.sources[source as usize].document.text()))
        });
        KnownFifths(fifths.collect())
    }

    fn of(&self, source: u32) -> usize {
        let place = self.0.binary_search_by_key(&source, |&(source, _)| source);
        place.map_or(0, |place| self.0[place].1)
    }
}

fn pair(
    detector: &Detector,
    survey: &Survey<'_>,
    known: &KnownFifths,
    sources: (u32, u32),
    resembling: Resemblance,
    mut passages: Vec<Passage>,
) -> Pair {
    let (a, b) = ordered(survey, sources);
    let swap = survey.id(sources.0) != a;
    let (a_source, b_source) = if swap { (sources.1, sources.0) } else { sources };
    let (first, second) = resembling.containments;
    let (containment_a, containment_b) = if swap { (second, first) } else { (first, second) };
    let content = |source: u32| survey.document(source as usize).map(|item| item.content);
    passages.sort_by_key(|passage| (passage.a, passage.b, passage.family));
    let texts = [a_source, b_source].map(|source| survey.sources[source as usize].document.text());
    let same_words = content(a_source) == content(b_source);
    let mut figures = Figures {
        identical: same_words && is_same(texts[0], texts[1]),
        same_words,
        resemblance: resembling.resemblance,
        containment_a,
        containment_b,
        ..Figures::default()
    };
    let matched = matched_words(detector, texts, &passages);
    if !same_words {
        let lengths = [a_source, b_source].map(|source| {
            words(survey.document_fifths(source as usize).saturating_sub(known.of(source)))
        });
        let most = matched[0].max(matched[1]);
        compare(detector, texts, lengths, &passages, most, &mut figures);
    }
    Pair {
        a,
        b,
        relation: Relation::classify(&figures, detector.settings().documents.threshold),
        resemblance: figures.resemblance,
        containment_a,
        containment_b,
        matched_words: matched[0].min(matched[1]),
        differing: figures.differing,
        passages,
    }
}

/// Adds what differs, if passages were aligned and match enough of the longer document to ask;
/// `most` is the most that they match of either. So both documents are read again only where half
/// of the longer was aligned already, or both resemble one another as wholes.
fn compare(
    detector: &Detector,
    texts: [&str; 2],
    lengths: [usize; 2],
    passages: &[Passage],
    most: usize,
    figures: &mut Figures,
) {
    if detector.settings().unit != Unit::Passage {
        return;
    }
    let least = Relation::TEMPLATE_MATCHED * lengths[0].max(lengths[1]) as f64;
    let compared = if most as f64 >= least {
        differing(detector, texts, passages)
    } else if figures.resemblance >= detector.settings().documents.threshold {
        differing_alone(detector, texts)
    } else {
        // Most pairs share less, and their texts need not be read again.
        return;
    };
    if compared.matched.get() >= Relation::TEMPLATE_MATCHED {
        figures.words = compared.words;
        figures.matched = compared.matched;
        figures.differing = Some(compared.differing);
    }
}
