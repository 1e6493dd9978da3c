//! Chains of exact matches that follow one another on both sides.
//!
//! Two matches belong to one chain if the second begins behind the first on both sides and the gaps are
//! short. A chain scores its equal tokens less the cost of its gaps. The best chain that ends at each
//! match is found by dynamic programming, then chains are taken out, the best first.
//!
//! Example: the matches (a 0, b 1, 8 tokens) and (a 9, b 10, 10 tokens) leave a gap of one token on each
//! side. That costs 2: one for the token, one for opening a change. The chain of both scores 8 + 10 - 2 =
//! 16, more than either alone. A third match at (a 30, b 2) lies before the first on side b, so it is a
//! chain of its own.
//!
//! Invariant: every match is in exactly one chain.
//!
//! Cost: O(n log n) for n matches, since each looks at the 64 before it only. A predecessor further away
//! would be across a gap that is too long, except in text with very many matches.

use super::matches::ExactMatch;
use super::settings::PassageSettings;
use super::work::PassageWork;

/// How many matches before a match are considered as its predecessor in a chain.
const LOOK_BACK: usize = 64;

/// Gives the chains of `matches`, which are sorted by place, to `each`, the best first.
///
/// With `same_document` the two sides of a chain do not overlap if those of its matches do not.
/// This is the one-dimensional chaining of minimap2 (Li 2018) with words for bases.
pub(super) fn each_chain(
    matches: &[ExactMatch],
    same_document: bool,
    settings: &PassageSettings,
    work: &mut PassageWork,
    mut each: impl FnMut(&[ExactMatch]),
) {
    if matches.len() == 1 {
        return each(matches);
    }
    // For each match, the best chain that ends with it: its score and the match before it.
    let max_gap = settings.max_gap() as u32;
    let mut scores: Vec<i64> = Vec::with_capacity(matches.len());
    let mut before: Vec<Option<usize>> = Vec::with_capacity(matches.len());
    // Where side b of that chain starts. Within one document side a must end before it.
    let mut b_starts: Vec<u32> = Vec::with_capacity(matches.len());
    for (j, at) in matches.iter().enumerate() {
        let mut best = (0, None, at.b);
        work.chained += j.min(LOOK_BACK) as u64;
        for i in (j.saturating_sub(LOOK_BACK)..j).rev() {
            let earlier = matches[i];
            if settings.max_gap() == 0
                || earlier.a >= at.a
                || earlier.b >= at.b
                || at.a > earlier.a_end() + max_gap
                || at.b > earlier.b_end() + max_gap
                || (same_document && at.a_end() > b_starts[i])
            {
                continue;
            }
            // Two matches on different diagonals may overlap: `a b a b` against `a b` matches twice. The
            // overlap counts for the earlier one.
            let overlap = overlap(earlier, *at);
            if overlap >= at.len {
                continue;
            }
            let a_gap = at.a + overlap - earlier.a_end();
            let b_gap = at.b + overlap - earlier.b_end();
            let cost = settings.change_cost(a_gap, b_gap);
            let score = scores[i] - i64::from(overlap) - cost;
            if score > best.0 {
                best = (score, Some(i), b_starts[i]);
            }
        }
        scores.push(best.0 + i64::from(at.len));
        before.push(best.1);
        b_starts.push(best.2);
    }
    // A chain that reaches a match of a better chain ends behind it.
    let mut order: Vec<usize> = (0..matches.len()).collect();
    order.sort_by_key(|&end| (-scores[end], end));
    let mut used = vec![false; matches.len()];
    let mut chain = Vec::new();
    for end in order {
        chain.clear();
        let mut next = Some(end);
        while let Some(at) = next.filter(|&at| !used[at]) {
            used[at] = true;
            chain.push(matches[at]);
            next = before[at];
        }
        if !chain.is_empty() {
            chain.reverse();
            each(&chain);
        }
    }
}

/// How many tokens at the start of `later` lie in `earlier` too, on the side where they are more.
pub(super) fn overlap(earlier: ExactMatch, later: ExactMatch) -> u32 {
    let a = earlier.a_end().saturating_sub(later.a);
    let b = earlier.b_end().saturating_sub(later.b);
    a.max(b)
}
