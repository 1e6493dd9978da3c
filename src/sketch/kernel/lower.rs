//! Minima under many permutations at once.

use std::ops::Range;

/// How many lanes a step computes: first wide steps, then narrow ones.
///
/// The compiler makes good vector code of a wide step at every level. Narrow steps save time for the
/// last few lanes.
const WIDE: usize = 32;
const NARROW: usize = 8;
/// The number of lanes, a multiple of `WIDE`.
pub(in crate::sketch) const LANES: usize = 128;

/// The permutations and minima of some slots, each in an array of its own.
pub(in crate::sketch) struct Lanes {
    pub(in crate::sketch) len: usize,
    pub(in crate::sketch) xors: [u32; LANES],
    pub(in crate::sketch) multipliers: [u32; LANES],
    /// Signed, since SSE2 compares only signed numbers.
    pub(in crate::sketch) minima: [i32; LANES],
}

#[inline(always)]
#[expect(clippy::inline_always, reason = "compiled anew for every level that calls it")]
pub(super) fn lower(lanes: &mut Lanes, values: &[u32]) {
    // Lanes beyond the last slot are computed and never read. More than two narrow steps would
    // take longer than a wide one.
    let wide = lanes.len.saturating_sub(2 * NARROW).next_multiple_of(WIDE);
    let end = lanes.len.next_multiple_of(NARROW).max(wide);
    lower_range::<WIDE>(lanes, 0..wide, values);
    lower_range::<NARROW>(lanes, wide..end, values);
}

#[inline(always)]
#[expect(clippy::inline_always, reason = "compiled anew for every level that calls it")]
fn lower_range<const STEP: usize>(lanes: &mut Lanes, range: Range<usize>, values: &[u32]) {
    let xors = lanes.xors[range.clone()].as_chunks::<STEP>().0;
    let multipliers = lanes.multipliers[range.clone()].as_chunks::<STEP>().0;
    let minima = lanes.minima[range].as_chunks_mut::<STEP>().0;
    for ((xors, multipliers), minima) in xors.iter().zip(multipliers).zip(minima) {
        let mut lowest = *minima;
        for &value in values {
            for lane in 0..STEP {
                let product = (value ^ xors[lane]).wrapping_mul(multipliers[lane]);
                lowest[lane] = lowest[lane].min(product.cast_signed());
            }
        }
        *minima = lowest;
    }
}
