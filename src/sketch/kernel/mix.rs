//! Shingles mixed with a key.

use crate::hash::mix64;

#[inline(always)]
#[expect(clippy::inline_always, reason = "compiled anew for every level that calls it")]
pub(super) fn mix(key: u64, shingles: &[u64], mixed: &mut [u64]) {
    for (mixed, &shingle) in mixed.iter_mut().zip(shingles) {
        *mixed = mix64(shingle ^ key);
    }
}
