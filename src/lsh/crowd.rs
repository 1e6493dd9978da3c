//! The buckets of several members.
//!
//! Members are ascending. A few are a list; more than [`FEW`] are [`Blocks`] of bits, so that the
//! largest bucket takes and gives up a member as quickly as a small one. Cost: O(log m) for a
//! bucket of m members.

use super::blocks::Blocks;

/// The most members of a list.
const FEW: usize = 32;
/// How many crowds are in a piece of memory: with so many, none of them moves when more are made.
const PIECE: usize = 256;

/// The crowds of one band, by number.
#[derive(Clone, Debug, Default)]
pub(super) struct Crowds {
    pieces: Vec<Vec<Crowd>>,
    /// The unused crowd that was given up last.
    unused: Option<u32>,
}

#[derive(Clone, Debug)]
pub(super) enum Crowd {
    Few(Vec<u32>),
    Many(Blocks),
    /// No bucket: the next one that is unused.
    Unused(Option<u32>),
}

impl Crowds {
    /// Makes a crowd of two and returns its number.
    pub(super) fn add(&mut self, a: u32, b: u32) -> u32 {
        let crowd = Crowd::Few(vec![a.min(b), a.max(b)]);
        if let Some(at) = self.unused {
            let place = self.crowd_mut(at);
            let Crowd::Unused(next) = std::mem::replace(place, crowd) else {
                unreachable!("the list holds unused crowds only");
            };
            self.unused = next;
            return at;
        }
        if self.pieces.last().is_none_or(|piece| piece.len() == PIECE) {
            self.pieces.push(Vec::with_capacity(PIECE));
        }
        let piece = self.pieces.len() - 1;
        self.pieces[piece].push(crowd);
        u32::try_from(piece * PIECE + self.pieces[piece].len() - 1).expect("fewer than 2^32 ids")
    }

    pub(super) fn crowd(&self, at: u32) -> &Crowd {
        &self.pieces[at as usize / PIECE][at as usize % PIECE]
    }

    pub(super) fn insert(&mut self, at: u32, id: u32) {
        self.crowd_mut(at).insert(id);
    }

    /// Removes a member; returns the one that is left if there is only one, and gives the crowd up.
    pub(super) fn remove(&mut self, at: u32, id: u32) -> Option<u32> {
        let unused = self.unused;
        let crowd = self.crowd_mut(at);
        let last = crowd.remove(id)?;
        *crowd = Crowd::Unused(unused);
        self.unused = Some(at);
        Some(last)
    }

    /// All that are in use, in the order of their numbers.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Crowd> {
        self.pieces.iter().flatten().filter(|crowd| crowd.len() > 0)
    }

    fn crowd_mut(&mut self, at: u32) -> &mut Crowd {
        &mut self.pieces[at as usize / PIECE][at as usize % PIECE]
    }
}

impl Crowd {
    pub(super) fn len(&self) -> usize {
        match self {
            Crowd::Few(members) => members.len(),
            Crowd::Many(members) => members.len(),
            Crowd::Unused(_) => 0,
        }
    }

    pub(super) fn contains(&self, id: u32) -> bool {
        match self {
            Crowd::Few(members) => members.binary_search(&id).is_ok(),
            Crowd::Many(members) => members.contains(id),
            Crowd::Unused(_) => false,
        }
    }

    /// Adds all members to `out`, ascending.
    pub(super) fn append_to(&self, out: &mut Vec<u32>) {
        match self {
            Crowd::Few(members) => out.extend(members),
            Crowd::Many(members) => out.extend(members.iter()),
            Crowd::Unused(_) => {}
        }
    }

    fn insert(&mut self, id: u32) {
        match self {
            Crowd::Few(members) if members.len() < FEW => {
                // Ids mostly come in ascending order, so this is mostly a push.
                let place = members.partition_point(|&member| member < id);
                members.insert(place, id);
            }
            Crowd::Few(members) => {
                *self = Crowd::Many(members.drain(..).chain([id]).collect());
            }
            Crowd::Many(members) => members.insert(id),
            Crowd::Unused(_) => unreachable!("no bucket names an unused crowd"),
        }
    }

    /// Removes a member; returns the one that is left if there is only one.
    fn remove(&mut self, id: u32) -> Option<u32> {
        match self {
            Crowd::Few(members) => {
                members.retain(|&member| member != id);
                if let [last] = members[..] { Some(last) } else { None }
            }
            Crowd::Many(members) => {
                members.remove(id);
                if members.len() <= FEW {
                    *self = Crowd::Few(members.iter().collect());
                }
                None
            }
            Crowd::Unused(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Crowd, Crowds, FEW};
    use crate::lsh::blocks::LISTED;

    /// So that no step moves more members than a list has.
    #[test]
    fn no_list_of_a_crowd_is_long() {
        let mut crowds = Crowds::default();
        let at = crowds.add(0, 1);
        for id in 2..20_000 {
            crowds.insert(at, id * 7);
            assert!(longest_list(crowds.crowd(at)) <= LISTED.max(FEW));
        }
        for id in 2..20_000 {
            assert_eq!(crowds.remove(at, id * 7), None);
            assert!(longest_list(crowds.crowd(at)) <= LISTED.max(FEW));
        }
        assert!(matches!(crowds.crowd(at), Crowd::Few(_)));
        assert_eq!(crowds.remove(at, 0), Some(1));
        assert_eq!(crowds.add(8, 7), at, "a number that was given up is used again");
        assert_eq!(crowds.iter().count(), 1);
    }

    fn longest_list(crowd: &Crowd) -> usize {
        match crowd {
            Crowd::Few(members) => members.len(),
            Crowd::Many(blocks) => blocks.longest_list(),
            Crowd::Unused(_) => 0,
        }
    }
}
