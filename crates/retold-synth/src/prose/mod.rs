//! What does a text look like that nobody wrote?

mod names;
mod numbers;
mod writer;

pub use writer::Prose;
