//! How does a copy come to differ from what it was copied from?

mod pieces;
mod words;

pub(crate) use pieces::Pieces;
pub(crate) use words::{WordEdit, edit_words};
