//! The checks of this repository, by name: `cargo xtask` lists them, `cargo xtask ci` runs all.
//!
//! Each step runs alone, from any folder of the workspace, and prints each command before it starts.
//! A step that needs a tool that is not installed skips that part and says so; the summary at the end
//! repeats what was skipped.

mod arguments;
mod json;
mod outcome;
mod process;
mod runner;
mod step_list;
mod steps;

use crate::arguments::Request;
use std::process::ExitCode;

fn main() -> ExitCode {
    match arguments::parse(std::env::args().skip(1)) {
        Ok(Request::List) => {
            print!("{}", step_list::listing());
            ExitCode::SUCCESS
        }
        Ok(Request::Run { steps, keep_going }) => runner::run(&steps, keep_going),
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::from(2)
        }
    }
}
