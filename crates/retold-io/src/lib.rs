//! Files for [`retold`]: reads folders, packed files and records into documents, and writes corpora
//! without their repeated text.
//!
//! | Module | Contents |
//! |---|---|
//! | [`input`] | finds files, recognises what they hold, decodes them, and gives documents whose offsets point into the file |
//! | [`dedup`] | writes a deduplicated corpus with an audit log of what was removed, and restores the input from both |
//! | [`output`] | writes a report to a file that gets its name when it is whole and on the disk |
//!
//! Nothing here parses arguments or prints: what a run has to say goes to a [`Diagnostics`], and what
//! ends it is an [`Error`] with a kind and a path.

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
