//! Reports repeated text in a folder: `cargo run --release --example scan_folder -- seeds`

use anstream::{eprintln, print};
use ignore::WalkBuilder;
use retold::{Corpus, Detector};
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("name a folder: scan_folder seeds");
        return ExitCode::from(2);
    };
    let (mut corpus, mut skipped) = (Corpus::new(), Vec::new());
    for entry in WalkBuilder::new(&folder).sort_by_file_path(Ord::cmp).build() {
        let path = match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_dir()) => continue,
            Ok(entry) => entry.into_path(),
            Err(error) => {
                skipped.push((folder.clone(), error.to_string()));
                continue;
            }
        };
        let name = path.display().to_string();
        match std::fs::read(&path).map(String::from_utf8) {
            Ok(Ok(text)) => _ = corpus.push(name, text).expect("fewer than 2^32 files"),
            Ok(Err(error)) => skipped.push((name, format!("not UTF-8: {error}"))),
            Err(error) => skipped.push((name, error.to_string())),
        }
    }
    let mut report = Detector::builder().build().expect("valid defaults").detect(&corpus);
    let failed = !skipped.is_empty();
    for (name, reason) in skipped {
        report.add_skipped(name, reason);
    }
    print!("{}", report.text().excerpts(&corpus).color(true));
    ExitCode::from(if failed { 2 } else { 0 })
}
