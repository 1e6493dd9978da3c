//! Deduplication of a corpus, and its reverse, the restoration of the input.
//!
//! A run writes a clean corpus and an audit log of what was removed. The input is read two or three
//! times: the first reading makes signatures, the second one copies the records that are compared
//! (only those from packed files), and the last one writes.
//!
//! Invariant: no file gets its final name before it is complete, and no clean corpus is written
//! without its audit log. Memory: a few hundred bytes for each document, paragraph or line; by
//! passage, all texts.
//! | Step | Module |
//! |---|---|
//! | the list of input files and what each contains | `source` |
//! | the rule that decides which of several copies is kept | `keep` |
//! | pairs of records from another program | `pairs` |
//! | the records and their texts | `records`, with `cuts` and `structure` for removals inside a text |
//! | the decision of what is removed | `decide` |
//! | the clean corpus | `write`, with `parquet` |
//! | the audit log | `log` |
//! | the final names of both files | `outputs` |
//! | the restoration of the input | `restore` |
//! | the same run in separate processes | [`stages`] |

mod added_row;
mod cuts;
mod decide;
mod digest;
mod field_names;
mod keep;
mod log;
mod options;
mod outputs;
mod pairs;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(not(feature = "parquet"))]
#[path = "without_parquet.rs"]
mod parquet;
mod records;
mod restore;
mod row_record;
mod run;
mod source;
pub mod stages;
mod structure;
mod summary;
#[cfg(test)]
mod tests;
mod write;

pub use log::entry_writer::{Removed, Repeated};
pub use options::{By, KeepRule, Options};
pub use outputs::output_names::beside;
pub use records::excerpt::Place;
pub use restore::{RestoreOptions, Restored, restore};
pub use run::{dedup, preview};
pub use summary::{ClusterCounts, Counts, PairCounts, Summary};
