//! The keep order: the rule that decides which of several copies is kept.

pub(super) mod date;
pub(super) mod keep_rule;
pub(super) mod priority_list;
