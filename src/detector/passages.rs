//! Passages: the steps of the passage stage, each in as many threads as there are.

use super::engine::Detector;
use super::places::Places;
use super::survey::Survey;
use super::telling::{Echo, Findings, PAIR_LIMIT, Spot, Telling};
use crate::model::{DocumentId, FamilyId, Similarity};
use crate::passage::{
    Anchor, DocumentTokens, Effort, Family, FrequentSeeds, KnownTexts, PairComparer, Passage,
    PassageSettings, Passages, Posting, TokenRun, fingerprint, group_passages, keep_repeated, link,
    link_frequent, settle,
};
use crate::report::Truncated;
use crate::text::TokenKind;
use rayon::prelude::*;

/// Postings are cut by the lowest bits of their hash into this many partitions (as a power of two).
const PARTITION_BITS: u32 = 6;
/// How many pairs of documents, and how many documents, a thread takes at a time.
const PAIRS: usize = 32;
const RUN: usize = 256;

/// Everything that stands twice, whatever paragraphs it begins and ends in.
///
/// Documents with the same tokens in the same group, or in none, are looked at once, and each place
/// in one is a place in all.
pub(super) fn passages(
    detector: &Detector,
    survey: &Survey<'_>,
    first: &[u32],
    truncated: &mut Truncated,
) -> Findings {
    let settings = detector.passages();
    let items = &survey.documents().items;
    let first = first_in_group(survey, first);
    let mut distinct: Vec<u32> =
        (0..items.len() as u32).filter(|&item| first[item as usize] == item).collect();
    // By content, so that a document's name has no part in which places are linked.
    distinct.par_sort_unstable_by_key(|&item| {
        let item = &items[item as usize];
        (item.content, survey.group(item.source))
    });
    let masked = mask(detector, survey, &distinct);
    let mut known = vec![false; survey.sources.len()];
    for (&item, masked) in distinct.iter().zip(&masked) {
        let source = items[item as usize].source;
        known[source as usize] = masked.as_ref().is_some_and(|masked| {
            let news = survey.tokens(source).0.iter().zip(masked).filter(|(own, left)| own == left);
            news.count() < settings.min_words()
        });
    }
    let documents: Vec<DocumentTokens<'_>> = distinct
        .iter()
        .zip(&masked)
        .map(|(&item, masked)| {
            let source = items[item as usize].source;
            let (hashes, kinds) = survey.tokens(source);
            let mut tokens = DocumentTokens::new(masked.as_deref().unwrap_or(hashes));
            if !kinds.is_empty() {
                tokens = tokens.with_kinds(kinds);
            }
            match survey.group(source) {
                Some(group) => tokens.in_group(group),
                None => tokens,
            }
        })
        .collect();
    let found = find(&documents, settings);
    let order: Vec<DocumentId> =
        distinct.iter().map(|&item| DocumentId(items[item as usize].source)).collect();
    let found = Passages::assemble(found.passages, found.families, &order, found.effort);
    Expansion::new(survey, &first, known).findings(detector, &found, settings, truncated)
}

/// For each document item, the first one with the same tokens in the same group: what one group
/// has must not stand for what is news in another.
fn first_in_group(survey: &Survey<'_>, first: &[u32]) -> Vec<u32> {
    let group = |item: u32| survey.group(survey.documents().items[item as usize].source);
    let key = |item: u32| (first[item as usize], group(item));
    let mut order: Vec<u32> = (0..first.len() as u32).collect();
    order.par_sort_unstable_by_key(|&item| (key(item), item));
    let mut first_in_group = vec![0; first.len()];
    for same in order.chunk_by(|&x, &y| key(x) == key(y)) {
        for &item in same {
            first_in_group[item as usize] = same[0];
        }
    }
    first_in_group
}

/// For each document the tokens to compare, where known text must be folded away.
fn mask(detector: &Detector, survey: &Survey<'_>, distinct: &[u32]) -> Vec<Option<Vec<u64>>> {
    let known = detector.known_texts();
    if known.is_empty() {
        return vec![None; distinct.len()];
    }
    let known = KnownTexts::new(known.iter().map(Vec::as_slice), detector.passages());
    distinct
        .par_iter()
        .map(|&item| {
            let source = survey.documents().items[item as usize].source;
            known.mask(survey.tokens(source).0)
        })
        .collect()
}

fn find(documents: &[DocumentTokens<'_>], settings: &PassageSettings) -> Passages {
    let mut partitions = postings(documents, settings);
    let mut effort =
        Effort { repeated: partitions.iter().map(Vec::len).sum(), ..Effort::default() };
    let mut frequent = FrequentSeeds::default();
    for partition in &mut partitions {
        frequent.take(partition, settings);
    }
    let anchors = anchors(documents, settings, &partitions, &frequent);
    drop(partitions);
    effort.anchors = anchors.len();

    let pairs: Vec<&[Anchor]> = anchors.chunk_by(|x, y| (x.a, x.b) == (y.a, y.b)).collect();
    effort.pairs = pairs.len();
    let passages: Vec<_> = pairs
        .par_chunks(PAIRS)
        .map_init(
            || PairComparer::new(settings.clone()),
            |comparer, pairs| {
                let mut passages = Vec::new();
                for pair in pairs {
                    comparer.compare(pair, documents, &mut passages);
                }
                passages
            },
        )
        .flatten_iter()
        .collect();
    drop(pairs);
    drop(anchors);
    let families = group_passages(&passages, documents, settings)
        .par_iter()
        .flat_map_iter(|group| settle(group, &passages, documents, settings))
        .collect();
    Passages { passages, families, effort }
}

/// The seeds that stand in several places, by partition.
fn postings(documents: &[DocumentTokens<'_>], settings: &PassageSettings) -> Vec<Vec<Posting>> {
    let runs: Vec<Vec<Vec<Posting>>> = documents
        .par_chunks(RUN)
        .enumerate()
        .map(|(run, documents)| {
            // Two in `window + 1` seeds are kept; some room more, so that no list has to grow.
            let tokens: usize = documents.iter().map(|document| document.hashes().len()).sum();
            let window = settings.guarantee() - settings.seed_length() + 1;
            let each = (2 * tokens / (window + 1)) >> PARTITION_BITS;
            let room = each + each / 8 + 8;
            let mut partitions: Vec<Vec<Posting>> =
                (0..1 << PARTITION_BITS).map(|_| Vec::with_capacity(room)).collect();
            for (index, document) in documents.iter().enumerate() {
                let id = DocumentId((run * RUN + index) as u32);
                fingerprint(id, document.hashes(), settings, |posting| {
                    partitions[posting.partition(PARTITION_BITS)].push(posting);
                });
            }
            partitions
        })
        .collect();
    (0..1 << PARTITION_BITS)
        .into_par_iter()
        .map(|partition| {
            let parts: Vec<&[Posting]> = runs.iter().map(|run| &run[partition][..]).collect();
            keep_repeated(&parts)
        })
        .collect()
}

/// All anchors, those of a pair of documents side by side.
fn anchors(
    documents: &[DocumentTokens<'_>],
    settings: &PassageSettings,
    partitions: &[Vec<Posting>],
    frequent: &FrequentSeeds,
) -> Vec<Anchor> {
    let linked = partitions.par_iter().map(|partition| {
        let mut anchors = Vec::new();
        link(partition, documents, frequent, settings, &mut anchors);
        anchors
    });
    // One thread for all that is frequent: what one seed of a long common run has shown, the next
    // one need not look at again.
    let of_frequent = || {
        let mut anchors = Vec::new();
        link_frequent(frequent.postings(), documents, settings, &mut anchors);
        anchors
    };
    let (linked_frequent, linked) = rayon::join(of_frequent, || linked.collect::<Vec<_>>());
    let mut anchors = linked_frequent;
    anchors.extend(linked.into_iter().flatten());
    anchors.par_sort_unstable();
    anchors
}

/// From the documents that were compared to all that have the same tokens in the same group.
struct Expansion<'s> {
    survey: &'s Survey<'s>,
    /// For each source, the sources with the same tokens in the same group, itself included; empty
    /// but for the first.
    copies: Vec<Vec<u32>>,
    /// For each source, whether it is nothing but known text.
    known: Vec<bool>,
}

impl<'s> Expansion<'s> {
    fn new(survey: &'s Survey<'s>, first: &[u32], known: Vec<bool>) -> Expansion<'s> {
        let items = &survey.documents().items;
        let mut copies = vec![Vec::new(); survey.sources.len()];
        for (item, &first) in items.iter().zip(first) {
            copies[items[first as usize].source as usize].push(item.source);
        }
        Expansion { survey, copies, known }
    }

    fn findings(
        &self,
        detector: &Detector,
        found: &Passages,
        settings: &PassageSettings,
        truncated: &mut Truncated,
    ) -> Findings {
        let whole = self.whole_copies(found, settings);
        let mut places = Places::default();
        let runs = found.families.iter().flat_map(|family| &family.occurrences);
        for run in runs.map(|occurrence| occurrence.run) {
            for &source in &self.copies[run.document.index()] {
                places.ask(source, run.start..run.end);
            }
        }
        for &source in whole.iter().flat_map(|&(source, _)| &self.copies[source as usize]) {
            places.ask(source, self.whole(source).range());
        }
        // What is frequent was linked with its neighbours only, and which those are says nothing.
        let crowded: Vec<bool> =
            found.families.iter().map(|family| self.is_crowded_frame(family)).collect();
        let family_of = found.family_of_each();
        let is_told = |passage: &Passage, family: FamilyId| {
            passage.a.document == passage.b.document || !crowded[family.index()]
        };
        let told = || {
            let passages = found.passages.iter().zip(&family_of);
            passages.filter(|&(passage, &family)| is_told(passage, family))
        };
        for (passage, _) in told() {
            places.ask(passage.a.document.0, passage.a.range());
            places.ask(passage.b.document.0, passage.b.range());
            for (a, b) in passage.changes() {
                places.ask_each(passage.a.document.0, a);
                places.ask_each(passage.b.document.0, b);
            }
        }
        let places = places.answer(detector, self.survey);

        let mut tellings: Vec<Telling> =
            found.families.iter().map(|family| self.telling(family, &places)).collect();
        let mut echoes: Vec<Echo> =
            told().map(|(passage, family)| places.echo(passage, family.index())).collect();
        let reused = self.reused(found, &whole);
        for (source, family) in whole {
            let words = self.words(source);
            let telling = family.unwrap_or_else(|| {
                let spots = self.copies[source as usize]
                    .iter()
                    .map(|&copy| spot(copy, self.whole(copy), words, Similarity::ONE, &places));
                tellings.push(Telling {
                    spots: spots.collect(),
                    medoid: 0,
                    identical: true,
                    boilerplate: false,
                });
                tellings.len() - 1
            });
            for &copy in &self.copies[source as usize][1..] {
                echoes.push(Echo {
                    telling,
                    a: (source, places.span(source, self.whole(source).range())),
                    b: (copy, places.span(copy, self.whole(copy).range())),
                    matched_words: words,
                    identity: Similarity::ONE,
                    changes: Vec::new(),
                });
            }
        }
        // Copies of a crowded telling are as many echoes of it.
        let is_crowded = |telling: usize| crowded.get(telling).is_some_and(|&crowded| crowded);
        echoes.retain(|echo| echo.a.0 == echo.b.0 || !is_crowded(echo.telling));
        truncated.families += crowded.iter().filter(|&&is_crowded| is_crowded).count();
        Findings { tellings, echoes, reused }
    }

    /// Whether a family is boilerplate that names no pairs of documents.
    fn is_crowded_frame(&self, family: &Family) -> bool {
        let documents = family.occurrences.chunk_by(|x, y| x.run.document == y.run.document);
        let copies = documents.map(|places| self.copies[places[0].run.document.index()].len());
        family.boilerplate && copies.sum::<usize>() > PAIR_LIMIT
    }

    /// For each source, what the places of all families cover, in fifths of a word; a source in
    /// `whole` is covered as a whole.
    fn reused(&self, found: &Passages, whole: &[(u32, Option<usize>)]) -> Vec<usize> {
        let occurrences = found.families.iter().flat_map(|family| &family.occurrences);
        let mut runs: Vec<TokenRun> = occurrences.map(|occurrence| occurrence.run).collect();
        runs.extend(whole.iter().map(|&(source, _)| self.whole(source)));
        runs.par_sort_unstable();
        let mut reused = vec![0; self.copies.len()];
        for runs in runs.chunk_by(|x, y| x.document == y.document) {
            let source = runs[0].document;
            let kinds = self.survey.tokens(source.0).1;
            let (mut fifths, mut end) = (0, 0);
            for run in runs {
                let new = run.start.max(end) as usize..run.end.max(end) as usize;
                fifths += match kinds {
                    [] => TokenKind::Word.fifths() * new.len(),
                    kinds => kinds[new].iter().map(|kind| kind.fifths()).sum(),
                };
                end = run.end.max(end);
            }
            for &copy in &self.copies[source.index()] {
                reused[copy as usize] = fifths;
            }
        }
        reused
    }

    /// The sources that have copies and are long enough to be told, with the family that has the
    /// whole text as a place already, if there is one.
    fn whole_copies(
        &self,
        found: &Passages,
        settings: &PassageSettings,
    ) -> Vec<(u32, Option<usize>)> {
        let mut family_of = vec![None; self.copies.len()];
        for (index, family) in found.families.iter().enumerate() {
            for occurrence in &family.occurrences {
                let source = occurrence.run.document.0;
                if occurrence.run == self.whole(source) {
                    family_of[source as usize].get_or_insert(index);
                }
            }
        }
        (0..self.copies.len() as u32)
            .filter(|&source| self.copies[source as usize].len() > 1)
            // Copies stand together only within a group, where they are no news.
            .filter(|&source| self.survey.group(source).is_none() && !self.known[source as usize])
            .filter(|&source| self.words(source) >= settings.min_words())
            .map(|source| (source, family_of[source as usize]))
            .collect()
    }

    fn whole(&self, source: u32) -> TokenRun {
        let end = self.survey.tokens(source).0.len() as u32;
        TokenRun { document: DocumentId(source), start: 0, end }
    }

    fn words(&self, source: u32) -> usize {
        super::survey::words(self.survey.document_fifths(source as usize))
    }

    fn telling(&self, family: &Family, places: &Places) -> Telling {
        let mut spots = Vec::new();
        let mut medoid = (0, 0);
        for (index, occurrence) in family.occurrences.iter().enumerate() {
            let run = occurrence.run;
            for &source in &self.copies[run.document.index()] {
                let spot = spot(source, run, family.words, occurrence.similarity, places);
                if index == family.medoid && source == run.document.0 {
                    medoid = (source, spot.span.start);
                }
                spots.push(spot);
            }
        }
        spots.sort_by_key(|spot| (spot.source, spot.span));
        let medoid = spots.iter().position(|spot| (spot.source, spot.span.start) == medoid);
        Telling {
            medoid: medoid.expect("the medoid is one of the occurrences"),
            identical: family.identical,
            boilerplate: family.boilerplate,
            spots,
        }
    }
}

fn spot(source: u32, run: TokenRun, words: usize, similarity: Similarity, places: &Places) -> Spot {
    Spot { source, span: places.span(source, run.range()), fifths: 5 * words, similarity }
}
