//! Edits: the differences between a copy and its source.
//!
//! An edit takes a passage and returns the copy, the number of changes, and the runs that are still
//! in the order of the source. Only words inside the passage change. Its first and last word stay,
//! so the true start and end of a copy are always known.

mod apply;
mod edit_result;
mod kind;
mod layout;
mod ocr;
mod order;
mod pieces;
mod severity;
mod surface;
mod words;

pub use apply::edit;
pub use edit_result::{EditResult, Run};
pub use kind::EditKind;
pub(crate) use layout::wrap;
pub(crate) use pieces::Pieces;
pub(crate) use words::{WordEdit, edit_words};
