//! Options of the commands that write a report: `scan` and `compare`.

use super::detection::{Purpose, Scope};
use super::{Comparison, Detection, Filter, Reading, ReportOutput};
use crate::failure::Failure;
use clap::Args;
use retold::{Detector, Unit};
use retold_io::input::{Budget, Fields, Request};
use std::path::PathBuf;

/// Options of the commands that write a report, in the order of `--help`.
#[derive(Args, Clone, Debug)]
pub(crate) struct Reporting {
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// The field that assigns records to groups; text shared only within a group is not reported
    ///
    /// For example the versions of one manual, or the issues of one series. Not for `compare`, whose
    /// two sides are its groups.
    #[arg(long, value_name = "FIELD", help_heading = "What to read")]
    pub(crate) group_field: Option<String>,
    #[command(flatten)]
    pub(crate) comparison: Comparison,
    #[command(flatten)]
    pub(crate) filter: Filter,
    #[command(flatten)]
    pub(crate) detection: Detection,
    #[command(flatten)]
    pub(crate) report_output: ReportOutput,
}

impl Reporting {
    /// The detector for these options, with passages in `scope`. Near-copies are searched for
    /// passages too, unless `collapse` is set.
    pub(crate) fn detector(&self, scope: Scope, collapse: bool) -> Result<Detector, Failure> {
        let Comparison { unit, keep } = self.comparison;
        let builder = self.detection.builder(Purpose { unit, scope, removes: false })?;
        let pair_passages = unit == Unit::Document || self.report_output.lists_pair_passages();
        let builder = builder.keep(keep).pair_passages(pair_passages);
        Ok(builder.collapse(collapse && unit == Unit::Passage).build()?)
    }

    /// The request that reads these paths.
    ///
    /// # Errors
    /// If a file name pattern is invalid.
    pub(crate) fn request(
        &self,
        paths: Vec<PathBuf>,
        files_from: Option<PathBuf>,
    ) -> Result<Request, Failure> {
        let Reading { text_field, id_field, everything, follow_links, .. } = &self.reading;
        let fields = Fields {
            text: text_field.clone(),
            id: id_field.clone(),
            group: self.group_field.clone(),
        };
        let (everything, follow_links) = (*everything, *follow_links);
        let (kinds, globs) = (self.filter.kinds(), self.filter.globs()?);
        let memory = Budget::default();
        Ok(Request {
            paths,
            files_from,
            fields,
            everything,
            follow_links,
            globs,
            kinds,
            with_frames: false,
            memory,
        })
    }
}
