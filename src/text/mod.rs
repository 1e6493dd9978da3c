//! Segments of texts (paragraphs, sentences, lines) and their tokens.
//!
//! Text is never rewritten. Normalisation happens while hashing, so every span points into the
//! bytes that the caller gave.

mod beyond_ascii;
mod breaks;
mod chars;
mod class;
mod hyphens;
#[cfg(any(target_arch = "x86_64", all(target_arch = "aarch64", target_endian = "little")))]
#[allow(
    unsafe_code,
    reason = "vector loads and stores, and the choice of the processor's features"
)]
mod kernel;
mod keyed_tokenizer;
mod lines;
mod normalise;
mod row;
mod script;
mod segment;
mod sentence;
mod token;
mod unit;
mod words;
mod wrap;
mod zero_width;

pub use chars::Chars;
pub use hyphens::join_hyphenated;
pub(crate) use hyphens::{has_hyphenated_line, join_hyphenated_by};
pub(crate) use keyed_tokenizer::Keyed;
pub use lines::{Lines, Utf16Position};
pub use normalise::normalise;
pub(crate) use row::{BLOCK, TokenRow};
pub use segment::segments;
pub(crate) use sentence::sentence_start;
pub use sentence::{SentenceEnd, sentence_end};
pub(crate) use token::words;
pub use token::{Token, TokenKind, Tokenizer};
pub use unit::Unit;
pub use words::Words;
