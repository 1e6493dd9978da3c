//! The arguments of `retold scan`.

use super::Reporting;
use clap::{Args, ValueHint};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  Repeated text in a folder:
    retold scan seeds

  Only long passages, as a table for a spreadsheet:
    retold scan seeds --min-words 40 --format csv --output seeds.csv

  Whole documents that are near-copies of one another, and no passages:
    retold scan seeds --unit document --threshold 0.7

  The number of words of each passage, with jq:
    retold scan seeds -f jsonl | jq 'select(.type == \"family\").words'

  Fail in CI if a folder contains repeated text:
    retold scan --check --min-words 30 seeds

  All text files that git tracks:
    git ls-files '*.txt' | retold scan --files-from -";

/// Report repeated text in files and folders
///
/// Compares all texts with one another and with themselves. Reports passages that occur in two or
/// more places, inside one file or in several, and files that are near-copies of others.
#[derive(Args, Clone, Debug)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Scan {
    /// Files and folders to read; `-` is the standard input
    ///
    /// Folders are read recursively, without hidden files and files that .gitignore excludes.
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    #[arg(required_unless_present_any = ["files_from", "print_config"])]
    pub(crate) paths: Vec<PathBuf>,

    /// Read the paths from a file, one path per line; `-` is the standard input
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    #[arg(help_heading = "What to read")]
    pub(crate) files_from: Option<PathBuf>,

    /// Search only one file of each cluster of near-copies for passages
    ///
    /// For corpora with many near-copies: it is faster and takes less memory. Text that only one of
    /// the near-copies has is not searched. --document-threshold sets how similar near-copies are,
    /// --keep which file of a cluster is searched. Only for --unit passage.
    #[arg(long, help_heading = "What counts as a repeat")]
    pub(crate) collapse: bool,

    #[command(flatten)]
    pub(crate) reporting: Reporting,
}
