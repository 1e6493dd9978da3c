//! How fast and how exact is retold beside other engines, on the same texts in the same run?
//!
//! ```text
//! cargo run --release -- [--documents 20000] [--bytes 1800] [--repetitions 5] [--language english]
//!                        [--python]
//! ```
//!
//! Every engine gets the same file of generated documents, a fifth of them near-copies at several
//! edit rates, and lists the pairs with a resemblance of .8 or more at five words to a shingle,
//! from signatures of 128 slots, on one thread. Each run is a process of its own; the engines take
//! turns. Reported are the median CPU time, of user and system, from opening the file to having
//! the pairs; the recall and precision against all true pairs (retold's exact join); and the peak
//! memory beyond what the process held when it had read the texts.
//!
//! With `--python`, rensa, datasketch and text-dedup take part: `python/environment` installs them
//! into a virtual environment under `target/`, from the package index. Where that cannot be done,
//! the table is printed without them and the reason is said. The interpreter's start is not part of
//! their time. text-dedup is 0.4.0, since the next release asks for Python 3.12; its steps are run
//! without the data set library around them, which is to its advantage. Peers take words to be what
//! stands between white space, as their documentation has it and as is cheapest for them, so that
//! they see a resemblance slightly different from the true one.

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
        // What this program calls itself with, in a process of its own.
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
