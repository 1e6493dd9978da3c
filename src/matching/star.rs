//! Links between the members of a large bucket, in linear time.

use super::disjoint_sets::DisjointSets;
use super::verification::{Match, verify};
use crate::model::Similarity;
use crate::shingle::ShingleSets;

/// The result of [`link_star`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct StarLinks {
    /// The matches, each with a centre, in the order in which they were found.
    pub matches: Vec<Match>,
    /// The number of members that match no centre and were not compared with one another, since all
    /// centres were used.
    pub unresolved: usize,
    /// How many times a member was compared with a centre.
    pub compared: usize,
}

/// Links the members of a bucket that resemble one another. Each is compared with a few centres instead
/// of with all others.
///
/// The first member becomes a centre, and all others are compared with it. Matching ones are linked to
/// it in `linked`. The first of the others becomes the next centre, and so on, until none is left or
/// `max_centres` centres (16 is a good number) were used. A member that another bucket has linked with
/// the centre already is skipped.
///
/// Takes at most `max_centres` verifications for each member. The matches are links, not all pairs; for
/// these, verify all pairs or use [`exact_join`](super::exact_join).
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
    link_star_while(members, sets, threshold, max_centres, linked, || true)
}

/// Does what [`link_star`] does, and asks before each comparison whether to go on. After the first `false` it
/// compares nothing more, and the links are incomplete.
pub(crate) fn link_star_while(
    members: &[u32],
    sets: &ShingleSets,
    threshold: Similarity,
    max_centres: usize,
    linked: &mut DisjointSets,
    mut goes_on: impl FnMut() -> bool,
) -> StarLinks {
    let mut links = StarLinks::default();
    let mut open = members.to_vec();
    for _ in 0..max_centres {
        let Some((&centre, _)) = open.split_first() else { break };
        // The centre is linked with itself, so it is removed along with its matches.
        open.retain(|&member| {
            if linked.joined(centre, member) {
                return false;
            }
            if !goes_on() {
                return true;
            }
            links.compared += 1;
            let Some(found) = verify(sets, centre, member, threshold) else { return true };
            linked.join(centre, member);
            links.matches.push(found);
            false
        });
    }
    // A single remaining member was compared with every centre, and there is no other to compare it with.
    links.unresolved = if open.len() > 1 { open.len() } else { 0 };
    links
}
