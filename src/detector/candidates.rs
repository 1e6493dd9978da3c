//! The search for matches: pairs of items of one table whose resemblance reaches the threshold.
//!
//! Candidates come from the bands, or from the exact join. Each candidate is verified: the shingles of
//! both texts are made again and compared, so a match is never an estimate.
//!
//! By bands, for each width class:
//! 1. Each band is joined: items with an equal key are a bucket. A bucket of up to
//!    [`CANDIDATES_PER_BUCKET`] items proposes all its pairs.
//! 2. The pairs of all bands form a graph. Its components are verified one by one, so that the shingle
//!    sets of a component are made once and stay in the cache. A component of more than
//!    [`LARGE_COMPONENT`] pairs is verified by all threads together.
//! 3. A larger bucket would propose the square of its size. Its members are compared with at most
//!    [`MAX_CENTRES`] of them instead (`link_star`). Members that match no centre are counted as
//!    unresolved if they match nothing else.
//!
//! Items with the same tokens are folded before ([`fold_identical`]); only the first of them is searched.
//!
//! Cost: linear in the bytes of the candidates, and 16 comparisons for each member of a large bucket.

use super::engine::Detector;
use super::ingest::{ClassItems, Item, ItemTable, Source};
use super::observer::Stage;
use super::parallel::current_num_threads;
use super::parallel::prelude::*;
use super::progress::{Progress, TextPieces};
use crate::error::Result;
use crate::item::{Scratch, WidthClass};
use crate::lsh::{BandJoin, CANDIDATES_PER_BUCKET};
use crate::matching::{
    Components, DisjointSets, JoinScratch, Match, PrefixIndex, PrefixPlan, StarCluster, Verifier,
    cluster, link_star_while, verify,
};
use crate::model::Similarity;
use crate::report::{Comparison, Truncated, Work};
use crate::shingle::ShingleSets;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// How many centres the members of a large bucket are compared with.
const MAX_CENTRES: usize = 16;
/// How many components of candidates a thread takes at a time.
const COMPONENTS: usize = 32;
/// A component of more pairs than this is verified by all threads together.
const LARGE_COMPONENT: usize = 4_096;
/// The observer is asked after so many comparisons.
const ASKED_AFTER: usize = 1_024;

/// For each item, the first one with the same tokens. Only these first ones are compared.
pub(super) fn fold_identical(items: &[Item]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..items.len() as u32).collect();
    order.par_sort_unstable_by_key(|&i| (items[i as usize].content, i));
    let mut first: Vec<u32> = (0..items.len() as u32).collect();
    // In the order of contents, the first of equal ones has the lowest number.
    for pair in order.windows(2) {
        let [earlier, later] = [pair[0] as usize, pair[1] as usize];
        if items[earlier].content == items[later].content {
            first[later] = first[earlier];
        }
    }
    first
}

/// All matches among the items of a table that are the first with their tokens, sorted by items.
pub(super) fn matches(
    search: &Search<'_>,
    truncated: &mut Truncated,
    work: &mut Work,
) -> Result<Vec<Match>> {
    let &Search { table, comparison, .. } = search;
    let mut open = Vec::new();
    let mut found =
        search.matches_of_class(&table.normal, WidthClass::Normal, &mut open, truncated, work)?;
    let short =
        search.matches_of_class(&table.short, WidthClass::Short, &mut open, truncated, work)?;
    // The short class also has longer items, for pairs with a short one. A pair of two longer ones is
    // compared with the normal width, so the match of the short width is dropped.
    let class = |found: &Match| class_of(comparison, &table.items, [found.a, found.b]);
    found.extend(short.into_iter().filter(|found| class(found) == WidthClass::Short));
    found.par_sort_unstable_by_key(|found| (found.a, found.b));
    truncated.unresolved += without_match(open, &found, table.items.len());
    Ok(found)
}

/// The width class in which two items are compared.
fn class_of(comparison: &Comparison, items: &[Item], pair: [u32; 2]) -> WidthClass {
    WidthClass::among(comparison, pair.map(|item| items[item as usize].fifths))
}

/// The number of distinct items of `open` without a match. `open` lists an item once for each large
/// bucket that left it unresolved, in each width class.
fn without_match(mut open: Vec<u32>, found: &[Match], items: usize) -> usize {
    if open.is_empty() {
        return 0;
    }
    let mut matched = vec![false; items];
    for found in found {
        matched[found.a as usize] = true;
        matched[found.b as usize] = true;
    }
    open.retain(|&item| !matched[item as usize]);
    open.sort_unstable();
    open.dedup();
    open.len()
}

/// The result of [`stars`].
pub(super) struct Stars {
    pub(super) clusters: Vec<StarCluster>,
    /// The number of centres that were not compared with all items that they may match.
    pub(super) unresolved: usize,
    pub(super) compared: u64,
}

/// Groups matching items into star clusters: each member matches the centre of its star. `order` has
/// the items that can be a centre, best first. If the observer stops the run, stars are incomplete.
pub(super) fn stars(
    detector: &Detector,
    sources: &[Source<'_>],
    items: &[Item],
    comparison: &Comparison,
    order: &[u32],
    found: &[Match],
    progress: &Progress<'_>,
) -> Stars {
    let mut scratch = Scratch::default();
    let mut compared = 0;
    let mut pieces = TextPieces::new(progress);
    // Called for two items that are both linked to a third one and were not compared themselves.
    let verify_items = |a: u32, b: u32| {
        let bytes = [a, b].map(|item| items[item as usize].span.len()).iter().sum();
        if !pieces.add(0, bytes) {
            return None;
        }
        compared += 1;
        let width = class_of(comparison, items, [a, b]).words(comparison);
        let mut sets = ShingleSets::default();
        for item in [a, b].map(|i| &items[i as usize]) {
            let text = sources[item.source as usize].document.text();
            sets.push(scratch.shingles_of(detector.tokenizer(), &text[item.span.range()], width));
        }
        verify(&sets, 0, 1, comparison.threshold).map(|found| Match { a, b, ..found })
    };
    let clustering = cluster(order, found, verify_items);
    Stars { clusters: clustering.clusters, unresolved: clustering.unresolved, compared }
}

/// A search for all matches among the items of a table.
pub(super) struct Search<'s> {
    pub(super) detector: &'s Detector,
    pub(super) sources: &'s [Source<'s>],
    pub(super) table: &'s ItemTable,
    pub(super) comparison: &'s Comparison,
    /// For each item, the first one with the same tokens.
    pub(super) first: &'s [u32],
    pub(super) progress: &'s Progress<'s>,
}

impl Search<'_> {
    /// The matches of a width class. Adds to `open` the items that large buckets left unresolved.
    fn matches_of_class(
        &self,
        class_items: &ClassItems,
        class: WidthClass,
        open: &mut Vec<u32>,
        truncated: &mut Truncated,
        work: &mut Work,
    ) -> Result<Vec<Match>> {
        let width = class.words(self.comparison);
        // Positions in `class_items` of the items to compare.
        let distinct: Vec<u32> = (0..class_items.items.len() as u32)
            .filter(|&place| {
                let item = class_items.items[place as usize];
                self.first[item as usize] == item
            })
            .collect();
        let items: Vec<u32> =
            distinct.iter().map(|&place| class_items.items[place as usize]).collect();
        let mut found = match self.comparison.banding {
            // The exact join needs the sets of all items in memory at a time.
            None => {
                let sets = self.shingle_sets(&items, width);
                self.exact(&sets, work)?
            }
            Some(banding) => {
                let bands = banding.bands();
                let key = |place: u32, band: usize| class_items.key(place as usize, band, bands);
                let candidates = Proposals::collect(bands, self.progress, |band| {
                    distinct.iter().map(|&place| key(place, band)).collect()
                })?;
                self.verified(candidates, &items, width, open, truncated, work)?
            }
        };
        // From positions among `items` to item numbers.
        for found in &mut found {
            found.a = items[found.a as usize];
            found.b = items[found.b as usize];
        }
        Ok(found)
    }

    /// Every pair at the threshold, by the prefix filter.
    fn exact(&self, sets: &ShingleSets, work: &mut Work) -> Result<Vec<Match>> {
        self.progress.stage(Stage::Comparing, sets.len())?;
        let index = prefix_index(sets, self.comparison.threshold, self.progress)?;
        let compared = AtomicU64::new(0);
        let found = (0..sets.len() as u32)
            .into_par_iter()
            .map_init(JoinScratch::default, |scratch, record| {
                self.progress.piece(1, || {
                    let mut matches = Vec::new();
                    index.matches_of(record, scratch, &mut matches);
                    compared.fetch_add(scratch.compared() as u64, Relaxed);
                    matches
                })
            })
            .flatten_iter()
            .collect();
        self.progress.check()?;
        work.compared += compared.into_inner();
        Ok(found)
    }

    /// Verifies the proposals. Items are numbered by their position in `items`.
    fn verified(
        &self,
        candidates: Proposals,
        items: &[u32],
        width: usize,
        open: &mut Vec<u32>,
        truncated: &mut Truncated,
        work: &mut Work,
    ) -> Result<Vec<Match>> {
        work.compared += candidates.pairs.len() as u64;
        // Two items of different components share no bucket, so a component can be verified alone.
        let components = Components::from_pairs(candidates.pairs);
        let things = components.iter().count() + candidates.large.len();
        self.progress.stage(Stage::Comparing, things)?;
        let mut found = self.verified_pairs(&components, items, width)?;
        // The large buckets of all bands share one set of shingle sets and one union-find: a member
        // that a centre of one band took is not compared with that centre again in the next band.
        let mut members: Vec<u32> = candidates.large.iter().flatten().copied().collect();
        members.par_sort_unstable();
        members.dedup();
        let wanted: Vec<u32> = members.iter().map(|&place| items[place as usize]).collect();
        let sets = self.shingle_sets(&wanted, width);
        self.progress.check()?;
        let dense = |place: &u32| members.binary_search(place).expect("a member") as u32;
        let mut linked = DisjointSets::new(sets.len() as u32);
        for bucket in &candidates.large {
            let bucket: Vec<u32> = bucket.iter().map(dense).collect();
            let threshold = self.comparison.threshold;
            // One bucket after the other, in a fixed order: `linked` makes each depend on those before.
            let mut asked = 0;
            let goes_on = || {
                asked += 1;
                if asked % ASKED_AFTER == 0 {
                    return self.progress.goes_on();
                }
                !self.progress.is_stopped()
            };
            let star =
                link_star_while(&bucket, &sets, threshold, MAX_CENTRES, &mut linked, goes_on);
            self.progress.check()?;
            truncated.buckets += 1;
            work.compared += star.compared as u64;
            if star.unresolved > 0 {
                let left = unresolved(bucket, &mut linked);
                open.extend(left.into_iter().map(|member| wanted[member as usize]));
            }
            found.extend(star.matches.into_iter().map(|found| found.renumbered(&members)));
            self.progress.advance(1);
        }
        self.progress.check()?;
        // A pair may be in a small bucket of one band and in a large one of another.
        found.par_sort_unstable_by_key(|found| (found.a, found.b));
        found.dedup_by_key(|found| (found.a, found.b));
        Ok(found)
    }

    /// Verifies the pairs of components, small components in parallel.
    fn verified_pairs(
        &self,
        components: &Components,
        items: &[u32],
        width: usize,
    ) -> Result<Vec<Match>> {
        let threshold = self.comparison.threshold;
        let (large, small): (Vec<&[(u32, u32)]>, Vec<_>) =
            components.iter().partition(|pairs| pairs.len() > LARGE_COMPONENT);
        let mut found: Vec<Match> = small
            .par_chunks(COMPONENTS)
            .map_init(<(Scratch, Verifier)>::default, |(scratch, verifier), components| {
                let mut found = Vec::new();
                for pairs in components {
                    let mut pieces = TextPieces::new(self.progress);
                    // Of a run that was stopped no text is read, and an empty set matches nothing.
                    let shingles = |place: u32, sets: &mut ShingleSets| {
                        let item = items[place as usize];
                        if pieces.add(0, self.table.items[item as usize].span.len()) {
                            sets.push(self.shingles(item, width, scratch));
                        } else {
                            sets.push(&[]);
                        }
                    };
                    self.progress.piece(1, || {
                        verifier.verify(pairs, threshold, shingles, &mut found);
                    });
                }
                found
            })
            .flatten_iter()
            .collect();
        // A large component would keep one thread busy at the end. Its sets are made once, and its pairs
        // are compared by all threads.
        for pairs in large {
            self.progress.check()?;
            let mut members: Vec<u32> = pairs.iter().flat_map(|&(a, b)| [a, b]).collect();
            members.par_sort_unstable();
            members.dedup();
            let wanted: Vec<u32> = members.iter().map(|&place| items[place as usize]).collect();
            let sets = self.shingle_sets(&wanted, width);
            self.progress.check()?;
            let dense = |place: u32| members.binary_search(&place).expect("a member") as u32;
            let of_chunk = |pairs: &[(u32, u32)]| -> Vec<Match> {
                if !self.progress.goes_on() {
                    return Vec::new();
                }
                let verified = pairs.iter().filter_map(|&(a, b)| {
                    Some(verify(&sets, dense(a), dense(b), threshold)?.renumbered(&members))
                });
                verified.collect()
            };
            found.par_extend(pairs.par_chunks(ASKED_AFTER).map(of_chunk).flatten_iter());
            self.progress.advance(1);
        }
        self.progress.check()?;
        Ok(found)
    }

    /// The shingles of an item, in the order of its text.
    fn shingles<'s>(&self, item: u32, width: usize, scratch: &'s mut Scratch) -> &'s [u64] {
        let item = &self.table.items[item as usize];
        let text = self.sources[item.source as usize].document.text();
        scratch.shingles_of(self.detector.tokenizer(), &text[item.span.range()], width)
    }

    /// The shingle sets of some items, in their order. If the observer stops the run, some are missing.
    fn shingle_sets(&self, items: &[u32], width: usize) -> ShingleSets {
        let parts: Vec<ShingleSets> = items
            .par_chunks(256)
            .map_init(Scratch::default, |scratch, items| {
                let mut sets = ShingleSets::new();
                let mut pieces = TextPieces::new(self.progress);
                for &item in items {
                    if !pieces.add(0, self.table.items[item as usize].span.len()) {
                        break;
                    }
                    sets.push(self.shingles(item, width, scratch));
                }
                sets
            })
            .collect();
        let mut sets = ShingleSets::new();
        for part in parts {
            sets.append(part);
        }
        sets
    }
}

/// Builds the index of the exact join. Each step runs on all threads, and the observer is asked between them.
fn prefix_index<'s>(
    sets: &'s ShingleSets,
    threshold: Similarity,
    progress: &Progress<'_>,
) -> Result<PrefixIndex<'s>> {
    let ask = || {
        progress.advance(0);
        progress.check()
    };
    let parts = current_num_threads();
    let plan = PrefixPlan::new(sets, threshold, parts);
    ask()?;
    let dealt: Vec<_> = (0..parts).into_par_iter().map(|part| plan.deal(part)).collect();
    ask()?;
    let shares = (0..plan.shares()).into_par_iter();
    let counts: Vec<_> = shares.map(|share| PrefixPlan::count(&dealt, share)).collect();
    drop(dealt);
    ask()?;
    let probes = (0..parts).into_par_iter().map(|part| plan.probe(&counts, part)).collect();
    let probes = PrefixPlan::join(probes);
    drop(counts);
    ask()?;
    let postings = (0..plan.posting_parts()).into_par_iter();
    let postings = postings.map(|part| plan.post(&probes, part)).collect();
    Ok(PrefixIndex::planned(plan, probes, postings))
}

/// The members of a bucket that match no centre, if there are any. `linked` joins each centre with the
/// members that match it.
fn unresolved(mut bucket: Vec<u32>, linked: &mut DisjointSets) -> Vec<u32> {
    // `link_star` takes the first member that is left as the next centre; this repeats its choices.
    for _ in 0..MAX_CENTRES {
        let Some(&centre) = bucket.first() else { break };
        bucket.retain(|&member| !linked.joined(centre, member));
    }
    bucket
}

/// The candidates of all bands.
#[derive(Default)]
struct Proposals {
    /// Pairs from buckets of moderate size, each once.
    pairs: Vec<(u32, u32)>,
    /// The members of each larger bucket.
    large: Vec<Vec<u32>>,
}

impl Proposals {
    /// Joins the bands in parallel; `keys` returns the keys of a band.
    fn collect(
        bands: usize,
        progress: &Progress<'_>,
        keys: impl Fn(usize) -> Vec<u64> + Sync,
    ) -> Result<Proposals> {
        progress.stage(Stage::Candidates, bands)?;
        let of_bands: Vec<Proposals> = (0..bands)
            .into_par_iter()
            .map_init(BandJoin::default, |join, band| {
                progress.piece(1, || {
                    let mut candidates = Proposals::default();
                    for bucket in join.join(&keys(band)).iter() {
                        if bucket.len() > CANDIDATES_PER_BUCKET {
                            candidates.large.push(bucket.to_vec());
                            continue;
                        }
                        for (i, &a) in bucket.iter().enumerate() {
                            candidates.pairs.extend(bucket[i + 1..].iter().map(|&b| (a, b)));
                        }
                    }
                    candidates
                })
            })
            .collect();
        progress.check()?;
        let mut all = Proposals::default();
        for mut band in of_bands {
            all.pairs.append(&mut band.pairs);
            all.large.append(&mut band.large);
        }
        // A pair that shares several bands is proposed once, and a large bucket that several bands have is
        // searched once.
        all.pairs.par_sort_unstable();
        all.pairs.dedup();
        all.large.par_sort_unstable();
        all.large.dedup();
        Ok(all)
    }
}
