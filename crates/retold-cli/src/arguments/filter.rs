//! Options that select files and parts of files.

use crate::failure::Failure;
use clap::Args;
use retold_io::input::{Globs, KindFilter, Kinds};

/// Options that select files and parts of files.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "What to read")]
pub(crate) struct Filter {
    /// Compare only parts of these kinds: prose, list, heading, table, code, data, front-matter or
    /// all
    ///
    /// Separate several kinds with commas. In Markdown and HTML the markup gives the kind of each
    /// part. Other files are code or data by their extension, or else prose. By default, front
    /// matter is left out, and repeated code inside documents is not listed in text and HTML
    /// reports (it is in --format json).
    #[arg(long, value_name = "KINDS", value_parser = kinds)]
    pub(crate) only: Option<Kinds>,

    /// Leave out parts of these kinds
    #[arg(long, value_name = "KINDS", value_parser = kinds, conflicts_with = "only")]
    pub(crate) skip: Option<Kinds>,

    /// In folders, read only files that match a pattern, such as '*.md' or 'docs/**/*.txt'
    ///
    /// You can give the option several times. A pattern without / matches the name of a file or of any
    /// folder above it.
    #[arg(long, value_name = "GLOB")]
    pub(crate) include: Vec<String>,

    /// In folders, leave out files that match a pattern
    #[arg(long, value_name = "GLOB")]
    pub(crate) exclude: Vec<String>,
}

fn kinds(names: &str) -> Result<Kinds, String> {
    names.parse()
}

impl Filter {
    /// The filter for the kinds of text.
    pub(crate) fn kinds(&self) -> KindFilter {
        let mut filter = KindFilter { only: self.only, ..KindFilter::default() };
        if let Some(skip) = self.skip {
            filter.skip = filter.skip.and(skip);
        }
        filter
    }

    /// Whether repeated code inside documents is listed, and makes `--check` fail. It is if the
    /// user chose kinds.
    pub(crate) fn lists_code(&self) -> bool {
        self.only.is_some() || self.skip.is_some()
    }

    /// The filter for the files of folders.
    pub(crate) fn globs(&self) -> Result<Globs, Failure> {
        Ok(Globs::new(&self.include, &self.exclude)?)
    }
}
