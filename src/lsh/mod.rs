//! Candidate pairs by locality-sensitive hashing (LSH).
//!
//! A signature is cut into bands of several slots (Indyk & Motwani 1998, "Approximate nearest
//! neighbors"; Broder 1997). Two texts whose signatures agree in all slots of a band share a *bucket*
//! and become a candidate pair. [`Banding`] has the number and the width of the bands, [`Buckets`]
//! joins all texts of a band at once, and [`BucketTable`] inserts, removes and finds texts one at a
//! time.
//!
//! Candidates are proposals: every pair is verified before it is reported.

mod banding;
mod blocks;
mod buckets;
mod candidates;
mod equal_keys;
mod extendible_map;
mod member_set;
mod ranked_candidates;
mod table;
mod tally;

pub use banding::Banding;
pub use buckets::{BandJoin, Buckets};
pub use candidates::{CANDIDATES_PER_BUCKET, CandidatePairs};
pub use ranked_candidates::RankedCandidates;
pub use table::BucketTable;
