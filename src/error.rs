//! The one error type of the crate: settings that cannot work, and more data than can be numbered.

use std::fmt;

/// A `Result` whose error is [`Error`].
pub type Result<T> = std::result::Result<T, Error>;

/// Says which setting cannot work, and which rule it breaks; or what there is too much of.
///
/// Configuration fails, and so does more data than 32-bit numbers can count. What a text says never
/// makes a function of this crate return an error or panic, however broken the text is.
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
    /// A setting lies outside the range in which it means something.
    OutOfRange {
        /// The setting, as the builder names it.
        setting: &'static str,
        /// The value that was asked for.
        value: String,
        /// What a value must be, to be read after "must be".
        rule: &'static str,
    },
    /// Two settings, each fine by itself, contradict one another.
    Conflict {
        /// What was asked for, the rule that it breaks, and what to do instead.
        reason: String,
    },
    /// Two signatures of different kind, length, seed or version were put together.
    IncompatibleSignatures {
        /// What differs, with both values.
        difference: String,
    },
    /// A signature that was read from outside does not hold together.
    MalformedSignature {
        /// What is wrong with it.
        reason: String,
    },
    /// There is more data than the numbers of this crate, of 32 bits each, can count.
    Capacity {
        /// What there is too much of, in the plural: `documents`.
        what: &'static str,
        /// The most that there may be.
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

    /// More of something than fits: `what` in the plural, `limit` the most that does.
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
