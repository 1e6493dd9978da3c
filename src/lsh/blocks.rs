//! Large sets of ids, in blocks of bits.
//!
//! A block has the ids that are equal except for their last 12 bits: a list of these bits while they
//! are few, then a bitmap of 4,096 bits. A member takes at most two bytes and at best one bit. A block
//! of sixteen sets is counted in a thousand steps (see [`Tally`](super::tally::Tally)).
//!
//! Invariant: the form of a set depends on its members, not on the order of insertion. Cost: an
//! insertion or a removal moves at most 128 members.

use std::collections::BTreeMap;

/// The bits of an id within its block.
pub(super) const BLOCK_BITS: u32 = 12;
/// The words of the bits of a block.
pub(super) const WORDS: usize = 1 << (BLOCK_BITS - 6);
/// The most members of a list.
pub(super) const LISTED: usize = 128;

/// A set of ids.
#[derive(Clone, Debug, Default)]
pub(super) struct Blocks {
    len: usize,
    blocks: BTreeMap<u32, Block>,
}

/// The members of one block.
#[derive(Clone, Debug)]
pub(super) enum Block {
    /// The last bits of the members, ascending.
    Listed(Vec<u16>),
    /// The number of members, and a bit for each.
    Bits(usize, Box<[u64; WORDS]>),
}

impl Blocks {
    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn contains(&self, id: u32) -> bool {
        let (block, last) = split(id);
        match self.blocks.get(&block) {
            None => false,
            Some(Block::Listed(members)) => members.binary_search(&last).is_ok(),
            Some(Block::Bits(_, bits)) => bits[word(last)] & bit(last) != 0,
        }
    }

    pub(super) fn insert(&mut self, id: u32) {
        let (block, last) = split(id);
        let block = self.blocks.entry(block).or_insert_with(|| Block::Listed(Vec::new()));
        self.len += usize::from(block.insert(last));
    }

    pub(super) fn remove(&mut self, id: u32) {
        let (number, last) = split(id);
        if let Some(block) = self.blocks.get_mut(&number) {
            self.len -= usize::from(block.remove(last));
            if block.len() == 0 {
                self.blocks.remove(&number);
            }
        }
    }

    #[cfg(test)]
    pub(super) fn longest_list(&self) -> usize {
        let lists = self.blocks.values().map(|block| match block {
            Block::Listed(members) => members.len(),
            Block::Bits(..) => 0,
        });
        lists.max().unwrap_or(0)
    }

    /// All members, ascending.
    pub(super) fn iter(&self) -> impl Iterator<Item = u32> {
        self.blocks.iter().flat_map(|(&number, block)| {
            let first = number << BLOCK_BITS;
            let (listed, bits) = match block {
                Block::Listed(members) => (members.as_slice(), &[][..]),
                Block::Bits(_, bits) => (&[][..], bits.as_slice()),
            };
            let listed = listed.iter().map(move |&last| first + u32::from(last));
            let words = bits.iter().zip(0_u32..);
            listed.chain(words.flat_map(move |(&bits, word)| {
                let ones =
                    std::iter::successors(Some(bits), |bits| Some(bits & bits.wrapping_sub(1)));
                let ones = ones.take_while(|&bits| bits != 0);
                ones.map(move |bits| first + 64 * word + bits.trailing_zeros())
            }))
        })
    }

    /// The blocks with their numbers, those of the highest ids first.
    pub(super) fn highest_first(&self) -> impl Iterator<Item = (u32, &Block)> {
        self.blocks.iter().rev().map(|(&number, block)| (number, block))
    }
}

impl FromIterator<u32> for Blocks {
    fn from_iter<I: IntoIterator<Item = u32>>(ids: I) -> Blocks {
        let mut blocks = Blocks::default();
        ids.into_iter().for_each(|id| blocks.insert(id));
        blocks
    }
}

impl Block {
    fn len(&self) -> usize {
        match self {
            Block::Listed(members) => members.len(),
            Block::Bits(len, _) => *len,
        }
    }

    /// Returns whether it was not there.
    fn insert(&mut self, last: u16) -> bool {
        match self {
            Block::Listed(members) => {
                let Err(place) = members.binary_search(&last) else { return false };
                members.insert(place, last);
                if members.len() > LISTED {
                    let mut bits = Box::new([0; WORDS]);
                    for &last in members.iter() {
                        bits[word(last)] |= bit(last);
                    }
                    *self = Block::Bits(members.len(), bits);
                }
                true
            }
            Block::Bits(len, bits) => {
                let is_new = bits[word(last)] & bit(last) == 0;
                bits[word(last)] |= bit(last);
                *len += usize::from(is_new);
                is_new
            }
        }
    }

    /// Returns whether it was there.
    fn remove(&mut self, last: u16) -> bool {
        match self {
            Block::Listed(members) => {
                let Ok(place) = members.binary_search(&last) else { return false };
                members.remove(place);
                true
            }
            Block::Bits(len, bits) => {
                let is_there = bits[word(last)] & bit(last) != 0;
                bits[word(last)] &= !bit(last);
                *len -= usize::from(is_there);
                if *len <= LISTED {
                    let all = 0..1 << BLOCK_BITS;
                    let members = all.filter(|&last| bits[word(last)] & bit(last) != 0);
                    *self = Block::Listed(members.collect());
                }
                is_there
            }
        }
    }
}

/// The number of the block of an id, and its bits within.
pub(super) fn split(id: u32) -> (u32, u16) {
    (id >> BLOCK_BITS, (id & ((1 << BLOCK_BITS) - 1)) as u16)
}

pub(super) fn word(last: u16) -> usize {
    usize::from(last >> 6)
}

pub(super) fn bit(last: u16) -> u64 {
    1 << (last & 63)
}

#[cfg(test)]
mod tests {
    use super::Blocks;
    use crate::hash::SplitMix64;
    use std::collections::BTreeSet;

    #[test]
    fn blocks_are_a_set_of_what_was_inserted_and_not_removed() {
        let mut random = SplitMix64::new(1);
        let (mut blocks, mut expected) = (Blocks::default(), BTreeSet::new());
        for round in 0..6_000_u64 {
            // Dense at first, so that lists become bits; then more is removed than inserted.
            let id = (random.next_u64() % 9_000) as u32;
            if random.next_u64() % 6_000 < round {
                blocks.remove(id);
                expected.remove(&id);
            } else {
                blocks.insert(id);
                expected.insert(id);
            }
            assert_eq!(
                (blocks.len(), blocks.contains(id)),
                (expected.len(), expected.contains(&id))
            );
        }
        assert!(blocks.iter().eq(expected.iter().copied()));
        for &id in &expected {
            blocks.remove(id);
        }
        assert_eq!((blocks.len(), blocks.iter().count()), (0, 0));
    }
}
