//! The hashes of shingles of one length, several at a time.

use crate::hash::{finish_shingle, roll_shingle};

/// Hashes side by side: two registers of AVX-512, so that one waits while the other works.
pub(super) const LANES: usize = 16;

/// Writes the hashes of all runs of `len` tokens to `out`, which has room for so many, and for
/// `LANES` at least.
///
/// A rolling hash depends on the hash before it, so the processor computes one after the other. Here
/// each hash takes `len` steps and depends on no other one, so several are computed at once.
#[inline(always)]
#[expect(clippy::inline_always, reason = "compiled anew for every level that calls it")]
pub(super) fn runs(len: usize, tokens: &[u64], out: &mut [u64]) {
    let mut at = 0;
    while at < out.len() {
        // The last hashes are made twice, if they do not fill the lanes.
        at = at.min(out.len() - LANES);
        let mut sums = [0; LANES];
        for first in at..at + len {
            let tokens: &[u64; LANES] = tokens[first..].first_chunk().expect("a run for each lane");
            for lane in 0..LANES {
                sums[lane] = roll_shingle(sums[lane], tokens[lane]);
            }
        }
        for (out, sum) in out[at..at + LANES].iter_mut().zip(sums) {
            *out = finish_shingle(sum, len as u32);
        }
        at += LANES;
    }
}
