//! Verified pairs, clusters and the decision what is kept.
//!
//! [`lsh`](crate::lsh) only proposes pairs. This folder counts what the two shingle sets of a pair
//! share, and everything that is reported or removed is decided by these counts.
//!
//! | Task | Function or type |
//! |---|---|
//! | verify one pair | [`verify`] gives a [`Match`] if the resemblance, as the report prints it, reaches the threshold; [`required_overlap`] is the same rule in whole shingles |
//! | verify many candidates | [`Verifier`], one of the [`Components`] after the other, so that few sets are in memory |
//! | find all pairs, with none missed | [`exact_join`]; [`PrefixIndex`] is the same in parts, and knows its cost ([`JoinCost`]) before it searches |
//! | choose between LSH and the exact search | [`Search`] |
//! | link the members of a large bucket in linear time | [`link_star`] |
//! | gather near-copies around a representative | [`cluster`]; [`cluster_pairs`] for pairs from elsewhere |
//! | join consecutive repeated segments | [`blocks`] |
//! | decide what is kept | [`keep_first`], from an order ([`Keep`]) and the pairs that [`Remove`] allows |
//! | name the kind of a copy | [`Relation`], from the [`Figures`] of two documents |
//!
//! Invariant: all functions are pure functions of slices. The same input gives the same output in the
//! same order.

mod block;
mod cluster;
mod component;
mod differing_words;
mod disjoint_sets;
mod join;
mod keep;
mod keep_first;
mod pair_cluster;
mod partners;
mod relation;
mod remove;
mod repeats;
mod search;
mod star;
mod threshold;
mod verification;

pub use block::{Block, BlockPlace, blocks};
pub use cluster::{Clustering, StarCluster, StarMember, cluster};
pub use component::{Components, Verifier};
pub use differing_words::Differing;
pub use disjoint_sets::DisjointSets;
pub(crate) use join::PrefixPlan;
pub use join::{JoinCost, JoinScratch, PrefixIndex, exact_join};
pub use keep::Keep;
pub(crate) use keep_first::Decision;
pub use keep_first::keep_first;
pub use pair_cluster::{PairCluster, cluster_pairs};
pub use relation::{Figures, Relation};
pub use remove::Remove;
pub use search::Search;
pub(crate) use star::link_star_while;
pub use star::{StarLinks, link_star};
pub use threshold::required_overlap;
pub(crate) use threshold::shortest_partner;
pub(crate) use verification::shared_at;
pub use verification::{Match, verify};
