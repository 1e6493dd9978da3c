//! The passage driver: runs the steps of the passage stage on all threads.
//!
//! 1. Documents with the same tokens in the same group are searched once; known text is masked.
//! 2. Seeds are read into partitions by hash, without those inside known boilerplate. The documents are cut into
//!    parts; the first is read alone, all others in parallel.
//! 3. Repeated seeds are linked to anchors, partition by partition; frequent seeds on one thread, in parallel to the
//!    others.
//! 4. The anchors of each pair of documents become passages; pairs run in parallel.
//! 5. The places of passages become families; groups of places run in parallel.
//! 6. What was found is expanded to all copies (`expand_copies`).
//!
//! The partition of the work does not change the result: all lists are sorted, or combined in order.
//!
//! Cost: about 16 bytes a token at the peak, for token hashes and seeds; the time is bounded as in `passage`.

use super::copies::Copies;
use super::engine::Detector;
use super::expand_copies::CopyExpander;
use super::findings::Findings;
use super::ingest::Ingested;
use super::observer::Stage;
use super::pair_selection::PairSelection;
use super::parallel::join;
use super::parallel::prelude::*;
use super::progress::Progress;
use crate::error::Result;
use crate::model::DocumentId;
use crate::passage::{
    Allowances, Anchor, BoilerplateFilter, BoilerplateRun, Coverage, DocumentTokens, FrequentSeeds,
    PairComparer, PassageSettings, PassageWork, Passages, Posting, Repeated, Scratch, TokenFamily,
    TokenRun, UnjoinedPlace, boilerplate_parts, group_passages, keep_repeated, link, link_frequent,
    settle, unjoined,
};
use crate::report::{Truncated, Work};
use crate::text::words;
use std::iter::once;
use std::ops::Range;

/// The number of partitions of the postings, as a power of two. Postings are partitioned by the lowest bits
/// of their hash, so that the bitmaps of a partition stay in the cache.
const PARTITION_BITS: std::ops::RangeInclusive<u32> = 6..=9;
const POSTINGS: usize = 1 << 13;
/// How many pairs of documents a thread takes at a time.
const PAIRS: usize = 32;

/// Finds all repeated passages.
///
/// Documents with the same tokens in the same group are searched once. With `collapse`, near-copies of a
/// representative are not searched, and the texts of all others are tokenised a second time, since the
/// ingest did not know which tokens to keep.
pub(super) fn passages(
    detector: &Detector,
    ingested: &mut Ingested<'_>,
    copies: &Copies,
    selection: &PairSelection,
    progress: &Progress<'_>,
    truncated: &mut Truncated,
    work: &mut Work,
) -> Result<Findings> {
    let settings = detector.passages();
    let first = first_in_group(ingested, copies);
    let is_first = |&item: &u32| first[item as usize] == Some(item);
    let mut distinct: Vec<u32> = (0..first.len() as u32).filter(is_first).collect();
    if detector.settings().collapse {
        let mut is_searched = vec![false; ingested.sources.len()];
        for &item in &distinct {
            is_searched[ingested.documents().items[item as usize].source as usize] = true;
        }
        ingested.store_tokens(detector, &is_searched, progress)?;
    }
    let ingested = &*ingested;
    let items = &ingested.documents().items;
    // A document with fewer words than the shortest passage has none.
    distinct.retain(|&item| words(items[item as usize].fifths) >= settings.min_words());
    distinct.shrink_to_fit();
    // By content, so that the names of documents do not influence which places are linked.
    distinct.par_sort_unstable_by_key(|&item| {
        let item = &items[item as usize];
        (item.content, ingested.document_group(item.source))
    });
    let masked = mask(detector, ingested, &distinct, progress)?;
    let mut known = vec![false; ingested.sources.len()];
    for (&item, masked) in distinct.iter().zip(&masked) {
        let source = items[item as usize].source;
        known[source as usize] = masked.as_ref().is_some_and(|masked| {
            let unmasked =
                ingested.tokens(source).0.iter().zip(masked).filter(|(own, left)| own == left);
            unmasked.count() < settings.min_words()
        });
    }
    let documents: Vec<DocumentTokens<'_>> = distinct
        .iter()
        .enumerate()
        .map(|(number, &item)| {
            let masked = masked.get(number).and_then(Option::as_deref);
            let source = items[item as usize].source;
            let (hashes, kinds) = ingested.tokens(source);
            let mut tokens = DocumentTokens::new(masked.unwrap_or(hashes));
            if !kinds.is_empty() {
                tokens = tokens.with_kinds(kinds);
            }
            match ingested.document_group(source) {
                Some(group) => tokens.with_group(group),
                None => tokens,
            }
        })
        .collect();
    let (found, unjoined) = find(&documents, settings, progress)?;
    work.steps += found.work.steps();
    truncated.passages += found.work.bounded;
    let order: Vec<DocumentId> =
        distinct.iter().map(|&item| DocumentId(items[item as usize].source)).collect();
    let found = Passages::assemble(found.passages, found.families, &order, found.work);
    let run = |run: TokenRun| TokenRun { document: order[run.document.index()], ..run };
    let unjoined = unjoined.into_iter().map(|UnjoinedPlace { place, around }| UnjoinedPlace {
        place: run(place),
        around: around.map(run),
    });
    let unjoined: Vec<UnjoinedPlace> = unjoined.collect();
    let expander = CopyExpander::new(ingested, &first, known, selection);
    expander.expand(detector, found, &unjoined, settings, progress, truncated)
}

/// For each document item, the first one with the same tokens in the same group; `None` for collapsed
/// ones. Copies in two groups are searched separately: text that both share is shared between groups.
fn first_in_group(ingested: &Ingested<'_>, copies: &Copies) -> Vec<Option<u32>> {
    let group =
        |item: u32| ingested.document_group(ingested.documents().items[item as usize].source);
    let key = |item: u32| (copies.first[item as usize], group(item));
    let is_collapsed = |item: &u32| copies.representative_of[*item as usize].is_some();
    let items = 0..copies.first.len() as u32;
    let mut order: Vec<u32> = items.clone().filter(|item| !is_collapsed(item)).collect();
    order.par_sort_unstable_by_key(|&item| (key(item), item));
    let mut first_in_group = vec![None; items.len()];
    for same in order.chunk_by(|&x, &y| key(x) == key(y)) {
        for &item in same {
            first_in_group[item as usize] = Some(same[0]);
        }
    }
    first_in_group
}

/// For each document, its tokens with known text masked, if it has any. Empty if no text is known.
fn mask(
    detector: &Detector,
    ingested: &Ingested<'_>,
    distinct: &[u32],
    progress: &Progress<'_>,
) -> Result<Vec<Option<Vec<u64>>>> {
    let Some(known) = detector.known() else { return Ok(Vec::new()) };
    let of_item = |&item: &u32| {
        if !progress.goes_on() {
            return None;
        }
        let source = ingested.documents().items[item as usize].source;
        known.mask(ingested.tokens(source).0)
    };
    let masked = distinct.par_iter().map(of_item).collect();
    progress.check()?;
    Ok(masked)
}

/// All passages and families, and the places of frequent text that no family joins.
fn find(
    documents: &[DocumentTokens<'_>],
    settings: &PassageSettings,
    progress: &Progress<'_>,
) -> Result<(Passages, Vec<UnjoinedPlace>)> {
    let (repeated, boilerplate_runs) = repeated(documents, settings, progress)?;
    let (rare, frequent): (Vec<_>, Vec<_>) =
        repeated.into_iter().map(|Repeated { rare, frequent }| (rare, frequent)).unzip();
    let len = |partitions: &[Vec<Posting>]| partitions.iter().map(Vec::len).sum::<usize>();
    let mut work = PassageWork { repeated: len(&rare) + len(&frequent), ..PassageWork::default() };
    let frequent =
        FrequentSeeds::new(frequent, documents.len()).with_boilerplate_runs(boilerplate_runs);
    let (anchors, compared) = anchors(documents, settings, &rare, &frequent, progress)?;
    // Without frequent seeds, all places of a seed were linked with all others, and no place is unjoined.
    let rare = if frequent.postings().next().is_some() { rare } else { Vec::new() };
    work.anchors = anchors.len();
    work.compared = compared;

    let pairs: Vec<&[Anchor]> = anchors.chunk_by(|x, y| (x.a, x.b) == (y.a, y.b)).collect();
    work.pairs = pairs.len();
    progress.stage(Stage::Aligning, pairs.len())?;
    let allowances = Allowances::new(&anchors, documents);
    let (passages, works): (Vec<Vec<_>>, Vec<PassageWork>) = pairs
        .par_chunks(PAIRS)
        .map_init(
            || PairComparer::new(settings.clone()),
            |comparer, pairs| {
                let mut passages = Vec::new();
                for pair in pairs {
                    progress.piece(1, || {
                        let allowance = allowances.of(pair, documents);
                        comparer.compare(allowance, pair, documents, &mut passages);
                    });
                }
                (passages, comparer.take_work())
            },
        )
        .unzip();
    progress.check()?;
    drop(pairs);
    drop(anchors);
    let passages: Vec<_> = passages.into_iter().flatten().collect();
    for part in works {
        work.add(part);
    }
    let (groups, placed) = group_passages(&passages, documents, settings);
    work.add(placed);
    progress.stage(Stage::Grouping, groups.len())?;
    let (families, works): (Vec<Vec<_>>, Vec<PassageWork>) = groups
        .par_iter()
        .map(|group| progress.piece(1, || settle(group, &passages, documents, settings)))
        .unzip();
    progress.check()?;
    for part in works {
        work.add(part);
    }
    let families: Vec<TokenFamily> = families.into_iter().flatten().collect();
    let unjoined = not_joined(documents, settings, &rare, &frequent, &families, progress);
    progress.check()?;
    Ok((Passages { passages, families, work }, unjoined))
}

/// The places of repeated text that no family joins with the others, with overlapping ones as one. If the
/// observer stops the run, some are missing.
fn not_joined(
    documents: &[DocumentTokens<'_>],
    settings: &PassageSettings,
    rare: &[Vec<Posting>],
    frequent: &FrequentSeeds,
    families: &[TokenFamily],
    progress: &Progress<'_>,
) -> Vec<UnjoinedPlace> {
    let seeds: Vec<&[Posting]> = frequent.postings().collect();
    if seeds.is_empty() {
        return Vec::new();
    }
    let coverage = Coverage::new(families);
    let rare = rare.par_iter().map(Vec::as_slice);
    let mut found: Vec<UnjoinedPlace> = rare
        .chain(seeds.par_iter().copied())
        .map_init(Scratch::default, |scratch, postings| {
            if !progress.goes_on() {
                return Vec::new();
            }
            unjoined(postings, &coverage, documents, settings, scratch)
        })
        .flatten_iter()
        .collect();
    found.par_sort_unstable();
    found.dedup_by(|next, stretch| {
        let (whole, part) = (&mut stretch.place, next.place);
        let is_next = whole.document == part.document && part.start <= whole.end;
        if is_next {
            whole.end = whole.end.max(part.end);
            let both = stretch.around.zip(next.around);
            stretch.around = both.map(|(x, y)| TokenRun {
                start: x.start.min(y.start),
                end: x.end.max(y.end),
                ..x
            });
        }
        is_next
    });
    found
}

/// The seeds that occur several times, by partition, and the runs of boilerplate that were skipped.
///
/// The first part of the documents is read alone: it shows the filter what is boilerplate, and how many
/// postings are left without it. All other parts start from a copy of the filter, in any order.
fn repeated(
    documents: &[DocumentTokens<'_>],
    settings: &PassageSettings,
    progress: &Progress<'_>,
) -> Result<(Vec<Repeated>, Vec<BoilerplateRun>)> {
    let tokens = |part: Range<usize>| -> usize {
        documents[part].iter().map(|document| document.hashes().len()).sum()
    };
    // Two in `window + 1` seeds are kept.
    let kept = |tokens: usize| 2 * tokens / (settings.window() + 1);
    let bits = (kept(tokens(0..documents.len())) / POSTINGS).max(1).ilog2();
    let bits = bits.clamp(*PARTITION_BITS.start(), *PARTITION_BITS.end());
    let read = |filter: &mut BoilerplateFilter<'_, '_>, part: Range<usize>, postings: usize| {
        // Some room more, so that no list has to grow.
        let each = postings >> bits;
        let room = each + each / 8 + 8;
        let mut partitions: Vec<Vec<Posting>> =
            (0..1 << bits).map(|_| Vec::with_capacity(room)).collect();
        let runs = filter.read(part, |posting| {
            partitions[posting.partition(bits)].push(posting);
        });
        (partitions, runs)
    };
    let mut others = boilerplate_parts(documents, settings);
    progress.stage(Stage::Seeding, others.len() + (1 << bits))?;
    let is_empty = others.is_empty();
    let first = others.drain(..others.len().min(1)).next().unwrap_or_default();
    let first_tokens = tokens(first.clone());
    let mut filter = BoilerplateFilter::new(documents, settings);
    let first = read(&mut filter, first, kept(first_tokens));
    progress.advance(usize::from(!is_empty));
    let first_postings: usize = first.0.iter().map(Vec::len).sum();
    let others: Vec<_> = others
        .into_par_iter()
        .map(|part| {
            let share = first_postings as u64 * tokens(part.clone()) as u64;
            let postings = share / first_tokens.max(1) as u64;
            progress.piece(1, || read(&mut filter.clone(), part, postings as usize))
        })
        .collect();
    progress.check()?;
    let (parts, runs): (Vec<Vec<Vec<Posting>>>, Vec<Vec<BoilerplateRun>>) =
        once(first).chain(others).unzip();
    let repeated = (0..1 << bits)
        .into_par_iter()
        .map(|partition| {
            progress.piece(1, || {
                let parts: Vec<&[Posting]> =
                    parts.iter().map(|part| &part[partition][..]).collect();
                keep_repeated(&parts, settings)
            })
        })
        .collect();
    progress.check()?;
    Ok((repeated, runs.concat()))
}

/// All anchors, sorted by pairs of documents, and the number of tokens that were compared for those of
/// frequent text.
fn anchors(
    documents: &[DocumentTokens<'_>],
    settings: &PassageSettings,
    rare: &[Vec<Posting>],
    frequent: &FrequentSeeds,
    progress: &Progress<'_>,
) -> Result<(Vec<Anchor>, u64)> {
    progress.stage(Stage::Linking, rare.len())?;
    let linked = rare.par_iter().map(|partition| {
        progress.piece(1, || {
            let mut anchors = Vec::new();
            link(partition, documents, frequent, settings, &mut anchors);
            anchors
        })
    });
    // One thread for all frequent seeds: the next seed of a long common run need not be compared where
    // the last one was.
    let of_frequent = || {
        let mut anchors = Vec::new();
        if progress.is_stopped() {
            return (anchors, 0);
        }
        let compared = link_frequent(frequent, documents, settings, &mut anchors);
        (anchors, compared)
    };
    let ((mut anchors, compared), linked) = join(of_frequent, || linked.collect::<Vec<_>>());
    progress.check()?;
    // With the exact length, since anchors are the peak of memory of texts that share many short runs.
    anchors.reserve_exact(linked.iter().map(Vec::len).sum());
    for mut part in linked {
        anchors.append(&mut part);
    }
    anchors.par_sort_unstable_by(Anchor::by_diagonal);
    Ok((anchors, compared))
}
