//! Anchors to maximal exact matches.

use super::common_ends::{common_prefix, common_suffix};
use super::extent::Extents;
use super::work::PassageWork;
use std::collections::BTreeMap;

/// Two equal runs that cannot be made longer on either end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ExactMatch {
    pub(super) a: u32,
    pub(super) b: u32,
    pub(super) len: u32,
}

impl ExactMatch {
    pub(super) fn a_end(self) -> u32 {
        self.a + self.len
    }

    pub(super) fn b_end(self) -> u32 {
        self.b + self.len
    }

    /// How far the second place is from the first: the same for all parts of a match.
    pub(super) fn diagonal(self) -> i64 {
        i64::from(self.b) - i64::from(self.a)
    }
}

/// A stretch of one document that repeats itself every `period` tokens, at least twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PeriodicRun {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) period: u32,
}

impl PeriodicRun {
    /// Cuts a run that was [measured](Extents) where it breaks off after all; says whether it still
    /// repeats itself.
    pub(super) fn verify(&mut self, tokens: &[u64], work: &mut PassageWork) -> bool {
        let run = &tokens[self.start as usize..self.end as usize];
        let equal = common_prefix(run, &run[self.period as usize..], usize::MAX) as u32;
        work.compared += u64::from(equal);
        self.end = self.start + self.period + equal;
        equal >= self.period
    }
}

/// How many tokens are compared one by one for each token of a pair, before the rest of its matches
/// is measured by [`Extents`]. The few places of a rare seed, compared all with all, take less.
const COMPARED: u64 = 32;

/// Leaves in `matches` the maximal exact matches of at least `min_len` tokens on which the anchors
/// (parts of matches that were verified) lie, by diagonal; says whether all are verified.
///
/// An anchor inside the match before it on its diagonal is passed over, so each token is compared a
/// constant number of times for each diagonal that has an anchor. In a text that repeats itself these
/// are very many: after [`COMPARED`] comparisons for each token the ends of a match are found in a
/// logarithmic number of steps, and are to be [verified](verify) in those that are used.
///
/// O(d · log n + n) for anchors on d diagonals and texts of n tokens.
pub(super) fn maximal_matches(
    a: &[u64],
    b: &[u64],
    anchors: &mut [ExactMatch],
    min_len: usize,
    matches: &mut Vec<ExactMatch>,
    work: &mut PassageWork,
) -> bool {
    matches.clear();
    // Modulo 2³², as anchors are sorted: those of a detector are in this order already.
    anchors.sort_unstable_by_key(|at| u64::from(at.b.wrapping_sub(at.a)) << 32 | u64::from(at.a));
    let allowed = COMPARED * (a.len() + b.len()) as u64;
    let mut compared = 0;
    let mut extents: Option<Extents> = None;
    let mut last: Option<ExactMatch> = None;
    for at in &*anchors {
        if let Some(last) = last
            && last.diagonal() == at.diagonal()
            && at.a < last.a_end()
        {
            continue;
        }
        if compared > allowed && extents.is_none() {
            compared += (a.len() + b.len()) as u64;
            extents = Some(Extents::new(a, b));
        }
        let (before, after) = if let Some(extents) = &extents {
            let (before, after, steps) = extents.around(at.a as usize, at.b as usize);
            compared += steps;
            (before as u32, after as u32 - at.len.min(after as u32))
        } else {
            let (a_head, a_tail) = (&a[..at.a as usize], &a[at.a_end() as usize..]);
            let (b_head, b_tail) = (&b[..at.b as usize], &b[at.b_end() as usize..]);
            let before = common_suffix(a_head, b_head, usize::MAX);
            let after = common_prefix(a_tail, b_tail, usize::MAX);
            compared += (before + after) as u64;
            (before as u32, after as u32)
        };
        let found = ExactMatch { a: at.a - before, b: at.b - before, len: before + at.len + after };
        if found.len as usize >= min_len {
            matches.push(found);
        }
        last = Some(found);
    }
    work.compared += compared;
    extents.is_none()
}

/// Cuts matches that were [measured](Extents) where their tokens differ after all, and drops those
/// that are too short then.
pub(super) fn verify(
    a: &[u64],
    b: &[u64],
    min_len: usize,
    matches: &mut Vec<ExactMatch>,
    work: &mut PassageWork,
) {
    matches.retain_mut(|at| {
        let (a, b) = (&a[at.a as usize..at.a_end() as usize], &b[at.b as usize..]);
        at.len = common_prefix(a, b, usize::MAX) as u32;
        work.compared += u64::from(at.len);
        at.len as usize >= min_len
    });
}

/// Takes out of the matches of a document with itself those whose two sides overlap, and gives
/// the periodic runs that they show.
///
/// Of the many matches within one periodic run (by one period, by two, by three …) the run itself
/// is left, and what repeats itself within a period or from one to the next: a match is dropped if
/// a run of no longer period than its distance holds both of its sides. Matches are given and left by
/// diagonal, that is by growing distance, so the runs that were found so far are those of no longer
/// period.
///
/// O(n log n) for n matches.
pub(super) fn take_periodic_runs(matches: &mut Vec<ExactMatch>) -> Vec<PeriodicRun> {
    if matches.iter().all(|at| at.a_end() <= at.b) {
        return Vec::new();
    }
    let mut runs: Vec<PeriodicRun> = Vec::new();
    let mut held = MaximalRanges::default();
    // Of equal distance, runs come first: they hold what lies within them.
    for same in matches.chunk_by_mut(|x, y| x.b - x.a == y.b - y.a) {
        for at in same.iter().filter(|at| at.a_end() > at.b) {
            if !held.holds(at.a, at.b_end()) {
                held.add(at.a, at.b_end());
                runs.push(PeriodicRun { start: at.a, end: at.b_end(), period: at.b - at.a });
            }
        }
        for at in same {
            if at.a_end() > at.b || held.holds(at.a, at.b_end()) {
                at.len = 0;
            }
        }
    }
    matches.retain(|at| at.len > 0);
    runs.sort_unstable_by_key(|run| (run.start, run.end));
    runs
}

/// Ranges, none of which lies in another: their ends by their starts, both ascending.
#[derive(Default)]
struct MaximalRanges {
    ends: BTreeMap<u32, u32>,
    /// The length of the longest: what is longer is in none.
    longest: u32,
}

impl MaximalRanges {
    /// Whether one of the ranges holds this one.
    fn holds(&self, start: u32, end: u32) -> bool {
        end - start <= self.longest
            && self.ends.range(..=start).next_back().is_some_and(|(_, &furthest)| furthest >= end)
    }

    /// Adds a range that none of the others holds, and drops those in it.
    fn add(&mut self, start: u32, end: u32) {
        while let Some((&inner, _)) = self.ends.range(start..).next().filter(|&(_, &e)| e <= end) {
            self.ends.remove(&inner);
        }
        self.ends.insert(start, end);
        self.longest = self.longest.max(end - start);
    }
}

/// Leaves out matches that say nothing new, where there are more, or longer ones, than a text of so
/// many tokens has unless it is made of very few different words: the longest stay, and those that
/// cover a token, on either side, that no longer one covers. So every token of a match has a match
/// still, in any order. Gives how many are left out.
///
/// In a text of two words in random order, each place is like a dozen others by chance, and every
/// such likeness would be aligned.
///
/// O(m log m + n) for m matches and n tokens.
pub(super) fn keep_covering(
    matches: &mut Vec<ExactMatch>,
    (a_len, b_len): (usize, usize),
    same_document: bool,
    min_len: usize,
) -> usize {
    let total: u64 = matches.iter().map(|at| u64::from(at.len)).sum();
    if matches.len() <= FEW + (a_len + b_len) / min_len
        && total <= COMPARED * (a_len + b_len) as u64
    {
        return 0;
    }
    let before = matches.len();
    matches.sort_unstable_by_key(|at| {
        u128::from(u32::MAX - at.len) << 64 | u128::from(at.a) << 32 | u128::from(at.b)
    });
    let mut a_left = Uncovered::new(a_len);
    let mut b_left = Uncovered::new(if same_document { 0 } else { b_len });
    matches.retain(|at| {
        let b_left = if same_document { &mut a_left } else { &mut b_left };
        let b_new = b_left.cover(at.b, at.b_end());
        let a_new = a_left.cover(at.a, at.a_end());
        a_new || b_new
    });
    before - matches.len()
}

/// So many matches are worth no second look.
const FEW: usize = 64;

/// The tokens of a text that nothing covers yet: for each token, one at or behind it up to which all
/// are covered (a forest of disjoint sets with shortened paths).
struct Uncovered {
    next: Vec<u32>,
}

impl Uncovered {
    fn new(len: usize) -> Uncovered {
        Uncovered { next: (0..=len as u32).collect() }
    }

    /// Covers a range; says whether a token of it was not covered yet.
    fn cover(&mut self, from: u32, to: u32) -> bool {
        let first = self.first(from);
        let mut at = first;
        while at < to {
            self.next[at as usize] = at + 1;
            at = self.first(at);
        }
        first < to
    }

    fn first(&mut self, mut at: u32) -> u32 {
        while self.next[at as usize] != at {
            let further = self.next[self.next[at as usize] as usize];
            self.next[at as usize] = further;
            at = further;
        }
        at
    }
}
