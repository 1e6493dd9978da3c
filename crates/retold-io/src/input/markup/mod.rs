//! Markup blanked out, and the text left where it was.

pub(in crate::input) mod captions;
pub(in crate::input) mod html;
pub mod markdown;
mod mask;
pub(in crate::input) mod mdx;
