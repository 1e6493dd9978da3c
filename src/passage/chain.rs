//! Exact matches to colinear chains.

use super::matches::ExactMatch;
use super::settings::PassageSettings;
use super::work::PassageWork;

/// How many matches before a match are looked at as its predecessor in a chain.
///
/// The bound keeps texts with very many matches (lists, verses, tables) linear. The predecessor
/// wanted is among the nearest, since gaps are short.
const LOOK_BACK: usize = 64;

/// Gives to `each` the chains of matches, sorted by place, that follow one another on both sides
/// with short gaps.
///
/// The score of a chain is the number of its equal tokens less the cost of its gaps, and the
/// best chains are taken out first. Every match is in exactly one chain. With `same_document` the
/// two sides of a chain do not overlap, provided that those of the matches do not.
///
/// O(n log n) for n matches. This is the one-dimensional chaining of minimap2 (Li 2018) with
/// words for bases.
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
    let max_gap = settings.max_gap() as u32;
    let mut scores: Vec<i64> = Vec::with_capacity(matches.len());
    let mut before: Vec<Option<usize>> = Vec::with_capacity(matches.len());
    // Where side b of the best chain up to a match starts: side a has to end before it.
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

/// How many tokens at the head of `later` lie in `earlier` already, on either side.
pub(super) fn overlap(earlier: ExactMatch, later: ExactMatch) -> u32 {
    let a = earlier.a_end().saturating_sub(later.a);
    let b = earlier.b_end().saturating_sub(later.b);
    a.max(b)
}
