//! The error type of the crate: invalid settings, too much data for 32-bit numbers, a run stopped from
//! outside.

use std::fmt;

/// A `Result` whose error is [`Error`].
pub type Result<T> = std::result::Result<T, Error>;

/// An error, whose message names the setting, its value and the rule; or what there is too much of.
///
/// Invalid settings are errors, as is more data than 32-bit numbers can count. The content of a text
/// never makes a function of this crate return an error or panic, however damaged the text is.
///
/// # Examples
/// ```
/// let error = retold::lsh::Banding::new(0, 4).unwrap_err();
/// assert_eq!(error.to_string(), "bands must be at least 1, got 0");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
}

/// The kinds of [`Error`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A setting is out of its range.
    OutOfRange {
        /// The setting, as the builder names it.
        setting: &'static str,
        /// The given value.
        value: String,
        /// The rule, as the words that follow "must be".
        rule: &'static str,
    },
    /// Two settings, each valid by itself, contradict one another.
    Conflict {
        /// The two settings, the rule, and what to do instead.
        reason: String,
    },
    /// Two signatures differ in kind, length, seed or version.
    IncompatibleSignatures {
        /// The difference, with both values.
        difference: String,
    },
    /// A deserialised signature is invalid.
    MalformedSignature {
        /// The reason.
        reason: String,
    },
    /// There is more data than 32-bit numbers can count.
    Capacity {
        /// The name of the items that are too many, in the plural: `documents`.
        what: &'static str,
        /// The largest number allowed.
        limit: u64,
    },
    /// The observer of a run stopped it.
    Cancelled,
}

impl Error {
    /// The kind of this error.
    ///
    /// # Examples
    /// ```
    /// use retold::error::ErrorKind;
    ///
    /// let error = retold::lsh::Banding::new(0, 4).unwrap_err();
    /// assert!(matches!(error.kind(), ErrorKind::OutOfRange { setting: "bands", .. }));
    /// ```
    pub fn kind(&self) -> &ErrorKind {
        &self.kind
    }

    pub(crate) fn new(kind: ErrorKind) -> Error {
        Error { kind }
    }

    pub(crate) fn out_of_range(
        setting: &'static str,
        value: impl fmt::Display,
        rule: &'static str,
    ) -> Error {
        Error::new(ErrorKind::OutOfRange { setting, value: value.to_string(), rule })
    }

    pub(crate) fn conflict(reason: String) -> Error {
        Error::new(ErrorKind::Conflict { reason })
    }

    /// Too many of something: `what` in the plural, `limit` the largest number allowed.
    pub(crate) fn capacity(what: &'static str, limit: u64) -> Error {
        Error::new(ErrorKind::Capacity { what, limit })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ErrorKind::OutOfRange { setting, value, rule } => {
                write!(f, "{setting} must be {rule}, got {value}")
            }
            ErrorKind::Conflict { reason } => f.write_str(reason),
            ErrorKind::IncompatibleSignatures { difference } => {
                write!(f, "signatures cannot be compared: {difference}")
            }
            ErrorKind::MalformedSignature { reason } => {
                write!(f, "not a valid signature: {reason}")
            }
            ErrorKind::Cancelled => f.write_str("cancelled by the observer"),
            ErrorKind::Capacity { what, limit } => {
                write!(f, "too many {what}: at most {limit} fit, split the input into parts")
            }
        }
    }
}

impl std::error::Error for Error {}
