//! The command as people and programs meet it: the built program is run.

#![allow(clippy::unwrap_used)]

mod dedup;
mod dedup_corpus;
mod dedup_laws;
mod dedup_safety;
mod program;
