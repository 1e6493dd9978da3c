//! What can be removed from a corpus that does not fit into memory?
//!
//! The corpus is read twice. The first reading keeps a content hash and the band keys of each item;
//! between the two, whatever shares a band is held against the text, which the caller gives again
//! for those few documents; the second reading is the caller's: what to write, and what not.

mod candidates;
mod decided;
mod distinct;
mod first;
mod read;
mod removal;
mod remove;
mod second;
mod wanted;

pub use first::FirstPass;
pub use removal::{Removal, Removals};
pub use remove::Remove;
pub use second::SecondPass;
