//! Star clusters: near-copies around a representative.
//!
//! Every member of a cluster was compared with the representative. Single linkage, which joins whatever
//! a chain of matches connects, was rejected: on real paragraphs it leaves every fifth member of a
//! cluster below the threshold at 0.5.
//!
//! Cost: linear in the matches, and up to 32 verifications for each.

use super::partners::Partners;
use super::verification::Match;

/// How many representatives are compared with the partners of one document.
const MAX_TRIES: u8 = 16;

/// A representative and its near-copies; see [`cluster`] for an example.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct StarCluster {
    /// The document that all others were compared with.
    pub representative: u32,
    /// The others, in the order of their numbers.
    pub members: Vec<StarMember>,
}

/// A document of a [`StarCluster`], other than its representative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct StarMember {
    /// The number of the document.
    pub index: u32,
    /// Its match with the representative.
    pub matched: Match,
}

/// The result of [`cluster`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Clustering {
    /// The clusters, by the number of their representative. Each has at least one member.
    pub clusters: Vec<StarCluster>,
    /// The number of representatives and documents without a cluster that were not compared with all
    /// partners of their partners, since a limit was reached. It is 0 unless very many documents
    /// resemble one document and not one another.
    pub unresolved: usize,
}

/// Gathers near-copies around representatives.
///
/// `order` has the numbers of all documents, the preferred ones first, as
/// [`Keep::order`](super::Keep::order) returns them. In this order, each document that is in no cluster
/// becomes a representative. All documents that match it and are in no cluster become its members. So
/// * every member reaches the threshold with its representative;
/// * no document is in two clusters;
/// * a representative comes before all its members in `order`.
///
/// `matches` are the known matches, in any order. The list may be incomplete:
/// [`link_star`](super::link_star) finds a few for each member of a bucket. Therefore `verify` is
/// called for the partners of a representative's partners, too. If the list is complete, pass `|_, _|
/// None`.
///
/// Time: linear in the matches, with up to 32 calls of `verify` for each. Memory: 8 bytes a match and 10 a
/// document.
///
/// # Panics
/// If `order` is not a permutation of 0 … n − 1, a match has a document that is not in it, or there
/// are 2³¹ matches or more.
///
/// # Examples
/// A chain of edits: 1 resembles 0 and 2, and these do not resemble one another.
/// ```
/// use retold::Keep;
/// use retold::model::Similarity;
/// use retold::shingle::ShingleSets;
/// use retold::matching::{cluster, exact_join, verify};
///
/// let sets = ShingleSets::from_iter([vec![1, 2, 3], vec![2, 3, 4], vec![3, 4, 5]]);
/// let threshold = Similarity::new(0.5).unwrap();
/// let matches = exact_join(&sets, threshold);
/// assert_eq!(matches.len(), 2);
///
/// let order = Keep::First.order(&[3, 3, 3], &[]);
/// let found = cluster(&order, &matches, |a, b| verify(&sets, a, b, threshold));
/// assert_eq!(found.clusters.len(), 1);
/// assert_eq!(found.clusters[0].representative, 0);
/// assert_eq!(found.clusters[0].members[0].index, 1);
/// assert_eq!(found.clusters[0].members.len(), 1);
/// ```
pub fn cluster(
    order: &[u32],
    matches: &[Match],
    mut verify: impl FnMut(u32, u32) -> Option<Match>,
) -> Clustering {
    let partners =
        Partners::new(order.len(), || matches.iter().map(|matched| (matched.a, matched.b)));
    let matches_of = |document| partners.of(document).map(|place| &matches[place]);
    let mut taken = vec![false; order.len()];
    let mut tries = vec![0; order.len()];
    let mut asked_by = vec![u32::MAX; order.len()];
    let mut found = Clustering::default();
    for &representative in order {
        if std::mem::replace(&mut taken[representative as usize], true) {
            continue;
        }
        let mut members = Vec::new();
        for matched in matches_of(representative) {
            let index = matched.other(representative);
            if !std::mem::replace(&mut taken[index as usize], true) {
                members.push(StarMember { index, matched: *matched });
            }
        }
        // Matches may be incomplete: partners of partners are verified, too. A document with very many
        // partners is used a limited number of times, or the work would be quadratic in them.
        let mut complete = true;
        for matched in matches_of(representative) {
            let between = matched.other(representative);
            if tries[between as usize] == MAX_TRIES {
                complete = false;
                continue;
            }
            tries[between as usize] += 1;
            for further in matches_of(between) {
                let index = further.other(between);
                let asked = std::mem::replace(&mut asked_by[index as usize], representative);
                if taken[index as usize] || asked == representative {
                    continue;
                }
                if let Some(matched) = verify(representative, index) {
                    taken[index as usize] = true;
                    members.push(StarMember { index, matched });
                }
            }
        }
        found.unresolved += usize::from(!complete);
        if !members.is_empty() {
            members.sort_unstable_by_key(|member| member.index);
            found.clusters.push(StarCluster { representative, members });
        }
    }
    found.clusters.sort_unstable_by_key(|cluster| cluster.representative);
    found
}
