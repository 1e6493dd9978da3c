//! What was there before?

pub(super) mod log;
mod originals;
mod weaving;

use super::draft::{Draft, left_of, remove_left};
use super::lock::Lock;
use super::names::{beside, check_free, check_name, check_outside, say_over, start_over};
use super::rights::Rights;
use crate::arguments::Restore;
use crate::failure::{Failure, Outcome};
use crate::output::check_not_among;
use crate::plain::say;
use crate::session::Session;
use crate::summary::{binary, counted};
use log::Log;
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
    let mut lock = Lock::of(&output)?;
    check_not_among(&output, &[&clean, &audit])?;
    if start_over(&output, &mut lock, &[&clean, &audit])? {
        say_over(&output);
    }
    check_free(&output, !is_file, arguments.force)?;
    for left in left_of(&output) {
        remove_left(&left)?;
    }
    let rights = Rights::of(&found);
    let rights = if found.is_dir() { rights } else { rights.and(log.rights) };
    let draft = if is_file {
        Draft::file_for(&output, rights)?
    } else {
        Draft::folder_for(&output, rights)?
    };
    Weaving::new(&clean, &draft, &output, &header, log).all()?;
    draft.sync()?;
    if arguments.force {
        draft.limit_to_older()?;
    }
    draft.publish(arguments.force)?;
    drop(lock);
    if !session.quiet {
        let bytes = header.inputs.iter().map(|input| input.digest.bytes).sum();
        let seconds = session.started.elapsed().as_secs_f64();
        let files = counted(header.inputs.len(), "file");
        say(&format!("retold: restored {files} ({}), {seconds:.2} s", binary(bytes)));
    }
    Ok(Outcome::Done)
}
