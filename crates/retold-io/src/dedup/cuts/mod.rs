//! The bytes that are cut out of a text together with a removed part: its white space and line
//! breaks.

pub(super) mod cut;
pub(super) mod lines;
pub(super) mod paragraphs;
