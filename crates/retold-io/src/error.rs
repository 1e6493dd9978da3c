//! The error of a run.

use crate::paths::folder_of;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// An error that ends a run: one line that names the object, the reason and, if there is one, the
/// remedy.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    path: Option<PathBuf>,
    message: String,
}

/// The kind of an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The request cannot be carried out: a setting is out of range, or two outputs have one name.
    Settings,
    /// A file or folder cannot be read.
    Read,
    /// A file or folder cannot be written.
    Write,
    /// A file was changed while it was read.
    Changed,
    /// The input exceeds the memory, or the range of 32-bit numbers.
    Capacity,
}

impl Error {
    /// Makes an error without a path.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Error {
        Error { kind, path: None, message: message.into() }
    }

    /// Makes an error about a file or folder.
    pub fn at(kind: ErrorKind, path: &Path, message: impl Into<String>) -> Error {
        Error { kind, path: Some(path.to_owned()), message: message.into() }
    }

    /// Makes the error for a file or folder that cannot be read.
    pub fn reading(path: &Path, error: &(dyn std::error::Error + 'static)) -> Error {
        let reason = match error.downcast_ref::<io::Error>().map(io::Error::kind) {
            Some(io::ErrorKind::NotFound) => {
                "no such file or folder; check the spelling of the path".to_owned()
            }
            Some(io::ErrorKind::PermissionDenied) => {
                "permission denied; change its permissions, or leave it out".to_owned()
            }
            _ => error.to_string(),
        };
        Error::at(ErrorKind::Read, path, format!("cannot read {}: {reason}", path.display()))
    }

    /// Makes the error for a file or folder that cannot be written.
    pub fn writing(path: &Path, error: &io::Error) -> Error {
        let is_there = folder_of(path).is_dir();
        let reason = match error.kind() {
            // Some system folders exist and accept no files.
            io::ErrorKind::NotFound if is_there => error.to_string(),
            _ => unwritable(error),
        };
        let message = format!("cannot write {}: {reason}; nothing was written", path.display());
        Error::at(ErrorKind::Write, path, message)
    }

    /// Returns the kind of the error.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Returns the file or folder that the error is about, if there is one.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }
}

/// The reason why an output cannot be written, with the remedy.
fn unwritable(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            "its folder does not exist; create it first".to_owned()
        }
        io::ErrorKind::PermissionDenied => "no permission to write to its folder".to_owned(),
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
