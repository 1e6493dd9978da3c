//! The outcome of a step.

use std::fmt;

/// What failed, and how to mend it, in one or more lines.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Failure(String);

/// The result of a step or a part of one.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

/// Takes the reason why a part of a step cannot be run on this machine.
pub(crate) type Skip<'a> = &'a mut dyn FnMut(&str);

impl Failure {
    /// Creates a failure from its message.
    pub(crate) fn new(message: impl Into<String>) -> Failure {
        Failure(message.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
