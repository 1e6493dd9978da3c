//! Recovery: what a killed run has left next to an output is finished, undone or removed.
//!
//! The decision depends on the files that are present (the table in `publish`). Only files that the
//! killed run has noted are touched. Anything else with the name of a helper file ends the run with
//! an error that names it.

use super::commit::stuck;
use super::file_operation as files;
use super::helper_file::{
    Helper, Identity, foreign_kind, foreign_owner, in_the_way, is_free, is_free_for_output, look,
};
use super::lock::{Commit, Lock};
use crate::diagnostics::Diagnostics;
use crate::error::{Error, ErrorKind};
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

/// Removes the remains of a run that wrote an output without a log.
///
/// # Errors
/// If something else has the name of a helper file, or if the run was killed while it renamed a
/// pair. Only `dedup` can recover from that, since it knows the log.
pub(crate) fn recover(lock: &mut Lock, diagnostics: &dyn Diagnostics) -> Result<(), Error> {
    let Some(left) = Leftovers::of(lock)? else { return Ok(()) };
    if left.is_between() {
        return Err(left.needs_its_log());
    }
    let is_started_over = left.new.is_some() || is_free(lock.name());
    left.remove_new()?;
    lock.forget()?;
    if is_started_over {
        say_started_over(diagnostics, lock.name());
    }
    Ok(())
}

/// Finishes or undoes what a killed run did with a pair. `describes` says whether a log describes
/// an output.
///
/// # Errors
/// If something else has the name of a helper file, or if the killed run wrote another log.
pub(crate) fn recover_pair(
    output: &mut Lock,
    log: &mut Lock,
    describes: impl Fn(&Path, &Path) -> bool,
    diagnostics: &dyn Diagnostics,
) -> Result<(), Error> {
    let Some(left) = Leftovers::of(output)? else { return recover(log, diagnostics) };
    if left.is_between() && log.left().is_none() {
        return Err(left.needs_its_log());
    }
    let of_log = Leftovers::of(log)?;
    if let Some(of_log) = &of_log
        && of_log.is_between()
    {
        return Err(of_log.needs_its_log());
    }
    let is_whole = |path: &Path| describes(path, log.name());
    let mut is_started_over = is_free(output.name()) || left.new.is_some();
    if let Some(says) = left.finish_or_undo(is_whole)? {
        diagnostics.say(&says);
        is_started_over = false;
    }
    left.remove_new()?;
    if let Some(of_log) = of_log {
        is_started_over |= of_log.new.is_some() && left.commit.is_none();
        of_log.remove_new()?;
        log.forget()?;
    }
    output.forget()?;
    if is_started_over {
        say_started_over(diagnostics, output.name());
    }
    Ok(())
}

/// The remains of a killed run next to `name`.
struct Leftovers {
    name: PathBuf,
    /// The note that renames had begun.
    commit: Option<Commit>,
    new: Option<PathBuf>,
    old: Option<PathBuf>,
}

impl Leftovers {
    fn of(lock: &Lock) -> Result<Option<Leftovers>, Error> {
        let Some(notes) = lock.left() else { return Ok(None) };
        let name = lock.name().to_owned();
        let new = found(&name, Helper::New, notes.new)?;
        let old = match &notes.commit {
            Some(Commit { old: Some(old) }) => found(&name, Helper::Old, Some(*old))?,
            _ => None,
        };
        Ok(Some(Leftovers { name, commit: notes.commit.clone(), new, old }))
    }

    /// Whether renames had begun and are not complete.
    fn is_between(&self) -> bool {
        self.old.is_some()
            || self.commit.is_some() && self.new.is_some() && is_free_for_output(&self.name)
    }

    /// The last steps of a pair: the new output gets its name if the log describes it, or else the
    /// older output gets its name back. Returns the message about it.
    fn finish_or_undo(&self, is_whole: impl Fn(&Path) -> bool) -> Result<Option<String>, Error> {
        if !self.is_between() {
            return Ok(None);
        }
        let name = self.name.display();
        if !is_free_for_output(&self.name) {
            return self.remove_old(is_whole(&self.name));
        }
        if let Some(new) = self.new.as_ref().filter(|new| is_whole(new)) {
            let renamed = if new.is_dir() {
                files::rename(new, &self.name)
            } else {
                files::rename_new(new, &self.name)
            };
            renamed
                .and_then(|()| files::sync_name(&self.name))
                .map_err(|error| stuck(new, &self.name, &error))?;
            if let Some(old) = &self.old {
                files::remove_file(old).map_err(|error| unremoved(old, &error))?;
            }
            return Ok(Some(format!(
                "an earlier run was killed after all its output was written: {name} and its \
                 audit log have their names now"
            )));
        }
        let Some(old) = &self.old else { return Ok(None) };
        files::rename_new(old, &self.name)
            .and_then(|()| files::sync_name(&self.name))
            .map_err(|error| stuck(old, &self.name, &error))?;
        Ok(Some(format!(
            "an earlier run that was replacing {name} did not finish: {name} and \
             its audit log are back as they were"
        )))
    }

    /// Removes the replaced file, if its replacement is complete.
    fn remove_old(&self, is_replaced: bool) -> Result<Option<String>, Error> {
        let Some(old) = &self.old else { return Ok(None) };
        let name = self.name.display();
        if !is_replaced && !are_one(old, &self.name) {
            return Err(Error::new(
                ErrorKind::Write,
                format!(
                    "cannot write {name}: an earlier run was killed while it replaced {name}, and what \
                 is called so now was not written by it; the older one is {}: nothing is lost: \
                 rename it by hand",
                    old.display()
                ),
            ));
        }
        files::remove_file(old).map_err(|error| unremoved(old, &error))?;
        Ok(Some(format!(
            "an earlier run that replaced {name} finished except for removing the \
             older file, which is done now"
        )))
    }

    fn remove_new(&self) -> Result<(), Error> {
        let Some(new) = &self.new else { return Ok(()) };
        let removed = match fs::symlink_metadata(new) {
            Ok(found) if found.is_dir() => files::remove_tree(new),
            Ok(_) => files::remove_file(new),
            // It got its name above.
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        };
        removed.map_err(|error| unremoved(new, &error))
    }

    fn needs_its_log(&self) -> Error {
        let there: Vec<String> =
            self.new.iter().chain(&self.old).map(|path| path.display().to_string()).collect();
        Error::new(
            ErrorKind::Write,
            format!(
                "cannot write {name}: a run of retold dedup was killed while it gave {name} and its \
             audit log their names, and left {}; run retold dedup with the same --output and --audit \
             again, which puts this right, or rename what you want to keep",
                there.join(" and "),
                name = self.name.display(),
            ),
        )
    }
}

/// The helper file that a killed run has left, if it is present.
///
/// # Errors
/// If something else has its name.
fn found(name: &Path, helper: Helper, noted: Option<Identity>) -> Result<Option<PathBuf>, Error> {
    let path = helper.path(name);
    let found = look(&path).map_err(|error| Error::writing(name, &error))?;
    let Some(found) = found else { return Ok(None) };
    // The replaced file was the user's: it may have several names and another owner.
    if helper == Helper::Old && found.is_file() && noted == Some(Identity::of(&found)) {
        return Ok(Some(path));
    }
    match foreign(&path, name, &found, noted) {
        Some(kind) => Err(in_the_way(&path, name, kind)),
        None => Ok(Some(path)),
    }
}

/// The reason why a file is not the one that a killed run has noted; `None` if it is.
fn foreign(
    path: &Path,
    name: &Path,
    found: &Metadata,
    noted: Option<Identity>,
) -> Option<&'static str> {
    // A run may have been killed between creating the file and noting it. The file is empty then.
    let is_noted = noted.is_some_and(|noted| Identity::of(found) == noted);
    if found.is_dir() {
        let is_empty = || fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_none());
        let is_own = is_noted && holds_files_only(path) || noted.is_none() && is_empty();
        return if is_own { foreign_owner(found) } else { Some("a folder") };
    }
    // A rename in two steps leaves one file with both names for a moment.
    let kind = if is_noted && are_one(path, name) { None } else { foreign_kind(found) };
    let is_own = is_noted || noted.is_none() && found.len() == 0;
    kind.or_else(|| (!is_own).then_some("a file"))
}

/// Whether two paths are names of one regular file.
fn are_one(a: &Path, b: &Path) -> bool {
    let (Ok(a), Ok(b)) = (fs::symlink_metadata(a), fs::symlink_metadata(b)) else { return false };
    a.is_file() && b.is_file() && Identity::of(&a) == Identity::of(&b)
}

/// Whether a folder contains, at any depth, only what a run writes: folders, and files with one
/// name.
fn holds_files_only(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.into_iter().all(|entry| {
        let Ok(entry) = entry else { return false };
        let Ok(found) = fs::symlink_metadata(entry.path()) else { return false };
        if found.is_dir() {
            holds_files_only(&entry.path())
        } else {
            foreign_kind(&found).is_none()
        }
    })
}

fn unremoved(path: &Path, error: &io::Error) -> Error {
    Error::new(
        ErrorKind::Write,
        format!(
            "cannot remove {}, left by an earlier run: {error}; remove it by hand",
            path.display()
        ),
    )
}

fn say_started_over(diagnostics: &dyn Diagnostics, name: &Path) {
    diagnostics.say(&format!(
        "an earlier run that was writing {} did not finish; what it left is \
         removed, and this one starts over",
        name.display()
    ));
}
