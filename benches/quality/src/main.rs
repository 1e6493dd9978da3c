//! Measures the recall of planted text in generated corpora, and prints docs/quality.md.
//!
//! The corpora are made from fixed seeds, so the page is the same on every machine. `--small`
//! measures less, in a minute or two. A figure below its floor or below the baseline in
//! `expected/` is an error. `--update` rewrites the baseline.

mod baseline;
mod corpora;
mod estimator;
mod limits;
mod lsh;
mod page;
mod recall;
mod size;

use baseline::Baseline;
use page::Page;
use size::Size;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (size, update) = match arguments[..] {
        [] => (Size::FULL, false),
        ["--update"] => (Size::FULL, true),
        ["--small"] => (Size::SMALL, false),
        ["--small", "--update"] => (Size::SMALL, true),
        _ => {
            eprintln!("usage: retold-quality [--small] [--update]  (the page goes to stdout)");
            return ExitCode::from(2);
        }
    };
    let mut page = Page::default();
    page.text(include_str!("introduction.md"));
    recall::write(&mut page, &size);
    lsh::write(&mut page, &size);
    estimator::write(&mut page, &size);
    limits::write(&mut page, &size);
    print!("{}", page.finish());
    if update {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/expected/");
        if let Err(error) = std::fs::write(format!("{file}{}", size.name), page.figures().write()) {
            eprintln!("cannot write {file}{}: {error}", size.name);
            return ExitCode::FAILURE;
        }
    }
    let fallen =
        if update { Vec::new() } else { Baseline::parse(size.expected).faults(page.figures()) };
    for fault in page.faults().iter().chain(&fallen) {
        eprintln!("below its floor: {fault}");
    }
    if page.faults().is_empty() && fallen.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
