//! Which of these texts are alike, for certain, and which belong together?
//!
//! Signatures and buckets only propose; what is decided, is decided here, on the shingle sets
//! themselves. Seven questions, each with its own answer:
//!
//! * Are these two alike? [`verify`] counts what they share. A pair is a [`Match`] if its
//!   resemblance, as the report prints it, is not below the threshold: [`required_overlap`] is
//!   the same rule in whole shingles, without an error at the border.
//! * Which of these candidates are alike? [`Verifier`] takes them by [`Components`], so that few
//!   shingles are in memory at a time.
//! * Which pairs are alike, of all? [`exact_join`] finds every one, and [`PrefixIndex`] is the same
//!   in pieces that can run side by side, and says beforehand what it would cost ([`JoinCost`]).
//!   [`Search`] says when this is the better choice.
//! * Which members of a bucket are linked? [`link_star`], in linear time, however large the
//!   bucket.
//! * What stands for what? [`cluster`] gathers near-copies around a representative, against which
//!   each of them was verified; [`cluster_pairs`] does so for pairs that were found elsewhere;
//!   [`blocks`] joins segments that are repeated in a row.
//! * What is kept? [`keep_first`] decides it from an order ([`Keep`]) and the pairs that repeat one
//!   another; [`Remove`] says which pairs these are.
//! * What kind of copy is it? [`Relation::of`] has the rules, over the [`Figures`] of two documents.
//!
//! Everything is a pure function of slices, and gives the same answer in the same order each time.

mod block;
mod cluster;
mod component;
mod differing;
mod disjoint;
mod join;
mod keep;
mod keep_first;
mod matched;
mod pair_cluster;
mod partners;
mod relation;
mod remove;
mod repeats;
mod search;
mod star;
mod threshold;

pub use block::{Block, BlockPlace, blocks};
pub use cluster::{Clustering, StarCluster, StarMember, cluster};
pub use component::{Components, Verifier};
pub use differing::Differing;
pub use disjoint::DisjointSets;
pub(crate) use join::PrefixPlan;
pub use join::{JoinCost, JoinScratch, PrefixIndex, exact_join};
pub use keep::Keep;
pub(crate) use keep_first::Decision;
pub use keep_first::keep_first;
pub(crate) use matched::shared_at;
pub use matched::{Match, verify};
pub use pair_cluster::{PairCluster, cluster_pairs};
pub use relation::{Figures, Relation};
pub use remove::Remove;
pub use search::Search;
pub use star::{StarLinks, link_star};
pub use threshold::required_overlap;
pub(crate) use threshold::shortest_partner;
