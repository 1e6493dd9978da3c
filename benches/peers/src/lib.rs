//! What the programs of this package share.

pub mod corpus_file;

use clap::builder::RangedU64ValueParser;

/// Reads a number from `least` on.
#[must_use]
pub fn at_least(least: u64) -> RangedU64ValueParser<usize> {
    RangedU64ValueParser::new().range(least..)
}
