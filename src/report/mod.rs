//! What leaves the engine?
//!
//! One value, [`Report`]: plain, sorted data with a schema version. The terminal, JSON and every
//! other format are views of it, and nothing else crosses the seam.

mod check;
mod data;
mod family;
mod place;
mod settings;
mod text;

pub use data::{
    Change, Cluster, DocumentSummary, Member, Pair, Passage, Repeat, Report, SCHEMA, Skipped,
    Truncated,
};
pub use family::{Family, FamilyKind, Occurrence};
pub use place::Place;
pub use settings::{Comparison, Settings};
pub use text::TextView;

pub(crate) use data::Parts;
