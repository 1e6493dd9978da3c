//! Pairs of records from another program, such as a search by embeddings.

pub(super) mod pair_file;
pub(super) mod resolution;
