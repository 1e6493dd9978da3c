//! The batch run: from a corpus in memory to a report.
//!
//! The order of the steps is the order of the data flow: ingest, near-copies of documents, repeated
//! passages or segments, rows, records, pairs, clusters. The band keys of documents are freed as soon as
//! the near-copies are known, and all ingested data before the summaries are made, since the peak of
//! memory is here.

use super::copies::near_copies;
use super::engine::Detector;
use super::families::repeated_blocks;
use super::findings::Findings;
use super::ingest::ingest;
use super::observer::Observer;
use super::pair_selection::PairSelection;
use super::pairs::pairs;
use super::pairwise::compare_pairwise;
use super::passages::passages;
use super::progress::Progress;
use super::report_builder::{Records, build_records, figures, summaries};
use super::rows::rows;
use crate::error::Result;
use crate::model::Corpus;
use crate::report::{Data, Report, SCHEMA, Truncated, Work};
use crate::text::Unit;

impl Detector {
    /// Compares all documents of a corpus, and all their segments, with one another.
    ///
    /// Time is linear in the bytes plus the number of verified candidates, which is bounded by a
    /// constant for each segment; with [`Search::Exact`](crate::matching::Search) it depends on
    /// how frequent the rarest shingles are.
    ///
    /// # Panics
    /// If there are 2³² segments or more, which [`detect_with`](Detector::detect_with) reports.
    pub fn detect(&self, corpus: &Corpus<'_>) -> Report {
        self.report(corpus, &Progress::unobserved()).expect("no observer, and the segments fit")
    }

    /// Does what [`detect`](Detector::detect) does, and reports its progress to an observer, which can
    /// stop it.
    ///
    /// # Errors
    /// If the observer stops the run, or if there are 2³² segments or more.
    pub fn detect_with(&self, corpus: &Corpus<'_>, observer: &dyn Observer) -> Result<Report> {
        self.report(corpus, &Progress::observed_by(observer))
    }

    fn report(&self, corpus: &Corpus<'_>, progress: &Progress<'_>) -> Result<Report> {
        let mut ingested = ingest(self, corpus, progress)?;
        let mut truncated = Truncated::default();
        let mut work = Work::default();
        let mut copies = near_copies(self, &ingested, progress, &mut truncated, &mut work)?;
        ingested.forget_keys();
        let selection = PairSelection::new(&ingested, &copies);
        let mut findings = match self.settings().unit {
            Unit::Document => Findings::default(),
            Unit::Passage => passages(
                self,
                &mut ingested,
                &copies,
                &selection,
                progress,
                &mut truncated,
                &mut work,
            )?,
            _ => {
                let groups = repeated_blocks(self, &ingested, progress, &mut truncated, &mut work)?;
                compare_pairwise(self, &ingested, groups, progress, &mut truncated)?
            }
        };
        let rows = match self.settings().unit {
            Unit::Passage => rows(self, &ingested, &mut findings, progress)?,
            _ => Vec::new(),
        };
        truncated.runs = findings.unjoined.len();
        let mut records = build_records(&ingested, findings, progress)?;
        let pairs =
            pairs(self, &ingested, &copies, &selection, &mut records, progress, &mut truncated)?;
        copies.set_relations(&pairs);
        let figures = figures(self, &ingested, &records, progress)?;
        drop(ingested);
        let clusters = copies.into_clusters();
        let Records { families, repeats, .. } = records;
        let data = Data {
            schema: SCHEMA.to_owned(),
            settings: self.settings().clone(),
            documents: summaries(corpus, figures),
            pairs,
            families,
            repeats,
            clusters,
            rows,
            skipped: Vec::new().into(),
            truncated,
        };
        Ok(Report::new(data, work))
    }
}
