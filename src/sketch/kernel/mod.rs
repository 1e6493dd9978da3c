//! The inner loops of sketching, once for each level of vector instructions.
//!
//! There is one source, and the compiler makes of it what the level allows: hand-written
//! instructions were no quicker (see the bench `sketch`). Baseline x86-64 has neither a
//! multiplication nor a minimum of 32-bit lanes, which is why the choice at run time is worth it.
//! 64-bit ARM has both in all code compiled for it: NEON needs no choice and no copy here.

mod lower;
mod mix;
#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code, reason = "calls code for instructions that were looked for first")]
mod x86;

use crate::simd::SimdLevel;
pub(super) use lower::{LANES, Lanes};

/// Mixes some shingles with the key into `mixed`, one for one.
#[inline]
pub(super) fn mix(key: u64, shingles: &[u64], mixed: &mut [u64]) {
    match SimdLevel::current() {
        #[cfg(target_arch = "x86_64")]
        SimdLevel::Avx512 => x86::mix_avx512(key, shingles, mixed),
        // Four multiplications of 64 bits at once, out of twelve of 32, are slower than one by one.
        _ => mix::mix(key, shingles, mixed),
    }
}

/// Lowers the minima of the lanes to those of `values` under each lane's permutation.
#[inline]
pub(super) fn lower(lanes: &mut Lanes, values: &[u32]) {
    match SimdLevel::current() {
        #[cfg(target_arch = "x86_64")]
        SimdLevel::Avx512 => x86::lower_avx512(lanes, values),
        #[cfg(target_arch = "x86_64")]
        SimdLevel::Avx2 => x86::lower_avx2(lanes, values),
        _ => lower::lower(lanes, values),
    }
}
