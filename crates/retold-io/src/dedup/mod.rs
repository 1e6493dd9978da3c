//! Writes a corpus without its repeated text, and a log of what was removed; and the input again, from
//! both.
//!
//! The input is read twice or three times, and never held in memory but for signatures: the first
//! reading makes them, the second puts aside what is to be compared (only from files that are
//! packed), the last one writes. Nothing appears under its final name before it is whole, and no
//! clean corpus without its audit log.
//!
//! | Step | Module |
//! |---|---|
//! | which files there are, and what they hold | `source` |
//! | which of several copies is kept | `keep` |
//! | which pairs come from elsewhere | `pairs` |
//! | their records, and the texts of these | `records`, with `cuts` and `structure` for what is cut out of a text |
//! | what is removed | `decide` |
//! | what is left | `write`, with `parquet` |
//! | what is said of the rest | `log` |
//! | both under their names | `outputs` |
//! | and back | `restore` |

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
mod structure;
mod summary;
#[cfg(test)]
mod tests;
mod write;

pub use log::auditing::{Removed, Repeated};
pub use options::{By, KeepRule, Options};
pub use outputs::output_names::beside;
pub use records::excerpt::Place;
pub use restore::{RestoreOptions, Restored, restore};
pub use run::{dedup, preview};
pub use summary::{ClusterCounts, Counts, PairCounts, Summary};
