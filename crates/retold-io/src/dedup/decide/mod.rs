//! The decisions: the removed texts, and the kept text that each of them repeats.

pub(super) mod clusters;
pub(super) mod contained;
pub(super) mod ending;
pub(super) mod passage;
pub(super) mod repeat;
pub(super) mod sentence;
pub(super) mod word_row;
