//! An output under its temporary name `.NAME.retold-new.tmp`, until it is complete and gets its
//! name `NAME`.
//!
//! It is created only if nothing has that name, noted in the lock, and removed when it is dropped
//! without getting its name. `recovery` removes what a killed run leaves.

use super::file_operation as files;
use super::helper_file::{Helper, Identity, described, in_the_way, look};
use super::lock::Lock;
use super::permissions::Permissions;
use crate::error::{Error, ErrorKind};
use crate::regular_file;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

/// A file or folder that is being written.
#[derive(Debug)]
pub(crate) struct TempOutput {
    name: PathBuf,
    path: PathBuf,
    /// The file; `None` for a folder.
    file: Option<File>,
    pub(super) identity: Identity,
    /// Whether it is removed when dropped.
    is_temporary: bool,
}

impl TempOutput {
    /// Starts the file that the lock protects.
    pub(crate) fn file(lock: &Lock, permissions: Permissions) -> Result<TempOutput, Error> {
        let path = Helper::New.path(lock.name());
        let made = files::create_file(&path, permissions);
        let file = made.map_err(|error| uncreated(&path, lock.name(), &error))?;
        TempOutput::noted(lock, path, Some(file))
    }

    /// Starts the folder that the lock protects.
    pub(crate) fn folder(lock: &Lock, permissions: Permissions) -> Result<TempOutput, Error> {
        let path = Helper::New.path(lock.name());
        let made = files::create_folder(&path, permissions);
        made.map_err(|error| uncreated(&path, lock.name(), &error))?;
        TempOutput::noted(lock, path, None)
    }

    fn noted(lock: &Lock, path: PathBuf, file: Option<File>) -> Result<TempOutput, Error> {
        let found = match &file {
            Some(file) => file.metadata(),
            None => fs::symlink_metadata(&path),
        };
        let found = found.map_err(|error| Error::writing(lock.name(), &error))?;
        let identity = Identity::of(&found);
        let name = lock.name().to_owned();
        let output = TempOutput { name, path, file, identity, is_temporary: true };
        lock.note_new(identity)?;
        Ok(output)
    }

    /// Creates a file in the folder. New folders get the permissions of the folders of `model`, or
    /// else `permissions`.
    pub(crate) fn file_in(
        &self,
        relative: &str,
        model: Option<&Path>,
        permissions: Permissions,
    ) -> io::Result<File> {
        let path = self.path.join(relative);
        if let Some(folder) = path.parent() {
            let model = model.map(std::path::absolute).transpose()?;
            make_folders(folder, model.as_deref().and_then(Path::parent), permissions)?;
        }
        permissions.create_file(&path)
    }

    /// Moves a file of the folder to another path, with its folders as [`file_in`](TempOutput::file_in) makes them.
    /// If there is a file with the same bytes already, which a killed run left, this one is removed.
    ///
    /// # Errors
    /// If something else has this name; it is not overwritten.
    pub(crate) fn move_file(
        &self,
        relative: &str,
        to: &Path,
        model: Option<&Path>,
        permissions: Permissions,
    ) -> io::Result<()> {
        let from = self.path.join(relative);
        if let Some(folder) = to.parent() {
            let model = model.map(std::path::absolute).transpose()?;
            make_folders(folder, model.as_deref().and_then(Path::parent), permissions)?;
        }
        match files::rename_new(&from, to) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                if have_equal_bytes(&from, to)? { files::remove_file(&from) } else { Err(error) }
            }
            renamed => renamed.and_then(|()| files::sync_name(to)),
        }
    }

    /// Whether a file has the bytes that this one has so far.
    pub(crate) fn has_bytes_of(&self, other: &Path) -> io::Result<bool> {
        have_equal_bytes(&self.path, other)
    }

    /// The final name.
    pub(crate) fn name(&self) -> &Path {
        &self.name
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it is a file and not a folder.
    pub(crate) fn is_file(&self) -> bool {
        self.file.is_some()
    }

    /// The file, to write to.
    pub(crate) fn open_file(&self) -> io::Result<File> {
        match &self.file {
            Some(file) => file.try_clone(),
            None => Err(io::ErrorKind::IsADirectory.into()),
        }
    }

    /// The error for a failed write.
    pub(crate) fn failure(&self, error: &io::Error) -> Error {
        Error::writing(&self.name, error)
    }

    /// Waits until the contents are on the disk.
    pub(crate) fn sync(&self) -> Result<(), Error> {
        let synced = match &self.file {
            Some(file) => files::sync_file(file, &self.path),
            None => files::sync_tree(&self.path),
        };
        synced.map_err(|error| self.failure(&error))
    }

    /// Removes permissions that the replaced file does not have.
    pub(super) fn limit_to_older(&self) -> Result<(), Error> {
        let limited = match (&self.file, look(&self.name)) {
            (Some(file), Ok(Some(older))) if older.is_file() => {
                files::limit(file, &self.path, Permissions::of(&older))
            }
            _ => Ok(()),
        };
        limited.map_err(|error| self.failure(&error))
    }

    /// Renames it to its final name, in place of an existing file if `replaces` is set.
    pub(super) fn give_name(&mut self, replaces: bool) -> Result<(), Error> {
        if !self.identity.is_at(&self.path) {
            return Err(Error::new(
                ErrorKind::Write,
                format!(
                    "cannot write {}: {} was replaced during this run; nothing was written",
                    self.name.display(),
                    self.path.display()
                ),
            ));
        }
        let renamed = match &self.file {
            Some(_) if replaces => files::rename(&self.path, &self.name),
            Some(_) => files::rename_new(&self.path, &self.name),
            None => self.name_folder(),
        };
        renamed.map_err(|error| self.failure(&appeared(error, replaces)))?;
        self.is_temporary = false;
        files::sync_name(&self.name).map_err(|error| self.failure(&error))
    }

    /// Renames a folder. An empty folder may have the name, which only some systems replace. No
    /// system replaces anything else by a folder.
    fn name_folder(&self) -> io::Result<()> {
        if cfg!(windows) {
            let _ = files::remove_empty(&self.name);
        }
        files::rename(&self.path, &self.name)
    }

    /// Keeps it under its temporary name.
    pub(super) fn keep(&mut self) {
        self.is_temporary = false;
    }
}

impl Drop for TempOutput {
    fn drop(&mut self) {
        if self.is_temporary && self.identity.is_at(&self.path) {
            let _ = match self.file {
                Some(_) => files::remove_file(&self.path),
                None => files::remove_tree(&self.path),
            };
        }
    }
}

/// The error if it could not be created.
fn uncreated(path: &Path, name: &Path, error: &io::Error) -> Error {
    if error.kind() == io::ErrorKind::AlreadyExists {
        in_the_way(path, name, described(path))
    } else {
        Error::writing(name, error)
    }
}

/// The error if a name was taken during the run.
pub(super) fn appeared(error: io::Error, replaces: bool) -> io::Error {
    let says = match error.kind() {
        io::ErrorKind::AlreadyExists if !replaces => {
            "a file of this name has appeared in the meantime; --force overwrites it"
        }
        io::ErrorKind::AlreadyExists
        | io::ErrorKind::DirectoryNotEmpty
        | io::ErrorKind::NotADirectory
        | io::ErrorKind::IsADirectory => {
            "something of this name has appeared in the meantime and is not overwritten"
        }
        _ => return error,
    };
    io::Error::new(error.kind(), says)
}

/// Creates a folder and its parents, each with the permissions of its model.
fn make_folders(folder: &Path, model: Option<&Path>, permissions: Permissions) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    if let Some(around) = folder.parent() {
        make_folders(around, model.and_then(Path::parent), permissions)?;
    }
    let found = model.and_then(|model| fs::metadata(model).ok()).filter(fs::Metadata::is_dir);
    let made = found.map_or(permissions, |found| Permissions::of(&found)).create_folder(folder);
    // Another run may have made it in the meantime.
    if folder.is_dir() { Ok(()) } else { made }
}

/// Whether two files have the same bytes; false unless both are regular files.
fn have_equal_bytes(a: &Path, b: &Path) -> io::Result<bool> {
    let (Ok(a), Ok(b)) = (regular_file::open(a), regular_file::open(b)) else { return Ok(false) };
    if a.metadata()?.len() != b.metadata()?.len() {
        return Ok(false);
    }
    let [mut a, mut b] = [a, b].map(|file| BufReader::with_capacity(1 << 17, file));
    loop {
        let (left, right) = (a.fill_buf()?, b.fill_buf()?);
        let len = left.len().min(right.len());
        if left[..len] != right[..len] {
            return Ok(false);
        }
        if len == 0 {
            return Ok(left.len() == right.len());
        }
        a.consume(len);
        b.consume(len);
    }
}
