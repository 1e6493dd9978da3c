//! `retold scan`.

use super::Reporting;
use clap::{Args, ValueHint};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  What does a folder repeat?
    retold scan seeds

  Only long passages, as a table for a spreadsheet:
    retold scan seeds --min-words 40 --format csv --output seeds.csv

  Whole documents that are near-copies of one another, and no passages:
    retold scan seeds --unit document --threshold 0.7

  How many words each passage has, with jq:
    retold scan seeds -f jsonl | jq 'select(.type == \"family\").words'

  Fail if a docs folder repeats itself, in CI:
    retold scan --check --min-words 30 seeds

  The text files of a repository that git knows:
    git ls-files '*.txt' | retold scan --files-from -";

/// Report what files and folders repeat
///
/// Compares all texts with one another and with themselves. Reports passages that stand in two
/// places or more, inside one file and across files, and files that are near-copies.
#[derive(Args, Clone, Debug)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Scan {
    /// Files and folders to read; `-` is the standard input
    ///
    /// Folders are read with all that is in them, but for hidden files and what .gitignore names.
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    #[arg(required_unless_present_any = ["files_from", "print_config"])]
    pub(crate) paths: Vec<PathBuf>,

    /// Read the paths from a file, one to a line; `-` is the standard input
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    #[arg(help_heading = "What to read")]
    pub(crate) files_from: Option<PathBuf>,

    /// Look for passages in one of each cluster of near-copies only
    ///
    /// For collections with many near-copies, or too big for memory: what a near-copy adds of its own
    /// is not searched. --document-threshold says how alike they must be, --keep which one is
    /// searched. Takes no effect on other units than passages.
    #[arg(long, help_heading = "What counts as a repeat")]
    pub(crate) collapse: bool,

    #[command(flatten)]
    pub(crate) reporting: Reporting,
}
