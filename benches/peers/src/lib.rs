//! The shared code of the programs in this package.

pub mod corpus_file;

use clap::builder::RangedU64ValueParser;

/// Parses a number that is at least `least`.
#[must_use]
pub fn at_least(least: u64) -> RangedU64ValueParser<usize> {
    RangedU64ValueParser::new().range(least..)
}
