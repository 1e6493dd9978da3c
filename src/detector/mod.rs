//! How do the stages work together?
//!
//! The engine room: settings, the batch run over a corpus, the index for one document at a time,
//! the two passes over a corpus that does not fit into memory.
//! The only user of threads (rayon); every stage that it calls is a pure function.

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
mod word_difference;

pub use builder::DetectorBuilder;
pub use dedup::{Removal, RemovalPlanner, RemovalScanner, Removals};
pub use engine::Detector;
pub use index::{AddOutcome, EarlierMatch, Index, NearCopy};
pub use observer::{Observer, Stage};
pub use scan::scan;
