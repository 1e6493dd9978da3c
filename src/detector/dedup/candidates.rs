//! The items that share a bucket, and which earlier ones an item is compared with.
//!
//! Which items are compared is a function of the buckets and of the order of items, and of nothing
//! else. If only kept items were candidates, or counted towards a bound, the answer would depend on
//! the decisions before, and a corpus could not be decided in parts.
//!
//! A bound that counts removed items as well has one danger. Of 5,000 near-copies of one text all
//! but the first are removed, and a bound of 64 could be filled by removed ones: then an item is
//! kept although it repeats the first. So half of the bound is for the *first* item of each bucket.
//! That item repeats nothing in this bucket, and so it is mostly kept; and a near-copy shares a
//! bucket with the text that it repeats. The other half is for items that share most buckets.
//!
//! Example, with a bound of 4: item 9 is in the buckets {0, 3, 4, 7, 9}, {0, 3, 4, 8, 9} and
//! {2, 4, 9}. First of a bucket are 0 (twice) and 2; of the others, 4 shares three buckets, 3 two, 7
//! and 8 one. Item 9 is compared with 0, 2, 3 and 4.

use crate::error::{Error, Result};
use crate::lsh::{BandJoin, Buckets};
use rayon::prelude::*;
use std::cmp::Reverse;

/// With how many earlier items one is compared at most.
const MOST: usize = 64;

/// How many of them are the first of a bucket at most.
const MOST_FIRST: usize = MOST / 2;

/// How many members of its buckets are looked at for one item, about: equally many of each bucket,
/// the earliest and the nearest before the item.
const MOST_SEEN: usize = 4_096;

/// The buckets of each item that shares one, and the members of each bucket.
///
/// Items are numbered in the order in which they are kept. Memory: 8 bytes for each entry of an item
/// in a bucket with others, 8 a bucket, 8 an item.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    /// For each item, where its entries end.
    ends: Vec<usize>,
    /// The bucket of each entry, ascending for each item.
    buckets: Vec<u32>,
    /// For each bucket, where its members end.
    bucket_ends: Vec<usize>,
    /// The members of each bucket, ascending.
    members: Vec<u32>,
}

/// The earlier items that one is compared with.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Earlier {
    /// Their numbers, ascending.
    pub(super) items: Vec<u32>,
    /// Whether there are more that share a bucket.
    pub(super) more: bool,
}

impl Candidates {
    /// `join` gives the buckets of one of `bands` bands, with the numbers of `items` items.
    pub(super) fn new(
        items: usize,
        bands: usize,
        join: impl Fn(&mut BandJoin, usize) -> Buckets + Sync,
    ) -> Result<Candidates> {
        let bands: Vec<Buckets> =
            (0..bands).into_par_iter().map_init(BandJoin::default, &join).collect();
        // With it the band keys, which are needed no more.
        drop(join);
        let count: usize = bands.iter().map(Buckets::len).sum();
        if u32::try_from(count).is_err() {
            return Err(Error::capacity("buckets of several items", u32::MAX.into()));
        }
        let mut bucket_ends = Vec::with_capacity(count);
        let mut members =
            Vec::with_capacity(bands.iter().flat_map(Buckets::iter).map(<[u32]>::len).sum());
        for band in bands {
            for bucket in band.iter() {
                members.extend_from_slice(bucket);
                bucket_ends.push(members.len());
            }
        }
        // A counting sort by item keeps the buckets of each in order.
        let mut ends = vec![0; items];
        for &member in &members {
            ends[member as usize] += 1;
        }
        let mut end = 0;
        for place in &mut ends {
            end += std::mem::replace(place, end);
        }
        let mut buckets = vec![0; members.len()];
        let mut start = 0;
        for (bucket, &end) in (0..).zip(&bucket_ends) {
            for &member in &members[start..end] {
                let place = &mut ends[member as usize];
                buckets[*place] = bucket;
                *place += 1;
            }
            start = end;
        }
        Ok(Candidates { ends, buckets, bucket_ends, members })
    }

    /// Whether an item shares a bucket with another.
    pub(super) fn has_any(&self, item: u32) -> bool {
        !self.buckets(item).is_empty()
    }

    /// The earlier items that an item is compared with.
    pub(super) fn before(&self, item: u32) -> Earlier {
        let buckets = self.buckets(item);
        let share = (MOST_SEEN / buckets.len().max(1)).max(2);
        let (mut seen, mut first, mut more) = (Vec::new(), Vec::new(), false);
        for &bucket in buckets {
            let members = self.members(bucket);
            let earlier = &members[..members.partition_point(|&member| member < item)];
            first.extend(earlier.first());
            if earlier.len() <= share {
                seen.extend_from_slice(earlier);
            } else {
                more = true;
                seen.extend_from_slice(&earlier[..share / 2]);
                seen.extend_from_slice(&earlier[earlier.len() - share.div_ceil(2)..]);
            }
        }
        let mut ranked = by_frequency(&mut seen);
        if ranked.len() > MOST {
            more = true;
            let mut items: Vec<u32> = by_frequency(&mut first);
            items.truncate(MOST_FIRST);
            items.sort_unstable();
            ranked.retain(|item| items.binary_search(item).is_err());
            ranked.truncate(MOST - items.len());
            ranked.append(&mut items);
        }
        ranked.sort_unstable();
        Earlier { items: ranked, more }
    }

    /// The buckets that an item shares with others.
    fn buckets(&self, item: u32) -> &[u32] {
        &self.buckets[range(&self.ends, item)]
    }

    fn members(&self, bucket: u32) -> &[u32] {
        &self.members[range(&self.bucket_ends, bucket)]
    }
}

/// The part of a list that belongs to one number, given where each part ends.
fn range(ends: &[usize], number: u32) -> std::ops::Range<usize> {
    let number = number as usize;
    let start = if number == 0 { 0 } else { ends[number - 1] };
    start..ends[number]
}

/// The different items of a list, the most frequent first, of several the one that comes first.
fn by_frequency(items: &mut [u32]) -> Vec<u32> {
    items.sort_unstable();
    let mut counted: Vec<(Reverse<usize>, u32)> =
        items.chunk_by(|a, b| a == b).map(|same| (Reverse(same.len()), same[0])).collect();
    counted.sort_unstable();
    counted.into_iter().map(|(_, item)| item).collect()
}
