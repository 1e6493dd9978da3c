//! From a corpus to a report.

use super::engine::Detector;
use super::{copies, families, pairs, survey};
use crate::model::Corpus;
use crate::report::{Parts, Report, Truncated};

impl Detector {
    /// Compares all documents of a corpus, and all their segments, with one another.
    ///
    /// Time is linear in the bytes plus the number of verified candidates, which is bounded by a
    /// constant for each segment; with [`Search::Exact`](crate::matching::Search) it depends on
    /// how frequent the rarest shingles are.
    pub fn detect(&self, corpus: &Corpus<'_>) -> Report {
        let survey = survey::survey(self, corpus);
        let mut truncated = Truncated::default();
        let copies = clusters::near_copies(self, &survey, &mut truncated);
        let told = if self.settings.unit == Unit::Document {
            families::Told::default()
        } else {
            families::families(self, &survey, &mut truncated)
        };
        let documents = families::summaries(&survey, &told);
        let pairs = clusters::pairs(self, &survey, &copies, &told, &mut truncated);
        Report::new(Parts {
            settings: self.settings.clone(),
            documents,
            families: told.families,
            pairs,
            repeats: told.repeats,
            clusters: copies.clusters,
            truncated,
        })
    }
}
