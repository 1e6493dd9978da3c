//! Formats of files that contain many records.

pub mod delimited;
pub mod json_array;
pub mod jsonl;
pub(in crate::input) mod mail;
pub(in crate::input) mod notebook;
#[cfg(feature = "parquet")]
pub mod parquet;
