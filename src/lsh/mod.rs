//! Which texts are worth a closer look?
//!
//! Signatures are cut into bands of several slots (Indyk & Motwani 1998, "Approximate nearest
//! neighbors"; Broder 1997). Two texts whose signatures agree in a whole band share a bucket and
//! become a candidate pair. [`Banding`] says how many bands of how many slots, [`Buckets`] joins
//! all texts at once, band by band, and [`BucketTable`] takes and gives up texts one at a time.
//!
//! What comes out is a proposal: every candidate pair is verified before anything is claimed.

mod banding;
mod blocks;
mod buckets;
mod candidates;
mod crowd;
mod equal_keys;
mod growing;
mod ranked;
mod table;
mod tally;

pub use banding::Banding;
pub use buckets::{BandJoin, Buckets};
pub use candidates::{CANDIDATES_PER_BUCKET, CandidatePairs};
pub use ranked::RankedCandidates;
pub use table::BucketTable;
