//! The report as SARIF 2.1.0, for code scanning of texts.
//!
//! One result for each family and each cluster: the first place is where it is shown, the others
//! are related locations.

mod artifact;
mod fingerprints;
mod location;
mod log;
mod message;
mod results;
mod rules;
mod run;

pub(super) use run::write;
