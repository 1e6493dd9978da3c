//! The arguments of `retold compare`.

use super::Reporting;
use clap::{Args, ValueHint};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  Passages that two articles share:
    retold compare seeds/000_5e67b6abfc6d202c.txt seeds/001_5910934212f6e33b.txt

  The same for heavily edited text, as JSON Lines:
    retold compare seeds/000*.txt seeds/001*.txt --noisy --format jsonl

  Passages of one file that occur in a folder:
    retold compare seeds seeds/001_5910934212f6e33b.txt";

/// Report the text that two files or two folders share
///
/// Compares A with B. Text that is repeated only inside A, or only inside B, is not reported.
#[derive(Args, Clone, Debug)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Compare {
    /// A file or a folder; `-` is the standard input
    #[arg(value_name = "A", value_hint = ValueHint::AnyPath)]
    pub(crate) a: PathBuf,

    /// The file or folder to compare it with
    #[arg(value_name = "B", value_hint = ValueHint::AnyPath)]
    pub(crate) b: PathBuf,

    #[command(flatten)]
    pub(crate) reporting: Reporting,
}
