//! The writer of the clean corpus.

pub(super) mod added_fields;
pub(super) mod clean_corpus;
pub(super) mod restore_data;
pub(super) mod target;
