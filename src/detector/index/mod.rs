//! The index: compares each new document with all documents before it.
//!
//! The segments of a document are looked up in a store of all earlier ones (`store`, `layer`), runs of
//! matches are joined to blocks (`repeats`), and then the document is stored too. No text is kept.

mod layer;
mod outcome;
mod repeats;
mod store;
mod streaming;
mod wording_matches;

pub use outcome::{AddOutcome, EarlierMatch, NearCopy};
pub use streaming::Index;
