//! Options about which files and which parts of them are compared.

use crate::failure::Failure;
use clap::Args;
use retold_io::input::{Globs, KindFilter, Kinds};

/// Options about which files and which parts of them are compared.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "What to read")]
pub(crate) struct Filter {
    /// Compare only parts of these kinds: prose, list, heading, table, code, data, front-matter or all
    ///
    /// Several are separated by commas. Markdown and HTML say what each part is; a file of code or data is
    /// one by its name, all other text is prose. By default, front matter is left out, and code is compared but
    /// not listed for people: --format json has it.
    #[arg(long, value_name = "KINDS", value_parser = kinds)]
    pub(crate) only: Option<Kinds>,

    /// Leave out parts of these kinds too
    #[arg(long, value_name = "KINDS", value_parser = kinds, conflicts_with = "only")]
    pub(crate) skip: Option<Kinds>,

    /// Read only files of folders that match a pattern, such as '*.md' or 'docs/**/*.txt'
    ///
    /// May be given several times. A pattern without / matches the name of a file, or of a folder around it.
    #[arg(long, value_name = "GLOB")]
    pub(crate) include: Vec<String>,

    /// Leave out files of folders that match a pattern
    #[arg(long, value_name = "GLOB")]
    pub(crate) exclude: Vec<String>,
}

fn kinds(names: &str) -> Result<Kinds, String> {
    names.parse()
}

impl Filter {
    /// The kinds that are compared.
    pub(crate) fn kinds(&self) -> KindFilter {
        let mut filter = KindFilter { only: self.only, ..KindFilter::default() };
        if let Some(skip) = self.skip {
            filter.skip = filter.skip.and(skip);
        }
        filter
    }

    /// Whether repeated code is listed for people, and fails `--check`: if kinds were chosen.
    pub(crate) fn lists_code(&self) -> bool {
        self.only.is_some() || self.skip.is_some()
    }

    /// The files of folders that are read.
    pub(crate) fn globs(&self) -> Result<Globs, Failure> {
        Ok(Globs::new(&self.include, &self.exclude)?)
    }
}
