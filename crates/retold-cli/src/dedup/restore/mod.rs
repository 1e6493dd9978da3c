//! `retold restore`: the input of a clean corpus, from the corpus and its audit log.

mod originals;
mod weaving;

use super::log_reader::Log;
use super::output_names::{beside, check_free, check_name, check_not_read, check_outside};
use crate::arguments::Restore;
use crate::failure::{Failure, Outcome};
use crate::plain::say;
use crate::publish::{Lock, Permissions, TempOutput, commit, recover};
use crate::session::Session;
use crate::summary::{binary, counted};
use std::fs;
use std::path::PathBuf;
use weaving::Weaving;

pub(crate) fn restore(arguments: &Restore, session: &Session) -> Result<Outcome, Failure> {
    let clean: PathBuf = arguments.clean.components().collect();
    let output: PathBuf = arguments.output.components().collect();
    let audit = arguments.audit.clone().unwrap_or_else(|| beside(&clean));
    check_name(&output, "--output")?;
    let mut log = Log::open(&audit)?;
    let header = log.header()?;
    let found = fs::metadata(&clean).map_err(|error| Failure::reading(&clean, &error))?;
    let is_file = !header.folder && header.inputs.len() == 1;
    if found.is_dir() {
        check_outside(&output, &clean)?;
    }
    let mut lock = Lock::take(&output)?;
    check_not_read(&output, &[&clean, &audit])?;
    recover(&mut lock)?;
    check_free(&output, !is_file, arguments.force)?;
    let permissions = Permissions::of(&found);
    let permissions = if found.is_dir() { permissions } else { permissions.and(log.rights) };
    let draft = if is_file {
        TempOutput::file(&lock, permissions)?
    } else {
        TempOutput::folder(&lock, permissions)?
    };
    Weaving::new(&clean, &draft, &output, &header, log).all()?;
    commit(draft, arguments.force)?;
    drop(lock);
    if !session.quiet {
        let bytes = header.inputs.iter().map(|input| input.digest.bytes).sum();
        let seconds = session.started.elapsed().as_secs_f64();
        let files = counted(header.inputs.len(), "file");
        say(&format!("retold: restored {files} ({}), {seconds:.2} s", binary(bytes)));
    }
    Ok(Outcome::Done)
}
