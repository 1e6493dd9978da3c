//! A large bucket in linear time.

use super::disjoint::DisjointSets;
use super::matched::{Match, verify};
use crate::model::Similarity;
use crate::shingle::ShingleSets;

/// What [`link_star`] found in a bucket.
///
/// # Examples
/// ```
/// use retold::model::Similarity;
/// use retold::shingle::ShingleSets;
/// use retold::matching::{DisjointSets, link_star};
///
/// let sets = ShingleSets::from_iter([vec![1], vec![2], vec![3]]);
/// let mut linked = DisjointSets::new(3);
/// let links = link_star(&[0, 1, 2], &sets, Similarity::ONE, 1, &mut linked);
/// assert!(links.matches.is_empty());
/// assert_eq!(links.unresolved, 2);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct StarLinks {
    /// The matches that were found, each with a centre, in the order in which they were.
    pub matches: Vec<Match>,
    /// The members that match no centre and were not compared with one another, since all centres
    /// allowed were used up.
    pub unresolved: usize,
    /// How many members were held against a centre.
    pub compared: usize,
}

/// Links the members of a bucket that are alike, comparing each with a few centres instead of with
/// all others.
///
/// The first member becomes a centre, and every other one is verified against it; those that match
/// are linked to it in `linked`. The first of the rest becomes the next centre, and so on, until
/// nothing is left or `max_centres` centres (16 is a good number) were used. A member that
/// is in one set of `linked` with the centre already, through another bucket, is passed over.
///
/// Costs at most `max_centres` verifications a member. The matches are a set of links that hold
/// together what is alike, not a list of all pairs; for that, verify all pairs or
/// use [`exact_join`](super::exact_join).
///
/// # Panics
/// If a member has no set, or no place in `linked`.
///
/// # Examples
/// ```
/// use retold::model::Similarity;
/// use retold::shingle::ShingleSets;
/// use retold::matching::{DisjointSets, link_star};
///
/// let sets = ShingleSets::from_iter([vec![1, 2, 3], vec![7, 8], vec![1, 2, 3], vec![7, 8]]);
/// let mut linked = DisjointSets::new(4);
/// let links = link_star(&[0, 1, 2, 3], &sets, Similarity::ONE, 16, &mut linked);
/// assert_eq!(links.unresolved, 0);
/// assert_eq!(linked.groups(), [vec![0, 2], vec![1, 3]]);
/// ```
pub fn link_star(
    members: &[u32],
    sets: &ShingleSets,
    threshold: Similarity,
    max_centres: usize,
    linked: &mut DisjointSets,
) -> StarLinks {
    let mut links = StarLinks::default();
    let mut open = members.to_vec();
    for _ in 0..max_centres {
        let Some((&centre, _)) = open.split_first() else { break };
        // Dropping the centre and what it took keeps the rest in order.
        open.retain(|&member| {
            if linked.joined(centre, member) {
                return false;
            }
            links.compared += 1;
            let Some(found) = verify(sets, centre, member, threshold) else { return true };
            linked.join(centre, member);
            links.matches.push(found);
            false
        });
    }
    // A single one that is left was compared with every centre, and there is no other.
    links.unresolved = if open.len() > 1 { open.len() } else { 0 };
    links
}
