//! Anchors to maximal exact matches.

use super::equal::{common_prefix, common_suffix};

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
}

/// A stretch of one document that repeats itself every `period` tokens, at least twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PeriodicRun {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) period: u32,
}

impl PeriodicRun {
    fn holds(self, at: ExactMatch) -> bool {
        self.start <= at.a && at.b_end() <= self.end
    }
}

/// Leaves in `matches` the maximal exact matches of at least `min_len` tokens on which the anchors
/// (parts of matches that were verified) lie, sorted.
///
/// Each token is compared a constant number of times for each diagonal that has an anchor: an
/// anchor inside the match before it is passed over.
pub(super) fn maximal_matches(
    a: &[u64],
    b: &[u64],
    anchors: &mut [ExactMatch],
    min_len: usize,
    matches: &mut Vec<ExactMatch>,
) {
    matches.clear();
    anchors.sort_unstable_by_key(|at| (i64::from(at.b) - i64::from(at.a), at.a));
    let mut last: Option<ExactMatch> = None;
    for at in &*anchors {
        if let Some(last) = last
            && i64::from(last.b) - i64::from(last.a) == i64::from(at.b) - i64::from(at.a)
            && at.a < last.a_end()
        {
            continue;
        }
        let (a_head, a_tail) = (&a[..at.a as usize], &a[at.a_end() as usize..]);
        let (b_head, b_tail) = (&b[..at.b as usize], &b[at.b_end() as usize..]);
        let before = common_suffix(a_head, b_head, usize::MAX) as u32;
        let after = common_prefix(a_tail, b_tail, usize::MAX) as u32;
        let found = ExactMatch { a: at.a - before, b: at.b - before, len: before + at.len + after };
        if found.len as usize >= min_len {
            matches.push(found);
        }
        last = Some(found);
    }
    matches.sort_unstable();
}

/// Takes out of the matches of a document with itself those whose two sides overlap, and gives
/// the periodic runs that they show.
///
/// Of the many matches within one periodic run (by one period, by two, by three …) the run itself
/// is left, and what repeats itself within a period or from one to the next.
pub(super) fn take_periodic_runs(matches: &mut Vec<ExactMatch>) -> Vec<PeriodicRun> {
    let mut overlapping: Vec<ExactMatch> =
        matches.iter().copied().filter(|at| at.a_end() > at.b).collect();
    if overlapping.is_empty() {
        return Vec::new();
    }
    overlapping.sort_unstable_by_key(|at| (at.b - at.a, at.a));
    let mut runs: Vec<PeriodicRun> = Vec::new();
    for at in overlapping {
        if !held(&runs, at) {
            let run = PeriodicRun { start: at.a, end: at.b_end(), period: at.b - at.a };
            let place = runs.partition_point(|earlier| earlier.start <= run.start);
            runs.insert(place, run);
        }
    }
    matches.retain(|&at| at.a_end() <= at.b && !held(&runs, at));
    runs
}

/// Leaves out matches that say nothing new, where there are more than a text of so many tokens has
/// unless it is made of very few different words: the longest stay, and those that cover a token, on
/// either side, that no longer one covers. So every token of a match has a match still.
///
/// In a text of two words in random order, each place is like a dozen others by chance, and every
/// such likeness would be aligned.
pub(super) fn keep_covering(
    matches: &mut Vec<ExactMatch>,
    (a_len, b_len): (usize, usize),
    same_document: bool,
    min_len: usize,
) {
    if matches.len() <= FEW + (a_len + b_len) / min_len {
        return;
    }
    matches.sort_unstable_by_key(|at| (u32::MAX - at.len, at.a, at.b));
    let mut a_covered = vec![false; a_len];
    let mut b_covered = vec![false; if same_document { 0 } else { b_len }];
    matches.retain(|at| {
        let b_covered = if same_document { &mut a_covered } else { &mut b_covered };
        let b_new = cover(&mut b_covered[at.b as usize..at.b_end() as usize]);
        let a_new = cover(&mut a_covered[at.a as usize..at.a_end() as usize]);
        a_new || b_new
    });
    matches.sort_unstable();
}

/// So many matches are worth no second look.
const FEW: usize = 64;

/// Marks all of a range; says whether it was not yet.
fn cover(range: &mut [bool]) -> bool {
    let is_new = range.contains(&false);
    range.fill(true);
    is_new
}

/// Whether one of the runs, sorted by start, holds both sides of a match.
fn held(runs: &[PeriodicRun], at: ExactMatch) -> bool {
    let end = runs.partition_point(|run| run.start <= at.a);
    runs[..end].iter().rev().take(8).any(|run| run.holds(at) && at.b - at.a >= run.period)
}
