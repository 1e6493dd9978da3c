//! Does the time stay linear when everything is alike, and do two threads halve it?
//!
//! ```text
//! cargo run --release --bin scaling -- [--entries 10000000] [--documents 20000] [--rounds 15]
//! ```
//!
//! First, the keys of one band of so many signatures go into buckets, on one thread: all distinct,
//! a few equal, half equal, all in one bucket. Then generated documents go all the way to the full
//! report, on one thread and on two by turns. The least time counts, since other work on the
//! machine can only add to it, and the spread is shown; on a busy machine, more rounds come
//! closer.

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
