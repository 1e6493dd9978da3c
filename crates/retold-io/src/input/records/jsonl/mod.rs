//! The fields of a line of JSON, with the bytes that hold them.
//!
//! For reading all at once and for reading a stream: a line is found, its fields are found in it,
//! and a place in the text is taken back to a place in the line, so that text can be cut out of a
//! record and every other byte of it stays as it was.

mod find;
mod guess;
mod lines;
mod missing;
mod names;
mod numbers;
mod path;
mod string;

pub use find::{Fault, Found, SEPARATOR, find};
pub(in crate::input) use guess::is_json_lines;
pub use lines::{LONGEST_RECORD, RecordReader, is_blank};
pub use missing::MissingField;
pub use names::field_names;
pub(in crate::input) use numbers::with_numbers;
pub use string::{JsonString, RawOffsets};
