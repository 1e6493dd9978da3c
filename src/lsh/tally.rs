//! How often each id of a block occurs in several sets, counted for 64 ids at a time.
//!
//! The counts are stored by bit: plane p has bit p of the count of every id. To add a set is to add
//! one bit to 4,096 counters, plane by plane, with the carry of each plane added to the next:
//!
//! ```text
//! ids            7 6 5 4 3 2 1 0
//! plane 0        0 1 1 0 0 0 1 0     counts so far: 6 -> 1, 5 -> 1, 1 -> 1
//! a set          0 1 0 0 0 0 1 1     6, 1 and 0
//! plane 0        0 0 1 0 0 0 0 1     plane 0 xor set
//! plane 1        0 1 0 0 0 0 1 0     the carry: plane 0 and set
//! ```
//!
//! Cost: two operations for a word of 64 ids and a plane, and most carries end early.

use super::blocks::{BLOCK_BITS, Block, WORDS, bit, word};

/// The bits of a block.
type Bits = [u64; WORDS];

/// Counters for the ids of one block.
#[derive(Debug)]
pub(super) struct Tally {
    planes: Vec<Bits>,
}

impl Tally {
    /// Counters up to `most`, all 0.
    pub(super) fn up_to(most: usize) -> Tally {
        Tally { planes: vec![[0; WORDS]; most.ilog2() as usize + 1] }
    }

    pub(super) fn clear(&mut self) {
        self.planes.fill([0; WORDS]);
    }

    /// Counts all members of a block once more.
    pub(super) fn add(&mut self, block: &Block) {
        match block {
            Block::Listed(members) => members.iter().for_each(|&last| self.add_one(last)),
            Block::Bits(_, bits) => self.add_bits(bits),
        }
    }

    fn add_bits(&mut self, bits: &Bits) {
        let mut carry = *bits;
        for plane in &mut self.planes {
            let mut any = 0;
            for (plane, carry) in plane.iter_mut().zip(&mut carry) {
                let next = *plane & *carry;
                *plane ^= *carry;
                *carry = next;
                any |= next;
            }
            if any == 0 {
                break;
            }
        }
    }

    /// Counts one id once more.
    pub(super) fn add_one(&mut self, last: u16) {
        let (word, mut carry) = (word(last), bit(last));
        for plane in &mut self.planes {
            let next = plane[word] & carry;
            plane[word] ^= carry;
            carry = next;
        }
    }

    /// The ids that were counted `count` times or more.
    pub(super) fn at_least(&self, count: usize) -> Bits {
        // From the highest bit of the counts down: greater so far, and equal so far.
        let (mut greater, mut equal) = ([0; WORDS], [u64::MAX; WORDS]);
        if count >> self.planes.len() != 0 {
            return greater;
        }
        for (at, plane) in self.planes.iter().enumerate().rev() {
            let wanted = if count >> at & 1 == 1 { u64::MAX } else { 0 };
            for ((greater, equal), plane) in greater.iter_mut().zip(&mut equal).zip(plane) {
                *greater |= *equal & plane & !wanted;
                *equal &= !(plane ^ wanted);
            }
        }
        greater.iter_mut().zip(&equal).for_each(|(greater, equal)| *greater |= equal);
        greater
    }

    /// How often an id was counted.
    pub(super) fn count(&self, last: u16) -> usize {
        let bits = self.planes.iter().enumerate();
        bits.map(|(at, plane)| usize::from(plane[word(last)] & bit(last) != 0) << at).sum()
    }
}

pub(super) fn is_empty(bits: &Bits) -> bool {
    bits.iter().all(|&word| word == 0)
}

pub(super) fn ones(bits: &Bits) -> usize {
    bits.iter().map(|word| word.count_ones() as usize).sum()
}

/// The ids of a block that `bits` names, the highest first.
pub(super) fn highest_first(bits: &Bits) -> impl Iterator<Item = u16> {
    (0..1_u16 << (BLOCK_BITS - 6)).rev().flat_map(|word| {
        let rest = bits[usize::from(word)];
        let next = |rest: &u64| Some(rest & !(1 << 63_u32.checked_sub(rest.leading_zeros())?));
        let ones = std::iter::successors(Some(rest), next).take_while(|&rest| rest != 0);
        ones.map(move |rest| 64 * word + 63 - rest.leading_zeros() as u16)
    })
}

#[cfg(test)]
mod tests {
    use super::{Tally, highest_first, ones};
    use crate::hash::SplitMix64;
    use crate::lsh::blocks::{Blocks, split};

    #[test]
    fn a_tally_counts_like_counters() {
        let mut random = SplitMix64::new(3);
        let mut tally = Tally::up_to(20);
        let mut counters = vec![0; 4096];
        for density in [3, 5, 40, 2, 2, 2, 400, 2, 2, 3, 2, 2, 2, 2, 2, 2, 2] {
            let set: Blocks =
                (0..4096_u32).filter(|_| random.next_u64().is_multiple_of(density)).collect();
            set.iter().for_each(|id| counters[id as usize] += 1);
            set.highest_first().for_each(|(_, block)| tally.add(block));
        }
        for last in 0..4096_u16 {
            assert_eq!(tally.count(last), counters[usize::from(last)]);
        }
        for count in 0..40 {
            let expected: Vec<u16> =
                (0..4096).rev().filter(|&id| counters[usize::from(id)] >= count).collect();
            let found = tally.at_least(count);
            assert!(highest_first(&found).eq(expected.iter().copied()), "{count}");
            assert_eq!(ones(&found), expected.len());
        }
        assert_eq!(split(4097), (1, 1));
    }
}
