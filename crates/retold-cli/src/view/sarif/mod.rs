//! The SARIF 2.1.0 report, for code scanning tools.
//!
//! Each family and each cluster is one result. Its first place is the location of the result; the
//! other places are related locations.

mod artifact;
mod fingerprints;
mod location;
mod log;
mod message;
mod results;
mod rules;
mod run;

pub(super) use run::write;
