//! The formats in which a [`Report`](retold::Report) is written.
//!
//! docs/formats.md describes each of them. In every format, control characters of the input are
//! escaped.

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
