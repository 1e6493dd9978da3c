//! Where are the paragraphs, sentences and lines of a text, and what are its tokens?
//!
//! Text is never rewritten. Normalisation happens while hashing, so every span points into the
//! bytes that the caller gave.

mod normalise;
mod script;
mod token;
mod unit;
mod words;

pub use normalise::normalise;
pub use token::{Token, TokenKind, Tokenizer};
pub use unit::Unit;
pub use words::Words;
