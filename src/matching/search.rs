//! The choice between LSH and the exact search.

/// The method that finds candidate pairs. All candidates are verified with either.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Search {
    /// Signatures and bands. A pair at the threshold is found with the recall of the banding (0.99 by
    /// default), and a pair well above it almost certainly.
    ///
    /// Takes a few nanoseconds for each shingle and some ten for each band of a text. Memory does not
    /// depend on the length of the texts.
    #[default]
    Lsh,
    /// A prefix-filtered join of the shingle sets ([`exact_join`](super::exact_join)). No pair at or
    /// above the threshold is missed.
    ///
    /// All sets are in memory, with 8 bytes for each different shingle of a text and up to half as much
    /// for the index. While shingles are rare (3 words or more, 2 words at a threshold of 0.7, 1 word
    /// at 0.9), the cost is about that of sorting the shingles of each text. Otherwise there are many
    /// candidates, and [`Search::Lsh`] is much faster.
    Exact,
}
