//! No two runs write the same files.

use super::draft::{hidden, unwritable};
use crate::failure::Failure;
use same_file::Handle;
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{self, Path, PathBuf};

/// No path is longer, in bytes.
const LONGEST: u64 = 1 << 16;

/// The right to write a file or folder, held until it is dropped: the lock of the system on a file
/// beside it, so that it ends with the run, however that ends.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    /// Whether a run that held it was killed.
    pub(super) was_left: bool,
    /// What such a run called its log, until that is put right.
    noted: Option<PathBuf>,
    file: File,
}

impl Lock {
    /// Takes the right to write `name`.
    pub(super) fn of(name: &Path) -> Result<Lock, Failure> {
        let path = hidden(name, "lock.tmp");
        loop {
            let was_left = path.exists();
            let file = open(&path).map_err(|error| unwritable(name, &error))?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    return Err(Failure::new(format!(
                        "another run is writing {}: wait for its end, or write elsewhere",
                        name.display()
                    )));
                }
                // A file system without locks has to do without.
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => return Err(unwritable(name, &error)),
            }
            // The run that held it may have removed it between the opening and the locking.
            let locked = file.try_clone().and_then(Handle::from_file);
            if Handle::from_path(&path).is_ok_and(|there| locked.is_ok_and(|it| it == there)) {
                let noted = if was_left { noted(&file) } else { None };
                return Ok(Lock { path, was_left, noted, file });
            }
        }
    }

    /// What a run that held it and was killed called its log.
    pub(super) fn noted(&self) -> Option<PathBuf> {
        self.noted.clone()
    }

    /// Forgets it, since nothing is left of that.
    pub(super) fn settled(&mut self) {
        self.noted = None;
    }

    /// Notes what the log is called, for the run that finds this one killed.
    pub(super) fn note(&mut self, audit: &Path) -> Result<(), Failure> {
        let written = path::absolute(audit).and_then(|audit| {
            self.file.set_len(0)?;
            self.file.rewind()?;
            // Others are not put right: they are rare.
            self.file.write_all(audit.to_str().unwrap_or_default().as_bytes())
        });
        written.map_err(|error| unwritable(&self.path, &error))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Still locked, so that nobody takes it in between. One that stays does no harm, and what
        // it says may be of use.
        if self.noted.is_none() {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// The path that a lock tells of.
fn noted(file: &File) -> Option<PathBuf> {
    let mut path = String::new();
    file.take(LONGEST).read_to_string(&mut path).ok()?;
    let path = PathBuf::from(path);
    (path.is_absolute() && path.file_name().is_some()).then_some(path)
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
