//! No two runs write the same files.

use super::draft::{hidden, unwritable};
use crate::failure::Failure;
use same_file::Handle;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// The right to write a file or folder, held until it is dropped: the lock of the system on a file
/// beside it, so that it ends with the run, however that ends.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    /// Whether a run that held it was killed.
    pub(super) was_left: bool,
    _file: File,
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
                return Ok(Lock { path, was_left, _file: file });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Still locked, so that nobody takes it in between. One that stays does no harm.
        let _ = fs::remove_file(&self.path);
    }
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
