//! The error of a kernel.

use arrow_schema::DataType;
use std::fmt;

/// The result of a kernel.
pub(crate) type Result<T> = std::result::Result<T, Error>;

/// An error of a kernel. No text causes one.
///
/// # Examples
/// ```
/// use arrow_array::Int32Array;
/// use retold_arrow::{ErrorKind, TextColumn};
/// use std::sync::Arc;
///
/// let numbers = Arc::new(Int32Array::from(vec![1, 2]));
/// let error = TextColumn::new(vec![numbers]).unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Input);
/// assert_eq!(error.to_string(), "texts must be strings, but the type is Int32; cast them to strings first");
/// ```
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    message: String,
}

/// The kinds of errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// An array has the wrong type, a column is missing, or a number names no row.
    Input,
    /// A setting is invalid, or there is more data than 32-bit numbers can count.
    Settings,
    /// The observer stopped the run.
    Cancelled,
}

impl Error {
    /// Returns the kind of the error.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    pub(crate) fn input(message: impl Into<String>) -> Error {
        Error { kind: ErrorKind::Input, message: message.into() }
    }

    pub(crate) fn cancelled() -> Error {
        Error { kind: ErrorKind::Cancelled, message: "cancelled by the observer".to_owned() }
    }

    pub(crate) fn not_text(found: &DataType) -> Error {
        Error::input(format!(
            "texts must be strings, but the type is {found}; cast them to strings first"
        ))
    }
}

impl From<retold::Error> for Error {
    fn from(error: retold::Error) -> Error {
        let kind = match error.kind() {
            retold::error::ErrorKind::Cancelled => ErrorKind::Cancelled,
            _ => ErrorKind::Settings,
        };
        Error { kind, message: error.to_string() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
