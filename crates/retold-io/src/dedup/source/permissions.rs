//! The permissions of the input files, imported from the readers of the input.

pub(in crate::dedup) use crate::publish::Permissions as Rights;
