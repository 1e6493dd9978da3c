//! The cost of the passage search: per byte, with the size of the corpus, with a footer in all
//! documents, with near-copies of all documents, and in memory.
//!
//! ```text
//! cargo run --release --bin passages -- [--articles 100000] [--bytes 1800] [--repetitions 3]
//! ```
//!
//! Generated articles with few repeats go through `Detector::detect` with default settings, once
//! for each figure in a process of its own with one thread; the median CPU time counts, without
//! the time that it takes to write the articles. Memory is the peak of the process less what it
//! held before.
//!
//! Where `sim_text` is on the path (the Debian package `similarity-tester`), the same folder of
//! files is then given to it and to retold on two threads, by turns, and the planted passages that
//! each of them reports are counted.

mod corpora;
mod run;
mod side_by_side;
mod table;

use clap::Parser;
use corpora::Plan;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        // The arguments with which this program starts itself in other processes.
        ["measure", case, articles, bytes] => run::inside(case, articles, bytes),
        ["scan", folder] => side_by_side::scan(folder),
        _ => {
            let plan = Plan::parse();
            table::print(&plan).and_then(|()| side_by_side::print(&plan))
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::from(2)
        }
    }
}
