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
pub use lsh::{Banding, BucketTable, Buckets, CANDIDATES_PER_BUCKET, CandidatePairs};
pub use model::{ClusterId, Corpus, Document, DocumentId, FamilyId, Similarity, Span};
pub use sketch::{Estimate, MinHasher, Signature, SketchKind};
pub use shingle::{ShingleSet, ShingleSets, Shingler};
pub use text::{Token, TokenKind, Tokenizer, Unit};
pub use text::{Token, TokenKind, Tokenizer, Unit, Words, normalise};
