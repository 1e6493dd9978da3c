//! The candidates of each item: at most 64 earlier items that share a bucket with it, and all earlier items of
//! pairs that a caller gave.
//!
//! The candidates are a function of the buckets and of the keep order alone. If only kept items were
//! candidates, or if only kept items counted towards the limit, the result would depend on earlier
//! decisions, and a corpus could not be decided in parts.
//!
//! A limit that also counts removed items has one danger. Of 5,000 near-copies of one text, all but
//! the first are removed. 64 removed ones could fill the limit, and the item would be kept although it
//! repeats the first. So half of the limit is reserved for the *first* item of each bucket. It repeats
//! nothing in this bucket, so it is mostly kept; and a near-copy shares a bucket with the text that it
//! repeats. The other half goes to the items that share most buckets.
//!
//! Worked example, with a limit of 4: item 9 is in the buckets {0, 3, 4, 7, 9}, {0, 3, 4, 8, 9} and
//! {2, 4, 9}. First of a bucket are 0 (twice) and 2; of the others, 4 shares three buckets, 3 two, 7
//! and 8 one. Item 9 is compared with 0, 2, 3 and 4.
//!
//! Cost: about 4,096 bucket members are read for an item, however large its buckets are.

use crate::detector::parallel::prelude::*;
use crate::error::{Error, Result};
use crate::item::WidthClass;
use crate::lsh::{BandJoin, Buckets};
use std::cmp::Reverse;

/// The largest number of candidates of an item.
const MOST: usize = 64;

/// How many of these are reserved for the first items of buckets.
const MOST_FIRST: usize = MOST / 2;

/// About how many bucket members are read for one item: equally many of each bucket, half of them the
/// earliest and half the nearest before the item.
const MOST_SEEN: usize = 4_096;

/// The buckets of each item, and the members of each bucket. Buckets of one member are not stored.
///
/// Items are numbered in keep order. Memory: 8 bytes for each entry of an item
/// in a bucket with others, 8 a bucket, 9 an item.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    /// The width class of each item.
    classes: Vec<WidthClass>,
    /// The first of the buckets that come from keys of the short width class.
    first_short: u32,
    /// For each item, where its entries end.
    ends: Vec<usize>,
    /// The bucket of each entry, ascending for each item.
    buckets: Vec<u32>,
    /// For each bucket, where its members end.
    bucket_ends: Vec<usize>,
    /// The members of each bucket, ascending.
    members: Vec<u32>,
    /// The pairs that the caller gave, each of an item and an earlier one, ascending.
    given: Vec<(u32, u32)>,
    /// The items of these pairs, ascending.
    given_items: Vec<u32>,
}

/// The candidates of one item.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct EarlierItems {
    /// Their numbers, ascending.
    pub(super) items: Vec<u32>,
    /// Whether the limit left out some that share a bucket.
    pub(super) more: bool,
}

impl Candidates {
    /// `join` returns the buckets of one band, with the numbers of items; `classes` has the width class
    /// of each item. The first `normal` bands are followed by `short` ones: a pair that shares a
    /// bucket of these is compared only if one of the two items is short.
    pub(super) fn new(
        classes: Vec<WidthClass>,
        [normal, short]: [usize; 2],
        join: impl Fn(&mut BandJoin, usize) -> Buckets + Sync,
    ) -> Result<Candidates> {
        let bands = (0..normal + short).into_par_iter();
        let bands: Vec<Buckets> = bands.map_init(BandJoin::default, &join).collect();
        // The closure owns the band keys. They are freed before the lists below are made.
        drop(join);
        let count: usize = bands.iter().map(Buckets::len).sum();
        if u32::try_from(count).is_err() {
            return Err(Error::capacity("buckets of several items", u32::MAX.into()));
        }
        let mut bucket_ends = Vec::with_capacity(count);
        let mut members =
            Vec::with_capacity(bands.iter().flat_map(Buckets::iter).map(<[u32]>::len).sum());
        let mut first_short = count as u32;
        for (number, band) in bands.into_iter().enumerate() {
            if number == normal {
                first_short = bucket_ends.len() as u32;
            }
            for bucket in band.iter() {
                members.extend_from_slice(bucket);
                bucket_ends.push(members.len());
            }
        }
        // The inverse lists, from items to buckets, by a counting sort: it is stable, so the buckets of
        // each item ascend.
        let mut ends = vec![0; classes.len()];
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
        Ok(Candidates {
            classes,
            first_short,
            ends,
            buckets,
            bucket_ends,
            members,
            given: Vec::new(),
            given_items: Vec::new(),
        })
    }

    /// Adds pairs of two different items that the caller gives. No limit applies to them.
    pub(super) fn add(&mut self, pairs: impl IntoIterator<Item = (u32, u32)>) {
        let all = std::mem::take(&mut self.given).into_iter().chain(pairs);
        self.given = ordered_pairs(all);
        self.given_items = self.given.iter().flat_map(|&(item, other)| [item, other]).collect();
        self.given_items.sort_unstable();
        self.given_items.dedup();
    }

    /// The pairs that the caller gave, each of an item and an earlier one.
    pub(super) fn given(&self) -> &[(u32, u32)] {
        &self.given
    }

    /// Whether an item shares a bucket with another, or is in a pair that the caller gave.
    pub(super) fn has_any(&self, item: u32) -> bool {
        !self.buckets(item).is_empty() || self.given_items.binary_search(&item).is_ok()
    }

    /// The candidates of an item, all of them earlier in keep order.
    pub(super) fn before(&self, item: u32) -> EarlierItems {
        let buckets = self.buckets(item);
        let share = (MOST_SEEN / buckets.len().max(1)).max(2);
        let (mut seen, mut first, mut more) = (Vec::new(), Vec::new(), false);
        for &bucket in buckets {
            let members = self.members(bucket);
            let earlier = &members[..members.partition_point(|&member| member < item)];
            let (head, tail) = if earlier.len() <= share {
                (earlier, &[][..])
            } else {
                more = true;
                (&earlier[..share / 2], &earlier[earlier.len() - share.div_ceil(2)..])
            };
            // Two items of normal length that share a key of the short class only are no candidates:
            // they were compared by their normal keys.
            let of_bucket = seen.len();
            let is_pair = |other: &&u32| bucket < self.first_short || self.is_short(item, **other);
            seen.extend(head.iter().chain(tail).filter(is_pair));
            // The first member of the bucket that may be a candidate, if there is one.
            first.extend(seen.get(of_bucket));
        }
        let mut ranked = by_frequency(&mut seen);
        if ranked.len() > MOST {
            more = true;
            // The reserved half: of more than 32 first members, those that are first in most buckets.
            let mut items: Vec<u32> = by_frequency(&mut first);
            items.truncate(MOST_FIRST);
            items.sort_unstable();
            ranked.retain(|item| items.binary_search(item).is_err());
            ranked.truncate(MOST - items.len());
            ranked.append(&mut items);
        }
        ranked.extend(partners(&self.given, item));
        ranked.sort_unstable();
        ranked.dedup();
        EarlierItems { items: ranked, more }
    }

    /// Whether two items are compared with the short width.
    fn is_short(&self, a: u32, b: u32) -> bool {
        let [a, b] = [a, b].map(|item| self.classes[item as usize]);
        a.with(b) == WidthClass::Short
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

/// The distinct items of a list, the most frequent first; of equally frequent ones the lowest first.
fn by_frequency(items: &mut [u32]) -> Vec<u32> {
    items.sort_unstable();
    let mut counted: Vec<(Reverse<usize>, u32)> =
        items.chunk_by(|a, b| a == b).map(|same| (Reverse(same.len()), same[0])).collect();
    counted.sort_unstable();
    counted.into_iter().map(|(_, item)| item).collect()
}

/// Pairs of two different items, each with the later one first; sorted, and each pair once.
pub(super) fn ordered_pairs(pairs: impl IntoIterator<Item = (u32, u32)>) -> Vec<(u32, u32)> {
    let mut ordered: Vec<(u32, u32)> =
        pairs.into_iter().filter(|(a, b)| a != b).map(|(a, b)| (a.max(b), a.min(b))).collect();
    ordered.sort_unstable();
    ordered.dedup();
    ordered
}

/// The earlier items of an item in ordered pairs.
pub(super) fn partners(pairs: &[(u32, u32)], item: u32) -> impl Iterator<Item = u32> {
    let from = pairs.partition_point(|&(of, _)| of < item);
    pairs[from..].iter().take_while(move |&&(of, _)| of == item).map(|&(_, other)| other)
}

#[cfg(test)]
mod tests {
    use super::{Candidates, EarlierItems, MOST};
    use crate::hash::SplitMix64;
    use crate::item::WidthClass;
    use crate::lsh::Buckets;

    /// Candidates of items with these keys, one list for each band.
    fn candidates(keys: &[Vec<u64>]) -> Candidates {
        let join = |_: &mut _, band: usize| Buckets::from_keys(&keys[band]);
        let classes = vec![WidthClass::Normal; keys[0].len()];
        Candidates::new(classes, [keys.len(), 0], join).expect("few items")
    }

    /// The earlier items that share a bucket, by the definition.
    fn sharing(keys: &[Vec<u64>], item: usize) -> Vec<u32> {
        let shares = |&other: &usize| keys.iter().any(|band| band[other] == band[item]);
        (0..item).filter(shares).map(|other| other as u32).collect()
    }

    #[test]
    fn few_candidates_are_all_compared() {
        let mut numbers = SplitMix64::new(3);
        let keys: Vec<Vec<u64>> =
            (0..4).map(|_| (0..200).map(|_| numbers.next_u64() % 40).collect()).collect();
        let found = candidates(&keys);
        for item in 0..200 {
            let items = sharing(&keys, item);
            assert!(items.len() <= MOST);
            assert_eq!(found.before(item as u32), EarlierItems { items, more: false });
        }
    }

    /// Of many near-copies of the first item all but this one are removed, so it has to be among
    /// the candidates of each.
    #[test]
    fn the_first_of_a_bucket_is_a_candidate_of_all_however_many_there_are() {
        let mut numbers = SplitMix64::new(5);
        // Each shares bucket 0 of some bands with the first item, and all other buckets with some
        // items that are nearer to it.
        let keys: Vec<Vec<u64>> = (0..16)
            .map(|band| {
                let mut of_item = |item: u64| {
                    if (item + band).is_multiple_of(5) { 0 } else { 1 + numbers.next_u64() % 9 }
                };
                let mut keys: Vec<u64> = (0..5_000).map(&mut of_item).collect();
                keys[0] = 0;
                keys
            })
            .collect();
        let found = candidates(&keys);
        for item in 1..5_000 {
            let earlier = found.before(item);
            assert!(earlier.items.contains(&0), "{item}");
            assert!(earlier.items.len() <= MOST && earlier.items.is_sorted());
            assert!(earlier.items.iter().all(|&other| other < item));
            assert_eq!(earlier.more, sharing(&keys, item as usize).len() > earlier.items.len());
        }
    }

    /// Two normal items with the same key of the short class are no candidates for that.
    #[test]
    fn a_key_of_the_short_class_counts_for_short_items_only() {
        let (normal, short) = (WidthClass::Normal, WidthClass::Short);
        let join = |_: &mut _, _| Buckets::from_keys(&[7; 4]);
        let found = Candidates::new(vec![normal, short, normal, normal], [0, 1], join);
        let found = found.expect("few items");
        let before = |item| found.before(item).items;
        assert_eq!([before(1), before(2), before(3)], [vec![0], vec![1], vec![1]]);
    }

    #[test]
    fn given_pairs_are_compared_beside_those_of_the_buckets() {
        let keys: Vec<Vec<u64>> = vec![vec![0, 1, 0, 2, 2]];
        let mut found = candidates(&keys);
        let before = |found: &Candidates| -> Vec<Vec<u32>> {
            (0..5).map(|item| found.before(item).items).collect()
        };
        assert_eq!(before(&found), [vec![], vec![], vec![0], vec![], vec![3]]);
        assert!(!found.has_any(1));
        found.add([(1, 4), (2, 0), (4, 1)]);
        found.add([(0, 1)]);
        assert_eq!(before(&found), [vec![], vec![0], vec![0], vec![], vec![1, 3]]);
        assert!((0..5).all(|item| found.has_any(item)));
    }

    #[test]
    fn items_that_share_most_buckets_are_candidates() {
        // All share the first band; an item and the one 1,000 before it share all others too.
        let keys: Vec<Vec<u64>> = (0..8)
            .map(|band| (0..2_000).map(|item| if band == 0 { 0 } else { item % 1_000 }).collect())
            .collect();
        let found = candidates(&keys);
        for item in 1_000..2_000 {
            assert!(found.before(item).items.contains(&(item - 1_000)));
        }
    }
}
