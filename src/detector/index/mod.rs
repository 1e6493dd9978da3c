//! What does a document repeat of all that came before?
//!
//! One document at a time: its segments are looked up among those of all earlier documents, runs of
//! matches are joined to blocks, and then it is stored itself.

mod layer;
mod outcome;
mod repeats;
mod store;
mod streaming;
mod wording_matches;

pub use outcome::{AddOutcome, EarlierMatch, NearCopy};
pub use streaming::Index;
