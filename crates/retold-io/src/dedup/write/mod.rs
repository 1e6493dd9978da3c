//! The clean corpus: what is left of the input.

pub(super) mod added_fields;
pub(super) mod clean_corpus;
pub(super) mod target;
pub(super) mod written;
