//! Tests of several files that `dedup` writes as one.

use crate::program::{folder, retold_in, stderr};
use serde_json::Value;
use std::fs;

/// A byte order mark in the middle of a file is not white space, and JSON parsers reject the line behind it.
/// The mark of the first file stays, and `restore` writes all marks again.
#[test]
fn a_byte_order_mark_does_not_get_into_the_middle() {
    let line = |text: &str| format!("{}\n", serde_json::json!({ "text": text }));
    let tale =
        "A miller had three sons, and when he died he left them his mill, his donkey and his cat.";
    let other =
        "The youngest son thought that he had got the worst of it, and asked the cat what to do.";
    let third =
        "The cat asked him for a pair of boots and a bag, and promised him that he would be rich.";
    let files = [
        ("a.jsonl", format!("\u{feff}{}", line(tale))),
        // Its first record is kept, removed, and cut.
        ("b.jsonl", format!("\u{feff}{}{}", line(other), line(tale))),
        ("c.jsonl", format!("\u{feff}{}{}", line(tale), line(third))),
        (
            "d.jsonl",
            format!("\u{feff}{}", line(&format!("{tale}\n\n{}", "New words here. ".repeat(9)))),
        ),
    ];
    let names = files.each_ref().map(|(name, _)| *name);
    for unit in ["document", "paragraph"] {
        for annotate in [&[][..], &["--annotate"]] {
            if unit == "paragraph" && !annotate.is_empty() {
                continue;
            }
            let folder = folder(&files.each_ref().map(|(name, text)| (*name, &**text)));
            let at = folder.path();
            let args = [&["dedup", "--unit", unit, "-o", "out.jsonl"], annotate, &names].concat();
            let output = retold_in(at, &args);
            assert!(output.status.success(), "{}", stderr(&output));
            let clean = fs::read_to_string(at.join("out.jsonl")).unwrap();
            let rest = clean.strip_prefix('\u{feff}').unwrap();
            assert!(!rest.contains('\u{feff}'), "{unit} {annotate:?}: {rest}");
            assert!(rest.lines().count() >= 4);
            assert!(rest.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()), "{rest}");
            if annotate.is_empty() {
                let output = retold_in(at, &["restore", "out.jsonl", "-o", "back"]);
                assert!(output.status.success(), "{}", stderr(&output));
                for (name, text) in &files {
                    assert_eq!(
                        fs::read_to_string(at.join("back").join(name)).unwrap(),
                        *text,
                        "{unit}"
                    );
                }
            }
        }
    }
}

/// A list of fields is not the name of a column. Before, the header `title,body` was taken for one column
/// that semicolons end, and `--annotate` wrote semicolons into it.
#[test]
fn a_list_of_fields_is_no_column_of_a_table() {
    let folder = folder(&[("a.csv", "title,body\nfirst text here,second text here\n")]);
    let args = ["dedup", "a.csv", "--text-field", "title,body", "--annotate", "-o", "out.csv"];
    let output = retold_in(folder.path(), &args);
    assert_eq!(output.status.code(), Some(2));
    let said = stderr(&output);
    assert!(said.contains("one column of a table") && said.contains("`title`, `body`"), "{said}");
    assert!(!folder.path().join("out.csv").exists());
}

/// A document inside a longer one is not identical to it.
#[test]
fn contained_documents_are_not_identical() {
    let folder = folder(&[("a.jsonl", "{\"text\":\"a\"}\n")]);
    let args = ["dedup", "a.jsonl", "--contained", "--remove", "identical", "-o", "out.jsonl"];
    let said = stderr(&retold_in(folder.path(), &args));
    assert!(said.contains("--contained") && said.contains("--remove identical"), "{said}");
}
