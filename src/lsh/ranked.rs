//! Candidates in the order of how much they share with a query.

use std::cmp::Reverse;

/// The most members of buckets that are looked at for one query.
pub(super) const VISITED: usize = 4096;

/// Candidates of one signature: those that share most bands first, then the highest ids.
///
/// With ids that are given in ascending order, the highest are the newest.
///
/// # Examples
/// ```
/// use retold::{Banding, BucketTable, MinHasher};
///
/// let hasher = MinHasher::new(128)?;
/// let mut table = BucketTable::new(Banding::for_threshold(128, 0.8)?);
/// let twin = hasher.signature(&[1, 2, 3, 4]).expect("has shingles");
/// table.insert(3, &twin)?;
/// table.insert(5, &twin)?;
///
/// let ranked = table.ranked(&twin, 1)?;
/// assert_eq!((ranked.ids, ranked.bounded), (vec![5], true));
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RankedCandidates {
    /// The ids, each once.
    pub ids: Vec<u32>,
    /// How many members of buckets were looked at: 4,096 at most.
    pub visited: usize,
    /// Whether a limit left something out.
    pub bounded: bool,
}

/// How many members of each bucket are looked at, for buckets of these lengths in ascending order:
/// all of the small ones, and of the larger ones as many as leave each of them the same.
pub(super) fn shares(lengths: impl ExactSizeIterator<Item = usize>) -> impl Iterator<Item = usize> {
    let (mut room, mut buckets) = (VISITED, lengths.len());
    lengths.map(move |length| {
        let share = length.min(room / buckets);
        room -= share;
        buckets -= 1;
        share
    })
}

/// Ranks the members that were looked at, each named once for each band that it shares.
pub(super) fn rank(mut members: Vec<u32>, limit: usize, mut bounded: bool) -> RankedCandidates {
    let visited = members.len();
    #[expect(clippy::stable_sort_primitive, reason = "finds that there is a sorted run a band")]
    members.sort();
    let shared = members.chunk_by(|a, b| a == b).map(|same| (Reverse(same.len()), Reverse(same[0])));
    let mut ranked: Vec<(Reverse<usize>, Reverse<u32>)> = shared.collect();
    if ranked.len() > limit {
        bounded = true;
        if limit > 0 {
            ranked.select_nth_unstable(limit - 1);
        }
        ranked.truncate(limit);
    }
    ranked.sort_unstable();
    let ids = ranked.into_iter().map(|(_, Reverse(id))| id).collect();
    RankedCandidates { ids, visited, bounded }
}
