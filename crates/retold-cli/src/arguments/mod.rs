//! What is asked for?
//!
//! One definition for the parser, `--help`, the completions, the man pages and the keys of the
//! configuration file. A file for each subcommand, and one for each set of options that several
//! subcommands share.

mod choice;
mod compare;
mod dedup;
mod definition;
mod detection;
mod filter;
mod general;
mod generate;
mod reading;
mod reporting;
mod restore;
mod scan;
mod size;
mod sought;
mod telling;

pub(crate) use compare::Compare;
pub(crate) use dedup::Dedup;
pub(crate) use detection::Detection;
pub(crate) use filter::Filter;
pub(crate) use general::{Color, General};
pub(crate) use generate::Artefact;
pub(crate) use reading::Reading;
pub(crate) use reporting::Reporting;
pub(crate) use restore::Restore;
pub(crate) use scan::Scan;
pub(crate) use sought::Sought;
pub(crate) use telling::Telling;

pub(crate) use definition::{Arguments, Command, definition, opposite, without_requirements};
