//! The fields of a JSON line, with their byte ranges.
//!
//! Files and streams are read alike: find a line, find its fields, and map a position in the
//! decoded text back to a position in the line. So text can be cut out of a record while every
//! other byte stays.

mod find;
mod guess;
mod lines;
mod missing;
mod numbers;
mod path;
mod string;

pub use find::{Fault, Found, SEPARATOR, find};
pub(in crate::input) use guess::is_json_lines;
pub use lines::{LONGEST_RECORD, RecordReader, is_blank};
pub use missing::MissingField;
pub(in crate::input) use numbers::with_numbers;
pub use string::{JsonString, RawOffsets};
