//! Failures of a run, and the exceptions that they become.

use pyo3::PyErr;
use pyo3::exceptions::{PyOSError, PyValueError};
use std::fmt::Display;

/// The reason why a run returned nothing.
pub(crate) enum Failure {
    /// A setting or the input is wrong: a `ValueError`.
    Value(String),
    /// A file cannot be read or written: an `OSError`.
    Os(String),
    /// The run was stopped; the exception that stopped it is known to the caller.
    Stopped,
}

impl From<retold_arrow::Error> for Failure {
    fn from(error: retold_arrow::Error) -> Failure {
        match error.kind() {
            retold_arrow::ErrorKind::Cancelled => Failure::Stopped,
            _ => Failure::Value(error.to_string()),
        }
    }
}

impl From<retold::Error> for Failure {
    fn from(error: retold::Error) -> Failure {
        match error.kind() {
            retold::error::ErrorKind::Cancelled => Failure::Stopped,
            _ => Failure::Value(error.to_string()),
        }
    }
}

impl From<retold_io::Error> for Failure {
    fn from(error: retold_io::Error) -> Failure {
        use retold_io::error::ErrorKind;
        match error.kind() {
            ErrorKind::Read | ErrorKind::Write => Failure::Os(error.to_string()),
            _ => Failure::Value(error.to_string()),
        }
    }
}

impl From<Failure> for PyErr {
    fn from(failure: Failure) -> PyErr {
        match failure {
            Failure::Value(message) => PyValueError::new_err(message),
            Failure::Os(message) => PyOSError::new_err(message),
            Failure::Stopped => PyValueError::new_err("the run was stopped"),
        }
    }
}

/// A `ValueError` with the message of an error.
pub(crate) fn value_error(error: impl Display) -> PyErr {
    PyValueError::new_err(error.to_string())
}
