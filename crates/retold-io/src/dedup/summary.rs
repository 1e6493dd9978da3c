//! The figures of a deduplication.

/// The figures of a deduplication: what it read and what it removed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// The documents that were read.
    pub documents: u64,
    /// The bytes of their texts.
    pub bytes: u64,
    /// The records without a readable text; they are copied unchanged.
    pub faults: u64,
    /// The blank lines; they are copied unchanged.
    pub blank: u64,
    /// The rows whose text is null; they are copied unchanged.
    pub null: u64,
    /// The files that are no prose; they are copied unchanged.
    pub whole: u64,
    /// The removed items, and those that other values of `remove` would remove. If the corpus was
    /// annotated, the items that a deduplication with the same settings would remove.
    pub counts: Counts,
    /// The clusters, if the corpus was annotated; in that case nothing was removed.
    pub clusters: Option<ClusterCounts>,
    /// The verdicts on the pairs of `--pairs`.
    pub pairs: Option<PairCounts>,
    /// The words of removed text that the kept text does not have at the same place.
    pub lost_words: u64,
    /// Whether some of the input could not be read.
    pub trouble: bool,
}

/// The number of removed items, and how many more each other value of
/// [`Remove`](retold::matching::Remove) would remove.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// The items that were removed. In an annotated corpus, nothing was removed, and these are the
    /// records that a deduplication with the same settings would remove.
    pub removed: u64,
    /// The removed items that are identical to kept text.
    pub identical: u64,
    /// The removed items that are equivalent to kept text.
    pub equivalent: u64,
    /// Items that were kept although they are equivalent to kept text.
    pub kept_equivalent: u64,
    /// Items that were kept although they are similar to kept text, because they differ in a fact.
    pub kept_for_facts: u64,
    /// Items that were kept although not all of their candidates were compared.
    pub unresolved: u64,
}

/// The figures of the clusters of an annotated corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ClusterCounts {
    /// The number of clusters.
    pub clusters: u64,
    /// The number of records of the input in these clusters.
    pub records: u64,
    /// The records that a deduplication with the same settings would remove.
    pub removable: u64,
    /// The records that it would keep because they differ in a fact.
    pub other_facts: u64,
}

/// The figures of the verdicts on the pairs of `--pairs`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PairCounts {
    /// All pairs.
    pub given: u64,
    /// The pairs whose records are similar.
    pub verified: u64,
    /// The similar pairs in which one record is equivalent to the other one.
    pub equivalent: u64,
    /// The pairs that were not compared: a name is unknown or ambiguous, a text is missing, or both
    /// names belong to the same record.
    pub not_compared: u64,
}
