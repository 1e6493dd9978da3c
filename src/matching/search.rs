//! How pairs are looked for.

/// How the pairs to verify are found. Whatever is reported was verified, either way.
///
/// # Examples
/// ```
/// use retold::Search;
///
/// assert_eq!(Search::default(), Search::Lsh);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Search {
    /// Signatures and bands: a pair at the threshold is found with the probability that the banding
    /// states (0.99 unless set otherwise), one well above it almost surely.
    ///
    /// Costs a few nanoseconds a shingle for the signature, and some ten for each band of each
    /// text. Memory does not grow with the length of the texts.
    #[default]
    Lsh,
    /// A prefix-filtered join over the shingle sets ([`exact_join`](super::exact_join)): no pair at
    /// or above the threshold is missed.
    ///
    /// All sets are kept in memory, 8 bytes for each different shingle of a text, with up to half
    /// as much again for the index. The cost is near that of sorting the shingles of each text
    /// as long as shingles are rare: at a width of 3 words or more, or at 2 words and a threshold
    /// of 0.7, or at 1 word and 0.9. Below that, common shingles make the candidates many, and
    /// [`Search::Lsh`] is far quicker.
    Exact,
}
