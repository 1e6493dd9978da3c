//! The steps of building a prefix index: from sets to the rarest shingles of each.
//!
//! Each step is a pure function of a part, so the parts may be computed on several threads. The index
//! does not depend on their number.

use super::postings::{MOST_PART_BITS, PostingsPart, shift};
use super::rarity::{Counts, Dealt, Rarity, share_bits};
use crate::matching::threshold::{required_overlap, shortest_partner};
use crate::model::Similarity;
use crate::shingle::ShingleSets;

/// The plan of a [`PrefixIndex`](super::PrefixIndex): its sets, its parts and its steps.
pub(crate) struct PrefixPlan<'s> {
    pub(super) sets: &'s ShingleSets,
    pub(super) threshold: Similarity,
    parts: usize,
    share_bits: u32,
    posting_bits: u32,
    /// The numbers of the sets by length, then number.
    pub(super) order: Vec<u32>,
}

/// The prefixes of sets as keys, set after set; how many keys of each are indexed, too.
#[derive(Default)]
pub(crate) struct Probes {
    pub(super) keys: Vec<u64>,
    pub(super) ends: Vec<usize>,
    listed: Vec<u32>,
}

impl<'s> PrefixPlan<'s> {
    /// A plan with so many parts.
    pub(crate) fn new(sets: &'s ShingleSets, threshold: Similarity, parts: usize) -> Self {
        let count = u32::try_from(sets.len()).expect("sets are numbered in 32 bits");
        let mut order: Vec<u32> = (0..count).collect();
        order.sort_by_key(|&record| sets.len_of(record as usize));
        let share_bits = share_bits(sets.shingle_count());
        let posting_bits = parts.next_power_of_two().ilog2().min(MOST_PART_BITS);
        PrefixPlan { sets, threshold, parts, share_bits, posting_bits, order }
    }

    /// The number of parts in which postings are made.
    pub(crate) fn posting_parts(&self) -> usize {
        1 << self.posting_bits
    }

    /// The number of shares in which shingles are counted.
    pub(crate) fn shares(&self) -> usize {
        1 << self.share_bits
    }

    fn part(&self, part: usize) -> impl Iterator<Item = &'s [u64]> + Clone {
        let border = |part: usize| part * self.sets.len() / self.parts;
        let sets = self.sets;
        (border(part)..border(part + 1)).map(move |set| sets.get(set))
    }

    /// Step 1, for each part of the sets: distributes their shingles to shares.
    pub(crate) fn deal(&self, part: usize) -> Dealt {
        Dealt::new(self.part(part), self.share_bits)
    }

    /// Step 2, for each share: counts how many sets have each shingle.
    pub(crate) fn count(dealt: &[Dealt], share: usize) -> Counts {
        Counts::new(dealt, share)
    }

    /// Step 3, for each part of the sets: selects the prefixes.
    pub(crate) fn probe(&self, shares: &[Counts], part: usize) -> Probes {
        let mut rarity = Rarity::new(shares, part);
        let mut probes = Probes::default();
        let mut keys = Vec::new();
        for set in self.part(part) {
            rarity.keys_of_next(set, &mut keys);
            // Shingles of this set alone come first in the order and find no partner, so they only shorten
            // the prefix.
            let alone = set.len() - keys.len();
            let prefix = |need: usize| (set.len() + 1).saturating_sub(need).saturating_sub(alone);
            // A set searches for partners that are not longer. The shortest one needs the least overlap, all of
            // its shingles, so this overlap decides how much is searched. It is found by partners that are not
            // shorter, which need the overlap of two sets of its own length at least: less is indexed.
            let to_probe = prefix(shortest_partner(set.len(), self.threshold));
            let mut to_list = 0;
            if to_probe > 0 {
                to_list = prefix(required_overlap(set.len(), set.len(), self.threshold));
                rarest_first(&mut keys, to_probe);
                keys.truncate(to_probe);
                rarest_first(&mut keys, to_list);
                to_list = to_list.min(keys.len());
                probes.keys.extend_from_slice(&keys);
            }
            probes.ends.push(probes.keys.len());
            probes.listed.push(to_list as u32);
        }
        probes
    }

    /// Step 4: joins the prefixes of all parts, in their order.
    pub(crate) fn join(parts: Vec<Probes>) -> Probes {
        let mut parts = parts.into_iter();
        let mut all = parts.next().unwrap_or_default();
        for part in parts {
            let before = all.keys.len();
            all.keys.extend(part.keys);
            all.ends.extend(part.ends.iter().map(|end| before + end));
            all.listed.extend(part.listed);
        }
        all
    }

    /// Step 5, for each part of the postings: indexes the sets by their keys.
    pub(crate) fn post(&self, probes: &Probes, part: usize) -> PostingsPart {
        let listed = self.order.iter().map(|&record| probes.listed_of(record as usize));
        PostingsPart::new(listed, part, self.posting_bits, probes.shift())
    }
}

impl Probes {
    fn listed_of(&self, record: usize) -> &[u64] {
        let start = start_of(&self.ends, record);
        &self.keys[start..start + self.listed[record] as usize]
    }

    pub(super) fn shift(&self) -> u32 {
        shift(self.listed.iter().map(|&listed| listed as usize).sum())
    }
}

pub(super) fn start_of(ends: &[usize], index: usize) -> usize {
    if index == 0 { 0 } else { ends[index - 1] }
}

/// Moves the `count` smallest keys, those of the rarest shingles, to the front.
fn rarest_first(keys: &mut [u64], count: usize) {
    if (1..keys.len()).contains(&count) {
        keys.select_nth_unstable(count - 1);
    }
}
