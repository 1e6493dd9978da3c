//! The drivers: they run the stages over a corpus, a stream of documents, or a corpus on disk.
//!
//! - `batch` makes a report of a corpus in memory ([`Detector::detect`]).
//! - `index` compares each new document with all earlier ones ([`Index`]).
//! - `dedup` decides which items can be removed from a corpus that need not fit into memory
//!   ([`RemovalScanner`], [`RemovalPlanner`]); `removals` does the same for a corpus in memory.
//!
//! Only this module uses threads (rayon). The stages below it are pure functions over slices, and their
//! results are combined in a fixed order, so the output does not depend on the number of threads.

mod band_keys;
mod batch;
mod builder;
mod candidates;
mod copies;
mod dedup;
mod engine;
mod expand_copies;
mod families;
mod findings;
mod from_settings;
mod groups;
mod index;
mod ingest;
mod keep_order;
mod matched_words;
mod nested_groups;
mod observer;
mod pair_selection;
mod pairs;
mod pairwise;
mod parallel;
mod passages;
mod places;
mod previous_settings;
mod progress;
mod removals;
mod report_builder;
mod rows;
mod scan;
mod text_equality;
mod token_reader;
mod token_store;
mod value_words;
mod word_difference;

pub use builder::DetectorBuilder;
pub use dedup::{
    Removal, RemovalPlanner, RemovalScanner, Removals, ScannedDocument, ScannedDocuments,
};
pub use engine::Detector;
pub use index::{AddOutcome, EarlierMatch, Index, NearCopy};
pub use observer::{Observer, Stage};
pub use scan::scan;
