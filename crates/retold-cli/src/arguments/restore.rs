//! `retold restore`.

use clap::{Args, ValueHint};
use retold_io::dedup::RestoreOptions;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  One corpus, as it was before `retold dedup`:
    retold restore clean.jsonl.zst --output corpus.jsonl

  A folder of texts:
    retold restore seeds-clean --output seeds-again";

/// Put a clean corpus and its audit log together again
///
/// What comes out is the input of `retold dedup`, byte for byte: a file if it was one, a folder if
/// there were several. The digests in the audit log are checked, and nothing appears that does not
/// agree with them. Packed records come out packed as they were, or, in a single file, as the name
/// of ORIGINAL says if that is packed otherwise: the same text, not the same packed bytes.
#[derive(Args, Clone, Debug)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Restore {
    /// What `retold dedup` wrote: a file or a folder
    #[arg(value_name = "CLEAN", value_hint = ValueHint::AnyPath)]
    pub(crate) clean: PathBuf,

    /// The audit log that it wrote beside it [default: CLEAN.audit.jsonl]
    #[arg(long, value_name = "AUDIT", value_hint = ValueHint::FilePath)]
    pub(crate) audit: Option<PathBuf>,

    /// Where to write the original
    ///
    /// This is no pipe, no device and no link, nor the standard output: it gets its name when it
    /// is whole.
    #[arg(long, short, value_name = "ORIGINAL", value_hint = ValueHint::AnyPath)]
    pub(crate) output: PathBuf,

    /// Write over an older file
    #[arg(long)]
    pub(crate) force: bool,
}

impl Restore {
    /// What the library is asked to do.
    pub(crate) fn options(&self) -> RestoreOptions {
        let mut options = RestoreOptions::new(self.clean.clone(), self.output.clone());
        options.audit.clone_from(&self.audit);
        options.force = self.force;
        options
    }
}
