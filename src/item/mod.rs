//! The items that are compared: documents or segments.
//!
//! An item is a document, or a segment of the [`Unit`](crate::Unit). A [`Fingerprinter`] turns its
//! text into a [`Fingerprint`]: a content hash, its length, and the band keys by which candidates
//! are found. A [`Comparer`] compares the texts of two candidates and returns a [`Verdict`]. A
//! [`Detector`](crate::Detector) makes both.
//!
//! Invariant: the batch run, the index and the two passes call the same functions, so all of them have
//! one definition of an item and of a match.
//!
//! Two items are compared with one shingle width, that of their [`WidthClass`].

mod comparer;
mod fingerprint;
mod fingerprinter;
mod item_match;
mod item_tokens;
mod measure;
mod scratch;
mod tokenizer;
mod verdict;
mod width;

pub use comparer::Comparer;
pub use fingerprint::Fingerprint;
pub use fingerprinter::Fingerprinter;
pub use item_match::{ItemMatch, ItemMatches};
pub(crate) use item_tokens::ItemTokens;
pub(crate) use measure::Measure;
pub(crate) use scratch::Scratch;
pub(crate) use tokenizer::AnyTokenizer;
pub use verdict::{Likeness, Verdict};
pub use width::WidthClass;
