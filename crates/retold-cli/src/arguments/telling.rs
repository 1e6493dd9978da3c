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

    /// Exit with 1 if anything is told twice
    #[arg(long)]
    pub(crate) check: bool,
}
