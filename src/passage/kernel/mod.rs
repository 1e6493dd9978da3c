//! Which seeds of a text are kept, where vector instructions make that faster?
//!
//! Masks of comparisons are what AVX-512 gives by itself. Elsewhere, NEON included, the code is what
//! the compiler makes of the same source.

#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code, reason = "calls code for instructions that were looked for first")]
mod x86;

use super::settings::MAX_WINDOW;
use crate::simd::SimdLevel;

/// How many seeds are looked at together.
pub(super) const SEEDS: usize = 64;

/// Windows up to so long are looked at without branches where there are no vectors: which of their
/// seeds are kept cannot be foreseen. In longer ones most neighbours need no look.
const SHORT_WINDOW: usize = 8;

/// Which of [`SEEDS`] hashes, from the one at `at` on, are the least of a window that they lie in:
/// one bit each, the lowest for the first.
///
/// # Panics
/// If there are not `window - 1` hashes before and behind those.
#[inline]
pub(super) fn kept(hashes: &[u64], at: usize, window: usize) -> u64 {
    let around = &hashes[at + 1 - window..at + SEEDS + window - 1];
    match SimdLevel::current() {
        #[cfg(target_arch = "x86_64")]
        SimdLevel::Avx512 => x86::kept_avx512(around, window),
        _ if window <= SHORT_WINDOW => {
            let each = |own: &[u64; SEEDS], others: &[u64; SEEDS], or_equal: u64| {
                let pairs = own.iter().zip(others).enumerate();
                pairs.fold(0, |bits, (seed, (x, y))| {
                    bits | (u64::from(x < y) | u64::from(x == y) & or_equal) << seed
                })
            };
            by_masks(around, window, |x, y| each(x, y, 1), |x, y| each(x, y, 0))
        }
        _ => (0..SEEDS).fold(0, |kept, seed| {
            kept | u64::from(is_kept(around, seed + window - 1, window)) << seed
        }),
    }
}

/// [`kept`], from comparing all seeds with their next neighbours, their second next, and so on.
#[inline(always)]
#[expect(clippy::inline_always, reason = "compiled anew for every level that calls it")]
fn by_masks(
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
pub(super) fn is_kept(hashes: &[u64], at: usize, window: usize) -> bool {
    let hash = hashes[at];
    let behind = hashes[at + 1..].iter().take(window - 1).take_while(|&&next| next > hash).count();
    let missing = window - 1 - behind;
    missing <= at && hashes[at - missing..at].iter().all(|&before| before >= hash)
}
