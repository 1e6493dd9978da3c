//! The commit: complete outputs get their names, one alone or a clean corpus with its log.

use super::file_operation as files;
use super::helper_file::{Helper, Identity, is_free_for_output, look};
use super::lock::Lock;
use super::temp_output::{TempOutput, appeared};
use crate::error::{Error, ErrorKind};
use std::io;
use std::path::{Path, PathBuf};

/// Gives an output its name, in place of an existing file if `replaces` is set. The contents are on
/// the disk before the rename, and the name is on the disk afterwards.
pub(crate) fn commit(mut output: TempOutput, replaces: bool) -> Result<(), Error> {
    if replaces {
        output.limit_to_older()?;
    }
    output.sync()?;
    output.give_name(replaces)
}

/// Gives an output and its log their names, in the steps of the table in `publish`. `lock` is that
/// of the output.
///
/// # Errors
/// If a step fails. The steps before it are undone, unless the log has replaced an older one by
/// then. In that case the new pair is complete, and the next run gives the output its name.
pub(crate) fn commit_pair(
    mut output: TempOutput,
    mut log: TempOutput,
    lock: &mut Lock,
    replaces: bool,
) -> Result<(), Error> {
    if replaces {
        output.limit_to_older()?;
        log.limit_to_older()?;
    }
    output.sync()?;
    log.sync()?;
    let older = if replaces { ReplacedFile::of(&output)? } else { None };
    if older.is_some() {
        lock.check_old_is_free()?;
    }
    lock.note_commit(older.as_ref().map(|older| older.identity))?;
    if let Some(older) = &older {
        older.set_aside().inspect_err(|_| lock.leave())?;
    }
    if let Err(failure) = log.give_name(replaces) {
        return Err(put_back(failure, older.as_ref(), lock));
    }
    match output.give_name(false) {
        Ok(()) => older.map_or(Ok(()), |older| older.remove(lock)),
        Err(failure) if replaces => Err(unfinished(&failure, &mut output, lock)),
        Err(failure) => Err(without_log(failure, &log)),
    }
}

/// The file that is replaced.
struct ReplacedFile {
    name: PathBuf,
    path: PathBuf,
    identity: Identity,
}

impl ReplacedFile {
    /// The existing file with the name of an output, if there is one. Only a file may be replaced
    /// by a file, and only an empty folder by a folder.
    fn of(output: &TempOutput) -> Result<Option<ReplacedFile>, Error> {
        let name = output.name();
        let found = look(name).map_err(|error| output.failure(&error))?;
        let Some(found) = found else { return Ok(None) };
        match (output.is_file(), found.is_file()) {
            (true, true) => Ok(Some(ReplacedFile {
                name: name.to_owned(),
                path: Helper::Old.path(name),
                identity: Identity::of(&found),
            })),
            (false, _) if is_free_for_output(name) => Ok(None),
            _ => Err(output.failure(&appeared(io::ErrorKind::AlreadyExists.into(), true))),
        }
    }

    fn set_aside(&self) -> Result<(), Error> {
        files::rename_new(&self.name, &self.path)
            .and_then(|()| files::sync_name(&self.name))
            .map_err(|error| stuck(&self.name, &self.path, &error))
    }

    fn put_back(&self) -> Result<(), Error> {
        files::rename_new(&self.path, &self.name)
            .and_then(|()| files::sync_name(&self.name))
            .map_err(|error| stuck(&self.path, &self.name, &error))
    }

    fn remove(&self, lock: &mut Lock) -> Result<(), Error> {
        if !self.identity.is_at(&self.path) {
            return Ok(());
        }
        files::remove_file(&self.path).map_err(|error| {
            lock.leave();
            Error::new(
                ErrorKind::Write,
                format!(
                    "{} is written, but the older one cannot be removed: {error}; it is {}",
                    self.name.display(),
                    self.path.display()
                ),
            )
        })
    }
}

/// Gives the older output its name again.
fn put_back(failure: Error, older: Option<&ReplacedFile>, lock: &mut Lock) -> Error {
    match older.map_or(Ok(()), ReplacedFile::put_back) {
        Ok(()) => failure,
        Err(stuck) => {
            lock.leave();
            Error::new(ErrorKind::Write, format!("{failure}; {stuck}"))
        }
    }
}

/// Removes the log of an output that could not get its name.
fn without_log(failure: Error, log: &TempOutput) -> Error {
    if log.identity.is_at(log.name()) {
        let _ = files::remove_file(log.name());
    }
    failure
}

/// Leaves a new output for the next run.
fn unfinished(failure: &Error, output: &mut TempOutput, lock: &mut Lock) -> Error {
    output.keep();
    lock.leave();
    Error::new(
        ErrorKind::Write,
        format!(
            "{failure}; the new output is complete, it is {}, and its log has its final name; remove or rename \
         what is called {}, and run this again",
            output.path().display(),
            output.name().display(),
        ),
    )
}

/// The error for a failed rename.
pub(super) fn stuck(from: &Path, to: &Path, error: &io::Error) -> Error {
    Error::new(
        ErrorKind::Write,
        format!(
            "cannot rename {} to {}: {error}; nothing is lost: rename it by hand",
            from.display(),
            to.display()
        ),
    )
}
