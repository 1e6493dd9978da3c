//! What `retold dedup` reads, and what comes back under which name.

use crate::dedup_corpus::{corpus, ends, entries, pack, run, unpacked};
use crate::program::{TALE, folder, stderr};
use std::fs;
use std::path::Path;

const OTHER: &str = "Nobody was there, and the boats lay upside down on the sand as in May.\n";

fn record(fields: &str, text: &str) -> String {
    format!("{{{fields}\"text\":{}}}\n", serde_json::to_string(text).unwrap())
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

/// Text in UTF-16 with its byte order mark.
fn wide(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

#[test]
fn lines_of_a_priority_list_that_match_nothing_are_counted() {
    let records =
        [record("\"id\":\"one\",", TALE), record("\"id\":\"two\",", &TALE.to_uppercase())];
    let list = "no/such*\ntwo\n\nnothing\none\n";
    let folder = folder(&[("a.jsonl", &records.concat()), ("list", list), ("good", "two\na.*\n")]);
    let args = ["dedup", "a.jsonl", "--id-field", "id", "-o", "b", "--keep"];
    let said = stderr(&ends(folder.path(), &[&args[..], &["priority:list"]].concat(), 0));
    assert!(said.contains("2 lines of list match no file and no record"), "{said}");
    assert!(said.contains("list:1: no/such*"), "{said}");
    assert_eq!(read(folder.path(), "b"), records[1]);
    let args = [&args[..], &["priority:good", "--force"]].concat();
    assert!(!stderr(&ends(folder.path(), &args, 0)).contains("match no"));
}

#[test]
fn a_dry_run_hides_no_name() {
    let records = [record("", TALE), record("\"n\":2,", TALE)].concat();
    let folder = folder(&[("{odd}.jsonl", &records), ("b.jsonl", "{}")]);
    let args = ["dedup", "{odd}.jsonl", "b.jsonl", "-o", "out", "--dry-run"];
    let shown = String::from_utf8(ends(folder.path(), &args, 2).stdout).unwrap();
    assert_eq!(shown, "{odd}.jsonl:2 ~ {odd}.jsonl:1  17 words  1.00\n");
    let args = ["dedup", "b.jsonl", "{odd}.jsonl", "-o", "out", "--dry-run"];
    let shown = String::from_utf8(ends(folder.path(), &args, 2).stdout).unwrap();
    assert_eq!(shown, "{odd}.jsonl:2 ~ {odd}.jsonl:1  17 words  1.00\n", "and no line break");
}
