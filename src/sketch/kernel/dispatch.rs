//! The choice of the code for this processor.

use super::lower::{self, Lanes};
use super::mix::mix as scalar_mix;
#[cfg(target_arch = "x86_64")]
use super::x86;
use crate::simd::SimdLevel;

/// Mixes some shingles with the key into `mixed`, one for one.
#[inline]
pub(in crate::sketch) fn mix(key: u64, shingles: &[u64], mixed: &mut [u64]) {
    match SimdLevel::current() {
        #[cfg(target_arch = "x86_64")]
        SimdLevel::Avx512 => x86::mix_avx512(key, shingles, mixed),
        // Four multiplications of 64 bits at once, out of twelve of 32, are slower than one by one.
        _ => scalar_mix(key, shingles, mixed),
    }
}

/// Lowers the minima of the lanes to those of `values` under each lane's permutation.
#[inline]
pub(in crate::sketch) fn lower(lanes: &mut Lanes, values: &[u32]) {
    match SimdLevel::current() {
        #[cfg(target_arch = "x86_64")]
        SimdLevel::Avx512 => x86::lower_avx512(lanes, values),
        #[cfg(target_arch = "x86_64")]
        SimdLevel::Avx2 => x86::lower_avx2(lanes, values),
        _ => lower::lower(lanes, values),
    }
}
