//! What do we speak about: texts with names, places in them, and how alike two of them are.

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
