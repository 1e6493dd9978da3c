//! Which seeds of a text are kept, where vector instructions make that faster?

#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code, reason = "calls code for instructions that were looked for first")]
mod x86;

use crate::simd::SimdLevel;

/// How many seeds are looked at together.
pub(super) const SEEDS: usize = 64;

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
        _ => (0..SEEDS).fold(0, |kept, seed| {
            kept | u64::from(is_kept(around, seed + window - 1, window)) << seed
        }),
    }
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
