//! The inner loops for the vector instructions of x86-64.
//!
//! Called for a [`SimdLevel`](crate::simd::SimdLevel) that was found to be there, and only then.

use super::compared::Compared;
use super::{blocks, runs};

pub(super) fn compare_avx2(a: &[u64], b: &[u64], need: usize) -> Option<Compared> {
    #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
    fn compiled(a: &[u64], b: &[u64], need: usize) -> Option<Compared> {
        blocks::compare(a, b, need)
    }
    // SAFETY: called for the levels `Avx2` and above only, which are chosen where the processor
    // has these instructions.
    unsafe { compiled(a, b, need) }
}

pub(super) fn runs_avx512(len: usize, tokens: &[u64], out: &mut [u64]) {
    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2,bmi1,bmi2,lzcnt,popcnt")]
    fn compiled(len: usize, tokens: &[u64], out: &mut [u64]) {
        runs::runs(len, tokens, out);
    }
    // SAFETY: called for the level `Avx512` only, which is chosen where the processor has these
    // instructions.
    unsafe { compiled(len, tokens, out) }
}
