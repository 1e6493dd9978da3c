//! How is a report written down?
//!
//! Views of one value, the [`Report`]; docs/formats.md describes each. None of them lets a control
//! character of the input through.

mod csv;
mod escape;
mod format;
mod html;
mod json;
mod jsonl;
mod sarif;
mod style;
mod terminal;

pub(crate) use escape::to_writer;
pub(crate) use format::{Format, write};
pub(crate) use style::Style;
