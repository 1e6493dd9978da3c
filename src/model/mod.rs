//! Documents, corpora, spans of text, ids and similarities.

mod corpus;
mod ids;
mod similarity;
mod span;
mod text_kind;

pub use corpus::{Corpus, Document};
pub use ids::{DocumentId, FamilyId};
pub use similarity::Similarity;
pub use span::Span;
pub use text_kind::TextKind;
pub(crate) use text_kind::most_of;
