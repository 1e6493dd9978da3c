//! Tests of line breaks of several kinds around removed text.

use crate::dedup_corpus::ends;
use crate::program::{TALE, folder};
use std::fs;

const BEFORE: &str = "Nobody was there, and the boats lay upside down on the sand as in May.";
const AFTER: &str = "In the evening the wind turned, and the nets were brought in without a word.";

/// Of the white space on the two sides, the side with more line breaks is kept, or the first one if
/// both have the same number. `\r\n` is one line break, and `\r` alone is one too. The restored
/// text is the same, byte by byte.
#[test]
fn a_line_break_counts_as_one_whatever_its_bytes_are() {
    for (front, behind, stays) in [
        ("\r\n\r\n", "\n\n\n", "\n\n\n"),
        ("\n\n", "\r\n\r\n", "\n\n"),
        ("\r\n\n", "\n\r\n\n", "\n\r\n\n"),
        ("\n\r\n\n", "\r\n\r\n", "\n\r\n\n"),
        ("\r\n\r\n\r\n", "\n\n", "\r\n\r\n\r\n"),
        ("\n\n", "\r\n\n\r\n", "\r\n\n\r\n"),
    ] {
        let tale = TALE.trim();
        let text = format!("{tale}\r\n\r\n{BEFORE}{front}{tale}{behind}{AFTER}\r\n");
        let left = format!("{tale}\r\n\r\n{BEFORE}{stays}{AFTER}\r\n");
        let record =
            |text: &str| format!("{{\"text\":{}}}\r\n", serde_json::to_string(text).unwrap());
        for (name, input, expected) in
            [("a.txt", text.clone(), left.clone()), ("a.jsonl", record(&text), record(&left))]
        {
            let folder = folder(&[(name, &input)]);
            let at = folder.path();
            ends(at, &["dedup", name, "--by", "paragraph", "-o", "clean"], 0);
            assert_eq!(
                fs::read_to_string(at.join("clean")).unwrap(),
                expected,
                "{front:?} {behind:?}"
            );
            ends(at, &["restore", "clean", "-o", "again"], 0);
            assert_eq!(
                fs::read_to_string(at.join("again")).unwrap(),
                input,
                "{front:?} {behind:?}"
            );
        }
    }
}

/// A cut at the start and at the end of files whose lines end differently, joined to one.
#[test]
fn files_with_different_line_breaks_are_joined_and_come_back() {
    let record = |text: &str| format!("{{\"text\":\"{text}\"}}");
    let tale = record(TALE.trim());
    let files = [
        ("a.jsonl", format!("{tale}\r\n{}\n{tale}", record(BEFORE))),
        ("b.jsonl", format!("{tale}\n{}\r\n{tale}\r\n", record(AFTER))),
        ("c.jsonl", format!("\r\n{tale}\r\n\n{}", record(BEFORE))),
    ];
    let folder = folder(&files.each_ref().map(|(name, text)| (*name, text.as_str())));
    let at = folder.path();
    for by in ["document", "paragraph", "line", "passage"] {
        let clean = format!("clean-{by}");
        let again = format!("again-{by}");
        ends(at, &["dedup", "a.jsonl", "b.jsonl", "c.jsonl", "--by", by, "-o", &clean], 0);
        assert!(fs::metadata(at.join(&clean)).unwrap().len() < 500, "{by}");
        ends(at, &["restore", &clean, "-o", &again], 0);
        for (name, text) in &files {
            assert_eq!(
                fs::read_to_string(at.join(&again).join(name)).unwrap(),
                *text,
                "{by} {name}"
            );
        }
    }
}
