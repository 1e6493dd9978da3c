//! What no run of the program can be made to meet: changes between two readings.

#![allow(clippy::unwrap_used)]

use super::find::Sources;
use super::packing::Packing;
use super::record::Records;
use super::repeat::Repeats;
use super::rule::Rule;
use super::shelf::Shelf;
use super::survey::{Sink, Survey};
use super::write::{Target, write};
use crate::arguments::{Arguments, By, Command};
use crate::input::Budget;
use crate::progress::Progress;
use clap::Parser;
use retold::{Detector, Unit};
use std::fs;
use std::path::Path;

const TALE: &str = "The old man walked slowly down to the harbour to look for his brother and his";

/// Reads a file, lets `change` at it, decides and writes. What the failure says, if it fails.
fn run(name: &str, change: impl Fn(&Path)) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    let lines: String =
        ["boat", "net", "boat"].map(|it| format!("{{\"text\":\"{TALE} {it} again\"}}\n")).concat();
    let packed = match Packing::of_name(&path) {
        Packing::Zstd => zstd::encode_all(lines.as_bytes(), 1).unwrap(),
        _ => lines.into(),
    };
    fs::write(&path, packed).unwrap();
    let args = ["retold", "dedup", path.to_str().unwrap(), "--output", "unused"];
    let Command::Dedup(arguments) = Arguments::parse_from(args).command else { unreachable!() };
    let sources = Sources::find(&arguments, None).unwrap();
    let rule = Rule::load(&arguments.keep).unwrap();
    let records = Records { text_field: "text".to_owned(), id_field: None, rule, by: By::Document };
    let detector = Detector::builder().unit(Unit::Document).threshold(0.5).build().unwrap();
    let progress = Progress::new(true, || None);
    let sink = Sink::Signatures(Box::new(detector.first_pass()));
    let read = Survey::read(&sources.all, &records, sink, Budget::default(), &progress);
    let Survey { known, sink, .. } = read.unwrap();
    let Sink::Signatures(first) = sink else { unreachable!() };
    let found = fs::metadata(&path).unwrap().modified().unwrap();
    change(&path);
    // As if the clock of the file system were too coarse to tell.
    let file = fs::File::options().write(true).open(&path).unwrap();
    file.set_modified(found).unwrap();
    let mut shelf = Shelf::new(&sources.all, &known, &records);
    let repeats = match Repeats::of_signatures(first.finish(), &mut shelf, None, &progress) {
        Ok(repeats) => repeats,
        Err(failure) => return Some(failure.to_string()),
    };
    assert_eq!(repeats.all.len(), 2);
    write(&mut shelf, 0, &repeats, &Target::Nowhere, true, None, &progress)
        .err()
        .map(|failure| failure.to_string())
}

#[test]
fn a_change_between_the_readings_is_found_by_content() {
    for name in ["a.jsonl", "a.jsonl.zst"] {
        assert_eq!(run(name, |_| {}), None, "{name}");
        let failure = run(name, |path| {
            let mut bytes = fs::read(path).unwrap();
            // A letter of a text in the plain file, a byte of the checksum or the data elsewhere.
            let at = bytes.len() - 20;
            bytes[at] ^= 1;
            fs::write(path, bytes).unwrap();
        });
        let failure = failure.unwrap();
        let says = ["was changed while it was read", "cannot read"];
        assert!(says.iter().any(|it| failure.contains(it)), "{failure}");
        assert!(failure.contains("nothing was written"), "{failure}");
    }
}
