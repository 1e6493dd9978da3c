//! The decision of what is removed, and which kept text it repeats.

pub(super) mod clusters;
pub(super) mod contained;
pub(super) mod passage;
pub(super) mod repeat;
pub(super) mod sentence;
pub(super) mod word_row;
