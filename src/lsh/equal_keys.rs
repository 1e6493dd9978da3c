//! Equal keys among many, in a few bytes an entry.

use crate::hash::GOLDEN_RATIO;

/// About how many entries a partition has: its table stays in the second cache.
const PARTITION: usize = 8_192;
/// The most partitions, each of which is written at a place of its own.
const MOST_PARTITIONS: usize = 2_048;
/// How many places of a table are tried before a partition is sorted instead.
const MOST_TRIES: usize = 64;

/// Finds equal keys; keeps its memory for the next keys.
#[derive(Clone, Debug, Default)]
pub(super) struct EqualKeys {
    parted: Parted,
    table: Table,
}

impl EqualKeys {
    /// Gives to `sink`, a few at a time, the entries that share their key with another one: their
    /// numbers, bucket by bucket and ascending in each, and where buckets end among them. A bucket
    /// may go on with the next entries that are given.
    ///
    /// One pass parts the entries by the upper bits of their spread keys, then a table in the cache
    /// finds the equal ones of a part by the 32 bits that follow; whatever is equal in all these is
    /// held against the keys. Memory: 8 bytes an entry; a few more for those that were chosen to be
    /// equal in all these bits and are not.
    pub(super) fn each_part(&mut self, keys: &[u64], mut sink: impl FnMut(&[u32], &[u32])) {
        let parts = keys.len().div_ceil(PARTITION).clamp(1, MOST_PARTITIONS).next_power_of_two();
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
        // With no bits to part by, shifting by 63 leaves one bit, which the mask drops.
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
            // Nothing of what stood there is copied.
            *entries = Vec::new();
            *entries = vec![0; keys.len()];
        }
        // While the entries are written, `ends` says where the next one of each part goes.
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

/// The bits of its key that an entry knows.
fn bits_of(entry: u64) -> u64 {
    entry >> 32
}

/// Finds equal entries of one partition.
#[derive(Clone, Debug, Default)]
struct Table {
    /// Places in the partition, from 1; 0 where nothing is.
    slots: Vec<u32>,
    /// For each place, how many later ones have the same bits as it, if it is the first of them.
    later: Vec<u32>,
    /// The places that have the same bits as an earlier one: the first such, and the place.
    found: Vec<(u32, u32)>,
    /// The entries of those places, group by group, their keys, and where each group ends.
    grouped: Vec<u32>,
    keys: Vec<u64>,
    ends: Vec<u32>,
}

/// In `later`: what stands there is a place by now.
const PLACED: u32 = 1 << 31;

impl Table {
    /// Fills `found` and `later`; gives up and says `false` if the keys were made to collide.
    fn find(&mut self, part: &[u64]) -> bool {
        self.clear(part.len());
        let size = (2 * part.len()).next_power_of_two();
        self.slots.clear();
        self.slots.resize(size, 0);
        for (place, &entry) in part.iter().enumerate() {
            // The upper bits of what is left of the key, as many as the table is wide.
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

    /// The same without a table, and all that follows.
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

    /// Takes out of a partition the entries whose bits are those of a quarter of it, and says how
    /// many are left at its start; finds none if there is no such quarter in a sample.
    fn take_frequent(
        &mut self,
        part: &mut [u64],
        keys: &[u64],
        sink: &mut impl FnMut(&[u32], &[u32]),
    ) -> Option<usize> {
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

    /// Brings together what was found, by counting: `later` becomes the place where the next one of
    /// each group goes.
    fn group(&mut self, part: &[u64]) {
        let number = |place: u32| part[place as usize] as u32;
        self.ends.clear();
        self.grouped.clear();
        // Each group has a first one and at least one that was found.
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

    /// Leaves of the groups what has the same key.
    fn check(&mut self, keys: &[u64]) {
        // All at once, since most of them have to be waited for.
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

    /// The groups anew, where some are equal in many bits of their keys and not in all.
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
