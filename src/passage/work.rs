//! Counts of the steps of the passage search. They are the same on every machine.

/// The work that finding passages took, in steps that are the same on every machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PassageWork {
    /// Seeds that were indexed. Seeds inside known boilerplate are not.
    pub postings: usize,
    /// Indexed seeds that occur in several places.
    pub repeated: usize,
    /// Anchors of all pairs of documents.
    pub anchors: usize,
    /// Pairs of documents that were compared.
    pub pairs: usize,
    /// Tokens that were compared one by one to find the ends of equal runs.
    pub compared: u64,
    /// Pairs of matches that were considered as neighbours in a chain.
    pub chained: u64,
    /// Cells of alignments that were filled, and tokens over which a passage was extended.
    pub aligned: u64,
    /// Places and passages that were examined to group them.
    pub placed: u64,
    /// Steps and tokens of the comparisons of whole places.
    pub likened: u64,
    /// Matches and places that were left out or not followed, since a limit on the work for each token was
    /// reached. Texts that repeat themselves very often reach it.
    pub bounded: usize,
}

impl PassageWork {
    /// All steps after seeding. Without the limits, hostile text could make them grow faster than its
    /// length.
    pub fn steps(&self) -> u64 {
        let pairs = (self.anchors + self.pairs) as u64;
        pairs + self.compared + self.chained + self.aligned + self.placed + self.likened
    }

    /// Adds what another part took.
    pub(crate) fn add(&mut self, other: PassageWork) {
        self.postings += other.postings;
        self.repeated += other.repeated;
        self.anchors += other.anchors;
        self.pairs += other.pairs;
        self.compared += other.compared;
        self.chained += other.chained;
        self.aligned += other.aligned;
        self.placed += other.placed;
        self.likened += other.likened;
        self.bounded += other.bounded;
    }
}
