//! How much of what was told twice is found, and what is not?
//!
//! Prints the page QUALITY.md: every figure is measured on texts whose truth is known, made from
//! fixed seeds, so that the page is the same on every machine. `--small` measures less, in seconds.
//! Either way the floors of the page are held: a figure below one of them is an error.

mod corpora;
mod estimator;
mod found;
mod limits;
mod lsh;
mod page;
mod size;

use page::Page;
use size::Size;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let size = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => Size::FULL,
        ["--small"] => Size::SMALL,
        _ => {
            eprintln!("usage: retold-quality [--small]  (the page goes to stdout)");
            return ExitCode::from(2);
        }
    };
    let mut page = Page::default();
    page.text(include_str!("introduction.md"));
    found::write(&mut page, &size);
    lsh::write(&mut page, &size);
    estimator::write(&mut page, &size);
    limits::write(&mut page, &size);
    print!("{}", page.finish());
    for fault in page.faults() {
        eprintln!("below its floor: {fault}");
    }
    if page.faults().is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
