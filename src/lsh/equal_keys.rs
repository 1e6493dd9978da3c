//! Equal keys among many, in a few bytes an entry.

use crate::hash::GOLDEN_RATIO;

/// About how many entries a partition has: its table stays in the second cache.
const PARTITION: usize = 8_192;
/// The most partitions, each of which is written at a place of its own.
const MOST_PARTITIONS: usize = 2_048;
/// How many places of a table are tried before a partition is sorted instead.
const MOST_TRIES: usize = 64;

/// Gives to `sink`, bucket by bucket, the entries that share their key with another one: their
/// numbers, ascending.
///
/// One pass parts the entries by the upper bits of their spread keys, then a table in the cache
/// finds the equal ones of a part by the 32 bits that follow; whatever is equal in all these is
/// held against the keys. Memory: 8 bytes an entry.
pub(super) fn each_bucket(keys: &[u64], mut sink: impl FnMut(&[u32])) {
    let bits = keys.len().div_ceil(PARTITION).clamp(1, MOST_PARTITIONS).next_power_of_two().ilog2();
    let parted = Parted::new(keys, bits);
    let mut table = Table::default();
    for part in parted.parts() {
        if !table.find(part) {
            table.find_by_sorting(part);
        }
        table.each_bucket(part, keys, &mut sink);
    }
}

/// Entries by partition: 32 bits of the spread key, then the number of the entry.
struct Parted {
    entries: Vec<u64>,
    ends: Vec<usize>,
}

impl Parted {
    fn new(keys: &[u64], bits: u32) -> Parted {
        // With no bits to part by, shifting by 63 leaves one bit, which the mask drops.
        let partition = |key: u64| {
            (key.wrapping_mul(GOLDEN_RATIO) >> (64 - bits.max(1))) as usize & ((1 << bits) - 1)
        };
        let mut ends = vec![0; 1 << bits];
        for &key in keys {
            ends[partition(key)] += 1;
        }
        let mut start = 0;
        for end in &mut ends {
            start += std::mem::replace(end, start);
        }
        // While the entries are written, `ends` says where the next one of each part goes.
        let mut entries = vec![0; keys.len()];
        for (number, &key) in (0_u64..).zip(keys) {
            let end = &mut ends[partition(key)];
            entries[*end] =
                (key.wrapping_mul(GOLDEN_RATIO) << bits) & !u64::from(u32::MAX) | number;
            *end += 1;
        }
        Parted { entries, ends }
    }

    fn parts(&self) -> impl Iterator<Item = &[u64]> {
        let mut start = 0;
        self.ends.iter().map(move |&end| &self.entries[std::mem::replace(&mut start, end)..end])
    }
}

/// Finds equal entries of one partition.
#[derive(Default)]
struct Table {
    /// Places in the partition, from 1; 0 where nothing is.
    slots: Vec<u32>,
    /// For each place, how many later ones have the same bits as it, if it is the first of them.
    later: Vec<u32>,
    /// The places that have the same bits as an earlier one: the first such, and the place.
    found: Vec<(u32, u32)>,
    /// The entries of those places, group by group, and their keys.
    grouped: Vec<u32>,
    keys: Vec<u64>,
}

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
                if part[first] >> 32 == entry >> 32 {
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

    /// The same without a table.
    fn find_by_sorting(&mut self, part: &[u64]) {
        self.clear(part.len());
        let mut places: Vec<u32> = (0..part.len() as u32).collect();
        places.sort_unstable_by_key(|&place| (part[place as usize] >> 32, place));
        let bits = |place: u32| part[place as usize] >> 32;
        for equal in places.chunk_by(|&a, &b| bits(a) == bits(b)) {
            self.later[equal[0] as usize] = equal.len() as u32 - 1;
            self.found.extend(equal[1..].iter().map(|&place| (equal[0], place)));
        }
    }

    fn clear(&mut self, places: usize) {
        self.later.clear();
        self.later.resize(places, 0);
        self.found.clear();
    }

    /// Gives the buckets of the partition to `sink`.
    fn each_bucket(&mut self, part: &[u64], keys: &[u64], sink: &mut impl FnMut(&[u32])) {
        if self.found.is_empty() {
            return;
        }
        // By counting: `later` becomes the place where the next one of each group goes.
        let number = |place: usize| part[place] as u32;
        self.grouped.clear();
        let mut groups = Vec::new();
        for (place, later) in self.later.iter_mut().enumerate().filter(|(_, later)| **later > 0) {
            let start = self.grouped.len();
            let end = start + 1 + *later as usize;
            self.grouped.resize(end, 0);
            self.grouped[start] = number(place);
            *later = start as u32 + 1;
            groups.push(end);
        }
        for &(first, place) in &self.found {
            let next = &mut self.later[first as usize];
            self.grouped[*next as usize] = number(place as usize);
            *next += 1;
        }
        // All at once, since most of them have to be waited for.
        self.keys.clear();
        self.keys.extend(self.grouped.iter().map(|&entry| keys[entry as usize]));
        let mut start = 0;
        for end in groups {
            let range = std::mem::replace(&mut start, end)..end;
            let (group, own) = (&mut self.grouped[range.clone()], &self.keys[range]);
            if own.iter().all(|&key| key == own[0]) {
                sink(group);
                continue;
            }
            // Equal in many bits, not in all.
            let key = |entry: u32| keys[entry as usize];
            group.sort_unstable_by_key(|&entry| (key(entry), entry));
            group
                .chunk_by(|&a, &b| key(a) == key(b))
                .filter(|equal| equal.len() > 1)
                .for_each(&mut *sink);
        }
    }
}
