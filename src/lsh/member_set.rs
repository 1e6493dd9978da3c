//! Sets of ids: the members of buckets with several of them.
//!
//! Members are ascending. Up to 32 are a list, more are [`Blocks`] of bits, so that the largest bucket
//! inserts and removes a member as fast as a small one. Cost: O(log m) for a set of m members.

use super::blocks::Blocks;

/// The most members of a list.
const FEW: usize = 32;
/// How many sets are in a piece of memory: with so many, none of them moves when more are made.
const PIECE: usize = 256;

/// The member sets of one band, by number.
#[derive(Clone, Debug, Default)]
pub(super) struct MemberSets {
    pieces: Vec<Vec<MemberSet>>,
    /// The unused set that was given up last.
    unused: Option<u32>,
}

#[derive(Clone, Debug)]
pub(super) enum MemberSet {
    Few(Vec<u32>),
    Many(Blocks),
    /// No set. It has the number of the next unused one.
    Unused(Option<u32>),
}

impl MemberSets {
    /// Makes a set of two and returns its number.
    pub(super) fn add(&mut self, a: u32, b: u32) -> u32 {
        let member_set = MemberSet::Few(vec![a.min(b), a.max(b)]);
        if let Some(at) = self.unused {
            let place = self.set_mut(at);
            let MemberSet::Unused(next) = std::mem::replace(place, member_set) else {
                unreachable!("the list holds unused member_sets only");
            };
            self.unused = next;
            return at;
        }
        if self.pieces.last().is_none_or(|piece| piece.len() == PIECE) {
            self.pieces.push(Vec::with_capacity(PIECE));
        }
        let piece = self.pieces.len() - 1;
        self.pieces[piece].push(member_set);
        u32::try_from(piece * PIECE + self.pieces[piece].len() - 1).expect("fewer than 2^32 ids")
    }

    pub(super) fn member_set(&self, at: u32) -> &MemberSet {
        &self.pieces[at as usize / PIECE][at as usize % PIECE]
    }

    pub(super) fn insert(&mut self, at: u32, id: u32) {
        self.set_mut(at).insert(id);
    }

    /// Removes a member; returns the one that is left if there is only one, and gives the set up.
    pub(super) fn remove(&mut self, at: u32, id: u32) -> Option<u32> {
        let unused = self.unused;
        let member_set = self.set_mut(at);
        let last = member_set.remove(id)?;
        *member_set = MemberSet::Unused(unused);
        self.unused = Some(at);
        Some(last)
    }

    /// All sets in use, by number.
    pub(super) fn iter(&self) -> impl Iterator<Item = &MemberSet> {
        self.pieces.iter().flatten().filter(|member_set| member_set.len() > 0)
    }

    fn set_mut(&mut self, at: u32) -> &mut MemberSet {
        &mut self.pieces[at as usize / PIECE][at as usize % PIECE]
    }
}

impl MemberSet {
    pub(super) fn len(&self) -> usize {
        match self {
            MemberSet::Few(members) => members.len(),
            MemberSet::Many(members) => members.len(),
            MemberSet::Unused(_) => 0,
        }
    }

    pub(super) fn contains(&self, id: u32) -> bool {
        match self {
            MemberSet::Few(members) => members.binary_search(&id).is_ok(),
            MemberSet::Many(members) => members.contains(id),
            MemberSet::Unused(_) => false,
        }
    }

    /// Adds all members to `out`, ascending.
    pub(super) fn append_to(&self, out: &mut Vec<u32>) {
        match self {
            MemberSet::Few(members) => out.extend(members),
            MemberSet::Many(members) => out.extend(members.iter()),
            MemberSet::Unused(_) => {}
        }
    }

    fn insert(&mut self, id: u32) {
        match self {
            MemberSet::Few(members) if members.len() < FEW => {
                // Ids mostly come in ascending order, so this is mostly a push.
                let place = members.partition_point(|&member| member < id);
                members.insert(place, id);
            }
            MemberSet::Few(members) => {
                *self = MemberSet::Many(members.drain(..).chain([id]).collect());
            }
            MemberSet::Many(members) => members.insert(id),
            MemberSet::Unused(_) => unreachable!("no bucket names an unused member_set"),
        }
    }

    /// Removes a member; returns the one that is left if there is only one.
    fn remove(&mut self, id: u32) -> Option<u32> {
        match self {
            MemberSet::Few(members) => {
                members.retain(|&member| member != id);
                if let [last] = members[..] { Some(last) } else { None }
            }
            MemberSet::Many(members) => {
                members.remove(id);
                if members.len() <= FEW {
                    *self = MemberSet::Few(members.iter().collect());
                }
                None
            }
            MemberSet::Unused(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FEW, MemberSet, MemberSets};
    use crate::lsh::blocks::LISTED;

    /// No step may move more members than a list has.
    #[test]
    fn no_list_of_a_crowd_is_long() {
        let mut member_sets = MemberSets::default();
        let at = member_sets.add(0, 1);
        for id in 2..20_000 {
            member_sets.insert(at, id * 7);
            assert!(longest_list(member_sets.member_set(at)) <= LISTED.max(FEW));
        }
        for id in 2..20_000 {
            assert_eq!(member_sets.remove(at, id * 7), None);
            assert!(longest_list(member_sets.member_set(at)) <= LISTED.max(FEW));
        }
        assert!(matches!(member_sets.member_set(at), MemberSet::Few(_)));
        assert_eq!(member_sets.remove(at, 0), Some(1));
        assert_eq!(member_sets.add(8, 7), at, "a number that was given up is used again");
        assert_eq!(member_sets.iter().count(), 1);
    }

    fn longest_list(member_set: &MemberSet) -> usize {
        match member_set {
            MemberSet::Few(members) => members.len(),
            MemberSet::Many(blocks) => blocks.longest_list(),
            MemberSet::Unused(_) => 0,
        }
    }
}
