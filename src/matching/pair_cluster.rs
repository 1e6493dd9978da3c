//! Star clusters of pairs that were found elsewhere.

use super::partners::Partners;

/// A representative and items that each are in a pair with it: see [`cluster_pairs`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct PairCluster {
    /// The representative.
    pub representative: u32,
    /// The others, ascending.
    pub members: Vec<u32>,
}

/// Gathers the items of pairs around representatives: star clusters, as [`cluster`](super::cluster)
/// makes them of matches.
///
/// `order` has every item once, the preferred ones first. In this order, each item that is in no
/// cluster becomes a representative, and all items that are in a pair with it and in no cluster become
/// its members. So no item is in two clusters, each member is in a pair with its representative, and a
/// representative comes before its members in `order`. No two representatives or items without a
/// cluster are in a pair.
///
/// `pairs` may be in any order, with either item first, and repeated. A pair of an item with itself has
/// no effect. The clusters have two items or more, and are sorted by the number of their
/// representative.
///
/// Time: O(n + p log p) for n items and p pairs. Memory: 8 bytes a pair and 5 an item.
///
/// # Panics
/// If `order` is not a permutation of 0 … n − 1, a pair has an item that is not in it, or there are
/// 2³¹ pairs or more.
///
/// # Examples
/// Pairs of an embedding search; item 2 is preferred to the others:
/// ```
/// use retold::matching::cluster_pairs;
///
/// let clusters = cluster_pairs(&[2, 0, 1, 3], &[(0, 2), (0, 1), (1, 3)]);
/// assert_eq!((clusters[0].representative, &clusters[0].members[..]), (1, &[3][..]));
/// assert_eq!((clusters[1].representative, &clusters[1].members[..]), (2, &[0][..]));
/// ```
pub fn cluster_pairs(order: &[u32], pairs: &[(u32, u32)]) -> Vec<PairCluster> {
    let partners = Partners::new(order.len(), || pairs.iter().copied());
    let mut taken = vec![false; order.len()];
    let mut clusters = Vec::new();
    for &representative in order {
        if std::mem::replace(&mut taken[representative as usize], true) {
            continue;
        }
        let others = partners.of(representative).map(|place| {
            let (a, b) = pairs[place];
            if a == representative { b } else { a }
        });
        let mut members: Vec<u32> =
            others.filter(|&other| !std::mem::replace(&mut taken[other as usize], true)).collect();
        if !members.is_empty() {
            members.sort_unstable();
            clusters.push(PairCluster { representative, members });
        }
    }
    clusters.sort_unstable_by_key(|cluster| cluster.representative);
    clusters
}
