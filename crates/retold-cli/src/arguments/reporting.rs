//! Options of the commands that report.

use super::detection::Scope;
use super::{Detection, Filter, Reading, Sought, Telling};
use crate::failure::Failure;
use clap::Args;
use retold::Detector;
use retold_io::input::{Budget, Fields, Request};
use std::path::PathBuf;

/// Options of the commands that report, in the order of their help.
#[derive(Args, Clone, Debug)]
pub(crate) struct Reporting {
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// The field that puts records into groups, within which sharing is no news
    ///
    /// The issues of one series, the versions of one manual. `compare` takes no notice of it.
    #[arg(long, value_name = "FIELD", help_heading = "What to read")]
    pub(crate) group_field: Option<String>,
    #[command(flatten)]
    pub(crate) sought: Sought,
    #[command(flatten)]
    pub(crate) filter: Filter,
    #[command(flatten)]
    pub(crate) detection: Detection,
    #[command(flatten)]
    pub(crate) telling: Telling,
}

impl Reporting {
    /// The detector that these options describe, for passages in `scope`, and in all near-copies
    /// unless these are collapsed.
    pub(crate) fn detector(&self, scope: Scope, collapse: bool) -> Result<Detector, Failure> {
        let Sought { unit, keep } = self.sought;
        let builder = self.detection.builder(scope)?;
        Ok(builder.unit(unit).keep(keep).collapse(collapse).build()?)
    }

    /// What to read, from these paths.
    ///
    /// # Errors
    /// If a pattern of names is none.
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
        Ok(Request { paths, files_from, fields, everything, follow_links, globs, kinds, memory })
    }
}
