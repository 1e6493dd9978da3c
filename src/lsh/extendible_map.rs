//! A hash map that grows in small steps, so that no insertion takes long.
//!
//! A usual hash map moves all its entries when it is full, a pause that grows with the map. *Extendible
//! hashing* (Fagin et al. 1979) has many small maps of a fixed capacity, and a directory from keys to
//! small maps. A full small map is split in two by one more bit of its keys, and no other entry moves.
//!
//! ```text
//! directory (2 bits): 00 -> A   01 -> B   10 -> A   11 -> C     A holds all keys that end in 0
//! A is full, split:   00 -> A   01 -> B   10 -> D   11 -> C     the keys of A in 10 move to D
//! B is full, split:   the directory is doubled to 3 bits first if B is at 2 bits already
//! ```
//!
//! Invariant: directory entry i names the small map of all keys whose directory bits end with the
//! same `depth` bits as i, where `depth` is that of the small map. Cost: an insertion moves the
//! entries of one small map at most, and copies the directory, 4 bytes for several hundred
//! entries, each time that it doubles. Memory: 20 to 39 bytes an entry with values of 8 bytes.

use crate::hash::mix64;
use crate::table::RandomState;
use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, Hasher};

/// The most entries of a small map: those of a hash map of 512 slots.
const CAPACITY: usize = 448;
/// The first of the bits of a mixed key that the directory uses: the small maps use those below
/// and the upper seven.
const FIRST_BIT: u32 = 16;
/// A directory never has more bits: keys that share so many do not become fewer by splitting.
const MAX_DEPTH: u32 = 28;

/// A map from 64-bit keys, whatever their distribution.
#[derive(Clone, Debug)]
pub(super) struct ExtendibleMap<V> {
    /// A random number of this map, so that an attacker cannot choose keys that share a small map.
    seed: u64,
    /// How many bits of a key the directory uses.
    depth: u32,
    directory: Vec<u32>,
    parts: Vec<Part<V>>,
}

#[derive(Clone, Debug)]
struct Part<V> {
    /// How many bits all keys of this part share.
    depth: u32,
    entries: HashMap<u64, V, BuildHasherDefault<Mixed>>,
}

/// A hasher that returns the key, for keys that are mixed already.
#[derive(Clone, Debug, Default)]
struct Mixed(u64);

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(u64::from(byte));
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

impl<V> Default for ExtendibleMap<V> {
    fn default() -> ExtendibleMap<V> {
        ExtendibleMap {
            seed: RandomState::default().hash_one(0_u64),
            depth: 0,
            directory: vec![0],
            parts: vec![Part { depth: 0, entries: HashMap::default() }],
        }
    }
}

impl<V> ExtendibleMap<V> {
    pub(super) fn get(&self, key: u64) -> Option<&V> {
        let mixed = self.mixed(key);
        self.parts[self.part(mixed)].entries.get(&mixed)
    }

    pub(super) fn get_mut(&mut self, key: u64) -> Option<&mut V> {
        let mixed = self.mixed(key);
        let part = self.part(mixed);
        self.parts[part].entries.get_mut(&mixed)
    }

    pub(super) fn insert(&mut self, key: u64, value: V) {
        let mixed = self.mixed(key);
        let mut part = self.part(mixed);
        while self.parts[part].entries.len() >= CAPACITY && self.parts[part].depth < MAX_DEPTH {
            self.split(part, directory_bits(mixed));
            part = self.part(mixed);
        }
        self.parts[part].entries.insert(mixed, value);
    }

    pub(super) fn remove(&mut self, key: u64) {
        let mixed = self.mixed(key);
        let part = self.part(mixed);
        self.parts[part].entries.remove(&mixed);
    }

    /// Mixes a key. Different keys stay different.
    fn mixed(&self, key: u64) -> u64 {
        mix64(key ^ self.seed)
    }

    fn part(&self, mixed: u64) -> usize {
        self.directory[directory_bits(mixed) & (self.directory.len() - 1)] as usize
    }

    /// Splits the small map of the keys with these bits by one more bit.
    fn split(&mut self, part: usize, bits: usize) {
        let number = u32::try_from(self.parts.len()).expect("a part has hundreds of entries");
        let split = &mut self.parts[part];
        let bit = 1_usize << split.depth;
        split.depth += 1;
        let depth = split.depth;
        let empty = || HashMap::with_capacity_and_hasher(CAPACITY, BuildHasherDefault::default());
        // Both are new maps: removing entries would leave tombstones in half of the slots.
        let mut halves = [empty(), empty()];
        #[allow(
            clippy::iter_over_hash_type,
            reason = "the order has no part in which half holds what"
        )]
        for (key, value) in std::mem::take(&mut split.entries) {
            halves[usize::from(directory_bits(key) & bit != 0)].insert(key, value);
        }
        let [stays, moves] = halves;
        split.entries = stays;
        self.parts.push(Part { depth, entries: moves });
        if depth > self.depth {
            self.directory.extend_from_within(..);
            self.depth = depth;
        }
        let first = bits & (bit - 1) | bit;
        self.directory.iter_mut().skip(first).step_by(2 * bit).for_each(|entry| *entry = number);
    }
}

fn directory_bits(mixed: u64) -> usize {
    (mixed >> FIRST_BIT) as usize
}

#[cfg(test)]
mod tests {
    use super::{CAPACITY, ExtendibleMap, Part};

    #[test]
    fn a_growing_map_holds_what_was_put_in_and_not_removed() {
        let mut map = ExtendibleMap::default();
        for key in 0..20_000_u64 {
            map.insert(key << 20, key);
        }
        for key in (0..20_000_u64).step_by(3) {
            map.remove(key << 20);
        }
        *map.get_mut(1 << 20).expect("was not removed") = 7;
        for key in 0..20_000_u64 {
            let expected = if key == 1 { Some(7) } else { (key % 3 != 0).then_some(key) };
            assert_eq!(map.get(key << 20).copied(), expected);
        }
        assert!(map.parts.iter().all(|part: &Part<u64>| part.entries.len() <= CAPACITY));
        assert_eq!(map.directory.len(), 1 << map.depth);
    }

    /// If an attacker knew how keys are mixed, all keys could be chosen to share a small map, which
    /// would be split until the directory has no bit left.
    #[test]
    fn no_two_maps_mix_keys_in_the_same_way() {
        let mixed: Vec<u64> = (0..8).map(|_| ExtendibleMap::<()>::default().mixed(7)).collect();
        let different: std::collections::BTreeSet<&u64> = mixed.iter().collect();
        assert_eq!(different.len(), mixed.len(), "{mixed:?}");
    }

    #[test]
    fn parts_are_at_least_half_full_on_average() {
        let mut map = ExtendibleMap::default();
        (0..100_000_u64).for_each(|key| map.insert(key, ()));
        assert!(map.parts.len() * CAPACITY < 2 * 100_000, "{} parts", map.parts.len());
        assert!(map.directory.len() < 16 * map.parts.len());
    }
}
