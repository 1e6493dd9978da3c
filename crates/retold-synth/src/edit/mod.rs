//! How does a copy come to differ from what it was copied from?
//!
//! An edit takes a passage and gives the copy, with the number of changes and the runs that still
//! stand in the order of the source. Words are only changed inside the passage: its first and its
//! last word stay, so that the truth about where a copy begins and ends is never in doubt.

mod apply;
mod edited;
mod kind;
mod layout;
mod ocr;
mod order;
mod pieces;
mod severity;
mod surface;
mod words;

pub use apply::edit;
pub use edited::{Edited, Run};
pub use kind::EditKind;
pub(crate) use pieces::Pieces;
pub(crate) use words::{WordEdit, edit_words};
