//! Near-copies around a representative.

use super::matched::Match;
use super::partners::Partners;

/// How often the partners of one document are tried with representatives that they have no match
/// with yet.
const MAX_TRIES: u8 = 16;

/// Documents that are near-copies of one of them.
///
/// # Examples
/// ```
/// use retold::model::Similarity;
/// use retold::shingle::ShingleSets;
/// use retold::matching::{cluster, exact_join};
///
/// let sets = ShingleSets::from_iter([vec![1, 2], vec![1, 2], vec![1, 2]]);
/// let matches = exact_join(&sets, Similarity::ONE);
/// let found = cluster(&[2, 0, 1], &matches, |_, _| None).clusters;
/// assert_eq!(found[0].representative, 2);
/// assert_eq!(found[0].members.len(), 2);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct StarCluster {
    /// The document that stands for all.
    pub representative: u32,
    /// The others, in the order of their numbers.
    pub members: Vec<StarMember>,
}

/// A document of a [`StarCluster`], other than its representative.
///
/// # Examples
/// ```
/// use retold::model::Similarity;
/// use retold::shingle::ShingleSets;
/// use retold::matching::{cluster, exact_join};
///
/// let sets = ShingleSets::from_iter([vec![1, 2], vec![1, 2]]);
/// let matches = exact_join(&sets, Similarity::ONE);
/// let member = cluster(&[0, 1], &matches, |_, _| None).clusters[0].members[0];
/// assert_eq!(member.index, 1);
/// assert_eq!(member.matched.resemblance, Similarity::ONE);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct StarMember {
    /// The number of the document.
    pub index: u32,
    /// Its match with the representative.
    pub matched: Match,
}

/// What [`cluster`] found.
///
/// # Examples
/// ```
/// let found = retold::matching::cluster(&[0, 1], &[], |_, _| None);
/// assert!(found.clusters.is_empty());
/// assert_eq!(found.unresolved, 0);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Clustering {
    /// The clusters, in the order of their representatives' numbers. Each has a member at least.
    pub clusters: Vec<StarCluster>,
    /// The number of representatives, and documents left alone, that were not compared with all
    /// partners of their partners, since these had been tried too often. 0 but for bodies of text
    /// in which very many documents resemble one and yet not one another.
    pub unresolved: usize,
}

/// Gathers near-copies around representatives: star clusters, in which every member was verified
/// against the representative.
///
/// `order` has the number of every document, the one that should rather be kept first, as
/// [`Keep::order`](super::Keep::order) gives it. In this order, each document that is in no cluster
/// yet becomes a representative, and takes all documents that match it and are in no cluster
/// yet. So
/// * no member is below the threshold from its representative, whatever chain of matches joins
///   them (linking whatever is connected leaves every fifth member of a cluster below the threshold
///   at 0.5, on real paragraphs);
/// * no document is in two clusters;
/// * a representative comes before all its members in `order`.
///
/// `matches` are the pairs that are known to match, in any order. They need not be all: buckets
/// that were linked by [`link_star`](super::link_star) give a few for each member. So `verify` is
/// asked about the partners of a representative's partners too. If the list is complete,
/// `|_, _| None` spares the effort.
///
/// Costs time in proportion to the matches, and up to 32 verifications for each. Memory: 8 bytes
/// a match and 10 a document.
///
/// # Panics
/// If `order` is not a permutation of 0 … n − 1, a match has a document that is not in it, or there
/// are 2³¹ matches or more.
///
/// # Examples
/// A chain of edits: 1 resembles both its neighbours, which do not resemble one another.
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
