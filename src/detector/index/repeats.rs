//! [`Repeats`]: joins the matching segments of a new document to blocks.
//!
//! A *run* is a number of consecutive segments that match as many consecutive earlier ones. A segment may occur
//! at many earlier places, and only the next segments show at which of them a whole block is repeated. So the
//! runs at all earlier places are followed, up to a limit, until each has ended.
//!
//! Worked example: the store has the segments `x a y a b c`, and the new document is `a b c`. Segment `a` starts
//! runs at 1 and at 3. Segment `b` continues the one at 3, and the one at 1 ends. Segment `c` continues it again.
//! If `a` alone has enough words, both runs are kept, and the longer one covers the other.
//!
//! Of the ended runs, the fewest that cover all of them are reported, by a greedy choice from left to right.
//!
//! Cost: at most [`FOLLOWED`] runs for each segment.

use super::outcome::EarlierMatch;
use super::store::Store;
use super::wording_matches::WordingMatch;
use crate::model::Similarity;
use crate::report::Place;
use crate::table::RandomState;
use crate::text::words;
use std::cmp::Reverse;
use std::collections::HashSet;

/// The largest number of runs that are followed at a time.
const FOLLOWED: usize = 256;

/// The runs of one document.
pub(super) struct Repeats {
    /// The first item of the document.
    first: u32,
    /// The sums of the lengths of its segments, from 0, in fifths of a word.
    sums: Vec<usize>,
    /// The minimum length of a block, in fifths of a word.
    least: usize,
    live: Vec<Run>,
    ended: Vec<Run>,
}

/// The `length` segments from `here` on match as many from `there` on.
#[derive(Clone, Copy)]
struct Run {
    here: u32,
    there: u32,
    length: u32,
    resemblance: Similarity,
}

impl Run {
    fn end(self) -> u32 {
        self.here + self.length
    }

    /// The rank of a run among those that cover the next segment: the one that ends last, then the
    /// most alike, then the earliest.
    fn rank(self) -> (u32, Similarity, Reverse<u32>) {
        (self.end(), self.resemblance, Reverse(self.there))
    }
}

impl Repeats {
    /// Starts a document whose first segment will be item `first`.
    pub(super) fn new(first: u32, least: usize) -> Repeats {
        Repeats { first, sums: vec![0], least, live: Vec::new(), ended: Vec::new() }
    }

    /// Adds the next segment, which is not in the store yet.
    pub(super) fn extend(&mut self, store: &Store, fifths: usize, alike: &[WordingMatch]) {
        let here = store.next_item();
        self.sums.push(self.sums[self.sums.len() - 1] + fifths);
        // First the runs that this segment continues.
        let mut by_first: Vec<(u32, Similarity)> =
            alike.iter().map(|alike| (alike.first, alike.resemblance)).collect();
        by_first.sort_unstable_by_key(|&(first, resemblance)| (first, Reverse(resemblance)));
        let mut live = Vec::new();
        for mut run in std::mem::take(&mut self.live) {
            let next = run.there + run.length;
            // If a document repeats itself, the earlier place ends where the new one begins. A run does
            // not go on into the next document.
            let follows = next < run.here
                && store.items[next as usize].document == store.items[run.there as usize].document;
            let found = follows.then(|| store.items[next as usize].first).and_then(|first| {
                let place = by_first.partition_point(|entry| entry.0 < first);
                by_first.get(place).filter(|entry| entry.0 == first)
            });
            if let Some(&(_, resemblance)) = found {
                run.length += 1;
                run.resemblance = run.resemblance.min(resemblance);
                live.push(run);
            } else {
                self.end(run);
            }
        }
        // Then new runs, at all earlier places of the matching wordings where no run is yet.
        let starts = alike.iter().flat_map(|alike| {
            store.places(alike.first).map(|there| (there, alike.resemblance)).take(FOLLOWED)
        });
        let mut followed: HashSet<u32, RandomState> =
            live.iter().map(|run: &Run| run.there + run.length - 1).collect();
        for (there, resemblance) in starts {
            if live.len() >= FOLLOWED {
                break;
            }
            if followed.insert(there) {
                live.push(Run { here, there, length: 1, resemblance });
            }
        }
        self.live = live;
    }

    /// Ends a run. It is kept if it has enough words.
    fn end(&mut self, run: Run) {
        if self.fifths(run.here, run.end()) >= self.least {
            self.ended.push(run);
        }
    }

    fn fifths(&self, from: u32, to: u32) -> usize {
        self.sums[(to - self.first) as usize] - self.sums[(from - self.first) as usize]
    }

    /// The fewest blocks that cover every run of enough words.
    pub(super) fn finish(mut self, store: &Store) -> Vec<EarlierMatch> {
        for run in std::mem::take(&mut self.live) {
            self.end(run);
        }
        // The greedy cover of intervals: of the runs that start at or before the first uncovered segment,
        // take the one that ends last.
        self.ended.sort_by_key(|run| (run.here, Reverse(run.rank())));
        let mut blocks = Vec::new();
        let mut rest = self.ended.iter().copied().peekable();
        let mut best: Option<Run> = None;
        let mut covered_to = self.first;
        loop {
            while let Some(run) = rest.next_if(|run| run.here <= covered_to) {
                if best.is_none_or(|best| run.rank() > best.rank()) {
                    best = Some(run);
                }
            }
            if let Some(run) = best.filter(|run| run.end() > covered_to) {
                blocks.push(self.block(store, run, covered_to));
                covered_to = run.end();
            } else if let Some(run) = rest.peek() {
                covered_to = run.here;
            } else {
                return blocks;
            }
        }
    }

    /// The block of a run, without the segments that are covered already, if enough words are left then.
    fn block(&self, store: &Store, run: Run, covered_to: u32) -> EarlierMatch {
        let is_enough = self.fifths(covered_to, run.end()) >= self.least;
        let cut = if is_enough { covered_to - run.here } else { 0 };
        let place = |first: u32| {
            let (from, to) = (first + cut, first + run.length - 1);
            let (from, to) = (store.items[from as usize].place, store.items[to as usize].place);
            Place { end: to.end, last_line: to.last_line, ..from }
        };
        EarlierMatch {
            here: place(run.here),
            words: words(self.fifths(run.here + cut, run.end())),
            document: store.items[run.there as usize].document,
            there: place(run.there),
            resemblance: run.resemblance,
        }
    }
}
