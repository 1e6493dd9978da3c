//! The hot paths whose instructions `benches/instructions/run` counts.
//!
//! ```text
//! instructions list
//! instructions CASE TIMES
//! ```
//!
//! `list` prints every case with the units of one pass. The second form builds the fixed input of a
//! case and runs its hot path TIMES times. The instructions of one pass are those of a run with 1
//! minus those of a run with 0. If the processor lacks the vector instructions of a case, the exit
//! code is 3.

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
