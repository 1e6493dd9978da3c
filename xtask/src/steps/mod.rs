//! What each step runs.

pub(crate) mod benches;
pub(crate) mod command;
pub(crate) mod dependencies;
pub(crate) mod docs;
pub(crate) mod examples;
pub(crate) mod features;
pub(crate) mod lint;
pub(crate) mod packages;
pub(crate) mod python;
pub(crate) mod scripts;
pub(crate) mod tests_run;
