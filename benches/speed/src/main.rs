//! Measures the speed, the memory and the growth of `Detector::detect` with the default settings, on generated
//! corpora in the shape of real ones and on folders of real text. `--shape` measures the amount of shared text,
//! and `--index` measures `Index::add`.
//!
//! ```text
//! cargo run --release -p retold-speed -- [--documents 2000] [--only NAME] [--data FOLDER] [--shape | --index]
//! ```
//!
//! Each run is a process of its own. The texts are in memory before the measurement starts. The time is the
//! CPU time of the process, so that other programs on the machine change it little.

mod child;
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
