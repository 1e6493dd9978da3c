//! The permissions of the input files, under the name that the readers of the input use.

pub(in crate::dedup) use crate::publish::Permissions as Rights;
