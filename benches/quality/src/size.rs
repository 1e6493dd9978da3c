//! The size of the measurement.

/// The numbers that determine how long a run takes and how stable its figures are.
pub(crate) struct Size {
    /// The name of the baseline file.
    pub(crate) name: &'static str,
    /// The contents of that file.
    pub(crate) expected: &'static str,
    /// Planted copies for each kind, severity and language.
    pub(crate) plants: usize,
    /// Severities that are measured, of those that the tables have.
    pub(crate) severities: &'static [usize],
    /// Documents of the corpus on which recall is measured.
    pub(crate) lsh_documents: usize,
    /// Seeds of the signatures on that corpus.
    pub(crate) lsh_seeds: u64,
    /// Pairs of sets for each case of the estimator.
    pub(crate) trials: usize,
}

impl Size {
    /// For the page.
    pub(crate) const FULL: Size = Size {
        name: "full",
        expected: include_str!("../expected/full"),
        plants: 40,
        severities: &[1, 5, 10, 20],
        lsh_documents: 3_000,
        lsh_seeds: 4,
        trials: 8_000,
    };
    /// For every commit.
    pub(crate) const SMALL: Size = Size {
        name: "small",
        expected: include_str!("../expected/small"),
        plants: 20,
        severities: &[5],
        lsh_documents: 1_000,
        lsh_seeds: 2,
        trials: 2_000,
    };
}
