//! The comparison of two sorted sets, four elements with four at a time.

use super::compared::Compared;

/// The elements of a block.
const LANES: usize = 4;

/// Compares each element of a block with each of another, then leaves the block that ends first.
///
/// Any two elements meet at most once, so no element is counted twice.
#[inline(always)]
#[expect(clippy::inline_always, reason = "compiled anew for every level that calls it")]
pub(super) fn compare(a: &[u64], b: &[u64], need: usize) -> Option<Compared> {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a[i..].first_chunk::<LANES>(), b[j..].first_chunk::<LANES>()) {
        let mut equal = [0_u64; LANES];
        for &element in y {
            for lane in 0..LANES {
                equal[lane] += u64::from(x[lane] == element);
            }
        }
        shared += equal.iter().sum::<u64>() as usize;
        let (last_x, last_y) = (x[LANES - 1], y[LANES - 1]);
        i += LANES * usize::from(last_x <= last_y);
        j += LANES * usize::from(last_y <= last_x);
        // The elements of a block that is not left yet may be counted already: the bound is
        // loose by one block at most.
        if shared + (a.len() - i).min(b.len() - j) < need {
            return None;
        }
    }
    Some(Compared { a: i, b: j, shared })
}
