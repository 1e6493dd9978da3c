//! The speed and accuracy of retold and other engines, on the same texts in the same run.
//!
//! ```text
//! cargo run --release -- [--documents 20000] [--bytes 1800] [--repetitions 5] [--language english]
//!     [--python]
//! ```
//!
//! Every engine gets the same file of generated documents, a fifth of them near-copies at several
//! edit rates. It lists the pairs with a resemblance of at least .8 (shingles of five words,
//! signatures of 128 slots) on one thread. Each run is a process of its own; the engines take
//! turns. The table shows the median CPU time (user and system) from opening the file to having the
//! pairs, the recall and precision compared with all true pairs (retold's exact join), and the peak
//! memory beyond that after reading the texts.
//!
//! With `--python`, rensa, datasketch and text-dedup take part. `python/environment` installs them
//! from the package index into a virtual environment under `target/`. If that fails, the table is
//! printed without them, with the reason. The start of the interpreter is not measured. text-dedup
//! is 0.4.0, since the next release needs Python 3.12; its steps run without the data set library
//! around them, which is to its advantage. The peers split words at white space, as in their
//! documentation and as is cheapest for them, so their resemblances differ slightly from the true
//! ones.

mod corpus;
mod engines;
mod figures;
mod peer;
mod run;

use clap::Parser;
use corpus::Plan;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match arguments.split_first() {
        // The arguments with which this program starts itself in another process.
        Some((first, rest)) if first == "run-engine" => run::inside(rest),
        _ => figures::print(&Plan::parse()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::from(2)
        }
    }
}
