//! The inner loops for the vector instructions of x86-64.
//!
//! Called for a [`SimdLevel`](crate::simd::SimdLevel) that was found to be there, and only then.

use super::lower::{self, Lanes};
use super::mix;

pub(super) fn lower_avx2(lanes: &mut Lanes, values: &[u32]) {
    #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt")]
    fn compiled(lanes: &mut Lanes, values: &[u32]) {
        lower::lower(lanes, values);
    }
    // SAFETY: called for the levels `Avx2` and above only, which are chosen where the processor
    // has these instructions.
    unsafe { compiled(lanes, values) }
}

pub(super) fn lower_avx512(lanes: &mut Lanes, values: &[u32]) {
    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2,bmi1,bmi2,lzcnt")]
    fn compiled(lanes: &mut Lanes, values: &[u32]) {
        lower::lower(lanes, values);
    }
    // SAFETY: called for the level `Avx512` only, which is chosen where the processor has these
    // instructions.
    unsafe { compiled(lanes, values) }
}

pub(super) fn mix_avx512(key: u64, shingles: &[u64], mixed: &mut [u64]) {
    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2,bmi1,bmi2,lzcnt")]
    fn compiled(key: u64, shingles: &[u64], mixed: &mut [u64]) {
        mix::mix(key, shingles, mixed);
    }
    // SAFETY: called for the level `Avx512` only, which is chosen where the processor has these
    // instructions.
    unsafe { compiled(key, shingles, mixed) }
}
