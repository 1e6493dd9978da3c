//! Tests of `-`, which is the standard input in place of any file.

use crate::program::{TALE, fed, folder, stderr};
use serde_json::Value;
use std::path::Path;

fn report(folder: &Path, args: &[&str], input: &[u8]) -> Value {
    let output = fed(folder, &[args, &["--format", "json"]].concat(), input);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {}", stderr(&output));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn names(report: &Value) -> Vec<&str> {
    let documents = report["documents"].as_array().unwrap();
    documents.iter().map(|document| document["name"].as_str().unwrap()).collect()
}

fn records() -> Vec<u8> {
    format!("{{\"text\":{TALE:?}}}\n{{\"text\":\"Something else.\"}}\n").into_bytes()
}

#[test]
fn a_text_is_scanned_alone_and_beside_files() {
    let folder = folder(&[("a.txt", TALE)]);
    let twice = format!("{TALE}\nIn between.\n\n{TALE}");
    let alone = report(folder.path(), &["scan", "-"], twice.as_bytes());
    assert_eq!((names(&alone), alone["repeats"].as_array().unwrap().len()), (vec!["-"], 1));
    let beside = report(folder.path(), &["scan", "-", "a.txt"], TALE.as_bytes());
    assert_eq!(names(&beside), ["-", "a.txt"]);
    assert_eq!(beside["pairs"][0]["relation"], "identical");
}

#[test]
fn records_are_scanned_packed_or_not() {
    let folder = folder(&[("a.txt", TALE)]);
    for input in [records(), zstd::encode_all(&records()[..], 3).unwrap()] {
        let report = report(folder.path(), &["scan", "-", "a.txt"], &input);
        assert_eq!(names(&report), ["-:1", "-:2", "a.txt"]);
        assert_eq!(report["families"].as_array().unwrap().len(), 1);
    }
}

#[test]
fn either_side_of_a_comparison_may_be_a_text_or_records() {
    let folder = folder(&[("a.txt", TALE)]);
    for sides in [["-", "a.txt"], ["a.txt", "-"]] {
        let args = [&["compare"][..], &sides].concat();
        for (input, name) in [(TALE.as_bytes().to_vec(), "-"), (records(), "-:1")] {
            let report = report(folder.path(), &args, &input);
            let mut shared: Vec<&str> = report["families"][0]["occurrences"]
                .as_array()
                .unwrap()
                .iter()
                .map(|o| names(&report)[o["document"].as_u64().unwrap() as usize])
                .collect();
            shared.sort_unstable();
            assert_eq!(shared, [name, "a.txt"], "{sides:?}");
        }
    }
}

/// It can be read only once: a second use is an error.
#[test]
fn the_standard_input_is_no_second_side_to_itself() {
    let folder = folder(&[("a.txt", TALE)]);
    let output = fed(folder.path(), &["compare", "-", "-"], TALE.as_bytes());
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("only one side"), "{}", stderr(&output));
    assert!(output.stdout.is_empty());
    let output = fed(folder.path(), &["scan", "-", "--files-from", "-"], b"a.txt\n");
    assert_eq!(output.status.code(), Some(2));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("-: it was read as the list of files"), "{text}");
}
