//! Which short runs of tokens does a text consist of, and how much of them do two texts share?
//!
//! A *shingle* is a run of consecutive tokens, hashed. The set of a text's shingles stands for the
//! text: the share of shingles that two texts have in common is their *resemblance*, the share of
//! one text's shingles that the other has too is its *containment* (Broder 1997, "On the
//! resemblance and containment of documents"). Everything in this folder is exact.
//!
//! # Attention: short texts need narrow shingles
//! One word of a text lies in as many shingles as a shingle has words. Replacing one word in the
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
//! So a paragraph wants a width of 2 or 3 where a whole document wants 5. A width of 1 forgets the
//! order of the words, and takes texts for alike that only speak about the same thing.

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
