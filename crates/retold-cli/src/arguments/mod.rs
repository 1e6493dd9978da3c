//! The command line: one definition for the parser, `--help`, the completions, the man pages and
//! the keys of the configuration file.
//!
//! There is one file per subcommand, and one per set of options that several subcommands share.

mod choice;
mod compare;
mod comparison;
mod dedup;
mod definition;
mod detection;
mod effects;
mod filter;
mod general;
mod generate;
mod reading;
mod report_output;
mod reporting;
mod restore;
mod scan;
mod size;
mod stage;

pub(crate) use compare::Compare;
pub(crate) use comparison::Comparison;
pub(crate) use dedup::Dedup;
pub(crate) use detection::{Detection, Scope};
pub(crate) use filter::Filter;
pub(crate) use general::{Color, General};
pub(crate) use generate::Artefact;
pub(crate) use reading::Reading;
pub(crate) use report_output::ReportOutput;
pub(crate) use reporting::Reporting;
pub(crate) use restore::Restore;
pub(crate) use scan::Scan;
pub(crate) use stage::{Stage, Status, Verb};

pub(crate) use definition::{
    Arguments, Command, NESTED, definition, opposite, without_requirements,
};
