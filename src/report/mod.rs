//! The report, the result of a run.
//!
//! One value, [`Report`]: plain, sorted data with a schema version. The terminal, JSON and every
//! other format are views of it, and nothing else crosses the seam.

#[cfg(feature = "serde")]
mod check;
mod data;
mod edits;
mod family;
mod optional_fields;
mod place;
mod records;
mod rows;
mod selection;
mod settings;
mod skips;
#[cfg(feature = "text-view")]
mod text;
mod work;

pub use data::{Report, SCHEMA};
pub use edits::{EditKind, EditStep};
pub use family::{Family, FamilyKind, Nested, Occurrence};
pub use place::Place;
pub use records::{
    Change, Cluster, DocumentSummary, Member, Pair, Passage, Repeat, Skipped, Truncated,
};
pub use rows::Rows;
pub use settings::{Comparison, Settings};
#[cfg(feature = "text-view")]
pub use text::TextView;
pub use work::Work;

pub(crate) use data::Data;
