//! Generated prose: sentences, paragraphs and articles with the statistics of real text.

mod names;
mod numbers;
mod writer;

pub(crate) use names::{person, place};
pub(crate) use numbers::{date, figure};
pub use writer::Prose;
