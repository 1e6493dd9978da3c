//! What is being written, under a name that nobody takes for the real one.

use super::rights::Rights;
use crate::failure::Failure;
use crate::output::folder_of;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use tempfile::{Builder, TempPath};

const MIDDLE: &str = ".retold-";
const END: &str = ".tmp";
/// The letters and digits between the two.
const RANDOM: usize = 8;

/// A file or folder that gets its name when it is whole, `.NAME.retold-XXXXXXXX.tmp` until then.
///
/// Gone when dropped; what a killed run leaves is removed by [`remove_left`].
#[derive(Debug)]
pub(super) struct Draft {
    name: PathBuf,
    held: Held,
}

#[derive(Debug)]
enum Held {
    File(File, TempPath),
    Folder(tempfile::TempDir),
}

impl Draft {
    /// Starts a file that will be called `name`.
    pub(super) fn file_for(name: &Path, rights: Rights) -> Result<Draft, Failure> {
        let prefix = prefix(name);
        let mut builder = Builder::new();
        builder.prefix(&prefix).suffix(END).rand_bytes(RANDOM);
        let made = builder.make_in(folder_of(name), |path| rights.file(path));
        let (file, path) = made.map_err(|error| unwritable(name, &error))?.into_parts();
        Ok(Draft { name: name.to_owned(), held: Held::File(file, path) })
    }

    /// Starts a folder that will be called `name`.
    pub(super) fn folder_for(name: &Path, rights: Rights) -> Result<Draft, Failure> {
        let prefix = prefix(name);
        let mut builder = Builder::new();
        builder.prefix(&prefix).suffix(END).rand_bytes(RANDOM);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(rights.of_folder()));
        }
        let made = builder.tempdir_in(folder_of(name));
        let folder = made.map_err(|error| unwritable(name, &error))?;
        Ok(Draft { name: name.to_owned(), held: Held::Folder(folder) })
    }

    /// Makes a file in the folder. The folders that it lies in get the rights of those around
    /// `model`; where there are none, what `rights` allow.
    pub(super) fn file_in(
        &self,
        relative: &str,
        model: Option<&Path>,
        rights: Rights,
    ) -> io::Result<File> {
        let path = self.path().join(relative);
        if let Some(folder) = path.parent() {
            let model = model.map(std::path::absolute).transpose()?;
            make_folders(folder, model.as_deref().and_then(Path::parent), rights)?;
        }
        rights.file(&path)
    }

    pub(super) fn path(&self) -> &Path {
        match &self.held {
            Held::File(_, path) => path,
            Held::Folder(folder) => folder.path(),
        }
    }

    /// Whether it is a file and not a folder.
    pub(super) fn is_file(&self) -> bool {
        matches!(self.held, Held::File(..))
    }

    /// The file, to write to.
    pub(super) fn file(&self) -> io::Result<File> {
        match &self.held {
            Held::File(file, _) => file.try_clone(),
            Held::Folder(_) => Err(io::ErrorKind::IsADirectory.into()),
        }
    }

    pub(super) fn failure(&self, error: &io::Error) -> Failure {
        unwritable(&self.name, error)
    }

    /// Makes sure that what was written is on the disk.
    pub(super) fn sync(&self) -> Result<(), Failure> {
        let synced = match &self.held {
            Held::File(file, _) => file.sync_all(),
            Held::Folder(folder) => sync_all(folder.path()),
        };
        synced.map_err(|error| self.failure(&error))
    }

    /// Lets nobody read a file who could not read the older one of its name.
    pub(super) fn limit_to_older(&self) -> Result<(), Failure> {
        let limited = match (&self.held, fs::metadata(&self.name)) {
            (Held::File(file, _), Ok(older)) => Rights::of(&older).limit(file),
            _ => Ok(()),
        };
        limited.map_err(|error| self.failure(&error))
    }

    /// Gives it its name; in the place of a file that has it, if that is `replaced`.
    pub(super) fn publish(self, replaced: bool) -> Result<(), Failure> {
        let Draft { name, held } = self;
        let published = match held {
            Held::File(_, path) if replaced => path.persist(&name).map_err(|error| error.error),
            Held::File(_, path) => path.persist_noclobber(&name).map_err(|error| error.error),
            Held::Folder(folder) => {
                // An empty folder may have the name, and only some systems replace that.
                if cfg!(windows) {
                    let _ = fs::remove_dir(&name);
                }
                let kept = folder.keep();
                fs::rename(&kept, &name).inspect_err(|_| {
                    let _ = fs::remove_dir_all(&kept);
                })
            }
        };
        published.map_err(|error| unwritable(&name, &appeared(error, replaced)))?;
        sync_name(&name);
        Ok(())
    }
}

/// Says of a name that is taken, at the end, that it was not at the start.
fn appeared(error: io::Error, replaced: bool) -> io::Error {
    let says = match error.kind() {
        io::ErrorKind::AlreadyExists if !replaced => {
            "a file of this name has appeared in the meantime; --force writes over it"
        }
        io::ErrorKind::AlreadyExists
        | io::ErrorKind::DirectoryNotEmpty
        | io::ErrorKind::NotADirectory
        | io::ErrorKind::IsADirectory => {
            "something of this name has appeared in the meantime, which is not written over"
        }
        _ => return error,
    };
    io::Error::new(error.kind(), says)
}

/// Makes a folder and those around it, each with the rights of its model.
fn make_folders(folder: &Path, model: Option<&Path>, rights: Rights) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    if let Some(around) = folder.parent() {
        make_folders(around, model.and_then(Path::parent), rights)?;
    }
    let found = model.and_then(|model| fs::metadata(model).ok()).filter(fs::Metadata::is_dir);
    found.map_or(rights, |found| Rights::of(&found)).folder(folder)
}

/// That something cannot be written; tempfile's own names say nothing to anyone.
pub(super) fn unwritable(name: &Path, error: &io::Error) -> Failure {
    let cause = error.get_ref().and_then(|inner| inner.source()?.downcast_ref::<io::Error>());
    Failure::writing(name, cause.unwrap_or(error))
}

/// Puts a name that was given on the disk, where the system can: there is no way back from here, and
/// not every folder can be opened for it.
pub(super) fn sync_name(name: &Path) {
    let _ = sync(folder_of(name));
}

/// Makes sure that the names in a folder are on the disk.
fn sync(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Makes sure that a folder is on the disk with everything in it.
fn sync_all(folder: &Path) -> io::Result<()> {
    let mut folders = vec![folder.to_owned()];
    let mut files = Vec::new();
    let mut at = 0;
    while let Some(folder) = folders.get(at) {
        let entries: Vec<_> = fs::read_dir(folder)?.collect::<io::Result<_>>()?;
        for entry in entries {
            let is_folder = entry.file_type()?.is_dir();
            if is_folder { &mut folders } else { &mut files }.push(entry.path());
        }
        at += 1;
    }
    // Windows asks for the right to write.
    let open = |file: &PathBuf| File::options().read(true).write(cfg!(windows)).open(file);
    files.par_iter().try_for_each(|file| open(file)?.sync_all())?;
    folders.iter().try_for_each(|folder| sync(folder))
}

fn prefix(name: &Path) -> OsString {
    let mut prefix = OsString::from(".");
    prefix.push(name.file_name().unwrap_or_default());
    prefix.push(MIDDLE);
    prefix
}

/// A file beside `name` that is no draft, `.NAME.retold-END`.
pub(super) fn hidden(name: &Path, end: &str) -> PathBuf {
    let mut hidden = prefix(name);
    hidden.push(end);
    folder_of(name).join(hidden)
}

/// Whether `found` is what a draft of `name` is called.
fn is_draft_of(found: &OsStr, name: &Path) -> bool {
    let (found, prefix) = (found.as_encoded_bytes(), prefix(name));
    let random = found
        .strip_prefix(prefix.as_encoded_bytes())
        .and_then(|rest| rest.strip_suffix(END.as_bytes()));
    random.is_some_and(|it| it.len() == RANDOM && it.iter().all(u8::is_ascii_alphanumeric))
}

/// What runs that were killed have left of drafts of `name`.
pub(super) fn left_of(name: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder_of(name)) else { return Vec::new() };
    let mut left: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.file_name().is_some_and(|found| is_draft_of(found, name)))
        .collect();
    left.sort_unstable();
    left
}

/// Removes what is left of a draft.
pub(super) fn remove_left(path: &Path) -> Result<(), Failure> {
    let removed = match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) => Err(error),
    };
    removed.map_err(|error| {
        Failure::new(format!("cannot remove {}, left by an earlier run: {error}", path.display()))
    })
}

#[cfg(test)]
mod tests {
    use super::is_draft_of;
    use std::path::Path;

    #[test]
    fn only_names_of_the_own_scheme_are_drafts() {
        let is = |found: &str| is_draft_of(found.as_ref(), Path::new("some/clean.jsonl"));
        assert!(is(".clean.jsonl.retold-aB3dE6gH.tmp"));
        for other in [
            "clean.jsonl",
            ".clean.jsonl.retold-.tmp",
            ".clean.jsonl.retold-aB3dE6g.tmp",
            ".clean.jsonl.retold-aB3dE6gH.tmp.bak",
            "clean.jsonl.retold-aB3dE6gH.tmp",
            ".clean.jsonl.retold-aB3d/6gH.tmp",
            ".other.jsonl.retold-aB3dE6gH.tmp",
            ".clean.jsonl.audit.jsonl.retold-aB3dE6gH.tmp",
            ".clean.jsonl.retold-lock.tmp",
            ".clean.jsonl.retold-older",
        ] {
            assert!(!is(other), "{other}");
        }
    }
}
