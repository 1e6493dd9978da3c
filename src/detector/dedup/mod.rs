//! The removal of repeated items, from a corpus that need not fit into memory.
//!
//! The corpus is read twice. The first reading keeps the fingerprint of each item: a content hash
//! and band keys. Between the two, items that share a band are compared by their texts, which the
//! caller gives again for those few documents. The second reading is the caller's: what to write,
//! and what not.

mod candidates;
mod decisions;
mod document_record;
mod exact_copies;
mod item_reader;
mod matches;
mod names;
mod planner;
mod removal;
mod scanner;

pub use planner::RemovalPlanner;
pub use removal::{Removal, Removals};
pub use scanner::RemovalScanner;
