//! The exact search: all pairs of similar sets, with none missed.
//!
//! # Problem
//! 100,000 sets have five billion pairs. Nearly all of them share little, and need not be compared.
//!
//! # Prefix filter
//! Put all shingles into one order, the rarest first (Chaudhuri, Ganti & Kaushik 2006; Bayardo, Ma &
//! Srikant 2007). Two sets that share α shingles have one in common among the first |A| − α + 1 of A
//! and the first |B| − α + 1 of B: if not, all that they share would be among the last α − 1 of one of
//! them, which is too few. So only these
//! *prefixes* are indexed and searched.
//!
//! Example: sets of 5 shingles, a threshold of 0.8, so 5 of 5 must be shared (4 of 6 is 0.67). The
//! prefix has 5 − 5 + 1 = 1 shingle: two sets are candidates if their single rarest shingle is the
//! same. With 10 shingles, 9 must be shared (9 of 11 is 0.82), and the prefix has two shingles.
//!
//! ```text
//! A   rare: zebra   | often: the of and in
//! B   rare: harbour | often: the of and in     no common prefix, never compared, though 4 of 6 are shared
//! C   rare: zebra   | often: the of and in     a candidate of A
//! ```
//!
//! # Steps
//! Building the index ([`PrefixPlan`]) takes five steps of independent parts: *deal* shingles into
//! shares by their hash; *count* each share in a table that fits the cache; *probe*, the prefix of
//! each set; *join* the prefixes; *post*, an inverted index from shingles to sets. Then
//! [`PrefixIndex::matches_of`] searches for one set at a time.
//!
//! # Invariants
//! * The order of shingles is the same for all sets. Nothing else is required of it: a count that is too high makes
//!   a shingle look frequent and the filter weaker, never wrong.
//! * Sets are ranked by length. A set looks for shorter ones only, so each pair is found once.
//!
//! # Cost
//! Building: linear in the shingles. Searching: the pairs with a common shingle in their prefixes, which
//! [`PrefixIndex::cost`] counts beforehand.
//!
//! # Rejected
//! Exact counts: they need one hash table of all shingles, which waits for memory twice for nearly each.

mod cost;
mod index;
mod plan;
mod postings;
mod rarity;

pub use cost::JoinCost;
pub use index::{JoinScratch, PrefixIndex, exact_join};
pub(crate) use plan::PrefixPlan;
