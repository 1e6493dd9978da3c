//! The cost of an exact search.

/// The cost of an exact search, known before it starts.
///
/// Building a [`PrefixIndex`](super::PrefixIndex) takes time and memory in proportion to the shingles.
/// The time of the search depends on the pairs of sets with a common rare shingle: few with shingles of
/// five words and a threshold of 0.8, a large part of all pairs with single words and a low threshold.
/// A caller with a limit checks the cost and uses LSH if it is too high; the search itself has no
/// limit.
///
/// # Examples
/// ```
/// use retold::matching::PrefixIndex;
/// use retold::model::Similarity;
/// use retold::shingle::ShingleSets;
///
/// // A thousand texts that differ in two words of ten.
/// let sets: ShingleSets =
///     (0..1000).map(|i| (0..8).chain([1000 + i, 5000 + i]).collect::<Vec<u64>>()).collect();
/// let cost = |threshold| {
///     PrefixIndex::new(&sets, Similarity::new(threshold).unwrap()).cost()
/// };
/// // At 0.8 the two rare words exclude every pair.
/// assert_eq!(cost(0.8).candidates, 0);
/// assert!(cost(0.5).candidates >= 1000 * 999 / 2);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct JoinCost {
    /// How many rare shingles of sets are in the index.
    pub postings: u64,
    /// How many pairs the search would verify, at most.
    ///
    /// A pair is counted once for each rare shingle that it shares, and shingles with nearly equal
    /// hashes are counted as one. A verification takes 20 to 100 nanoseconds for texts of 500 to 4,000
    /// bytes with little in common, and ten times as long for copies.
    pub candidates: u64,
    /// The memory of the index, and of the search on one thread: without the sets, and without
    /// the matches that it will find.
    pub bytes: u64,
}
