//! Which items share a bucket, in a form that costs a few bytes an entry.

use crate::detector::parallel::prelude::*;
use crate::detector::survey::Stratum;
use crate::lsh::{BandJoin, Buckets};

/// The most buckets' members that are looked at for one item.
const MOST_SEEN: usize = 4_096;

/// Nothing, as the number of an entry.
const NONE: u32 = u32::MAX;

/// The buckets of each item that shares one, and the items that stand in them so far.
///
/// Items are numbered in the order in which they are decided. Memory: 12 bytes for each entry of an
/// item in a bucket with others, 8 a bucket, 4 an item.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    /// For each item, where its entries end.
    ends: Vec<u32>,
    /// The bucket of each entry.
    buckets: Vec<u32>,
    /// The item of each entry.
    items: Vec<u32>,
    /// The next entry that was put into the same bucket.
    next: Vec<u32>,
    /// The first and the last entry that were put into each bucket.
    chains: Vec<(u32, u32)>,
}

impl Candidates {
    /// `number` gives the number of an item of the strata; none for those that are not compared.
    pub(super) fn new(
        strata: [Stratum; 2],
        bands: usize,
        items: usize,
        number: impl Fn(u32) -> Option<u32> + Sync,
    ) -> Candidates {
        let tasks: Vec<(&Stratum, usize)> =
            strata.iter().flat_map(|stratum| (0..bands).map(move |band| (stratum, band))).collect();
        let bands_of: Vec<Buckets> = tasks
            .par_iter()
            .map_init(BandJoin::default, |join, &(stratum, band)| {
                let entries = stratum.items.iter().enumerate();
                let (keys, numbers): (Vec<u64>, Vec<u32>) = entries
                    .filter_map(|(place, &item)| {
                        Some((stratum.key(place, band, bands), number(item)?))
                    })
                    .unzip();
                join.join_ids(&keys, &numbers)
            })
            .collect();
        drop(tasks);
        drop(strata);
        let mut entries: Vec<(u32, u32)> = Vec::new();
        let mut buckets = 0;
        for band in bands_of {
            for members in band.iter() {
                entries.extend(members.iter().map(|&member| (member, buckets)));
                buckets += 1;
            }
        }
        assert!(u32::try_from(entries.len()).is_ok(), "fewer than 2^32 entries share a bucket");
        entries.par_sort_unstable();
        let mut ends = Vec::with_capacity(items);
        let mut end = 0;
        for item in 0..items as u32 {
            end += entries[end..].iter().take_while(|entry| entry.0 == item).count();
            ends.push(end as u32);
        }
        Candidates {
            ends,
            next: vec![NONE; entries.len()],
            chains: vec![(NONE, NONE); buckets as usize],
            buckets: entries.iter().map(|entry| entry.1).collect(),
            items: entries.iter().map(|entry| entry.0).collect(),
        }
    }

    /// Whether an item shares a bucket with another.
    pub(super) fn has_any(&self, item: u32) -> bool {
        !self.entries(item).is_empty()
    }

    /// The buckets that an item shares with others.
    pub(super) fn buckets(&self, item: u32) -> &[u32] {
        &self.buckets[self.entries(item)]
    }

    /// Puts an item into its buckets, behind those that were put there before.
    pub(super) fn put(&mut self, item: u32) {
        for entry in self.entries(item) {
            let (first, last) = &mut self.chains[self.buckets[entry] as usize];
            match *last {
                NONE => *first = entry as u32,
                last => self.next[last as usize] = entry as u32,
            }
            *last = entry as u32;
        }
    }

    /// The items that were put into buckets of this one, up to `most` of them: those that share
    /// more buckets before others, then those that came first; in the order of their numbers. And
    /// whether there are more.
    pub(super) fn of(&self, item: u32, most: usize, found: &mut Vec<u32>) -> bool {
        found.clear();
        let mut seen = 0;
        'buckets: for entry in self.entries(item) {
            let mut entry = self.chains[self.buckets[entry] as usize].0;
            while entry != NONE {
                if seen == MOST_SEEN {
                    break 'buckets;
                }
                seen += 1;
                found.push(self.items[entry as usize]);
                entry = self.next[entry as usize];
            }
        }
        found.sort_unstable();
        let mut counted: Vec<(usize, u32)> =
            found.chunk_by(|a, b| a == b).map(|same| (same.len(), same[0])).collect();
        let more = seen == MOST_SEEN || counted.len() > most;
        if counted.len() > most {
            counted.sort_unstable_by_key(|&(shared, item)| (std::cmp::Reverse(shared), item));
            counted.truncate(most);
        }
        found.clear();
        found.extend(counted.iter().map(|&(_, item)| item));
        found.sort_unstable();
        more
    }

    fn entries(&self, item: u32) -> std::ops::Range<usize> {
        let item = item as usize;
        let start = if item == 0 { 0 } else { self.ends[item - 1] };
        start as usize..self.ends[item] as usize
    }
}
