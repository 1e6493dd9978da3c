//! The seeded functions that order the shingles, one function for each slot.

use crate::hash::{SplitMix64, mix64};

/// How many slots the innermost loop lowers at a time: four vectors of SSE2, two of AVX2.
const LANES: usize = 16;
/// How many slots are gathered for one pass over the shingles; a multiple of `LANES`.
const GROUP: usize = 128;
/// How many shingles are mixed ahead of a pass: 1 KiB, which stays in the first cache.
const BLOCK: usize = 256;

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
                slots[usize::from(slot)] = finish(minimum);
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
    minima: [u32; GROUP],
}

impl Group {
    fn new() -> Group {
        Group {
            len: 0,
            slots: [0; GROUP],
            xors: [0; GROUP],
            multipliers: [0; GROUP],
            minima: [0; GROUP],
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
        self.len = 0;
        self.minima = [u32::MAX; GROUP];
        for (i, (permutation, &value)) in permutations.iter().zip(slots).enumerate().skip(start) {
            if self.len == GROUP {
                return i;
            }
            // Written in any case and kept by moving on: whether a slot is wanted is a coin toss,
            // and a branch would be guessed wrong.
            self.slots[self.len] = i as u16;
            self.xors[self.len] = permutation.xor;
            self.multipliers[self.len] = permutation.multiplier;
            self.len += usize::from(wanted(value));
        }
        slots.len()
    }

    /// Lowers the minima to those of `values` under each slot's permutation.
    fn lower(&mut self, values: &[u32]) {
        let lanes = self.len.next_multiple_of(LANES);
        let xors = self.xors[..lanes].as_chunks::<LANES>().0;
        let multipliers = self.multipliers[..lanes].as_chunks::<LANES>().0;
        let minima = self.minima[..lanes].as_chunks_mut::<LANES>().0;
        for ((xors, multipliers), minima) in xors.iter().zip(multipliers).zip(minima) {
            let mut lowest = *minima;
            for &value in values {
                for lane in 0..LANES {
                    let permuted = (value ^ xors[lane]).wrapping_mul(multipliers[lane]);
                    lowest[lane] = lowest[lane].min(permuted);
                }
            }
            *minima = lowest;
        }
    }
}
