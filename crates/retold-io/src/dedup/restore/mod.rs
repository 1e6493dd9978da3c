//! The input of a clean corpus, from the corpus and its audit log.

mod originals;
mod run;
mod table;
mod weaving;

pub use run::{RestoreOptions, Restored, restore};
