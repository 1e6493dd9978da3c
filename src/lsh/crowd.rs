//! The buckets of several members.
//!
//! Members are ascending. A few are a list; more than [`FEW`] are a B-tree, so that the largest
//! bucket takes and gives up a member as quickly as a small one. Cost: O(log m) for a bucket of m
//! members, and no step moves more than [`FEW`] of them.

use std::collections::BTreeSet;

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
    Many(BTreeSet<u32>),
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
            Crowd::Many(members) => members.contains(&id),
            Crowd::Unused(_) => false,
        }
    }

    /// Adds the highest ids to `out`, `most` at most, in descending order.
    pub(super) fn highest(&self, most: usize, out: &mut Vec<u32>) {
        match self {
            Crowd::Few(members) => out.extend(members.iter().rev().take(most)),
            Crowd::Many(members) => out.extend(members.iter().rev().take(most)),
            Crowd::Unused(_) => {}
        }
    }

    /// Puts all members into `out`, ascending.
    pub(super) fn copy_to(&self, out: &mut Vec<u32>) {
        out.clear();
        match self {
            Crowd::Few(members) => out.extend(members),
            Crowd::Many(members) => out.extend(members),
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
            Crowd::Many(members) => {
                members.insert(id);
            }
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
                members.remove(&id);
                if members.len() <= FEW / 2 {
                    *self = Crowd::Few(members.iter().copied().collect());
                }
                None
            }
            Crowd::Unused(_) => None,
        }
    }
}
