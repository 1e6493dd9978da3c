//! Tests of annotated corpora and given pairs: Parquet, previews, and the memory that they need.

use crate::table::{Values, said, write_columns};
use retold_io::dedup::{Options, Removed, Summary, dedup, preview};
use retold_io::diagnostics::Silent;
use retold_io::error::{Error, ErrorKind};
use retold_io::input::memory::Limit;
use serde_json::Value;
use std::fmt::Write;
use std::fs;
use std::path::Path;

const TALE: &str = "The old man walked slowly down to the harbour to look for his brother and his \
    boat, since it had been dark for an hour.";

fn options(at: &Path, input: &str, output: &str) -> Options {
    Options::new(vec![at.join(input)], at.join(output))
}

/// A dot in the name of a field does not end it.
#[test]
fn only_a_field_of_the_same_name_is_there_already() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let texts = ["text", "old.cluster", "retold_cluster.old"];
    write_columns(&at.join("a.parquet"), &texts.map(|name| (name, Values::Texts(&[TALE, TALE]))));
    let mut options = options(at, "a.parquet", "out.parquet");
    options.annotate = true;
    dedup(&options, &Silent).unwrap();
    assert!(said(&at.join("out.parquet")).0[0][1].contains("retold_relation: \"identical\""));
    options.annotate_prefix = "old.".to_owned();
    options.output = at.join("none.parquet");
    let error = dedup(&options, &Silent).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Settings);
    assert!(error.to_string().contains("already has a field `old.cluster`"), "{error}");
    assert!(!at.join("none.parquet").exists());
}

/// A preview prints removals; the lines of the audit log are for a file.
#[test]
fn a_preview_of_annotations_prints_no_line_of_the_log() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::write(at.join("a.jsonl"), format!("{{\"text\":\"{TALE}\"}}\n").repeat(2)).unwrap();
    let mut options = options(at, "a.jsonl", "");
    options.annotate = true;
    let mut printed = Vec::new();
    let line = |_: &Removed<'_>| b"removed\n".to_vec();
    let summary = preview(&options, &Silent, line, |lines| {
        printed.extend_from_slice(lines);
        Ok(())
    });
    let summary = summary.unwrap();
    assert_eq!((summary.clusters.unwrap().records, summary.counts.removed), (2, 1));
    assert_eq!(String::from_utf8(printed).unwrap(), "");
}

#[test]
fn pairs_are_read_from_parquet() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let columns = [
        ("score", Values::Numbers(&[0.5, 2.0])),
        ("b", Values::Texts(&["y", "x"])),
        ("a", Values::Texts(&["x", "a.jsonl:3"])),
    ];
    write_columns(&at.join("pairs.parquet"), &columns);
    let other = "Something else was said of the boats on the sand.";
    let records = [("x", TALE), ("y", &TALE.to_uppercase()), ("z", other)]
        .map(|(id, text)| serde_json::json!({ "id": id, "text": text }).to_string() + "\n");
    fs::write(at.join("a.jsonl"), records.concat()).unwrap();
    let mut options = options(at, "a.jsonl", "out.jsonl");
    options.pairs = Some(at.join("pairs.parquet"));
    options.id_field = Some("id".to_owned());
    let pairs = dedup(&options, &Silent).unwrap().pairs.unwrap();
    assert_eq!((pairs.given, pairs.verified, pairs.not_compared), (2, 1, 1));
    let log = fs::read_to_string(at.join("out.jsonl.audit.jsonl")).unwrap();
    let found: Vec<[Value; 4]> = log
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .filter(|line| line["what"] == "pair")
        .map(|line| ["a", "b", "score", "verdict"].map(|name| line[name].clone()))
        .collect();
    let of = |a: &str, b: &str, score: f64, verdict: &str| {
        [a.into(), b.into(), serde_json::json!(score), verdict.into()]
    };
    let place = of("a.jsonl:3", "x", 2.0, "unknown_name");
    assert_eq!(found[0], of("x", "y", 0.5, "identical"));
    assert_eq!(found[1][..2], place[..2]);
    assert_eq!((found.len(), &found[1][3]), (2, &place[3]));

    // A name that is missing is an error.
    let columns = [("a", Values::Texts(&["x", ""])), ("b", Values::Texts(&["y", "y"]))];
    write_columns(&at.join("pairs.parquet"), &columns);
    options.output = at.join("none.jsonl");
    let error = dedup(&options, &Silent).unwrap_err().to_string();
    assert!(error.contains("row 2: a name is missing"), "{error}");
    write_columns(&at.join("pairs.parquet"), &[("left", Values::Texts(&["x"]))]);
    let error = dedup(&options, &Silent).unwrap_err().to_string();
    assert!(error.contains("no column `a`; the file has `left`"), "{error}");
}

/// Runs within so many MiB beside the 24 of every run.
fn within(mut options: Options, mebibytes: u64) -> Result<Summary, Error> {
    let bytes = (24 + mebibytes) << 20;
    options.memory = Some(Limit { bytes, source: "a test".to_owned() });
    options.force = true;
    dedup(&options, &Silent)
}

/// Ids are kept in memory if lines of the log need them; then they count.
#[test]
fn ids_and_pairs_count_against_the_memory() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let (mut records, mut pairs) = (String::new(), "a,b\n".to_owned());
    for number in 0..2000 {
        let id = format!("{number:0>10000}");
        writeln!(records, "{{\"text\":\"text {number}\",\"id\":\"{id}\"}}").unwrap();
    }
    for number in 0..100_000 {
        writeln!(pairs, "a{number},b{number}").unwrap();
    }
    fs::write(at.join("a.jsonl"), records).unwrap();
    fs::write(at.join("few.jsonl"), "{\"text\":\"a\"}\n").unwrap();
    fs::write(at.join("pairs.csv"), pairs).unwrap();
    let mut options = options(at, "a.jsonl", "out");
    options.id_field = Some("id".to_owned());
    within(options.clone(), 30).unwrap();
    options.annotate = true;
    let error = within(options.clone(), 30).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Capacity, "{error}");
    within(options.clone(), 60).unwrap();
    options.id_field = None;
    within(options.clone(), 30).unwrap();
    options.annotate = false;
    options.inputs = vec![at.join("few.jsonl")];
    within(options.clone(), 10).unwrap();
    options.pairs = Some(at.join("pairs.csv"));
    let error = within(options.clone(), 10).unwrap_err();
    assert!(error.to_string().contains("cannot read the pairs"), "{error}");
    assert!(error.to_string().contains("the limit is"), "{error}");
    within(options, 40).unwrap();
}
