//! What was taken out of a file.

use serde_json::value::RawValue;
use std::io;

/// Something that was taken out of a row.
pub(crate) enum Removal {
    /// All of it.
    Row(Box<RawValue>),
    /// Some bytes of its text, and where in what is left they were.
    Piece(usize, Vec<u8>),
}

/// What was taken out of a file, by the number of the row.
pub(crate) trait Removals {
    /// The next row, from 0, that something was taken out of, and whether that was all of it.
    fn peek(&self) -> Option<(u64, bool)>;

    /// What was taken out of it; the next removal follows.
    ///
    /// # Errors
    /// If it cannot be read.
    fn take(&mut self) -> io::Result<Removal>;
}
