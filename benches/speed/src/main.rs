//! Measures `Detector::detect` with the default settings: the speed, the memory and the growth of the work,
//! on generated corpora in the shape of real ones and on folders of real text.
//!
//! ```text
//! cargo run --release -p retold-speed -- [--documents 2000] [--only NAME] [--data FOLDER] [--shape | --index]
//! ```
//!
//! Each figure comes from a process of its own with one thread. The texts are in memory before the clock
//! starts. The time is the CPU time of the process, so other programs on the machine disturb it little.

mod clock;
mod index;
mod input;
mod plan;
mod run;
mod shape;
mod tables;

use clap::Parser;
use plan::Plan;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        // The arguments with which this program starts itself in another process.
        ["measure", ref input @ ..] => run::inside(input),
        ["add", unit, documents] => index::inside(unit, documents),
        _ => tables::print(&Plan::parse()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::from(2)
        }
    }
}
