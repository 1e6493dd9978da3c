//! `retold compare`.

use super::Reporting;
use clap::{Args, ValueHint};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  What do two articles share?
    retold compare seeds/000_5e67b6abfc6d202c.txt seeds/001_5910934212f6e33b.txt

  However much was changed, for another program:
    retold compare seeds/000*.txt seeds/001*.txt --noisy --format jsonl

  Does a folder repeat anything of a file?
    retold compare seeds seeds/001_5910934212f6e33b.txt";

/// Report what two texts, or two folders, have in common
///
/// Only A is held against B. What A repeats of itself is no news, and neither is what B does.
#[derive(Args, Clone, Debug)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Compare {
    /// A file or a folder; `-` is the standard input
    #[arg(value_name = "A", value_hint = ValueHint::AnyPath)]
    pub(crate) a: PathBuf,

    /// The file or folder to hold it against
    #[arg(value_name = "B", value_hint = ValueHint::AnyPath)]
    pub(crate) b: PathBuf,

    #[command(flatten)]
    pub(crate) reporting: Reporting,
}
