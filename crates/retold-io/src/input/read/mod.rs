//! The readers: from a file to the texts in it.

mod fields;
mod file;
mod lines;
mod mail;
mod notebook;
#[cfg(feature = "parquet")]
mod rows;
mod sink;
mod table;
mod values;

pub(super) use file::read;
pub(super) use sink::FileResult;
