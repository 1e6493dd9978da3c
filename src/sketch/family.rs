//! The seeded functions that order the shingles, one function for each slot.

use crate::hash::{SplitMix64, mix64};
use std::ops::Range;

/// How many slots are lowered at a time, first in wide steps, then in narrow ones.
///
/// A wide step is what the compiler makes good vector code of, for SSE2 and AVX2 alike; the narrow
/// one keeps the last few slots from costing as much as 32.
const WIDE: usize = 32;
const NARROW: usize = 8;
/// How many slots are gathered for one pass over the shingles; a multiple of `WIDE`.
const GROUP: usize = 128;
/// How many shingles are mixed ahead of a pass: 1 KiB, which stays in the first cache.
const BLOCK: usize = 256;
/// The value of a slot that has met no shingle.
pub(super) const EMPTY: u32 = u32::MAX;
/// Turns the order of signed numbers into that of unsigned ones.
const SIGN: u32 = 1 << 31;

/// A key for all shingles, and for each slot a permutation of the 32-bit numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Family {
    key: u64,
    permutations: Box<[Permutation]>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Permutation {
    xor: u32,
    multiplier: u32,
}

impl Family {
    pub(super) fn new(k: usize, seed: u64) -> Family {
        let mut stream = SplitMix64::new(seed);
        let key = stream.next_u64();
        let permutations = (0..k)
            .map(|_| {
                let number = stream.next_u64();
                Permutation { xor: number as u32, multiplier: (number >> 32) as u32 | 1 }
            })
            .collect();
        Family { key, permutations }
    }

    /// The mixed form of a shingle hash, which all slots start from.
    #[inline]
    pub(super) fn mixed(&self, shingle: u64) -> u64 {
        mix64(shingle ^ self.key)
    }

    /// Sets each slot that is `wanted` to `finish` of the least permuted shingle.
    ///
    /// The slots are gathered side by side first, so that the inner loop has no branch and its
    /// length is a constant: the compiler turns it into vector instructions of any width.
    pub(super) fn fill(
        &self,
        shingles: &[u64],
        slots: &mut [u32],
        wanted: impl Fn(u32) -> bool,
        finish: impl Fn(u32) -> u32,
    ) {
        let mut group = Group::new();
        let mut next = 0;
        while next < slots.len() {
            next = group.gather(&self.permutations, slots, next, &wanted);
            for block in shingles.chunks(BLOCK) {
                let mut values = [0; BLOCK];
                for (value, &shingle) in values.iter_mut().zip(block) {
                    *value = (self.mixed(shingle) >> 32) as u32;
                }
                group.lower(&values[..block.len()]);
            }
            for (&slot, &minimum) in group.slots[..group.len].iter().zip(&group.minima) {
                slots[usize::from(slot)] = finish(minimum.cast_unsigned() ^ SIGN);
            }
        }
    }
}

/// Some slots with their permutations and minima, each in an array of its own.
struct Group {
    len: usize,
    slots: [u16; GROUP],
    xors: [u32; GROUP],
    multipliers: [u32; GROUP],
    /// Signed, since SSE2 compares signed numbers only: [`SIGN`] stands in the definition for this.
    minima: [i32; GROUP],
}

impl Group {
    fn new() -> Group {
        Group {
            len: 0,
            slots: [0; GROUP],
            xors: [0; GROUP],
            multipliers: [0; GROUP],
            minima: [i32::MAX; GROUP],
        }
    }

    /// Takes up the wanted slots from `start` on, as many as fit, and says where it stopped.
    fn gather(
        &mut self,
        permutations: &[Permutation],
        slots: &[u32],
        start: usize,
        wanted: impl Fn(u32) -> bool,
    ) -> usize {
        self.minima = [i32::MAX; GROUP];
        let mut len = 0;
        let mut next = start;
        for (permutation, &value) in permutations[start..].iter().zip(&slots[start..]) {
            if len == GROUP {
                break;
            }
            // Written in any case and kept by moving on: whether a slot is wanted is a coin toss,
            // and a branch would be guessed wrong.
            self.slots[len] = next as u16;
            self.xors[len] = permutation.xor;
            self.multipliers[len] = permutation.multiplier;
            len += usize::from(wanted(value));
            next += 1;
        }
        self.len = len;
        next
    }

    /// Lowers the minima to those of `values` under each slot's permutation.
    fn lower(&mut self, values: &[u32]) {
        // Lanes beyond the last slot are computed and never read. More than two narrow steps would
        // take longer than a wide one.
        let wide = self.len.saturating_sub(2 * NARROW).next_multiple_of(WIDE);
        let end = self.len.next_multiple_of(NARROW).max(wide);
        self.lower_lanes::<WIDE>(0..wide, values);
        self.lower_lanes::<NARROW>(wide..end, values);
    }

    #[inline]
    fn lower_lanes<const LANES: usize>(&mut self, range: Range<usize>, values: &[u32]) {
        let xors = self.xors[range.clone()].as_chunks::<LANES>().0;
        let multipliers = self.multipliers[range.clone()].as_chunks::<LANES>().0;
        let minima = self.minima[range].as_chunks_mut::<LANES>().0;
        for ((xors, multipliers), minima) in xors.iter().zip(multipliers).zip(minima) {
            let mut lowest = *minima;
            for &value in values {
                for lane in 0..LANES {
                    let product = (value ^ xors[lane]).wrapping_mul(multipliers[lane]);
                    lowest[lane] = lowest[lane].min(product.cast_signed());
                }
            }
            *minima = lowest;
        }
    }
}
