//! The rarity of shingles: how many sets have each, counted approximately.
//!
//! One table for all shingles would wait for memory twice for nearly each shingle. The shingles are
//! therefore distributed to shares by some bits of their hash, and each share is counted in a table
//! that fits the cache. The counts of a share are then read in the order in which its shingles
//! came.
//!
//! Invariant: a count is the same wherever its shingle occurs, and never too low.

use crate::hash::GOLDEN_RATIO;

/// The shingles of one share. They are counted in twice as many bytes, which stay in the cache.
const SHARE: usize = 1 << 18;
/// The most shares, as a power of two: so many lists can be written at once without leaving the cache.
const MOST_SHARE_BITS: u32 = 9;

/// The shingles of consecutive sets, distributed to shares, in their order.
pub(crate) struct Dealt {
    shares: Vec<Vec<u32>>,
}

/// The number of shares for so many shingles, as a power of two.
pub(super) fn share_bits(shingles: usize) -> u32 {
    shingles.div_ceil(SHARE).next_power_of_two().ilog2().min(MOST_SHARE_BITS)
}

impl Dealt {
    pub(super) fn new<'s>(sets: impl Iterator<Item = &'s [u64]> + Clone, share_bits: u32) -> Dealt {
        let shingles: usize = sets.clone().map(<[u64]>::len).sum();
        // Some shares are a little larger than the others.
        let room = shingles >> share_bits;
        let mut shares = vec![Vec::with_capacity(room + room / 32); 1 << share_bits];
        for &shingle in sets.flatten() {
            let spread = spread(shingle);
            shares[share(spread, share_bits)].push((spread << share_bits >> 32) as u32);
        }
        Dealt { shares }
    }
}

/// For each shingle of a share the number of sets that have it, at most 255. Several shingles may share
/// a counter, so the number may be too high.
pub(crate) struct Counts {
    /// For each part of the sets, the counts in the order of its shingles.
    of_parts: Vec<Vec<u8>>,
}

impl Counts {
    /// Counts one share of all parts of the sets.
    pub(super) fn new(parts: &[Dealt], share: usize) -> Counts {
        let entries = || parts.iter().map(|part| part.shares[share].as_slice());
        let len: usize = entries().map(<[u32]>::len).sum();
        let bits = (2 * len).next_power_of_two().ilog2().clamp(10, 32);
        let place = |entry: u32| (entry >> (32 - bits)) as usize;
        let mut table = vec![0_u8; 1 << bits];
        for &entry in entries().flatten() {
            let count = &mut table[place(entry)];
            *count = count.saturating_add(1);
        }
        let counts = |part: &[u32]| part.iter().map(|&entry| table[place(entry)]).collect();
        Counts { of_parts: entries().map(counts).collect() }
    }
}

/// How rare the shingles of one part of the sets are, read in their order.
pub(super) struct Rarity<'c> {
    /// For each share, the counts that were not read yet.
    shares: Vec<&'c [u8]>,
    share_bits: u32,
}

impl<'c> Rarity<'c> {
    pub(super) fn new(shares: &'c [Counts], part: usize) -> Rarity<'c> {
        let share_bits = shares.len().ilog2();
        let shares = shares.iter().map(|share| share.of_parts[part].as_slice()).collect();
        Rarity { shares, share_bits }
    }

    /// Replaces `keys` by the keys of those shingles of the next set that some other set has too.
    ///
    /// A key is a position in one order of all shingles: the count in the upper 8 bits, then bits of
    /// the hash. Two shingles may share a key. The filter then treats them as one shingle that a set
    /// has twice, which is correct too.
    ///
    /// Must be called once for each set, in their order.
    pub(super) fn keys_of_next(&mut self, set: &[u64], keys: &mut Vec<u64>) {
        keys.resize(set.len(), 0);
        let mut kept = 0;
        for &shingle in set {
            let spread = spread(shingle);
            let share = share(spread, self.share_bits);
            let (&count, rest) = self.shares[share].split_first().expect("one for each shingle");
            self.shares[share] = rest;
            // Written in any case and kept by moving on: a branch would be mispredicted.
            keys[kept] = u64::from(count) << 56 | spread >> 8;
            kept += usize::from(count > 1);
        }
        keys.truncate(kept);
    }
}

#[inline]
fn spread(shingle: u64) -> u64 {
    shingle.wrapping_mul(GOLDEN_RATIO)
}

#[inline]
fn share(spread: u64, bits: u32) -> usize {
    // Two shifts, since a shift by 64 is not defined for `bits` = 0.
    (spread >> 1 >> (63 - bits)) as usize
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{Counts, Dealt, Rarity};
    use crate::hash::SplitMix64;
    use crate::shingle::ShingleSets;
    use std::collections::BTreeMap;

    #[test]
    fn no_shingle_is_taken_for_rarer_than_it_is_and_each_has_one_key() {
        let mut random = SplitMix64::new(5);
        for (alphabet, share_bits) in [(50, 0), (3000, 1), (3000, 4), (u64::MAX, 9)] {
            let mut sets = ShingleSets::new();
            for _ in 0..60 {
                let len = random.next_u64() % 90;
                let shingles: Vec<u64> = (0..len).map(|_| random.next_u64() % alphabet).collect();
                sets.push(&shingles);
            }
            let mut truth = BTreeMap::<u64, u64>::new();
            for &shingle in sets.iter().flatten() {
                *truth.entry(shingle).or_default() += 1;
            }
            // In parts of unequal size, one of them empty.
            let parts = [0..13, 13..13, 13..60];
            let dealt = parts.clone().map(|part| Dealt::new(part.map(|i| sets.get(i)), share_bits));
            let counts: Vec<Counts> =
                (0..1 << share_bits).map(|share| Counts::new(&dealt, share)).collect();
            let mut rarities = [0, 1, 2].map(|part| Rarity::new(&counts, part));
            let mut keys = Vec::new();
            let mut key_of = BTreeMap::new();
            for (number, set) in sets.iter().enumerate() {
                let part = parts.iter().position(|part| part.contains(&number)).unwrap();
                rarities[part].keys_of_next(set, &mut keys);
                let mut keys = keys.iter();
                for shingle in set {
                    let spread = super::spread(*shingle);
                    let next = keys.as_slice().first().filter(|&&key| key << 8 >> 8 == spread >> 8);
                    if let Some(&key) = next {
                        keys.next();
                        assert!(key >> 56 >= truth[shingle]);
                        assert_eq!(*key_of.entry(*shingle).or_insert(key), key);
                    } else {
                        assert_eq!(truth[shingle], 1, "a shared shingle was left out");
                    }
                }
                assert_eq!(keys.next(), None);
            }
        }
    }
}
