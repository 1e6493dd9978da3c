//! The audit log: its format, its writer and its reader.

pub(super) mod annotations;
pub(super) mod audit;
pub(super) mod entry_writer;
pub(super) mod header;
pub(super) mod log_reader;
mod lost;
pub(super) mod verdicts;
pub(super) mod verify_log;
