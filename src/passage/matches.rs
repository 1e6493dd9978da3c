//! Maximal exact matches, grown from anchors.
//!
//! 1. [`maximal_matches`] extends each anchor to both sides as far as the tokens are equal. Anchors are
//!    sorted by *diagonal* (the distance of their two places), so an anchor inside the match before it is
//!    skipped. Example: an equal run of 100 tokens has some 50 anchors on one diagonal; the first grows to
//!    the match, the others lie in it.
//! 2. [`take_periodic_runs`], for a document with itself: matches whose sides overlap show text that repeats
//!    with a period. `x y x y x y` matches itself at distances 2 and 4. It becomes one
//!    [`PeriodicRun`] of period 2.
//! 3. [`keep_covering`], where there are more matches than ordinary text has: the longest ones are kept,
//!    and those that cover a token that no longer one covers.
//!
//! Invariant: every token of a match is still in a match after step 3.
//!
//! Cost: O(d log n + n + m log m) for anchors on d diagonals, n tokens and m matches. Comparing token
//! by token stops after [`COMPARED`] comparisons for each token of the pair; then [`Extents`] finds the
//! ends in a logarithmic number of steps, and [`verify`] compares the matches that are used.

use super::common_ends::{common_prefix, common_suffix};
use super::extent::Extents;
use super::work::PassageWork;
use std::collections::BTreeMap;

/// Two equal runs that cannot be extended at either end.
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

    /// The distance of the second place from the first, which all parts of a match have.
    pub(super) fn diagonal(self) -> i64 {
        i64::from(self.b) - i64::from(self.a)
    }
}

/// A part of a document that repeats with a period: two periods of tokens or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PeriodicRun {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) period: u32,
}

impl PeriodicRun {
    /// Compares a run that was [found by hashes](Extents), and shortens it to its equal tokens. False if
    /// it is shorter than two periods then.
    pub(super) fn verify(&mut self, tokens: &[u64], work: &mut PassageWork) -> bool {
        let run = &tokens[self.start as usize..self.end as usize];
        let equal = common_prefix(run, &run[self.period as usize..], usize::MAX) as u32;
        work.compared += u64::from(equal);
        self.end = self.start + self.period + equal;
        equal >= self.period
    }
}

/// How many tokens are compared one by one for each token of a pair, before [`Extents`] finds the ends of
/// its other matches. All pairs of the places of a rare seed take less.
const COMPARED: u64 = 32;

/// Replaces `matches` by the maximal exact matches of at least `min_len` tokens that contain an anchor,
/// sorted by diagonal. True if all were compared token by token; if not, [`verify`] must compare those
/// that are used.
///
/// The tokens of an anchor must be equal. O(d · log n + n) for anchors on d diagonals and texts of n
/// tokens.
pub(super) fn maximal_matches(
    a: &[u64],
    b: &[u64],
    anchors: &mut [ExactMatch],
    min_len: usize,
    matches: &mut Vec<ExactMatch>,
    work: &mut PassageWork,
) -> bool {
    matches.clear();
    // Distances modulo 2³², as in `Anchor::by_diagonal`. The anchors of a detector are in this order
    // already, so the sort takes linear time.
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

/// Compares matches that were [found by hashes](Extents), shortens them to their equal tokens, and drops
/// those that are too short then.
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

/// Removes the matches of a document with itself whose sides overlap, and returns the periodic runs
/// that they show.
///
/// A periodic run matches itself at one period, at two, at three and so on. One run represents all of
/// these: a match is removed if a run whose period is no longer than the match's distance contains
/// both of its sides. Matches inside one period are not removed.
///
/// `matches` are sorted by diagonal, before and after. So the runs found so far are those with shorter or
/// equal periods. O(n log n) for n matches.
pub(super) fn take_periodic_runs(matches: &mut Vec<ExactMatch>) -> Vec<PeriodicRun> {
    if matches.iter().all(|at| at.a_end() <= at.b) {
        return Vec::new();
    }
    let mut runs: Vec<PeriodicRun> = Vec::new();
    let mut held = MaximalRanges::default();
    // Among matches of one distance, runs are collected before any match is tested against them.
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

/// Ranges, none of which lies in another: the end of each by its start. Starts and ends ascend
/// together, so the last range that starts early enough ends last of these.
#[derive(Default)]
struct MaximalRanges {
    ends: BTreeMap<u32, u32>,
    /// The length of the longest range: a longer one lies in none.
    longest: u32,
}

impl MaximalRanges {
    /// Whether this range lies in one of the ranges.
    fn holds(&self, start: u32, end: u32) -> bool {
        end - start <= self.longest
            && self.ends.range(..=start).next_back().is_some_and(|(_, &furthest)| furthest >= end)
    }

    /// Adds a range that lies in none of the others, and removes those that lie in it.
    fn add(&mut self, start: u32, end: u32) {
        while let Some((&inner, _)) = self.ends.range(start..).next().filter(|&(_, &e)| e <= end) {
            self.ends.remove(&inner);
        }
        self.ends.insert(start, end);
        self.longest = self.longest.max(end - start);
    }
}

/// Removes matches where a pair has more of them, or longer ones, than ordinary texts of its length have.
/// A match is kept if it covers a token, on either side, that no longer match covers. Returns how
/// many were removed.
///
/// In a text of two words in random order, each place equals a dozen others by chance, and each of
/// these matches would be aligned.
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

/// Up to so many matches are never removed.
const FEW: usize = 64;

/// The tokens of a text that no match covers yet.
///
/// For each token, a token at or behind it such that all between them are covered: a disjoint-set
/// forest with path halving, whose roots are the uncovered tokens.
struct Uncovered {
    next: Vec<u32>,
}

impl Uncovered {
    fn new(len: usize) -> Uncovered {
        Uncovered { next: (0..=len as u32).collect() }
    }

    /// Covers a range. True if a token of it was uncovered.
    fn cover(&mut self, from: u32, to: u32) -> bool {
        let first = self.first(from);
        let mut at = first;
        while at < to {
            self.next[at as usize] = at + 1;
            at = self.first(at);
        }
        first < to
    }

    /// The first uncovered token at or behind `at`.
    fn first(&mut self, mut at: u32) -> u32 {
        while self.next[at as usize] != at {
            let further = self.next[self.next[at as usize] as usize];
            self.next[at as usize] = further;
            at = further;
        }
        at
    }
}
