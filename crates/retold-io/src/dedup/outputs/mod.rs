//! The names of a clean corpus and its log, and how both get them.

pub(super) mod output_names;
pub(super) mod output_pair;
