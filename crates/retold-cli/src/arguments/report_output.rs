//! Options that say how and where the report is written.

use crate::view::Format;
use clap::{Args, ValueHint};
use std::path::PathBuf;

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

    /// Exit with 1 if repeated text is found, and with 2 if no text was read
    #[arg(long)]
    pub(crate) check: bool,
}
