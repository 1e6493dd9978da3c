//! Segments that repeat earlier ones, joined to blocks.

use super::outcome::EarlierMatch;
use super::store::Store;
use super::wording_matches::WordingMatch;
use crate::detector::ingest::words;
use crate::model::Similarity;
use crate::report::Place;
use crate::table::RandomState;
use std::cmp::Reverse;
use std::collections::HashSet;

/// The most earlier places that are followed at a time.
const FOLLOWED: usize = 256;

/// The runs of consecutive segments of one document that repeat consecutive earlier ones.
///
/// A segment may stand at many earlier places, and only what follows tells at which of them the
/// whole block stands. So all of them are followed, up to a limit, until each run has ended.
pub(super) struct Repeats {
    /// The first item of the document.
    first: u32,
    /// The fifths of a word in all its segments up to each, from 0.
    sums: Vec<usize>,
    /// The least fifths of a word of a block.
    least: usize,
    live: Vec<Run>,
    ended: Vec<Run>,
}

/// Segments from `here` on that match as many from `there` on.
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

    /// What makes one of two runs the better one where both tell what comes next.
    fn rank(self) -> (u32, Similarity, Reverse<u32>) {
        (self.end(), self.resemblance, Reverse(self.there))
    }
}

impl Repeats {
    /// Starts a document whose first segment will be item `first`.
    pub(super) fn new(first: u32, least: usize) -> Repeats {
        Repeats { first, sums: vec![0], least, live: Vec::new(), ended: Vec::new() }
    }

    /// Takes the next segment, which is not in the store yet.
    pub(super) fn extend(&mut self, store: &Store, fifths: usize, alike: &[WordingMatch]) {
        let here = store.next_item();
        self.sums.push(self.sums[self.sums.len() - 1] + fifths);
        let mut by_first: Vec<(u32, Similarity)> =
            alike.iter().map(|alike| (alike.first, alike.resemblance)).collect();
        by_first.sort_unstable_by_key(|&(first, resemblance)| (first, Reverse(resemblance)));
        let mut live = Vec::new();
        for mut run in std::mem::take(&mut self.live) {
            let next = run.there + run.length;
            // A block inside one document ends where its repeat begins.
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

    /// Keeps a run that nothing continues, if it has enough words.
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

    /// A run as a block, without what is told already if enough words are left.
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
