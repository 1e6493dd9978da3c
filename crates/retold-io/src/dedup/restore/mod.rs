//! The input of a clean corpus, from the corpus and its audit log.

mod merge;
mod originals;
mod run;
mod table;

pub use run::{RestoreOptions, Restored, restore};
