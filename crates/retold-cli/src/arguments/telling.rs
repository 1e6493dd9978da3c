//! Options about how the report is told.

use crate::view::Format;
use clap::{Args, ValueHint};
use std::path::PathBuf;

/// Options about how the report is told.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "What to write")]
pub(crate) struct Telling {
    /// How to write the report
    #[arg(long, short, value_enum, value_name = "FORMAT", default_value_t)]
    pub(crate) format: Format,

    /// Write the report to a file; `-` is the standard output
    ///
    /// The file appears when it is whole, in the place of an older one. A file that is read is never
    /// overwritten.
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,

    /// List so many findings of each section of the text; 0 for all [default: 20 at a terminal]
    ///
    /// The most text comes first: words times places. In a pipe or a file all are listed unless this is
    /// given, and every other format holds all of them.
    #[arg(long, value_name = "N")]
    pub(crate) top: Option<usize>,

    /// Exit with 1 if any text is repeated, and with 2 if no text was read
    #[arg(long)]
    pub(crate) check: bool,
}
