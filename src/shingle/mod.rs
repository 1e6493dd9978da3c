//! Shingles, the sets of them that represent texts, and exact comparisons of two sets.
//!
//! A *shingle* is the hash of a run of consecutive tokens. A text is compared by the set of its
//! shingles. The share of shingles that two texts have in common is their *resemblance*; the share of
//! one text's shingles that the other has too is its *containment* (Broder 1997, "On the resemblance
//! and containment of documents"). All results of this folder are exact.
//!
//! # Attention: short texts need narrow shingles
//! A word is in as many shingles as a shingle has words. Replacing one word in the
//! middle of a text of L words therefore leaves a resemblance of only
//! (L − 2w + 1) / (L + 1) with shingles of w words, all words being different:
//!
//! | words L | w = 5 | w = 3 | w = 2 | w = 1 |
//! |--------:|------:|------:|------:|------:|
//! |      12 |   .23 |   .54 |   .69 |   .85 |
//! |      20 |   .52 |   .71 |   .81 |   .90 |
//! |      30 |   .68 |   .81 |   .87 |   .94 |
//! |     100 |   .90 |   .94 |   .96 |   .98 |
//!
//! Use a width of 2 or 3 for paragraphs and 5 for whole documents. A width of 1 ignores the order of
//! words, so texts about one subject match.

mod kernel;
mod overlap;
mod set;
mod sets;
mod shingler;
mod sort;
mod text_shingler;

pub use overlap::{overlap, overlap_at_least};
pub use set::ShingleSet;
pub use sets::ShingleSets;
pub use shingler::Shingler;
pub(crate) use shingler::run_hashes;
pub use text_shingler::TextShingler;
