//! Scaling: time by the number of equal keys, and the speed-up by a second thread.
//!
//! ```text
//! cargo run --release --bin scaling -- [--entries 10000000] [--documents 20000] [--rounds 15]
//! ```
//!
//! First, the keys of one band are put into buckets on one thread: all distinct, a few equal, half
//! equal, all equal. Then generated documents are processed up to the full report, on one thread
//! and on two in turn. The least time counts, since other work on the machine can only add to it;
//! the range is shown. Use more rounds on a busy machine.

mod entries;
mod threads;

use clap::Parser;
use retold_peers::at_least;

fn main() {
    let plan = Plan::parse();
    entries::print(&plan);
    threads::print(&plan);
}

/// Measures how time grows with equal keys, and how it shrinks with a second thread.
#[derive(Parser)]
pub struct Plan {
    /// The keys that go into buckets
    #[arg(long, default_value = "10000000", value_parser = at_least(100))]
    entries: usize,
    /// The documents that go into a report
    #[arg(long, default_value = "20000", value_parser = at_least(10))]
    documents: usize,
    /// The runs of everything
    #[arg(long, default_value = "15", value_parser = at_least(1))]
    rounds: usize,
}
