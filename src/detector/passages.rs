//! Passages: the steps of the passage stage, each in as many threads as there are.

use super::copies::Copies;
use super::engine::Detector;
use super::expansion::Expansion;
use super::observer::Stage;
use super::pairing::Pairing;
use super::parallel::join;
use super::parallel::prelude::*;
use super::survey::{Survey, words};
use super::telling::Findings;
use super::watch::Watch;
use crate::error::Result;
use crate::model::DocumentId;
use crate::passage::{
    Allowances, Anchor, BoilerplateFilter, BoilerplateRun, Coverage, DocumentTokens, FrequentSeeds,
    PairComparer, PassageSettings, PassageWork, Passages, Posting, Repeated, Scratch, TokenFamily,
    TokenRun, UnjoinedPlace, boilerplate_parts, group_passages, keep_repeated, link, link_frequent,
    settle, unjoined,
};
use crate::report::{Truncated, Work};
use std::iter::once;
use std::ops::Range;

/// Postings are cut by the lowest bits of their hash into partitions, so many (as a power of two) that
/// the bitmaps of one stay in a near cache.
const PARTITION_BITS: std::ops::RangeInclusive<u32> = 6..=9;
const POSTINGS: usize = 1 << 13;
/// How many pairs of documents a thread takes at a time.
const PAIRS: usize = 32;

/// Everything that stands twice, whatever paragraphs it begins and ends in.
///
/// Documents with the same tokens in the same group, or in none, are looked at once, and each place
/// in one is a place in all. Near-copies that are collapsed are not looked at; the texts of all
/// others are read a second time then, for the tokens that were not kept in the first.
pub(super) fn passages(
    detector: &Detector,
    survey: &mut Survey<'_>,
    copies: &Copies,
    pairing: &Pairing,
    watch: &Watch<'_>,
    truncated: &mut Truncated,
    work: &mut Work,
) -> Result<Findings> {
    let settings = detector.passages();
    let first = first_in_group(survey, copies);
    let is_first = |&item: &u32| first[item as usize] == Some(item);
    let mut distinct: Vec<u32> = (0..first.len() as u32).filter(is_first).collect();
    if detector.settings().collapse {
        let mut is_searched = vec![false; survey.sources.len()];
        for &item in &distinct {
            is_searched[survey.documents().items[item as usize].source as usize] = true;
        }
        survey.keep(detector, &is_searched);
    }
    let survey = &*survey;
    let items = &survey.documents().items;
    // No passage is in a document of fewer words than the shortest passage has.
    distinct.retain(|&item| words(items[item as usize].fifths) >= settings.min_words());
    distinct.shrink_to_fit();
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
        .enumerate()
        .map(|(number, &item)| {
            let masked = masked.get(number).and_then(Option::as_deref);
            let source = items[item as usize].source;
            let (hashes, kinds) = survey.tokens(source);
            let mut tokens = DocumentTokens::new(masked.unwrap_or(hashes));
            if !kinds.is_empty() {
                tokens = tokens.with_kinds(kinds);
            }
            match survey.group(source) {
                Some(group) => tokens.with_group(group),
                None => tokens,
            }
        })
        .collect();
    let (found, unjoined) = find(&documents, settings, watch)?;
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
    let expansion = Expansion::new(survey, &first, known, pairing);
    Ok(expansion.findings(detector, &found, &unjoined, settings, truncated))
}

/// For each document item, the first one with the same tokens in the same group: what one group
/// has must not stand for what is news in another. `None` for what is collapsed.
fn first_in_group(survey: &Survey<'_>, copies: &Copies) -> Vec<Option<u32>> {
    let group = |item: u32| survey.group(survey.documents().items[item as usize].source);
    let key = |item: u32| (copies.first[item as usize], group(item));
    let is_collapsed = |item: &u32| copies.stand_ins[*item as usize].is_some();
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

/// For each document the tokens to compare, where known text must be folded away; nothing if no text
/// is known.
fn mask(detector: &Detector, survey: &Survey<'_>, distinct: &[u32]) -> Vec<Option<Vec<u64>>> {
    let Some(known) = detector.known() else { return Vec::new() };
    distinct
        .par_iter()
        .map(|&item| {
            let source = survey.documents().items[item as usize].source;
            known.mask(survey.tokens(source).0)
        })
        .collect()
}

/// All passages and families, and the places of frequent text that no family joins.
fn find(
    documents: &[DocumentTokens<'_>],
    settings: &PassageSettings,
    watch: &Watch<'_>,
) -> Result<(Passages, Vec<UnjoinedPlace>)> {
    watch.check()?;
    let (repeated, boilerplate_runs) = repeated(documents, settings);
    let (rare, frequent): (Vec<_>, Vec<_>) =
        repeated.into_iter().map(|Repeated { rare, frequent }| (rare, frequent)).unzip();
    let len = |partitions: &[Vec<Posting>]| partitions.iter().map(Vec::len).sum::<usize>();
    let mut work = PassageWork { repeated: len(&rare) + len(&frequent), ..PassageWork::default() };
    let frequent = FrequentSeeds::new(frequent).with_boilerplate_runs(boilerplate_runs);
    let (anchors, compared) = anchors(documents, settings, &rare, &frequent, watch)?;
    // Where nothing is frequent all places were linked with all.
    let rare = if frequent.postings().next().is_some() { rare } else { Vec::new() };
    work.anchors = anchors.len();
    work.compared = compared;

    let pairs: Vec<&[Anchor]> = anchors.chunk_by(|x, y| (x.a, x.b) == (y.a, y.b)).collect();
    work.pairs = pairs.len();
    watch.stage(Stage::Aligning, pairs.len())?;
    let allowances = Allowances::new(&anchors, documents);
    let (passages, works): (Vec<Vec<_>>, Vec<PassageWork>) = pairs
        .par_chunks(PAIRS)
        .map_init(
            || PairComparer::new(settings.clone()),
            |comparer, pairs| {
                watch.piece(pairs.len(), || {
                    let mut passages = Vec::new();
                    for pair in pairs {
                        let allowance = allowances.of(pair, documents);
                        comparer.compare(allowance, pair, documents, &mut passages);
                    }
                    (passages, comparer.take_work())
                })
            },
        )
        .unzip();
    watch.check()?;
    drop(pairs);
    drop(anchors);
    let passages: Vec<_> = passages.into_iter().flatten().collect();
    for part in works {
        work.add(part);
    }
    let (groups, placed) = group_passages(&passages, documents, settings);
    work.add(placed);
    watch.stage(Stage::Grouping, groups.len())?;
    let (families, works): (Vec<Vec<_>>, Vec<PassageWork>) = groups
        .par_iter()
        .map(|group| watch.piece(1, || settle(group, &passages, documents, settings)))
        .unzip();
    watch.check()?;
    for part in works {
        work.add(part);
    }
    let families: Vec<TokenFamily> = families.into_iter().flatten().collect();
    let unjoined = not_joined(documents, settings, &rare, &frequent, &families);
    Ok((Passages { passages, families, work }, unjoined))
}

/// The places of repeated text that no family joins with others, each stretch of them once.
fn not_joined(
    documents: &[DocumentTokens<'_>],
    settings: &PassageSettings,
    rare: &[Vec<Posting>],
    frequent: &FrequentSeeds,
    families: &[TokenFamily],
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

/// The seeds that stand in several places, by partition, and links between places left out.
fn repeated(
    documents: &[DocumentTokens<'_>],
    settings: &PassageSettings,
) -> (Vec<Repeated>, Vec<BoilerplateRun>) {
    let tokens = |part: Range<usize>| -> usize {
        documents[part].iter().map(|document| document.hashes().len()).sum()
    };
    // Two in `window + 1` seeds are kept.
    let kept = |tokens: usize| 2 * tokens / (settings.window() + 1);
    let bits = (kept(tokens(0..documents.len())) / POSTINGS).max(1).ilog2();
    let bits = bits.clamp(*PARTITION_BITS.start(), *PARTITION_BITS.end());
    let read = |reader: &mut BoilerplateFilter<'_, '_>, part: Range<usize>, postings: usize| {
        // Some room more, so that no list has to grow.
        let each = postings >> bits;
        let room = each + each / 8 + 8;
        let mut partitions: Vec<Vec<Posting>> =
            (0..1 << bits).map(|_| Vec::with_capacity(room)).collect();
        let boilerplate_runs = reader.read(part, |posting| {
            partitions[posting.partition(bits)].push(posting);
        });
        (partitions, boilerplate_runs)
    };
    let mut others = boilerplate_parts(documents, settings);
    let first = others.drain(..others.len().min(1)).next().unwrap_or_default();
    let first_tokens = tokens(first.clone());
    let mut reader = BoilerplateFilter::new(documents, settings);
    let first = read(&mut reader, first, kept(first_tokens));
    // What these have taught is for all: what to leave out, and how many postings are left.
    let told: usize = first.0.iter().map(Vec::len).sum();
    let others: Vec<_> = others
        .into_par_iter()
        .map(|part| {
            let postings = tokens(part.clone()) as u64 * told as u64 / first_tokens.max(1) as u64;
            read(&mut reader.clone(), part, postings as usize)
        })
        .collect();
    let (parts, boilerplate_runs): (Vec<Vec<Vec<Posting>>>, Vec<Vec<BoilerplateRun>>) =
        once(first).chain(others).unzip();
    let repeated = (0..1 << bits)
        .into_par_iter()
        .map(|partition| {
            let parts: Vec<&[Posting]> = parts.iter().map(|part| &part[partition][..]).collect();
            keep_repeated(&parts, settings)
        })
        .collect();
    (repeated, boilerplate_runs.concat())
}

/// All anchors, those of a pair of documents side by side, and how many tokens were compared for
/// those of frequent text.
fn anchors(
    documents: &[DocumentTokens<'_>],
    settings: &PassageSettings,
    rare: &[Vec<Posting>],
    frequent: &FrequentSeeds,
    watch: &Watch<'_>,
) -> Result<(Vec<Anchor>, u64)> {
    watch.stage(Stage::Linking, rare.len())?;
    let linked = rare.par_iter().map(|partition| {
        watch.piece(1, || {
            let mut anchors = Vec::new();
            link(partition, documents, frequent, settings, &mut anchors);
            anchors
        })
    });
    // One thread for all that is frequent: what one seed of a long common run has shown, the next
    // one need not look at again.
    let of_frequent = || {
        let mut anchors = Vec::new();
        let compared = link_frequent(frequent, documents, settings, &mut anchors);
        (anchors, compared)
    };
    let ((mut anchors, compared), linked) = join(of_frequent, || linked.collect::<Vec<_>>());
    watch.check()?;
    anchors.extend(linked.into_iter().flatten());
    anchors.par_sort_unstable_by(Anchor::by_diagonal);
    Ok((anchors, compared))
}
