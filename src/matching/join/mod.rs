//! All pairs of similar sets, with none missed.

mod cost;
mod index;
mod postings;
mod rarity;

pub use cost::JoinCost;
pub(crate) use index::PrefixPlan;
pub use index::{JoinScratch, PrefixIndex, exact_join};
