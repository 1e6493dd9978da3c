//! The choice of the code for this processor.

use super::masks::{SEEDS, by_masks, is_kept};
#[cfg(target_arch = "x86_64")]
use super::x86;
use crate::simd::SimdLevel;

/// Without vectors, windows up to this length are searched without branches, which would be
/// mispredicted. In longer windows most comparisons can be skipped.
const SHORT_WINDOW: usize = 8;

/// Which of the [`SEEDS`] hashes from `at` on are the least of a window that contains them: one bit
/// each, the lowest for the first.
///
/// # Panics
/// If there are not `window - 1` hashes before and behind those.
#[inline]
pub(in crate::passage) fn kept(hashes: &[u64], at: usize, window: usize) -> u64 {
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
