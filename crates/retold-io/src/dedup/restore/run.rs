//! A run of `restore`, from the options to the published files.

use super::merge::Merge;
use crate::dedup::log::log_reader::Log;
use crate::dedup::outputs::output_names::{
    beside, check_free, check_name, check_not_read, check_outside,
};
use crate::diagnostics::Diagnostics;
use crate::error::{Error, ErrorKind};
use crate::publish::{Lock, Permissions, TempOutput, commit, recover};
use std::fs;
use std::path::PathBuf;

/// The options of a restoration.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RestoreOptions {
    /// The clean corpus: a file or a folder.
    pub clean: PathBuf,
    /// Its audit log; `CLEAN.audit.jsonl` by default.
    pub audit: Option<PathBuf>,
    /// Where the original is written: a file if it was one, or a folder.
    pub output: PathBuf,
    /// Whether an older file may be replaced.
    pub force: bool,
}

impl RestoreOptions {
    /// Options that restore `clean` to `output`, with the defaults for everything else.
    pub fn new(clean: PathBuf, output: PathBuf) -> RestoreOptions {
        RestoreOptions { clean, audit: None, output, force: false }
    }
}

/// The figures of a restoration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Restored {
    /// The number of restored files.
    pub files: usize,
    /// The number of their bytes, uncompressed.
    pub bytes: u64,
}

/// Writes the input of a deduplication, byte for byte, from the clean corpus and its audit log.
///
/// # Errors
/// If something cannot be read or written, or if a digest in the log differs. In that case no
/// output is written.
pub fn restore(options: &RestoreOptions, diagnostics: &dyn Diagnostics) -> Result<Restored, Error> {
    let clean: PathBuf = options.clean.components().collect();
    let output: PathBuf = options.output.components().collect();
    let audit = options.audit.clone().unwrap_or_else(|| beside(&clean));
    check_name(&output, "--output")?;
    let mut log = Log::open(&audit)?;
    let header = log.header()?;
    if header.settings.get("annotate").is_some_and(|prefix| !prefix.is_null()) {
        let reason = format!(
            "{} was written with --annotate, so nothing was removed from it: remove the added fields, \
             or use the input itself; nothing was written",
            clean.display()
        );
        return Err(Error::new(ErrorKind::Settings, reason));
    }
    let found = fs::metadata(&clean).map_err(|error| Error::reading(&clean, &error))?;
    let is_file = !header.folder && header.inputs.len() == 1;
    if found.is_dir() {
        check_outside(&output, &clean)?;
    }
    let mut lock = Lock::take(&output)?;
    check_not_read(&output, &[&clean, &audit])?;
    recover(&mut lock, diagnostics)?;
    check_free(&output, !is_file, options.force)?;
    let permissions = Permissions::of(&found);
    let permissions = if found.is_dir() { permissions } else { permissions.and(log.rights) };
    let draft = if is_file {
        TempOutput::file(&lock, permissions)?
    } else {
        TempOutput::folder(&lock, permissions)?
    };
    Merge::new(&clean, &draft, &output, &header, log).all()?;
    commit(draft, options.force)?;
    drop(lock);
    let bytes = header.inputs.iter().map(|input| input.digest.bytes).sum();
    Ok(Restored { files: header.inputs.len(), bytes })
}
