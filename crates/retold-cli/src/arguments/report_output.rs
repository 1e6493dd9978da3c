//! Options that say how and where the report is written.

use crate::view::Format;
use clap::{Args, ValueEnum, ValueHint};
use std::path::PathBuf;

/// How much is listed of each pair.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum PairLevel {
    /// The relation, the figures and all passages with their changes
    #[default]
    Full,
    /// The relation, the figures and the number of passages
    Summary,
}

/// Options that say how and where the report is written.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "What to write")]
pub(crate) struct ReportOutput {
    /// The format of the report
    #[arg(long, short, value_enum, value_name = "FORMAT", default_value_t)]
    pub(crate) format: Format,

    /// Write the report to a file; `-` is the standard output
    ///
    /// The file appears, or replaces the existing one, when all of it is written. A file that is
    /// part of the input is never overwritten.
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,

    /// List only the first N findings of each section; 0 lists all [default: 20 at a terminal]
    ///
    /// Findings are ordered by words times places. By default, a report in a pipe or a file lists
    /// all. The option applies to --format text only; the other formats always contain all findings.
    #[arg(long, value_name = "N")]
    pub(crate) top: Option<usize>,

    /// How much is listed of each pair of files
    ///
    /// The passages of pairs are most of a report on files that share much. With `summary`, a pair has its relation,
    /// its figures and the number of its passages; families list the same places. For --format json and jsonl only.
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t)]
    pub(crate) pairs: PairLevel,

    /// Exit with 1 if repeated text is found, and with 2 if no text was read
    #[arg(long)]
    pub(crate) check: bool,
}

impl ReportOutput {
    /// Whether the pairs of the report list their passages. Formats for people, and those that list places, need them.
    pub(crate) fn lists_pair_passages(&self) -> bool {
        self.pairs == PairLevel::Full || !matches!(self.format, Format::Json | Format::Jsonl)
    }
}
