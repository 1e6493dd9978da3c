//! The arguments of `retold restore`.

use clap::{Args, ValueHint};
use retold_io::dedup::RestoreOptions;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  One corpus, as it was before `retold dedup`:
    retold restore clean.jsonl.zst --output corpus.jsonl

  A folder of texts:
    retold restore seeds-clean --output seeds-again";

/// Restore the input of `retold dedup` from a clean corpus and its audit log
///
/// The result is the input of `retold dedup`, byte for byte: one file if it was one, otherwise a
/// folder. The digests in the audit log are checked, and nothing is written if one of them differs.
/// Compressed files are compressed again in their own format. If ORIGINAL names another format
/// (.gz, .zst), a single file is written in that one. The text is the same; the compressed bytes
/// may differ.
#[derive(Args, Clone, Debug)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Restore {
    /// The output of `retold dedup`: a file or a folder
    #[arg(value_name = "CLEAN", value_hint = ValueHint::AnyPath)]
    pub(crate) clean: PathBuf,

    /// The audit log of that run [default: CLEAN.audit.jsonl]
    #[arg(long, value_name = "AUDIT", value_hint = ValueHint::FilePath)]
    pub(crate) audit: Option<PathBuf>,

    /// Where to write the restored input
    ///
    /// A file or folder: not the standard output, a pipe, a device or a link. It appears under this
    /// name when all of it is written.
    #[arg(long, short, value_name = "ORIGINAL", value_hint = ValueHint::AnyPath)]
    pub(crate) output: PathBuf,

    /// Replace an existing file
    #[arg(long)]
    pub(crate) force: bool,
}

impl Restore {
    /// The options of the library call.
    pub(crate) fn options(&self) -> RestoreOptions {
        let mut options = RestoreOptions::new(self.clean.clone(), self.output.clone());
        options.audit.clone_from(&self.audit);
        options.force = self.force;
        options
    }
}
