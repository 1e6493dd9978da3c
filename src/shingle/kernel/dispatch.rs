//! The choice of the code for this processor.

use super::compared::Compared;
#[cfg(target_arch = "x86_64")]
use super::{runs, x86};
use crate::simd::SimdLevel;

/// Compares two sorted sets up to where one has less than a vector left; gives up as soon as they
/// cannot share `need` elements.
#[inline]
pub(in crate::shingle) fn compare(a: &[u64], b: &[u64], need: usize) -> Option<Compared> {
    match SimdLevel::current() {
        #[cfg(target_arch = "x86_64")]
        SimdLevel::Avx2 | SimdLevel::Avx512 => x86::compare_avx2(a, b, need),
        _ => (a.len().min(b.len()) >= need).then(Compared::default),
    }
}

/// Whether there is a kernel for the hashes of so many runs.
#[inline]
pub(in crate::shingle) fn has_run_hashes(runs: usize) -> bool {
    #[cfg(target_arch = "x86_64")]
    return SimdLevel::current() == SimdLevel::Avx512 && runs >= runs::LANES;
    #[cfg(not(target_arch = "x86_64"))]
    return {
        let _ = runs;
        false
    };
}

/// Writes the hashes of all runs of `len` tokens to `out`, if there are enough of them and a kernel
/// for it; says whether it did.
#[inline]
pub(in crate::shingle) fn run_hashes(len: usize, tokens: &[u64], out: &mut [u64]) -> bool {
    #[cfg(target_arch = "x86_64")]
    if has_run_hashes(out.len()) {
        x86::runs_avx512(len, tokens, out);
        return true;
    }
    let _ = (len, tokens, out);
    false
}
