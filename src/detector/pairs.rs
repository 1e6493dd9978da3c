//! The pairs of documents of a report: those that share passages, and those that are alike as wholes.
//!
//! Each pair has the figures of both documents as wholes (resemblance, containments, from shingle sets), the
//! shared passages, the words that these match, and the relation that follows from all of it.
//!
//! The figures of matching documents are known from the search for near-copies. Those of the other pairs are
//! made here, from one shingle set for each document and width.
//!
//! Cost: the bytes of the documents in pairs, and for each pair about the shingles of the shorter document.
//! The differing words are counted only if the documents share enough for a relation to depend on them.

use super::copies::Copies;
use super::engine::Detector;
use super::ingest::Ingested;
use super::matched_words::{matched_by, matched_words};
use super::observer::Stage;
use super::pair_selection::PairSelection;
use super::parallel::prelude::*;
use super::progress::{Progress, TextPieces};
use super::report_builder::{Records, SharedPassage, ordered};
use super::text_equality::is_same;
use super::value_words::ValueWords;
use super::word_difference::{
    EqualRuns, known_fifths, word_difference, word_difference_by_alignment,
};
use crate::error::Result;
use crate::item::{Scratch, WidthClass};
use crate::matching::{Differing, Figures, Relation};
use crate::model::Similarity;
use crate::passage::TokenPassage;
use crate::report::{Pair, Passage, Truncated};
use crate::shingle::{ShingleSets, overlap};
use crate::text::{Unit, words};

/// A pair of sources, with its figures if they are known.
struct Listed {
    sources: (u32, u32),
    figures: Option<Resemblance>,
}

/// The figures of two sources as wholes; the first is the source with the lower number.
#[derive(Clone, Copy)]
struct Resemblance {
    resemblance: Similarity,
    containments: (Similarity, Similarity),
}

/// The pairs of a report, by document ids.
pub(super) fn pairs(
    detector: &Detector,
    ingested: &Ingested<'_>,
    copies: &Copies,
    selection: &PairSelection,
    records: &mut Records,
    progress: &Progress<'_>,
    truncated: &mut Truncated,
) -> Result<Vec<Pair>> {
    truncated.clusters = selection.large_clusters();
    let mut listed = resembling(ingested, copies, selection);
    let shared = records.shared.iter().map(|shared| shared.sources);
    listed.extend(shared.map(|sources| Listed { sources, figures: None }));
    // Of several entries for the same sources, the one with figures is kept.
    listed.par_sort_by_key(|listed| (listed.sources, listed.figures.is_none()));
    listed.dedup_by_key(|listed| listed.sources);
    truncated.pairs = unnamed(selection, &listed);
    progress.stage(Stage::Pairing, listed.len())?;
    complete(detector, ingested, selection, &mut listed, progress)?;
    let known = KnownFifths::new(detector, ingested, &listed, progress)?;
    let sources = listed.iter().map(|listed| listed.sources);
    let of_sources =
        SourceWords { known, values: ValueWords::new(ingested.sources.len(), sources) };
    let described: Vec<Option<Pair>> = listed
        .par_iter()
        .zip(by_pair(&listed, &mut records.shared))
        .map(|(listed, shared)| {
            progress.piece(1, || {
                let sources = listed.sources;
                let figures = listed.figures.expect("all figures are complete");
                let of_pair = OfPair { sources, shared, aligned: &records.passages };
                Some(of_pair.describe(detector, ingested, &of_sources, figures))
            })
        })
        .collect();
    records.shared = Vec::new();
    progress.check()?;
    let mut pairs: Vec<Pair> = described.into_iter().flatten().collect();
    pairs.par_sort_by_key(|pair| (pair.a, pair.b));
    Ok(pairs)
}

/// The passages of each listed pair. Both lists are sorted by sources.
fn by_pair<'s>(
    listed: &[Listed],
    mut shared: &'s mut [SharedPassage],
) -> Vec<&'s mut [SharedPassage]> {
    let of_pair = |listed: &Listed| {
        let count = shared.iter().take_while(|shared| shared.sources == listed.sources).count();
        let of_pair;
        (of_pair, shared) = std::mem::take(&mut shared).split_at_mut(count);
        of_pair
    };
    listed.iter().map(of_pair).collect()
}

/// The pairs of sources that match as wholes: copies, matches, and cluster members with their
/// representatives.
fn resembling(ingested: &Ingested<'_>, copies: &Copies, selection: &PairSelection) -> Vec<Listed> {
    let items = &ingested.documents().items;
    let source = |item: u32| items[item as usize].source;
    let item = |source: u32| {
        let item = items.binary_search_by_key(&source, |item| item.source);
        item.expect("a document that matches has tokens") as u32
    };
    let mut listed = Vec::new();
    let one = Similarity::ONE;
    for text in selection.texts() {
        let figures = Some(Resemblance { resemblance: one, containments: (one, one) });
        selection.each(text, text, |a, b| {
            listed.push(Listed { sources: (a.min(b), a.max(b)), figures });
        });
    }
    for found in &copies.matches {
        let (a, b) = (found.containment_a, found.containment_b);
        selection.each(source(found.a), source(found.b), |x, y| {
            if !copies.is_listed(item(x), item(y)) || selection.is_left_out(x, y) {
                return;
            }
            let containments = if x < y { (a, b) } else { (b, a) };
            let figures = Some(Resemblance { resemblance: found.resemblance, containments });
            listed.push(Listed { sources: (x.min(y), x.max(y)), figures });
        });
    }
    // A member and its representative may be no candidates of one another: the cluster compared them since
    // both match a third document. Their figures are made later.
    listed.extend(copies.star_edges.iter().map(|&(representative, member)| {
        let (a, b) = (source(representative), source(member));
        Listed { sources: (a.min(b), a.max(b)), figures: None }
    }));
    listed
}

/// The number of pairs that are not listed, since too many documents have the text of one of the two.
fn unnamed(selection: &PairSelection, listed: &[Listed]) -> usize {
    let first = |listed: &Listed| {
        let (a, b) = (selection.first(listed.sources.0), selection.first(listed.sources.1));
        (a.min(b), a.max(b))
    };
    let mut texts: Vec<(u32, u32)> = listed.iter().map(first).collect();
    texts.par_sort_unstable();
    let of_texts = texts.chunk_by(|x, y| x == y);
    of_texts.map(|named| selection.unnamed(named[0].0, named[0].1, named.len())).sum()
}

/// Makes the figures that are missing.
fn complete(
    detector: &Detector,
    ingested: &Ingested<'_>,
    selection: &PairSelection,
    listed: &mut [Listed],
    progress: &Progress<'_>,
) -> Result<()> {
    let comparison = &detector.settings().documents;
    let class_of = |(a, b): (u32, u32)| {
        WidthClass::among(comparison, [a, b].map(|it| ingested.document_fifths(it as usize)))
    };
    // One width after the other, so that only the sets of one width are in memory at a time.
    for class in [WidthClass::Normal, WidthClass::Short] {
        let open = |listed: &Listed| listed.figures.is_none() && class_of(listed.sources) == class;
        let of_pairs = listed.iter().filter(|listed| open(listed));
        // Documents with the same tokens have one set.
        let first = |(a, b): (u32, u32)| (selection.first(a), selection.first(b));
        let of_pairs = of_pairs.map(|listed| first(listed.sources));
        let width = class.words(comparison);
        let sets = SourceSets::new(detector, ingested, width, of_pairs, progress)?;
        listed.par_iter_mut().filter(|listed| open(listed)).for_each(|listed| {
            if !progress.goes_on() {
                return;
            }
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
        progress.check()?;
    }
    Ok(())
}

/// The shingle sets of some sources. Each is made once, since one document can be in many pairs: an
/// anthology is in a pair with every text that it contains.
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
        ingested: &Ingested<'_>,
        width: usize,
        pairs: impl Iterator<Item = (u32, u32)>,
        progress: &Progress<'_>,
    ) -> Result<SourceSets> {
        let mut sources: Vec<u32> = pairs.flat_map(|(a, b)| [a, b]).collect();
        sources.par_sort_unstable();
        sources.dedup();
        let parts = sources
            .par_chunks(SourceSets::RUN)
            .map_init(Scratch::default, |scratch, sources| {
                let mut sets = ShingleSets::new();
                let mut pieces = TextPieces::new(progress);
                for &source in sources {
                    let text = ingested.sources[source as usize].document.text();
                    if !pieces.add(0, text.len()) {
                        break;
                    }
                    sets.push(scratch.shingles_of(detector.tokenizer(), text, width));
                }
                sets
            })
            .collect();
        progress.check()?;
        Ok(SourceSets { sources, parts })
    }

    fn get(&self, source: u32) -> &[u64] {
        let place = self.sources.binary_search(&source).expect("every source of a pair has a set");
        self.parts[place / SourceSets::RUN].get(place % SourceSets::RUN)
    }
}

/// For each source of a pair, the length of its known text, which is excluded from comparisons. Empty if
/// no text is known.
struct KnownFifths(Vec<(u32, usize)>);

impl KnownFifths {
    fn new(
        detector: &Detector,
        ingested: &Ingested<'_>,
        listed: &[Listed],
        progress: &Progress<'_>,
    ) -> Result<KnownFifths> {
        if detector.known().is_none() {
            return Ok(KnownFifths(Vec::new()));
        }
        let mut sources: Vec<u32> =
            listed.iter().flat_map(|listed| [listed.sources.0, listed.sources.1]).collect();
        sources.par_sort_unstable();
        sources.dedup();
        let fifths = sources.into_par_iter().map(|source| {
            let goes_on = progress.goes_on();
            (source, if goes_on { known_fifths(detector, ingested, source) } else { 0 })
        });
        let fifths = fifths.collect();
        progress.check()?;
        Ok(KnownFifths(fifths))
    }

    fn of(&self, source: u32) -> usize {
        let place = self.0.binary_search_by_key(&source, |&(source, _)| source);
        place.map_or(0, |place| self.0[place].1)
    }
}

/// What the pairs ask of the words of their sources, each found once for all pairs.
struct SourceWords {
    known: KnownFifths,
    values: ValueWords,
}

/// Two sources, of which the first has the lower number, and what they share.
struct OfPair<'p> {
    sources: (u32, u32),
    shared: &'p mut [SharedPassage],
    /// All aligned passages, in token numbers.
    aligned: &'p [TokenPassage],
}

impl OfPair<'_> {
    /// Makes the pair of the report. The lists of changes are moved into it, since a copy of all of them would be the
    /// peak of memory.
    fn describe(
        self,
        detector: &Detector,
        ingested: &Ingested<'_>,
        of_sources: &SourceWords,
        resembling: Resemblance,
    ) -> Pair {
        let sources = self.sources;
        let (a, b) = ordered(ingested, sources);
        let swap = ingested.id(sources.0) != a;
        let (first, second) = resembling.containments;
        let (containment_a, containment_b) = if swap { (second, first) } else { (first, second) };
        let content = |source: u32| ingested.document(source as usize).map(|item| item.content);
        let taken = self.shared.iter_mut().map(|SharedPassage { passage, .. }| {
            let changes = std::mem::take(&mut passage.changes);
            Passage { changes, ..*passage }
        });
        let mut passages: Vec<Passage> = taken.collect();
        passages.sort_by_key(|passage| (passage.a, passage.b, passage.family));
        let (a_source, b_source) = if swap { (sources.1, sources.0) } else { sources };
        let texts =
            [a_source, b_source].map(|source| ingested.sources[source as usize].document.text());
        let same_words = content(a_source) == content(b_source);
        let mut figures = Figures {
            identical: same_words && is_same(texts[0], texts[1]),
            same_words,
            resemblance: resembling.resemblance,
            containment_a,
            containment_b,
            ..Figures::default()
        };
        let matched = if detector.settings().unit == Unit::Passage {
            // The equal runs are made only if passages overlap in one of the documents.
            let mut equal = None;
            matched_by(&passages, |side, _| {
                let side = if swap { 1 - side } else { side };
                equal.get_or_insert_with(|| self.equal().words(detector, ingested, sources))[side]
            })
        } else {
            matched_words(detector, texts, &passages)
        };
        if !same_words && detector.settings().unit == Unit::Passage {
            let most = matched[0].max(matched[1]);
            self.compare(detector, ingested, of_sources, most, &mut figures);
            if swap {
                figures.differing = figures.differing.map(Differing::swapped);
            }
        }
        let is_listed = detector.settings().pair_passages;
        Pair {
            a,
            b,
            relation: Relation::classify(&figures, detector.settings().documents.threshold),
            resemblance: figures.resemblance,
            containment_a,
            containment_b,
            matched_words: matched[0].min(matched[1]),
            differing: figures.differing,
            unlisted_passages: if is_listed { 0 } else { passages.len() },
            passages: if is_listed { passages } else { Vec::new() },
        }
    }

    fn equal(&self) -> EqualRuns {
        EqualRuns::of(self.shared, self.aligned)
    }

    /// Counts the differing words, if passages match enough of the longer document, or if both
    /// documents resemble one another as wholes. `most` is the larger number of words that the passages
    /// match in one of them. No relation depends on the differing words of other pairs.
    fn compare(
        &self,
        detector: &Detector,
        ingested: &Ingested<'_>,
        of_sources: &SourceWords,
        most: usize,
        figures: &mut Figures,
    ) {
        let length = |source: u32| {
            let known = of_sources.known.of(source);
            words(ingested.document_fifths(source as usize).saturating_sub(known))
        };
        let longer = length(self.sources.0).max(length(self.sources.1));
        let compared = if most as f64 >= Relation::TEMPLATE_MATCHED * longer as f64 {
            word_difference(detector, ingested, self.sources, &of_sources.values, &self.equal())
        } else if figures.resemblance >= detector.settings().documents.threshold {
            word_difference_by_alignment(detector, ingested, self.sources, &of_sources.values)
        } else {
            return;
        };
        // Below this share no relation depends on the differing words, and the report omits them.
        if compared.matched.get() >= Relation::TEMPLATE_MATCHED {
            figures.words = compared.words;
            figures.matched = compared.matched;
            figures.differing = Some(compared.differing);
        }
    }
}
