//! The fields of a JSON line, with their byte ranges.
//!
//! Files and streams are read alike: find a line, find its fields, and map a position in the
//! decoded text back to a position in the line. So text can be cut out of a record while every
//! other byte stays.

mod field_lookup;
mod lines;
mod missing_field;
mod names;
mod numbers;
mod path;
mod recognition;
mod string;

pub use field_lookup::{Fault, RecordFields, SEPARATOR, find};
pub use lines::{LONGEST_RECORD, RecordReader, is_blank};
pub use missing_field::MissingField;
pub use names::field_names;
pub(in crate::input) use numbers::with_numbers;
pub(in crate::input) use recognition::is_json_lines;
pub use string::{JsonString, RawOffsets};
