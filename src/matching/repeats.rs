//! The maximal repeats of a sequence, from its suffix array.
//!
//! 1. *Suffix array* by prefix doubling (Larsson & Sadakane 2007).
//! 2. *Common prefixes* of neighbouring suffixes (Kasai et al. 2001).
//! 3. *Intervals* of suffixes with a common prefix, bottom-up (Abouelhoda, Kurtz & Ohlebusch 2004): the nodes of the
//!    suffix tree, without the tree. Each interval knows its places, so that the smallest distance of two of them
//!    limits the length of a repeat that does not overlap itself.
//!
//! Example: of `1 2 1 2 |` the interval of the prefix `1 2` has the places 0 and 2. Their distance is
//! 2, so the repeat `1 2` does not overlap itself.
//!
//! Cost: O(n log² n) for n symbols, besides deeply nested repeats (see [`blocks`](super::blocks)).

use std::collections::BTreeSet;
use std::mem;

/// A sequence of symbols with separators between its runs.
pub(super) struct Sequence {
    symbols: Vec<u32>,
    classes: u32,
    next_separator: u32,
}

/// A repeated run, as the range of sorted suffixes that begin with it.
pub(super) struct Repeat {
    pub(super) length: usize,
    pub(super) first: usize,
    pub(super) last: usize,
}

impl Sequence {
    /// A sequence of the symbols 0 … `classes` − 1 that starts with a separator.
    pub(super) fn new(classes: u32) -> Sequence {
        Sequence { symbols: vec![classes], classes, next_separator: classes + 1 }
    }

    pub(super) fn push(&mut self, symbol: u32) {
        self.symbols.push(symbol);
    }

    /// Ends the last run with a separator; false if there is no run to end.
    ///
    /// Each separator is a symbol of its own, so no run with a separator is repeated, and two
    /// separators before or behind a run count as different.
    pub(super) fn separate(&mut self) -> bool {
        if self.symbols.last().is_some_and(|&last| last >= self.classes) {
            return false;
        }
        self.symbols.push(self.next_separator);
        self.next_separator += 1;
        true
    }

    /// The suffix array, and every repeat that
    /// * cannot be extended to the left without losing a place,
    /// * cannot be extended to the right without losing a place or overlapping itself,
    /// * does not overlap itself.
    ///
    /// The sequence must end with a separator.
    pub(super) fn repeats(&self) -> (Vec<u32>, Vec<Repeat>) {
        let (sorted, ranks) = self.sorted_suffixes();
        let common = self.common_prefixes(&sorted, &ranks);
        let repeats = self.intervals(&sorted, &common);
        (sorted, repeats)
    }

    /// The suffix array and its inverse. Prefix doubling sorts only groups of suffixes that are still
    /// equal, and nearly all suffixes differ early.
    fn sorted_suffixes(&self) -> (Vec<u32>, Vec<u32>) {
        let mut keyed: Vec<(u32, u32)> = self.symbols.iter().copied().zip(0..).collect();
        let mut sorted = vec![0; keyed.len()];
        let mut ranks = vec![0; keyed.len()];
        let mut open = Vec::new();
        settle(&mut keyed, 0, &mut sorted, &mut ranks, &mut open);
        let mut known = 1;
        while !open.is_empty() {
            for group in mem::take(&mut open) {
                keyed.clear();
                // A group agrees in `known` symbols, none a separator, so the next one exists.
                keyed.extend(
                    sorted[group.clone()]
                        .iter()
                        .map(|&place| (ranks[place as usize + known], place)),
                );
                settle(&mut keyed, group.start, &mut sorted, &mut ranks, &mut open);
            }
            known *= 2;
        }
        (sorted, ranks)
    }

    /// The length of the common prefix of each sorted suffix and the one before it.
    fn common_prefixes(&self, sorted: &[u32], ranks: &[u32]) -> Vec<u32> {
        let mut common = vec![0; sorted.len()];
        let mut length = 0;
        for (place, &rank) in ranks.iter().enumerate() {
            if rank == 0 {
                length = 0;
                continue;
            }
            let before = sorted[rank as usize - 1] as usize;
            // Separators differ from everything, so both ends stay inside.
            while self.symbols[place + length] == self.symbols[before + length] {
                length += 1;
            }
            common[rank as usize] = length as u32;
            length = length.saturating_sub(1);
        }
        common
    }

    /// The repeats of all intervals. An interval is complete when a suffix with a shorter common prefix
    /// follows; it is then merged into its parent.
    fn intervals(&self, sorted: &[u32], common: &[u32]) -> Vec<Repeat> {
        let mut found = Vec::new();
        let mut path: Vec<Interval> = Vec::new();
        for last in 1..=sorted.len() {
            let depth = common.get(last).map_or(0, |&length| length as usize);
            let place = sorted[last - 1];
            let mut below = Interval {
                depth: 0,
                first: last - 1,
                before: self.symbols.get((place as usize).wrapping_sub(1)).copied(),
                places: BTreeSet::from([place]),
                gap: usize::MAX,
            };
            while let Some(mut interval) = path.pop_if(|interval| interval.depth > depth) {
                interval.absorb(below);
                let parent = path.last().map_or(0, |parent| parent.depth).max(depth);
                let length = interval.depth.min(interval.gap);
                if interval.before.is_none() && length > parent {
                    found.push(Repeat { length, first: interval.first, last });
                }
                below = interval;
            }
            match path.last_mut() {
                Some(interval) if interval.depth == depth => interval.absorb(below),
                _ if depth > 0 => path.push(Interval { depth, ..below }),
                _ => {}
            }
        }
        found
    }
}

/// Suffixes with a common prefix.
struct Interval {
    depth: usize,
    first: usize,
    /// The symbol before all of them, if it is the same.
    before: Option<u32>,
    places: BTreeSet<u32>,
    /// The smallest distance between two places.
    gap: usize,
}

impl Interval {
    /// Adds the places of a child.
    fn absorb(&mut self, other: Interval) {
        if self.before != other.before {
            self.before = None;
        }
        self.gap = self.gap.min(other.gap);
        // Each place moves into a set at least twice as large, so it moves log n times at most.
        let mut few = other.places;
        if few.len() > self.places.len() {
            mem::swap(&mut few, &mut self.places);
        }
        for place in few {
            let below = self.places.range(..place).next_back();
            let above = self.places.range(place..).next();
            for neighbour in below.into_iter().chain(above) {
                self.gap = self.gap.min(neighbour.abs_diff(place) as usize);
            }
            self.places.insert(place);
        }
    }
}

/// Sorts a group of suffixes by their keys, gives each the rank of the first equal one, and lists the
/// groups that are still equal.
fn settle(
    keyed: &mut [(u32, u32)],
    start: usize,
    sorted: &mut [u32],
    ranks: &mut [u32],
    open: &mut Vec<std::ops::Range<usize>>,
) {
    keyed.sort_unstable();
    let mut start = start;
    for equal in keyed.chunk_by(|one, next| one.0 == next.0) {
        let end = start + equal.len();
        for (slot, &(_, place)) in sorted[start..end].iter_mut().zip(equal) {
            *slot = place;
            ranks[place as usize] = start as u32;
        }
        if equal.len() > 1 {
            open.push(start..end);
        }
        start = end;
    }
}
