//! The inner loop for the vector instructions of x86-64.
//!
//! Called only for a [`SimdLevel`](crate::simd::SimdLevel) that the processor has.

use super::masks::{SEEDS, by_masks};
use std::arch::x86_64::{
    __m512i, _mm512_cmple_epu64_mask, _mm512_cmplt_epu64_mask, _mm512_loadu_si512,
};

/// The lanes of a register.
const LANES: usize = 8;

/// [`kept`](super::kept), with the hashes of all windows around.
#[inline]
pub(super) fn kept_avx512(around: &[u64], window: usize) -> u64 {
    assert_eq!(around.len(), SEEDS + 2 * (window - 1), "a window around each seed");
    // SAFETY: called for the level `Avx512` only, which is chosen where the processor has these
    // instructions.
    unsafe { compiled(around, window) }
}

#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2,bmi1,bmi2,lzcnt,popcnt")]
fn compiled(around: &[u64], window: usize) -> u64 {
    by_masks(
        around,
        window,
        |own, others| each(own, others, |x, y| _mm512_cmple_epu64_mask(x, y)),
        |own, others| each(own, others, |x, y| _mm512_cmplt_epu64_mask(x, y)),
    )
}

/// One bit for each seed: the result of its comparison with the other one.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2,bmi1,bmi2,lzcnt,popcnt")]
fn each(
    own: &[u64; SEEDS],
    others: &[u64; SEEDS],
    compare: impl Fn(__m512i, __m512i) -> u8,
) -> u64 {
    let mut bits = 0;
    for at in (0..SEEDS).step_by(LANES) {
        bits |= u64::from(compare(load(own, at), load(others, at))) << at;
    }
    bits
}

/// The eight hashes from `at` on.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2,bmi1,bmi2,lzcnt,popcnt")]
fn load(hashes: &[u64; SEEDS], at: usize) -> __m512i {
    let hashes: &[u64; LANES] = hashes[at..].first_chunk().expect("a multiple of eight is left");
    // SAFETY: eight hashes are 64 bytes, and the load asks for no alignment.
    unsafe { _mm512_loadu_si512(hashes.as_ptr().cast()) }
}
