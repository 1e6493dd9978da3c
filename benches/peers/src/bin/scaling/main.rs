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

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match Plan::parse(&arguments) {
        Ok(plan) => {
            entries::print(&plan);
            threads::print(&plan);
            ExitCode::SUCCESS
        }
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::from(2)
        }
    }
}

/// The size of both measurements.
pub struct Plan {
    /// The keys that go into buckets.
    pub entries: usize,
    /// The documents that go into a report.
    pub documents: usize,
    /// The runs of everything.
    pub rounds: usize,
}

impl Plan {
    fn parse(arguments: &[String]) -> Result<Plan, String> {
        let mut plan = Plan { entries: 10_000_000, documents: 20_000, rounds: 15 };
        for pair in arguments.chunks(2) {
            let [name, value] = pair else { return Err(format!("{} has no value", pair[0])) };
            let number =
                value.parse().map_err(|_| format!("{name} must be a number, got {value}"))?;
            match name.as_str() {
                "--entries" => plan.entries = number,
                "--documents" => plan.documents = number,
                "--rounds" => plan.rounds = number,
                _ => return Err(format!("no such argument: {name}")),
            }
        }
        if plan.entries < 100 || plan.documents < 10 || plan.rounds == 0 {
            return Err("at least 100 entries, ten documents and one round, please".to_owned());
        }
        Ok(plan)
    }
}
