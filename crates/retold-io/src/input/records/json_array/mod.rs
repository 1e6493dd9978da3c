//! The records of a JSON array, and of several JSON values in one file, byte for byte.
//!
//! A file of JSON records need not be JSON Lines. It may be one array, on one line or on many, or
//! indented values one after another. The start and the end of each record can be found without a tree
//! in memory: outside strings, only brackets count. The inside of a record is parsed later, record by
//! record, so that an invalid record costs no other one.
//!
//! | Module | Contents |
//! |---|---|
//! | `splitter` | the state machine that finds where records start and end |
//! | `ranges` | the records of a text in memory |
//! | `recognition` | whether a file is such a file |
//! | `reader` | the records of a stream, one in memory at a time |
//!
//! # Example
//! In `[{"a": "]"}, 7]` the records are bytes 1 to 11 and 13 to 14. The bracket inside the string closes
//! nothing.
//!
//! # Invariant
//! Between two records there is only white space and, in an array, one comma. So a file without some of
//! its records is made by leaving out their bytes and one comma each.
//!
//! # Cost
//! One pass over the bytes, with a few bytes of state.

mod ranges;
mod reader;
mod recognition;
mod splitter;
#[cfg(test)]
mod tests;

pub use ranges::records;
pub use reader::{JsonRecord, JsonRecordReader};
pub use recognition::{are_records, is_array_of_records};
pub use splitter::{JsonFault, JsonSplitter, JsonStep, Last};
