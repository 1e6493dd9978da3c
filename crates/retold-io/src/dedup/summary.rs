//! What a deduplication read and removed, in figures.

/// What a deduplication read and removed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// The documents that were read.
    pub documents: u64,
    /// The bytes of their texts.
    pub bytes: u64,
    /// Records of which no text could be had; they are kept.
    pub faults: u64,
    /// Lines without anything on them; they are kept.
    pub blank: u64,
    /// Rows whose text is null; they are kept.
    pub null: u64,
    /// Files of which nothing is cut out, since they hold no prose.
    pub whole: u64,
    /// What was removed, and what the other choices would have removed.
    pub counts: Counts,
    /// The clusters of an annotated corpus, from which nothing was removed.
    pub clusters: Option<ClusterCounts>,
    /// What came of the pairs that were given.
    pub pairs: Option<PairCounts>,
    /// The words of what was removed that the kept text does not have at their place.
    pub lost_words: u64,
    /// Whether some of the input could not be read.
    pub trouble: bool,
}

/// How many items were removed, and how many each other choice of [`Remove`](retold::matching::Remove) would
/// remove besides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// The items that were removed.
    pub removed: u64,
    /// Those of them that are identical to what is kept.
    pub identical: u64,
    /// Those of them that say nothing that the kept text does not.
    pub equivalent: u64,
    /// Items that were kept although they are equivalent to kept text.
    pub kept_equivalent: u64,
    /// Items that were kept although they resemble kept text, since they state other facts.
    pub kept_for_facts: u64,
    /// Items that were kept although not all of their candidates were compared.
    pub unresolved: u64,
}

/// How many records of an annotated corpus are in clusters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ClusterCounts {
    /// The clusters.
    pub clusters: u64,
    /// The records of the input in them.
    pub records: u64,
    /// Those of them that a deduplication with the same settings would remove.
    pub removable: u64,
    /// Those of them that it would keep since they state other facts.
    pub other_facts: u64,
}

/// What came of the pairs of records that were given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PairCounts {
    /// All pairs.
    pub given: u64,
    /// Those whose records are alike by their texts.
    pub verified: u64,
    /// Those of them of which one record states nothing that the other one does not.
    pub equivalent: u64,
    /// Those that were not compared: a name is unknown or stands for several records, a text is
    /// missing, or both names are those of one record.
    pub not_compared: u64,
}
