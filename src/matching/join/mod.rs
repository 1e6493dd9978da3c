//! All pairs of similar sets, with none missed.

mod cost;
mod index;
mod plan;
mod postings;
mod rarity;

pub use cost::JoinCost;
pub use index::{JoinScratch, PrefixIndex, exact_join};
pub(crate) use plan::PrefixPlan;
