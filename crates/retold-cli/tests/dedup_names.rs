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
fn inputs_of_the_same_name_come_back_apart() {
    let (one, two) = (record("", TALE), record("\"n\":2,", TALE));
    let folder = folder(&[
        ("a/x.jsonl", &one),
        ("b/x.jsonl", &two),
        ("a/in/t.txt", TALE),
        ("b/in/t.txt", OTHER),
    ]);
    let at = folder.path();
    ends(at, &["dedup", "a/x.jsonl", "b/x.jsonl", "-o", "joined"], 0);
    assert_eq!(read(at, "joined"), one);
    ends(at, &["restore", "joined", "-o", "again"], 0);
    assert_eq!([read(at, "again/a/x.jsonl"), read(at, "again/b/x.jsonl")], [one.clone(), two]);
    for (inputs, out) in [(["a/in/t.txt", "b/in/t.txt"], "texts"), (["a/in", "./b/in/"], "folders")]
    {
        ends(at, &["dedup", inputs[0], inputs[1], "-o", out], 0);
        assert_eq!(read(at, &format!("{out}/a/in/t.txt")), TALE, "{out}");
        assert_eq!(read(at, &format!("{out}/b/in/t.txt")), OTHER, "{out}");
    }
    // Names that differ stay as short as they are.
    ends(at, &["dedup", "a/in/t.txt", "a/x.jsonl", "-o", "short"], 0);
    assert_eq!(read(at, "short/t.txt"), TALE);
    // A file cannot be called what a folder is called.
    fs::create_dir(at.join("c")).unwrap();
    fs::write(at.join("c/in"), OTHER).unwrap();
    ends(at, &["dedup", "a/in", "c/in", "-o", "mixed"], 0);
    assert_eq!([read(at, "mixed/a/in/t.txt"), read(at, "mixed/c/in")], [TALE, OTHER]);
}

#[test]
fn a_file_that_is_given_twice_is_named() {
    let folder = folder(&[("a/x.jsonl", &record("", TALE)), ("a/t.txt", TALE)]);
    for inputs in
        [["a/x.jsonl", "a/../a/x.jsonl"], ["a", "a/x.jsonl"], ["a", "a"], ["a/t.txt", "a/t.txt"]]
    {
        let output = ends(folder.path(), &["dedup", inputs[0], inputs[1], "-o", "out"], 2);
        let said = stderr(&output);
        assert!(said.contains(".txt is given twice") || said.contains("x.jsonl is given twice"));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "{inputs:?}");
    }
}

/// Everything that is in both would go, as a repeat of itself.
#[test]
fn a_reference_that_is_the_input_as_well_is_refused() {
    let text = record("", TALE);
    let folder = folder(&[("a.jsonl", &text), ("in/t.txt", TALE), ("in/u.txt", OTHER)]);
    for (input, against, named) in [
        ("a.jsonl", "./a.jsonl", "a.jsonl"),
        ("in", "in/t.txt", "in/t.txt"),
        ("in/u.txt", "in", "in/u.txt"),
    ] {
        let output = ends(folder.path(), &["dedup", input, "--against", against, "-o", "out"], 2);
        let said = stderr(&output);
        assert!(said.contains(named) && said.contains("--against as well"), "{said}");
    }
    assert_eq!(read(folder.path(), "a.jsonl"), text);
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
fn a_file_comes_back_packed_as_it_was() {
    let text = record("", TALE);
    let folder = folder(&[("plain.jsonl.gz", &text), ("in/x.jsonl.gz", &text)]);
    let at = folder.path();
    let packed = pack("x.zst", &corpus(21, 30));
    fs::write(at.join("in/y.jsonl"), &packed).unwrap();
    ends(at, &["dedup", "plain.jsonl.gz", "-o", "clean.jsonl"], 0);
    ends(at, &["restore", "clean.jsonl", "-o", "again.jsonl.gz"], 0);
    assert_eq!(read(at, "again.jsonl.gz"), text);
    // Another name says that something else is wanted.
    ends(at, &["restore", "clean.jsonl", "-o", "again.jsonl.zst"], 0);
    assert!(unpacked(&at.join("again.jsonl.zst")) == text.as_bytes());
    run(at, &["dedup", "in", "-o", "clean"], b"");
    ends(at, &["restore", "clean", "-o", "again"], 0);
    assert_eq!(read(at, "again/x.jsonl.gz"), text);
    let again = fs::read(at.join("again/y.jsonl")).unwrap();
    assert!(zstd::decode_all(&*again).unwrap() == corpus(21, 30));
    let log = read(at, "clean.audit.jsonl");
    let header: serde_json::Value = serde_json::from_str(log.lines().next().unwrap()).unwrap();
    let packings: Vec<_> = (0..2).map(|it| header["inputs"][it]["packing"].clone()).collect();
    assert_eq!(packings, ["plain", "zstd"]);
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
