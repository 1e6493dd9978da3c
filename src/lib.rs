//! Finds what a body of text tells twice.

mod error;

pub mod detector;
pub mod hash;
pub mod lsh;
pub mod matching;
pub mod model;
pub mod passage;
pub mod report;
pub mod shingle;
pub mod sketch;
pub mod text;

pub use error::{Error, ErrorKind, Result};
pub use model::{ClusterId, Corpus, Document, DocumentId, FamilyId, Similarity, Span};
pub use text::{
    Chars, Lines, Token, TokenKind, Tokenizer, Unit, Words, join_hyphenated, normalise, segments,
};
