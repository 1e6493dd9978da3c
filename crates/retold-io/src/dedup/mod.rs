//! Writes a corpus without its repeated text, and a log of what was removed; and the input again, from
//! both.
//!
//! The input is read twice or three times, and never held in memory but for signatures: the first
//! reading makes them, the second puts aside what is to be compared (only from files that are
//! packed), the last one writes. Nothing appears under its final name before it is whole, and no
//! clean corpus without its audit log.

mod apart;
mod aside;
mod audit;
mod auditing;
mod block;
mod contained;
mod content;
mod csv;
mod cut;
mod date;
mod digest;
mod field_names;
mod find;
mod header;
mod list;
mod log_reader;
mod opened;
mod options;
mod output_names;
mod output_pair;
mod packer;
mod packing;
mod paragraphs;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(not(feature = "parquet"))]
#[path = "without_parquet.rs"]
mod parquet;
mod passage;
mod prose;
mod record;
mod relative_name;
mod repeat;
mod restore;
mod rights;
mod row;
mod row_record;
mod rule;
mod run;
mod sentence;
mod shelf;
mod source;
mod spill;
mod split;
mod structure;
mod summary;
mod survey;
#[cfg(test)]
mod tests;
mod verify_log;
mod without;
mod write;

pub use auditing::{Removed, Repeated};
pub use opened::Place;
pub use options::{By, KeepRule, Options};
pub use output_names::beside;
pub use restore::{RestoreOptions, Restored, restore};
pub use run::{dedup, preview};
pub use summary::{Counts, Summary};
