//! The family of seeded permutations, one for each slot of a signature.

use super::kernel::{self, LANES, Lanes};
use crate::hash::SplitMix64;

/// How many shingles are mixed at a time. Their upper halves take 1 KiB, which stays in the first cache.
const BLOCK: usize = 256;
/// The value of a slot without shingles.
pub(super) const EMPTY: u32 = u32::MAX;
/// The bit that turns the order of signed numbers, in which lanes are compared, into that of unsigned ones.
const SIGN: u32 = 1 << 31;

/// The key that all shingles are mixed with, and for each slot a permutation of the 32-bit numbers.
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

    /// Mixes shingles with the key, and gives them to `sink` in blocks.
    #[inline]
    pub(super) fn mixed(&self, shingles: &[u64], mut sink: impl FnMut(&[u64])) {
        let mut mixed = [0; BLOCK];
        for block in shingles.chunks(BLOCK) {
            kernel::mix(self.key, block, &mut mixed);
            sink(&mixed[..block.len()]);
        }
    }

    /// Sets each `wanted` slot to `finish` of its least permuted shingle.
    ///
    /// The wanted slots are gathered into lanes first, so that the inner loop has no branch and a
    /// constant length.
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
            self.mixed(shingles, |mixed| {
                let mut values = [0; BLOCK];
                for (value, &mixed) in values.iter_mut().zip(mixed) {
                    *value = (mixed >> 32) as u32;
                }
                kernel::lower(&mut group.lanes, &values[..mixed.len()]);
            });
            let lanes = &group.lanes;
            for (&slot, &minimum) in group.slots[..lanes.len].iter().zip(&lanes.minima) {
                slots[usize::from(slot)] = finish(minimum.cast_unsigned() ^ SIGN);
            }
        }
    }
}

/// Some slots, gathered into lanes.
struct Group {
    slots: [u16; LANES],
    lanes: Lanes,
}

impl Group {
    fn new() -> Group {
        let (xors, multipliers) = ([0; LANES], [0; LANES]);
        let lanes = Lanes { len: 0, xors, multipliers, minima: [i32::MAX; LANES] };
        Group { slots: [0; LANES], lanes }
    }

    /// Gathers the wanted slots from `start` on, as many as there are lanes, and returns the next slot.
    fn gather(
        &mut self,
        permutations: &[Permutation],
        slots: &[u32],
        start: usize,
        wanted: impl Fn(u32) -> bool,
    ) -> usize {
        self.lanes.minima = [i32::MAX; LANES];
        let mut len = 0;
        let mut next = start;
        for (permutation, &value) in permutations[start..].iter().zip(&slots[start..]) {
            if len == LANES {
                break;
            }
            // Written in any case and kept by moving on: whether a slot is wanted is random, and a
            // branch would be mispredicted.
            self.slots[len] = next as u16;
            self.lanes.xors[len] = permutation.xor;
            self.lanes.multipliers[len] = permutation.multiplier;
            len += usize::from(wanted(value));
            next += 1;
        }
        self.lanes.len = len;
        next
    }
}
