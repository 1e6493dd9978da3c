//! Masks of which seeds are the least of a window.

use crate::passage::settings::MAX_WINDOW;

/// How many seeds are looked at together.
pub(in crate::passage) const SEEDS: usize = 64;

/// [`kept`](super::kept), from comparing all seeds with their next neighbours, their second next, and so on.
#[inline(always)]
#[expect(clippy::inline_always, reason = "compiled anew for every level that calls it")]
pub(super) fn by_masks(
    around: &[u64],
    window: usize,
    at_most: impl Fn(&[u64; SEEDS], &[u64; SEEDS]) -> u64,
    less: impl Fn(&[u64; SEEDS], &[u64; SEEDS]) -> u64,
) -> u64 {
    let reach = window - 1;
    let seeds_at = |at: usize| -> &[u64; SEEDS] {
        around[at..].first_chunk().expect("as many hashes from each place")
    };
    let own = seeds_at(reach);
    // The seeds that the next `far` before them are all at least as large as.
    let mut before = [u64::MAX; MAX_WINDOW];
    for far in 1..=reach {
        before[far] = before[far - 1] & at_most(own, seeds_at(reach - far));
    }
    // With `far` larger ones behind it, a seed needs `reach - far` before it.
    let mut kept = before[reach];
    let mut behind = u64::MAX;
    for far in 1..=reach {
        behind &= less(own, seeds_at(reach + far));
        kept |= behind & before[reach - far];
    }
    kept
}

/// Whether a hash is the least of a window of neighbours, the rightmost of those that are equal.
///
/// It is if the larger ones next to it, on both sides, fill a window with it.
#[inline]
pub(in crate::passage) fn is_kept(hashes: &[u64], at: usize, window: usize) -> bool {
    let hash = hashes[at];
    let behind = hashes[at + 1..].iter().take(window - 1).take_while(|&&next| next > hash).count();
    let missing = window - 1 - behind;
    missing <= at && hashes[at - missing..at].iter().all(|&before| before >= hash)
}
