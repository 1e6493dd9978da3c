//! The removals from a Parquet file, as the audit log gives them back.

use serde_json::value::RawValue;
use std::io;

/// A removal from a row.
pub(crate) enum Removal {
    /// The whole row.
    Row(Box<RawValue>),
    /// Some bytes of its text, and their offset in the rest of the text.
    Piece(usize, Vec<u8>),
}

/// The removals from a file, ordered by the number of the row.
pub(crate) trait Removals {
    /// The number of the next row with a removal, from 0, and whether the whole row was removed.
    fn peek(&self) -> Option<(u64, bool)>;

    /// Takes the next removal.
    ///
    /// # Errors
    /// If it cannot be read.
    fn take(&mut self) -> io::Result<Removal>;
}
