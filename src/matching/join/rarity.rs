//! How many sets have a shingle?

use crate::hash::GOLDEN_RATIO;
use crate::shingle::ShingleSets;

/// Shingles that are counted at a time, in twice as many bytes: these stay in the cache.
const SHARE: usize = 1 << 18;
/// So many lists can be written side by side without falling out of the cache.
const MOST_SHARE_BITS: u32 = 9;

/// For each shingle of each set the number of sets that have it: up to 255, and counted in bytes
/// that some shingles share, so it may be too high. It is the same wherever the shingle stands.
///
/// Counting in one table, as large as all that is counted, waits for memory twice for nearly each
/// shingle. So the shingles are dealt out to shares by some bits of theirs, and each share is
/// counted in a table that stays in the cache. Whoever deals the shingles out in the same order
/// again finds the count of each next in line in its share.
pub(super) struct Rarity {
    /// Of each share, the counts in the order in which the shingles came.
    shares: Vec<Vec<u8>>,
    /// Of each share, how many counts were read.
    read: Vec<usize>,
    share_bits: u32,
}

impl Rarity {
    pub(super) fn new(sets: &ShingleSets) -> Rarity {
        let share_bits = sets.shingle_count().div_ceil(SHARE).next_power_of_two().ilog2();
        Rarity::with_shares(sets, share_bits.min(MOST_SHARE_BITS))
    }

    fn with_shares(sets: &ShingleSets, share_bits: u32) -> Rarity {
        let count = 1 << share_bits;
        // Some shares are a little larger than the others.
        let room = sets.shingle_count() / count;
        let mut dealt = vec![Vec::with_capacity(room + room / 32); count];
        for set in sets.iter() {
            for &shingle in set {
                let spread = spread(shingle);
                dealt[share(spread, share_bits)].push((spread << share_bits >> 32) as u32);
            }
        }
        let shares = dealt.into_iter().map(|share| counts(&share)).collect();
        Rarity { shares, read: vec![0; count], share_bits }
    }

    /// Puts the keys of those shingles into `keys` that some other set has too.
    ///
    /// A key is a place in one order of all shingles, the rarest first. Two shingles may share
    /// a key. The filter then takes them for one that is in a set twice, and holds for sets with
    /// repeats just as well.
    ///
    /// The sets must be asked for in their order, each once.
    pub(super) fn keys_of_next(&mut self, set: &[u64], keys: &mut Vec<u64>) {
        keys.resize(set.len(), 0);
        let mut kept = 0;
        for &shingle in set {
            let spread = spread(shingle);
            let share = share(spread, self.share_bits);
            let count = self.shares[share][self.read[share]];
            self.read[share] += 1;
            // Whether a shingle is shared cannot be foreseen, so there is no branch on it.
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
    // In two steps, for there may be no bits to keep.
    (spread >> 1 >> (63 - bits)) as usize
}

/// For each entry of a list how often it is there, at least.
fn counts(share: &[u32]) -> Vec<u8> {
    let bits = (2 * share.len()).next_power_of_two().ilog2().clamp(10, 32);
    let place = |entry: u32| (entry >> (32 - bits)) as usize;
    let mut table = vec![0_u8; 1 << bits];
    for &entry in share {
        let count = &mut table[place(entry)];
        *count = count.saturating_add(1);
    }
    share.iter().map(|&entry| table[place(entry)]).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::Rarity;
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
            let mut rarity = Rarity::with_shares(&sets, share_bits);
            let mut keys = Vec::new();
            let mut key_of = BTreeMap::new();
            for set in sets.iter() {
                rarity.keys_of_next(set, &mut keys);
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
