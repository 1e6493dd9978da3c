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
pub use passage::{
    ChangedFacts, DocumentTokens, Edit, Family, KnownTexts, Occurrence, Passage, PassageSettings,
    Passages, TokenRun, find_passages,
};
pub use text::{Token, TokenKind, Tokenizer, Unit};
