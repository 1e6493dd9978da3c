//! Equal keys in a long list, in linear time and 8 bytes an entry.
//!
//! # Problem
//! A band has one key for each text, ten million of them. Texts with equal keys form a bucket. Most
//! keys occur once. A hash map from keys to lists takes several times the memory and waits for it at
//! every key. Sorting takes O(n log n). And an attacker may choose texts so that all keys are equal, or
//! nearly.
//!
//! # Method
//! 1. *Partition.* Each key is multiplied by an odd constant, which is one to one and moves all its bits upwards. The
//!    upper bits choose a partition of about 8,192 entries. An entry is 8 bytes: the 32 bits of the product behind
//!    those, and the number of the entry.
//! 2. *Find.* A small hash table, which fits into the cache, finds the entries of a partition with equal bits.
//! 3. *Group* by counting: the first entry of each group knows how many follow, so the place of each is known.
//! 4. *Check.* Two keys may agree in these bits and still differ. The keys of each group are compared, and a group is
//!    split if they differ.
//!
//! Example with one partition, keys 7 3 7 9 3 7:
//!
//! ```text
//! find    entry 2 equals 0, entry 4 equals 1, entry 5 equals 0      found = (0, 2) (1, 4) (0, 5)
//!         two later entries equal 0, one equals 1                   later = 2 1 - - - -
//! group   0 opens a group of three, 1 opens a group of two          grouped = 0 2 5 | 1 4
//! ends    3 5
//! ```
//!
//! # Many equal keys
//! A key of many texts makes one partition very large. If a sample shows such a key, all its entries
//! are taken out in one pass. Keys that were chosen to collide make a search in the table longer than
//! 64 places, or a large partition without one frequent key. Such a partition is sorted.
//!
//! # Invariant
//! The buckets are those with equal keys, each with at least two members in ascending order, whatever
//! the keys are.
//!
//! # Cost
//! O(n) for n keys of any distribution that is not chosen to collide, O(n log n) for any keys. One
//! bucket with all entries takes no longer than none.

use crate::hash::GOLDEN_RATIO;

/// About how many entries a partition has, so that its table fits into the second cache.
const PARTITION: usize = 8_192;
/// The most partitions. Each is written at a place of its own, and more would not stay in the cache.
const MOST_PARTITIONS: usize = 2_048;
/// How many slots of a table are tried before the partition is sorted instead.
const MOST_TRIES: usize = 64;

/// Finds equal keys; reuses its memory for the next list.
#[derive(Clone, Debug, Default)]
pub(super) struct EqualKeys {
    parted: Parted,
    table: Table,
}

impl EqualKeys {
    /// Gives the entries that share their key with another one to `sink`, some at a time: their
    /// numbers, bucket by bucket and ascending in each, and the ends of buckets among them. A bucket
    /// without an end continues with the next call.
    ///
    /// Memory: 8 bytes an entry, and a few more for entries with nearly equal keys.
    pub(super) fn each_part(&mut self, keys: &[u64], mut sink: impl FnMut(&[u32], &[u32])) {
        let parts = keys.len().div_ceil(PARTITION).clamp(1, MOST_PARTITIONS).next_power_of_two();
        // A partition beyond this size shows that keys are not spread: by one frequent key, or by choice.
        let most = (4 * keys.len() / parts).max(8 * PARTITION);
        self.parted.fill(keys, parts.ilog2());
        let table = &mut self.table;
        self.parted.each_part(|mut part| {
            while part.len() > most
                && let Some(left) = table.take_frequent(part, keys, &mut sink)
            {
                part = &mut part[..left];
            }
            if part.len() <= most && table.find(part) {
                table.group(part);
                table.check(keys);
                sink(&table.grouped, &table.ends);
            } else {
                table.find_by_sorting(part, keys, &mut sink);
            }
        });
    }
}

/// Entries by partition: 32 bits of the spread key, then the number of the entry.
#[derive(Clone, Debug, Default)]
struct Parted {
    entries: Vec<u64>,
    ends: Vec<usize>,
}

impl Parted {
    fn fill(&mut self, keys: &[u64], bits: u32) {
        // For one partition `bits` is 0. Shifting by 63 leaves one bit, which the mask removes.
        let partition = |key: u64| {
            (key.wrapping_mul(GOLDEN_RATIO) >> (64 - bits.max(1))) as usize & ((1 << bits) - 1)
        };
        let Parted { entries, ends } = self;
        ends.clear();
        ends.resize(1 << bits, 0);
        for &key in keys {
            ends[partition(key)] += 1;
        }
        let mut start = 0;
        for end in &mut *ends {
            start += std::mem::replace(end, start);
        }
        if entries.len() < keys.len() {
            // A new list: growing the old one would copy entries that are overwritten below.
            *entries = Vec::new();
            *entries = vec![0; keys.len()];
        }
        // While the entries are written, `ends` is the next place of each partition; afterwards its end.
        for (number, &key) in (0_u64..).zip(keys) {
            let end = &mut ends[partition(key)];
            entries[*end] =
                (key.wrapping_mul(GOLDEN_RATIO) << bits) & !u64::from(u32::MAX) | number;
            *end += 1;
        }
    }

    fn each_part(&mut self, mut sink: impl FnMut(&mut [u64])) {
        let mut start = 0;
        for &end in &self.ends {
            sink(&mut self.entries[std::mem::replace(&mut start, end)..end]);
        }
    }
}

/// The bits of the key that are in an entry. Inside one partition they decide nearly all comparisons.
fn bits_of(entry: u64) -> u64 {
    entry >> 32
}

/// Finds equal entries of one partition.
#[derive(Clone, Debug, Default)]
struct Table {
    /// An open-addressed hash table of places in the partition, plus 1; 0 for an empty slot.
    slots: Vec<u32>,
    /// For each place that is the first with its bits, how many later places have the same.
    later: Vec<u32>,
    /// Each place with the same bits as an earlier one: the first such place, and the place itself.
    found: Vec<(u32, u32)>,
    /// The entries of these places, group by group; their keys; the end of each group.
    grouped: Vec<u32>,
    keys: Vec<u64>,
    ends: Vec<u32>,
}

/// A mark in `later`: the number is no count any more, but the next place of the group.
const PLACED: u32 = 1 << 31;

impl Table {
    /// Fills `found` and `later`. False if a search takes too long, which happens for keys that were
    /// chosen to collide.
    fn find(&mut self, part: &[u64]) -> bool {
        self.clear(part.len());
        let size = (2 * part.len()).next_power_of_two();
        self.slots.clear();
        self.slots.resize(size, 0);
        for (place, &entry) in part.iter().enumerate() {
            // The slot is chosen by the upper bits of the entry: those of the key behind the partition's.
            let mut slot = (entry >> (64 - size.ilog2().max(1))) as usize & (size - 1);
            let mut tries = 0;
            loop {
                let there = self.slots[slot];
                if there == 0 {
                    self.slots[slot] = place as u32 + 1;
                    break;
                }
                let first = there as usize - 1;
                if bits_of(part[first]) == bits_of(entry) {
                    self.later[first] += 1;
                    self.found.push((first as u32, place as u32));
                    break;
                }
                tries += 1;
                if tries == MOST_TRIES {
                    return false;
                }
                slot = (slot + 1) & (size - 1);
            }
        }
        true
    }

    /// Finds, groups and checks by sorting, and gives the groups to `sink`.
    fn find_by_sorting(
        &mut self,
        part: &mut [u64],
        keys: &[u64],
        sink: &mut impl FnMut(&[u32], &[u32]),
    ) {
        part.sort_unstable();
        self.grouped.clear();
        self.ends.clear();
        for equal in part.chunk_by(|&a, &b| bits_of(a) == bits_of(b)) {
            if equal.len() > 1 {
                self.grouped.extend(equal.iter().map(|&entry| entry as u32));
                self.ends.push(self.grouped.len() as u32);
            }
            if self.grouped.len() >= PARTITION {
                self.check(keys);
                sink(&self.grouped, &self.ends);
                self.grouped.clear();
                self.ends.clear();
            }
        }
        self.check(keys);
        sink(&self.grouped, &self.ends);
    }

    /// Takes out the entries whose bits a quarter of the partition has, and gives them to `sink`.
    /// Returns how many other entries remain, at the start of the partition. `None` if the most
    /// frequent bits of a sample have no quarter.
    fn take_frequent(
        &mut self,
        part: &mut [u64],
        keys: &[u64],
        sink: &mut impl FnMut(&[u32], &[u32]),
    ) -> Option<usize> {
        // Bits that a large part of the partition has are likely to be the most frequent of nine samples.
        let mut sample: [u64; 9] = std::array::from_fn(|i| bits_of(part[i * (part.len() - 1) / 8]));
        sample.sort_unstable();
        let same = sample.chunk_by(|a, b| a == b).max_by_key(|same| same.len())?;
        let is_frequent = |entry: u64| bits_of(entry) == same[0];
        let frequent = || part.iter().copied().filter(|&entry| is_frequent(entry));
        let count = frequent().count();
        if count < part.len() / 4 {
            return None;
        }
        let key = |entry: u64| keys[entry as u32 as usize];
        let first = key(frequent().next()?);
        self.ends.clear();
        self.grouped.clear();
        // One key, the usual case: given piece by piece, so that no copy of the partition is needed.
        // Otherwise keys with equal bits are split, which needs all of them.
        if frequent().all(|entry| key(entry) == first) {
            for entry in frequent() {
                if self.grouped.len() == PARTITION {
                    sink(&self.grouped, &[]);
                    self.grouped.clear();
                }
                self.grouped.push(entry as u32);
            }
            self.ends.push(self.grouped.len() as u32);
        } else {
            self.grouped.extend(frequent().map(|entry| entry as u32));
            self.ends.push(self.grouped.len() as u32);
            self.split(keys);
        }
        sink(&self.grouped, &self.ends);
        let mut left = 0;
        for place in 0..part.len() {
            let entry = part[place];
            if !is_frequent(entry) {
                part[left] = entry;
                left += 1;
            }
        }
        Some(left)
    }

    fn clear(&mut self, places: usize) {
        self.later.clear();
        self.later.resize(places, 0);
        self.found.clear();
    }

    /// Writes the found entries group by group. `later` has the sizes of the groups, and becomes the
    /// next place of each.
    fn group(&mut self, part: &[u64]) {
        let number = |place: u32| part[place as usize] as u32;
        self.ends.clear();
        self.grouped.clear();
        // A group has its first entry and at least one found one, so this is room enough.
        self.grouped.resize(2 * self.found.len(), 0);
        let mut end = 0;
        for &(first, place) in &self.found {
            let later = &mut self.later[first as usize];
            if *later & PLACED == 0 {
                self.grouped[end as usize] = number(first);
                let start = end;
                end += 1 + *later;
                self.ends.push(end);
                *later = PLACED | (start + 1);
            }
            self.grouped[(*later & !PLACED) as usize] = number(place);
            *later += 1;
        }
        self.grouped.truncate(end as usize);
    }

    /// Splits the groups if any has different keys.
    fn check(&mut self, keys: &[u64]) {
        // Loaded in one loop, so that the processor waits for many keys at once.
        self.keys.clear();
        self.keys.extend(self.grouped.iter().map(|&entry| keys[entry as usize]));
        let mut differing = 0;
        let mut start = 0;
        for &end in &self.ends {
            let group = &self.keys[std::mem::replace(&mut start, end as usize)..end as usize];
            differing |= group.iter().fold(0, |bits, key| bits | key ^ group[0]);
        }
        if differing != 0 {
            self.split(keys);
        }
    }

    /// Rebuilds the groups from the keys; drops groups of one. Needed only if different keys have equal
    /// bits.
    #[cold]
    fn split(&mut self, keys: &[u64]) {
        let key = |entry: u32| keys[entry as usize];
        let (mut grouped, mut ends) = (Vec::new(), Vec::new());
        let mut start = 0;
        for &end in &self.ends {
            let group =
                &mut self.grouped[std::mem::replace(&mut start, end as usize)..end as usize];
            group.sort_unstable_by_key(|&entry| (key(entry), entry));
            for equal in group.chunk_by(|&a, &b| key(a) == key(b)).filter(|equal| equal.len() > 1) {
                grouped.extend_from_slice(equal);
                ends.push(grouped.len() as u32);
            }
        }
        (self.grouped, self.ends) = (grouped, ends);
    }
}
