//! The outcome of a run, and the error that ends one.

use std::fmt;
use std::process::ExitCode;

/// The outcome of a run that was carried out; it sets the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// Everything was done.
    Done,
    /// Repeated text was found, and `--check` was given.
    Found,
    /// Part of the input could not be read; the rest was compared.
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

/// The error that ends a run: one line that names the object, the reason and, if there is one, the
/// remedy.
#[derive(Debug)]
pub(crate) struct Failure(String);

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Failure {
        Failure(message.into())
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

impl From<retold_io::Error> for Failure {
    fn from(error: retold_io::Error) -> Failure {
        Failure(error.to_string())
    }
}
