//! Masks of the seeds that are the least of a window.

use crate::passage::settings::MAX_WINDOW;

/// How many seeds are tested together.
pub(in crate::passage) const SEEDS: usize = 64;

/// The masks of [`kept`](super::kept). All 64 seeds are compared with their next neighbours at once,
/// then with the second next, and so on.
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
    // Bit i of before[far]: the `far` seeds before seed i are all at least as large as it.
    let mut before = [u64::MAX; MAX_WINDOW];
    for far in 1..=reach {
        before[far] = before[far - 1] & at_most(own, seeds_at(reach - far));
    }
    // A seed is the least of a window if `far` seeds behind it are larger and `reach - far` before it
    // are at least as large, for any `far`.
    let mut kept = before[reach];
    let mut behind = u64::MAX;
    for far in 1..=reach {
        behind &= less(own, seeds_at(reach + far));
        kept |= behind & before[reach - far];
    }
    kept
}

/// Whether a hash is the least of a window, the rightmost of equal ones: whether it and the larger
/// hashes next to it, on both sides, fill a window.
#[inline]
pub(in crate::passage) fn is_kept(hashes: &[u64], at: usize, window: usize) -> bool {
    let hash = hashes[at];
    let behind = hashes[at + 1..].iter().take(window - 1).take_while(|&&next| next > hash).count();
    let missing = window - 1 - behind;
    missing <= at && hashes[at - missing..at].iter().all(|&before| before >= hash)
}
