//! The work of the passage stage, counted in things that do not depend on the machine.

/// What finding passages took, in things that do not depend on the machine.
///
/// # Examples
/// ```
/// assert_eq!(retold::passage::Passages::default().work.postings, 0);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PassageWork {
    /// Seeds that were kept, but for those inside of texts that many documents before had too.
    pub postings: usize,
    /// Those that stand in several places.
    pub repeated: usize,
    /// Anchors that were given to pairs of documents.
    pub anchors: usize,
    /// Pairs of documents that were compared.
    pub pairs: usize,
    /// Tokens that were compared one by one to find how far two runs are equal.
    pub compared: u64,
    /// Matches that were considered as the one before another in a chain.
    pub chained: u64,
    /// Cells of alignments that were filled, and tokens over which a passage was extended.
    pub aligned: u64,
    /// Places and passages that were looked at to find those on the same text.
    pub placed: u64,
    /// Steps of the comparison of whole places with one another, and tokens that were read for it.
    pub likened: u64,
    /// Matches and places that were left out or not followed to their end, since their text repeats
    /// itself so much that a limit on the work for each token was met.
    pub bounded: usize,
}

impl PassageWork {
    /// All steps behind the seeds: what a hostile text could make grow faster than its length.
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
