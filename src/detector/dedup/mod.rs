//! The removal of repeated items from a corpus that need not fit into memory.
//!
//! 1. The caller hands over all documents once ([`RemovalScanner`]). The fingerprint of each item is kept:
//!    a content hash and band keys. No text is kept.
//! 2. `exact_copies` gives items with the same tokens and the same text between them one number. `candidates` joins
//!    the numbered items by their band keys.
//! 3. [`RemovalPlanner::decide`] goes through the items in keep order, a step of a few hundred at a time.
//!    It asks the caller for the texts of the candidates (`item_reader`), compares them, and records which
//!    items are removed (`decisions`).
//! 4. The caller reads the corpus a second time and writes what is not removed.
//!
//! Steps 2 and 3 can run in parts, on several machines, from stored fingerprints (`scanned`).
//!
//! Invariant: each removed item was compared with a kept one, by their texts, or is an exact copy of one.

mod band_entries;
mod candidates;
mod decisions;
mod document_record;
mod exact_copies;
mod item_reader;
mod matches;
mod names;
mod planner;
mod removal;
mod scanned;
mod scanner;

pub use planner::RemovalPlanner;
pub use removal::{Removal, Removals};
pub use scanned::{ScannedDocument, ScannedDocuments};
pub use scanner::RemovalScanner;
