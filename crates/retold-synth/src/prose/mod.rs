//! What does a text look like that nobody wrote?

mod names;
mod numbers;
mod writer;

pub(crate) use names::{person, place};
pub(crate) use numbers::{date, figure};
pub use writer::Prose;
