//! All pairs of similar sets, with none missed.

mod index;
mod postings;
mod rarity;

pub use index::{JoinScratch, PrefixIndex, exact_join};
