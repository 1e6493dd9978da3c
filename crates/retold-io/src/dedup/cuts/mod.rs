//! What is cut out with a piece of a text, so that no hole remains.

pub(super) mod cut;
pub(super) mod paragraphs;
