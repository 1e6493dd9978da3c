//! The lock on an output `NAME`: a system lock on the file `.NAME.retold-lock.tmp`.
//!
//! The system releases the lock when the run ends in any way; the file may stay. It contains notes
//! for the next run: the identities (never the paths) of the helper files that were created. The
//! next run removes only files with these identities. Notes are appended line by line:
//!
//! ```text
//! retold lock 1
//! new 1839201         .NAME.retold-new.tmp is the file with this number
//! commit 1839107      all is complete; NAME, file 1839107, is about to be renamed to .NAME.retold-old
//! ```
//!
//! `commit -` means that the output replaces nothing. A file with other content was not made by
//! retold: it is refused and not changed. An empty file is left by a run that was killed before its
//! first note.
//!
//! # Example
//! A run that is killed right after `commit 1839107` leaves a lock file with the three lines above.
//! The next run takes the system lock, reads the notes, and checks that `.NAME.retold-new.tmp` is
//! file 1839201. Only then does `recovery` finish or undo the commit, and truncate the notes.

use super::file_operation as files;
use super::helper_file::{Helper, Identity, in_the_way, is_free, open_left};
use super::permissions::Permissions;
use crate::error::{Error, ErrorKind};
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

const FIRST_LINE: &str = "retold lock 1\n";
/// The longest notes, in bytes.
const LONGEST: u64 = 1 << 12;
/// The number of attempts to lock. Each time, the lock file may be removed between opening and
/// locking, because the run that held it has ended.
const ATTEMPTS: usize = 1000;

/// The lock on `NAME`, held until it is dropped.
#[derive(Debug)]
pub(crate) struct Lock {
    name: PathBuf,
    path: PathBuf,
    file: File,
    /// The notes of a run that held the lock before and was killed, until they are dealt with.
    left: Option<Notes>,
    /// Whether the file with its notes stays for the next run.
    stays: bool,
}

/// The notes of a killed run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Notes {
    pub(super) new: Option<Identity>,
    pub(super) commit: Option<Commit>,
}

/// The note that everything is complete and the renames begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Commit {
    /// The replaced file.
    pub(super) old: Option<Identity>,
}

impl Lock {
    /// Takes the lock on `name`.
    ///
    /// # Errors
    /// If another run holds it, or something else has the name of the lock file.
    pub(crate) fn take(name: &Path) -> Result<Lock, Error> {
        let path = Helper::Lock.path(name);
        for _ in 0..ATTEMPTS {
            let (file, was_there) = match files::create_file(&path, Permissions::OWNER) {
                Ok(file) => (file, false),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    match open_left(&path) {
                        Ok(file) => (file, true),
                        Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                            return Err(in_the_way(&path, name, "a file without read permission"));
                        }
                        Err(error) => return Err(in_the_way(&path, name, &error.to_string())),
                    }
                }
                Err(error) => return Err(Error::writing(name, &error)),
            };
            hold(&file, name)?;
            if !is_at(&file, &path) {
                continue;
            }
            let mut lock = Lock { name: name.to_owned(), path, file, left: None, stays: was_there };
            lock.begin(was_there)?;
            return Ok(lock);
        }
        Err(Error::new(
            ErrorKind::Write,
            format!(
                "cannot write {}: {} keeps appearing and disappearing; write elsewhere",
                name.display(),
                path.display()
            ),
        ))
    }

    /// Reads the notes of a killed run, or writes the first line.
    fn begin(&mut self, was_there: bool) -> Result<(), Error> {
        let mut text = Vec::new();
        let read = (&self.file).take(LONGEST + 1).read_to_end(&mut text);
        read.map_err(|error| Error::writing(&self.name, &error))?;
        if was_there {
            let notes = Notes::parse(&text)
                .ok_or_else(|| in_the_way(&self.path, &self.name, "a file with other content"))?;
            self.left = Some(notes);
        }
        if text.is_empty() { self.note(FIRST_LINE) } else { Ok(()) }
    }

    /// The output that the lock protects.
    pub(crate) fn name(&self) -> &Path {
        &self.name
    }

    /// The notes of a killed run, if it has left the lock file.
    pub(super) fn left(&self) -> Option<&Notes> {
        self.left.as_ref()
    }

    /// Removes the notes of a killed run, once its files are dealt with.
    pub(super) fn forget(&mut self) -> Result<(), Error> {
        let len = FIRST_LINE.len() as u64;
        files::truncate(&self.file, &self.path, len)
            .and_then(|()| (&self.file).seek(SeekFrom::Start(len)))
            .map_err(|error| Error::writing(&self.name, &error))?;
        self.left = None;
        self.stays = false;
        Ok(())
    }

    /// Notes the identity of the new file or folder.
    pub(super) fn note_new(&self, new: Identity) -> Result<(), Error> {
        self.note(&format!("new {}\n", new.0))
    }

    /// Notes, on the disk, that the renames begin.
    pub(super) fn note_commit(&self, old: Option<Identity>) -> Result<(), Error> {
        let old = old.map_or_else(|| "-".to_owned(), |old| old.0.to_string());
        self.note(&format!("commit {old}\n"))?;
        files::sync_file(&self.file, &self.path)
            .and_then(|()| files::sync_name(&self.path))
            .map_err(|error| Error::writing(&self.name, &error))
    }

    fn note(&self, line: &str) -> Result<(), Error> {
        files::append(&self.file, &self.path, line)
            .map_err(|error| Error::writing(&self.name, &error))
    }

    /// Leaves the notes for the next run.
    pub(super) fn leave(&mut self) {
        self.stays = true;
    }

    /// Checks that nothing has the temporary name of the older output.
    pub(crate) fn check_old_is_free(&self) -> Result<(), Error> {
        self.check_is_free(Helper::Old)
    }

    /// Checks that nothing has the temporary name of the new output, other than the remains of a
    /// killed run.
    pub(crate) fn check_new_is_free(&self) -> Result<(), Error> {
        if self.left.is_some() { Ok(()) } else { self.check_is_free(Helper::New) }
    }

    fn check_is_free(&self, helper: Helper) -> Result<(), Error> {
        let path = helper.path(&self.name);
        if is_free(&path) {
            return Ok(());
        }
        Err(in_the_way(&path, &self.name, super::helper_file::described(&path)))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // The lock is still held, so no other run takes the file in between.
        if !self.stays && is_at(&self.file, &self.path) {
            let _ = files::remove_file(&self.path);
        }
    }
}

impl Notes {
    /// Parses notes; `None` if [`Lock`] did not write the text.
    fn parse(text: &[u8]) -> Option<Notes> {
        let mut notes = Notes::default();
        if text.is_empty() {
            return Some(notes);
        }
        let text = std::str::from_utf8(text).ok().filter(|text| text.len() as u64 <= LONGEST)?;
        for line in text.strip_prefix(FIRST_LINE)?.split_inclusive('\n') {
            let Some(line) = line.strip_suffix('\n') else {
                // The run was killed while it wrote the last line.
                return is_begun(line).then_some(notes);
            };
            match line.split_once(' ')? {
                ("new", new) => notes.new = Some(Identity(new.parse().ok()?)),
                ("commit", "-") => notes.commit = Some(Commit { old: None }),
                ("commit", old) => {
                    notes.commit = Some(Commit { old: Some(Identity(old.parse().ok()?)) });
                }
                _ => return None,
            }
        }
        Some(notes)
    }
}

/// Whether this is an incomplete note.
fn is_begun(line: &str) -> bool {
    ["new ", "commit "].iter().any(|word| match line.strip_prefix(word) {
        Some(number) => number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'),
        None => word.starts_with(line),
    })
}

/// Locks a file; the lock ends with the run.
fn hold(file: &File, name: &Path) -> Result<(), Error> {
    match file.try_lock() {
        Ok(()) => Ok(()),
        // Some file systems have no locks.
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(()),
        Err(TryLockError::Error(error)) => Err(Error::writing(name, &error)),
        Err(TryLockError::WouldBlock) => Err(Error::new(
            ErrorKind::Write,
            format!(
                "another run is writing {}; wait for it to end, or write elsewhere",
                name.display()
            ),
        )),
    }
}

/// Whether an open file still has its path. The run that held it may have removed it between the
/// opening and the locking, and a lock on a removed file excludes nobody.
fn is_at(file: &File, path: &Path) -> bool {
    let (Ok(own), Ok(found)) = (file.metadata(), fs::symlink_metadata(path)) else { return false };
    found.is_file() && Identity::of(&own) == Identity::of(&found)
}

#[cfg(test)]
mod tests {
    use super::{Commit, Identity, Lock, Notes, is_at};
    use crate::publish::helper_file::Helper;
    use std::fs;

    #[test]
    fn only_notes_of_the_own_form_are_read() {
        let parse = |text: &str| Notes::parse(text.as_bytes());
        assert_eq!(parse(""), Some(Notes::default()));
        assert_eq!(parse("retold lock 1\n"), Some(Notes::default()));
        let new = Some(Identity(17));
        assert_eq!(parse("retold lock 1\nnew 17\n"), Some(Notes { new, commit: None }));
        let commit = Some(Commit { old: Some(Identity(4)) });
        assert_eq!(parse("retold lock 1\nnew 17\ncommit 4\n"), Some(Notes { new, commit }));
        let commit = Some(Commit { old: None });
        assert_eq!(parse("retold lock 1\nnew 17\ncommit -\n"), Some(Notes { new, commit }));
        // Killed in the middle of a line.
        assert_eq!(parse("retold lock 1\nnew 17\ncommit 4"), Some(Notes { new, commit: None }));
        assert_eq!(parse("retold lock 1\nne"), Some(Notes::default()));
        for text in [
            "/home/me/notes",
            "retold lock 2\n",
            "retold lock 1",
            "retold lock 1\n/home/me/notes\n",
            "retold lock 1\nnew /home/me\n",
            "retold lock 1\nnew -1\n",
            "retold lock 1\n\n",
            "retold lock 1\ndear diary",
            "retold lock 1\nnew diary",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(Notes::parse(b"retold lock 1\n\xff\n"), None);
        assert_eq!(parse(&format!("retold lock 1\n{}", "new 1\n".repeat(1000))), None);
    }

    /// A lock on a removed file would exclude nobody.
    #[test]
    fn a_lock_on_a_removed_file_is_none() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let name = folder.path().join("out");
        let path = Helper::Lock.path(&name);
        let lock = Lock::take(&name).expect("nobody holds it");
        assert!(is_at(&lock.file, &path));
        fs::remove_file(&path).expect("it is there");
        assert!(!is_at(&lock.file, &path), "gone");
        fs::write(&path, "").expect("the name is free");
        assert!(!is_at(&lock.file, &path), "another file");
        drop(lock);
        assert!(path.exists(), "a lock removes no file but its own");
    }

    /// Threads take and release the lock without a pause, so lock files often disappear between
    /// opening and locking. No two of them ever hold it.
    #[test]
    fn no_two_hold_a_lock() {
        use std::sync::atomic::{AtomicUsize, Ordering};
        let folder = tempfile::tempdir().expect("a folder can be made");
        let name = folder.path().join("out");
        let (held, taken) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..500 {
                        let Ok(mut lock) = Lock::take(&name) else { continue };
                        assert_eq!(held.fetch_add(1, Ordering::SeqCst), 0);
                        taken.fetch_add(1, Ordering::SeqCst);
                        std::thread::yield_now();
                        held.fetch_sub(1, Ordering::SeqCst);
                        // A file that existed was left by another thread, not by a killed run.
                        lock.forget().expect("it can be written");
                    }
                });
            }
        });
        assert!(taken.load(Ordering::SeqCst) > 4);
    }
}
