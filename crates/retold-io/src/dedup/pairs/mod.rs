//! Pairs of records that come from another search for candidates.
//!
//! A file of pairs is read (`given`), and its names are brought to documents (`resolved`).

pub(super) mod given;
pub(super) mod resolved;
