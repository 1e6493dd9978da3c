//! The restoration of the input from a clean corpus and its audit log.

mod merge;
mod originals;
mod run;
mod table;

pub use run::{RestoreOptions, Restored, restore};
