//! File input and output for [`retold`]: reads folders, compressed files and records into
//! documents, and writes deduplicated corpora.
//!
//! | Module | Contents |
//! |---|---|
//! | [`input`] | finds files, recognises their formats, decodes them, and returns documents whose offsets are those of the file |
//! | [`dedup`] | writes a deduplicated corpus with an audit log of what was removed, and restores the input from both |
//! | [`output`] | writes a report to a file, which appears when all of it is on the disk |
//!
//! Nothing here parses arguments or prints. Messages go to a [`Diagnostics`]; an [`Error`] with a
//! kind and a path ends a run.

pub mod dedup;
pub mod diagnostics;
pub mod error;
pub mod input;
pub mod input_set;
pub mod origins;
pub mod output;
pub mod paths;
mod publish;
mod regular_file;
pub mod size;

pub use diagnostics::{Diagnostics, Progress};
pub use error::Error;

/// The example of the README is a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
