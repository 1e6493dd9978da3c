//! What does `benches/instructions/run` count the instructions of?
//!
//! ```text
//! instructions list
//! instructions CASE TIMES
//! ```
//!
//! `list` names every case with the units that one pass works through. The other form builds the
//! fixed input of a case and passes through its hot path so many times: the instructions of one
//! pass are those of a run with 1 less those of a run with 0. A case whose vector instructions the
//! processor does not have ends with the exit code 3.

mod case;
mod input;

use case::Case;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["list"] => {
            for case in Case::all() {
                println!("{}", case.name());
            }
            ExitCode::SUCCESS
        }
        [name, times] => match (Case::named(name), times.parse()) {
            (Some(case), Ok(times)) => run(case, times),
            _ => usage(),
        },
        _ => usage(),
    }
}

fn run(case: Case, times: u32) -> ExitCode {
    match case.pass(times) {
        Some(work) => {
            println!("{} {}", work.count, work.unit);
            ExitCode::SUCCESS
        }
        None => ExitCode::from(3),
    }
}

fn usage() -> ExitCode {
    eprintln!("instructions list | instructions CASE TIMES");
    ExitCode::from(2)
}
