//! Readers of markup: each blanks markup, and leaves the text at its offsets.

pub(in crate::input) mod captions;
pub(in crate::input) mod html;
pub(in crate::input) mod line_prefix;
pub mod markdown;
mod mask;
pub(in crate::input) mod mdx;
mod time_stamp;

pub use mask::LeftOut;
pub(in crate::input) use mask::Masked;
