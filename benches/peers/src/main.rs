//! How fast and how exact is retold beside other engines, on the same texts in the same run?
//!
//! ```text
//! cargo run --release -- [--documents 20000] [--bytes 1800] [--repetitions 5] [--language english]
//! ```
//!
//! Every engine gets the same generated documents, a fifth of them near-copies at several edit
//! rates, and lists the pairs with a resemblance of .8 or more at five words to a shingle, from
//! signatures of 128 slots, on one thread. Each run is a process of its own; the engines take
//! turns. Reported are the median CPU time of all runs, the recall and precision against all true
//! pairs (retold's exact join), and the peak memory beyond that of a process that only holds the
//! texts.

mod corpus;
mod engines;
mod figures;
mod run;

use corpus::Plan;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match arguments.split_first() {
        // What this program calls itself with, in a process of its own.
        Some((first, rest)) if first == "run-engine" => run::inside(rest),
        _ => Plan::parse(&arguments).and_then(|plan| figures::print(&plan)),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::from(2)
        }
    }
}
