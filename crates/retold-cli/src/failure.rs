//! How does a run end?

use crate::paths::folder_of;
use std::error::Error;
use std::fmt;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::process::ExitCode;

/// How a run ended that could be carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// All was done.
    Done,
    /// Repeated text was found, which `--check` asked about.
    Found,
    /// Some of the input could not be read; the rest was compared.
    Trouble,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        ExitCode::from(match outcome {
            Outcome::Done => 0,
            Outcome::Found => 1,
            Outcome::Trouble => 2,
        })
    }
}

/// Why nothing came of it: one line that names the thing, the reason and, if there is one, the
/// remedy.
#[derive(Debug)]
pub(crate) struct Failure(String);

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Failure {
        Failure(message.into())
    }

    /// A file or folder cannot be read.
    pub(crate) fn reading(path: &Path, error: &(dyn Error + 'static)) -> Failure {
        let reason = match error.downcast_ref::<io::Error>().map(io::Error::kind) {
            Some(ErrorKind::NotFound) => {
                "there is no such file or folder; look for a slip in the name".to_owned()
            }
            Some(ErrorKind::PermissionDenied) => {
                "permission denied; ask for the right to read it, or leave it out".to_owned()
            }
            _ => error.to_string(),
        };
        Failure(format!("cannot read {}: {reason}", path.display()))
    }

    /// A file or folder cannot be written.
    pub(crate) fn writing(path: &Path, error: &io::Error) -> Failure {
        let is_there = folder_of(path).is_dir();
        let reason = match error.kind() {
            // Some folders of the system are there and take no files.
            ErrorKind::NotFound if is_there => error.to_string(),
            _ => unwritable(error),
        };
        Failure(format!("cannot write {}: {reason}; nothing was written", path.display()))
    }
}

/// Why nothing can be written, with what to do about it.
fn unwritable(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => {
            "there is no such folder; make it first".to_owned()
        }
        ErrorKind::PermissionDenied => "nothing may be written to its folder".to_owned(),
        _ => error.to_string(),
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<retold::Error> for Failure {
    fn from(error: retold::Error) -> Failure {
        Failure(error.to_string())
    }
}
