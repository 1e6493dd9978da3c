//! What do we speak about: texts with names, places in them, and how alike two of them are.

mod corpus;
mod ids;
mod similarity;
mod span;

pub use corpus::{Corpus, Document};
pub use ids::{DocumentId, FamilyId};
pub use similarity::Similarity;
pub use span::Span;
