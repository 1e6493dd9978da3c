//! Tests of changes between two readings, which no test of the program can time.

#![allow(clippy::unwrap_used)]

use super::decide::repeat::Repeats;
use super::dedup;
use super::keep::keep_rule::Rule;
use super::log::audit::json;
use super::log::entry_writer::EntryWriter;
use super::log::verify_log::describes;
use super::options::{By, Options};
use super::records::first_pass::{FirstPass, Sink};
use super::records::ids::Ids;
use super::records::record::Records;
use super::records::record_store::RecordStore;
use super::source::packing::Packing;
use super::source::sources::Sources;
use super::summary::Summary;
use super::write::clean_corpus::write;
use super::write::target::Target;
use crate::diagnostics::Silent;
use crate::error::Error;
use crate::input::Budget;
use crate::publish::operation_log::record;
use retold::{Detector, Unit};
use std::fs;
use std::path::Path;

const TALE: &str = "The old man walked slowly down to the harbour to look for his brother and his";

/// The moment at which a file is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moment {
    /// Between the first reading and the comparison.
    Comparing,
    /// Between the comparison and the writing of the clean corpus.
    Writing,
    /// Between the writing of the clean corpus and of the log.
    Logging,
}

fn lines(words: [&str; 3]) -> Vec<u8> {
    words.map(|it| format!("{{\"text\":\"{TALE} {it} again\"}}\n")).concat().into_bytes()
}

fn packed(path: &Path, lines: Vec<u8>) -> Vec<u8> {
    match Packing::of_name(path) {
        Packing::Zstd => zstd::encode_all(&*lines, 1).unwrap(),
        _ => lines,
    }
}

/// Runs a deduplication of a file, and calls `change` with its path at a moment. Returns the
/// message of the error, if there is one.
fn run(name: &str, moment: Moment, change: impl Fn(&Path)) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, packed(&path, lines(["boat", "net", "boat"]))).unwrap();
    let options = Options::new(vec![path.clone()], "unused".into());
    let sources = Sources::find(&options, None, &Silent).unwrap();
    let rule = Rule::load(&options.keep).unwrap();
    let records = Records {
        text_field: "text".to_owned(),
        id_field: None,
        keeps_ids: false,
        rule,
        by: By::Document,
        memory: Budget::default(),
    };
    let detector = Detector::builder().unit(Unit::Document).threshold(0.5).build().unwrap();
    let sink = Sink::Signatures(Box::new(detector.removal_scanner().unwrap()));
    let read = FirstPass::read(&sources.all, &records, sink, Budget::default(), &Silent, &Silent);
    let FirstPass { known, sink, .. } = read.unwrap();
    let Sink::Signatures(first) = sink else { unreachable!() };
    let found = fs::metadata(&path).unwrap();
    let change = || {
        change(&path);
        assert_eq!(fs::metadata(&path).unwrap().len(), found.len());
        // The old time is restored, as if the clock of the file system were too coarse to show the
        // change.
        let file = fs::File::options().write(true).open(&path).unwrap();
        file.set_modified(found.modified().unwrap()).unwrap();
    };
    if moment == Moment::Comparing {
        change();
    }
    let mut store = RecordStore::new(&sources.all, &known, &records);
    let repeats = match Repeats::of_signatures(&first.finish().unwrap(), &mut store, None, &Silent)
    {
        Ok(repeats) => repeats,
        Err(failure) => return Some(failure.to_string()),
    };
    if moment == Moment::Writing {
        change();
    }
    let written = match write(&mut store, 0, &repeats, &Target::Nowhere, true, None, &Silent) {
        Ok(written) => written,
        Err(failure) => return Some(failure.to_string()),
    };
    if moment == Moment::Logging {
        change();
    }
    let entries = EntryWriter {
        store: &store,
        repeats: &repeats,
        written: &written,
        references: 0,
        by: By::Document,
        is_logged: true,
        ids: &Ids::default(),
        clusters: None,
        judge: None,
        pair_counts: None.into(),
        lost: 0.into(),
    };
    let logged = entries.each(|removed| json(removed), |_| Ok(()));
    logged.err().map(|failure| failure.to_string())
}

#[test]
fn a_change_between_the_readings_is_found_by_content() {
    for (name, moment) in [
        ("a.jsonl", Moment::Comparing),
        ("a.jsonl", Moment::Writing),
        ("a.jsonl", Moment::Logging),
        ("a.jsonl.zst", Moment::Comparing),
        ("a.jsonl.zst", Moment::Writing),
    ] {
        assert_eq!(run(name, moment, |_| {}), None, "{name}");
        let failure = run(name, moment, |path| {
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

/// A file changes to another valid text of the same length: in a kept record, in a removed one, and
/// in the one that it repeats.
#[test]
fn another_text_of_equal_length_is_noticed() {
    for words in [["boat", "pet", "boat"], ["boat", "net", "goat"], ["goat", "net", "boat"]] {
        for name in ["a.jsonl", "a.jsonl.zst"] {
            for moment in [Moment::Comparing, Moment::Writing] {
                let failure = run(name, moment, |path| {
                    let len = fs::metadata(path).unwrap().len() as usize;
                    let mut bytes = packed(path, lines(words));
                    // An empty frame after the data fills the file to its old length.
                    let missing = len.saturating_sub(bytes.len());
                    if missing >= 8 {
                        bytes.extend(0x184d_2a50_u32.to_le_bytes());
                        bytes.extend((missing as u32 - 8).to_le_bytes());
                    }
                    bytes.resize(len, 0);
                    fs::write(path, bytes).unwrap();
                });
                let failure = failure.unwrap_or_else(|| panic!("{name} {moment:?} {words:?}"));
                assert!(failure.contains("nothing was written"), "{failure}");
            }
        }
    }
}

fn dedup_in(folder: &Path, force: bool) -> Result<Summary, Error> {
    let [input, output] = ["a.jsonl", "out"].map(|name| folder.join(name));
    let mut options = Options::new(vec![input], output);
    options.force = force;
    dedup(&options, &Silent)
}

/// The whole command is killed after each change that it makes to the file system.
#[test]
fn a_killed_dedup_leaves_the_old_pair_or_the_new_one() {
    for most in 0.. {
        let made = tempfile::tempdir().unwrap();
        let folder = made.path();
        let path = |name: &str| folder.join(name);
        fs::write(path("a.jsonl"), lines(["boat", "net", "boat"])).unwrap();
        dedup_in(folder, false).unwrap();
        let old = fs::read(path("out")).unwrap();
        fs::write(path("a.jsonl"), lines(["oar", "sail", "oar"])).unwrap();
        let (result, done) = record(folder, most, || dedup_in(folder, true));
        let log = path("out.audit.jsonl");
        assert!(!path("out").exists() || describes(&path("out"), &log), "{done:?}");
        if done.len() < most {
            assert!(!result.unwrap().trouble);
            assert_ne!(fs::read(path("out")).unwrap(), old);
            assert!(most > 20, "{done:?}");
            return;
        }
        // Without --force, the next run writes nothing, because one of the two files exists.
        let failure = dedup_in(folder, false).unwrap_err();
        assert!(failure.to_string().contains("exists already"), "{failure}");
        assert!(describes(&path("out"), &log), "{done:?}");
        assert_eq!(fs::read_dir(folder).unwrap().count(), 3, "{done:?}");
    }
}
