//! How does a run end?

use std::fmt;
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
