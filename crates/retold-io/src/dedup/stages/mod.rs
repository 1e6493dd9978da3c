//! The deduplication of a corpus in stages, which run as separate processes and pass files to each other.
//!
//! The stages are the steps of `dedup`, cut where one step gives all of its results to the next one. Each task
//! reads a part of the files of the stage before and makes one file. Tasks of one stage run in any order and on
//! any machine that sees the files. The clean corpus and the audit log have the bytes that `dedup` writes for
//! the same files and settings.
//!
//! | Stage | Tasks | Step of `dedup` | Module |
//! |---|---|---|---|
//! | `start` | 1 | the search for the files | `source` |
//! | `sign` | one for each shard | the first reading | `records::first_pass`, `retold::detector::RemovalScanner` |
//! | `join` | one for each partition of the keys | the buckets | `retold::lsh::BandJoin` |
//! | `plan` | 1 | exact copies; the division into parts is new | `retold::detector::RemovalPlanner` |
//! | `fetch` | one for each shard | the copy of the compared records | `records::record_store` |
//! | `decide` | one for each part | comparison and decision | `retold::detector::RemovalPlanner` |
//! | `write` | one for each shard | clean corpus and log entries | `write`, `log` |
//! | `finish` | 1 | the audit log | `log` |
//!
//! Invariant: no stage decides anything itself; each calls the functions that `dedup` calls. A file is used only
//! if it is complete and undamaged, and was made from the files that are there now (`stage_file`).

mod bucket_section;
mod components;
mod corpus;
mod decide;
mod document_section;
mod fetch;
mod finish;
mod job;
mod join;
mod key_section;
mod options;
mod plan;
mod planned_job;
mod removal_section;
mod run;
mod shards;
mod sign;
mod signed;
mod stage_file;
mod start;
mod status;
mod task;
mod task_output;
mod varint;
mod version;
mod write;

pub use options::JobOptions;
pub use run::run;
pub use start::{Started, start};
pub use status::{StageStatus, Status, status};
pub use task::{Stage, Task};
pub use task_output::{Done, Finished};
