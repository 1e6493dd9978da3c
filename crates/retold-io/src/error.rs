//! Why a run came to nothing.

use crate::paths::folder_of;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why a run came to nothing: one line that names the thing, the reason and, if there is one, the
/// remedy.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    path: Option<PathBuf>,
    message: String,
}

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Something asked for cannot be done: a setting out of range, two outputs of one name.
    Settings,
    /// A file or folder cannot be read.
    Read,
    /// A file or folder cannot be written.
    Write,
    /// A file was changed while it was read.
    Changed,
    /// The input does not fit: into memory, or into the numbers that count it.
    Capacity,
}

impl Error {
    /// An error that no path belongs to.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Error {
        Error { kind, path: None, message: message.into() }
    }

    /// An error about a file or folder.
    pub fn at(kind: ErrorKind, path: &Path, message: impl Into<String>) -> Error {
        Error { kind, path: Some(path.to_owned()), message: message.into() }
    }

    /// A file or folder cannot be read.
    pub fn reading(path: &Path, error: &(dyn std::error::Error + 'static)) -> Error {
        let reason = match error.downcast_ref::<io::Error>().map(io::Error::kind) {
            Some(io::ErrorKind::NotFound) => {
                "there is no such file or folder; look for a slip in the name".to_owned()
            }
            Some(io::ErrorKind::PermissionDenied) => {
                "permission denied; ask for the right to read it, or leave it out".to_owned()
            }
            _ => error.to_string(),
        };
        Error::at(ErrorKind::Read, path, format!("cannot read {}: {reason}", path.display()))
    }

    /// A file or folder cannot be written.
    pub fn writing(path: &Path, error: &io::Error) -> Error {
        let is_there = folder_of(path).is_dir();
        let reason = match error.kind() {
            // Some folders of the system are there and take no files.
            io::ErrorKind::NotFound if is_there => error.to_string(),
            _ => unwritable(error),
        };
        let message = format!("cannot write {}: {reason}; nothing was written", path.display());
        Error::at(ErrorKind::Write, path, message)
    }

    /// What went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The file or folder that it is about, if there is one.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }
}

/// Why nothing can be written, with what to do about it.
fn unwritable(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            "there is no such folder; make it first".to_owned()
        }
        io::ErrorKind::PermissionDenied => "nothing may be written to its folder".to_owned(),
        _ => error.to_string(),
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

impl From<retold::Error> for Error {
    fn from(error: retold::Error) -> Error {
        Error::new(ErrorKind::Settings, error.to_string())
    }
}
