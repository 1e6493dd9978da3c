//! What was there before?

mod log;
mod originals;
mod weaving;

use super::draft::{Draft, left_of, remove_left};
use super::names::beside;
use crate::arguments::Restore;
use crate::failure::{Failure, Outcome};
use crate::plain::say;
use crate::session::Session;
use crate::summary::{binary, counted};
use log::Log;
use std::fs;
use std::path::{Path, PathBuf};
use weaving::Weaving;

pub(crate) fn restore(arguments: &Restore, session: &Session) -> Result<Outcome, Failure> {
    let clean: PathBuf = arguments.clean.components().collect();
    let output: PathBuf = arguments.output.components().collect();
    let audit = arguments.audit.clone().unwrap_or_else(|| beside(&clean));
    let mut log = Log::open(&audit)?;
    let header = log.header()?;
    let is_file = !header.folder && header.inputs.len() == 1;
    for left in left_of(&output) {
        remove_left(&left)?;
    }
    check(arguments, &output, is_file, [&clean, &audit])?;
    let draft = if is_file { Draft::file_for(&output)? } else { Draft::folder_for(&output)? };
    Weaving::new(&clean, &draft, &output, &header, log).all()?;
    draft.sync()?;
    draft.publish()?;
    if !session.quiet {
        let bytes = header.inputs.iter().map(|input| input.digest.bytes).sum();
        let seconds = session.started.elapsed().as_secs_f64();
        let files = counted(header.inputs.len(), "file");
        say(&format!("retold: restored {files} ({}), {seconds:.2} s", binary(bytes)));
    }
    Ok(Outcome::Done)
}

/// Makes sure that nothing is written over that was not asked for.
fn check(
    arguments: &Restore,
    output: &Path,
    is_file: bool,
    read: [&Path; 2],
) -> Result<(), Failure> {
    let refuse = |reason: &str| {
        Err(Failure::new(format!("cannot write {}: {reason}", arguments.output.display())))
    };
    if output.file_name().is_none() || output.as_os_str() == "-" {
        return refuse("--output must name a file or folder");
    }
    let Ok(found) = fs::metadata(output) else { return Ok(()) };
    let same = |path: &&Path| same_file::is_same_file(path, output).unwrap_or(false);
    if read.iter().any(same) {
        return refuse("it is one of the files to read");
    }
    if found.is_dir() && !is_file {
        let is_empty = fs::read_dir(output).is_ok_and(|mut entries| entries.next().is_none());
        return if is_empty { Ok(()) } else { refuse("the folder has something in it") };
    }
    if !is_file {
        return refuse("it is a file, and several files are to be restored");
    }
    if !found.is_file() {
        return refuse("it is no file that could be replaced when all is done");
    }
    if arguments.force { Ok(()) } else { refuse("it exists already; --force writes over it") }
}
