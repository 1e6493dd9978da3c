//! Integration tests of the command, which run the built program.

#![allow(clippy::unwrap_used)]

mod book;
mod comparing;
mod dedup;
mod dedup_annotate;
mod dedup_annotate_tables;
mod dedup_corpus;
mod dedup_laws;
mod dedup_line_breaks;
mod dedup_names;
mod dedup_outputs;
mod dedup_pairs;
mod dedup_replacing;
#[cfg(unix)]
mod dedup_rights;
mod dedup_safety;
mod dedup_structure;
mod effects;
mod endings;
mod formats;
mod help;
mod hostile;
mod joined;
mod limits;
mod outputs;
#[cfg(unix)]
mod planted;
mod program;
mod readers;
mod settings;
mod stages;
mod standard_input;
mod truth;
