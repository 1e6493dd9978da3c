//! The inner loops of making shingles and of comparing two sorted sets, where vector instructions
//! make them faster.
//!
//! There is no instruction by hand. *Comparing*: the compiler makes vector code of a loop over four
//! lanes, which takes two thirds of the time of the merge on copies and less than half on strangers
//! (see the bench `shingle`). Eight lanes of AVX-512 take a third longer than four, since a step
//! compares four times as many pairs to come twice as far; so all levels with vectors use four.
//! *Making*: AVX-512 rotates and multiplies 64-bit lanes, which AVX2 can do in many steps only.
//!
//! Baseline x86-64 cannot compare 64-bit lanes either: there, and on other processors, the merge
//! without vectors (see [`overlap_at_least`](super::overlap_at_least)) does all. NEON compares two
//! such lanes and multiplies none, so it has no kernel here.

#[cfg(target_arch = "x86_64")]
mod blocks;
#[cfg(target_arch = "x86_64")]
mod runs;
#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code, reason = "calls code for instructions that were looked for first")]
mod x86;

use crate::simd::SimdLevel;

/// How far two sets were compared: what is before `a` and `b` shares `shared` elements, and nothing
/// of it is in what is left of the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Compared {
    pub(super) a: usize,
    pub(super) b: usize,
    pub(super) shared: usize,
}

/// Compares two sorted sets up to where one has less than a vector left; gives up as soon as they
/// cannot share `need` elements.
#[inline]
pub(super) fn compare(a: &[u64], b: &[u64], need: usize) -> Option<Compared> {
    match SimdLevel::current() {
        #[cfg(target_arch = "x86_64")]
        SimdLevel::Avx2 | SimdLevel::Avx512 => x86::compare_avx2(a, b, need),
        _ => (a.len().min(b.len()) >= need).then(Compared::default),
    }
}

/// Whether there is a kernel for the hashes of so many runs.
#[inline]
pub(super) fn has_run_hashes(runs: usize) -> bool {
    #[cfg(target_arch = "x86_64")]
    return SimdLevel::current() == SimdLevel::Avx512 && runs >= self::runs::LANES;
    #[cfg(not(target_arch = "x86_64"))]
    return {
        let _ = runs;
        false
    };
}

/// Writes the hashes of all runs of `len` tokens to `out`, if there are enough of them and a kernel
/// for it; says whether it did.
#[inline]
pub(super) fn run_hashes(len: usize, tokens: &[u64], out: &mut [u64]) -> bool {
    #[cfg(target_arch = "x86_64")]
    if has_run_hashes(out.len()) {
        x86::runs_avx512(len, tokens, out);
        return true;
    }
    let _ = (len, tokens, out);
    false
}
