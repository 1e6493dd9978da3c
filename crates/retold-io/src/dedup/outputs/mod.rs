//! The names of a clean corpus and its audit log, and the step that gives both files their names.

pub(super) mod output_names;
pub(super) mod output_pair;
