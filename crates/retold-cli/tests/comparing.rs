//! `retold compare` tells what stands on both sides, and nothing else.

use crate::program::{TALE, folder, retold_in, stdout};
use serde_json::Value;

const OTHER: &str =
    "Nobody has ever seen the whole of the garden behind the grey house on the hill.\n";

fn compare(folder: &std::path::Path, args: &[&str]) -> Value {
    let output = retold_in(folder, &[&["compare", "-f", "json"], args].concat());
    assert_eq!(output.status.code(), Some(0), "{}", crate::program::stderr(&output));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn count(report: &Value, list: &str) -> usize {
    report[list].as_array().unwrap().len()
}

#[test]
fn two_articles_as_text() {
    insta::assert_snapshot!(stdout(&[
        "compare",
        "seeds/000_5e67b6abfc6d202c.txt",
        "seeds/001_5910934212f6e33b.txt"
    ]));
}

/// The tale stands on both sides; the other text stands on one side only, in two files and twice
/// in one.
#[test]
fn what_one_side_repeats_of_itself_is_no_news() {
    let own = format!("{OTHER}\nIn between.\n\n{OTHER}");
    let folder = folder(&[
        ("old/a.txt", &own),
        ("old/b.txt", &format!("{OTHER}\nSomething of b.\n\n{TALE}")),
        ("old/c.txt", OTHER),
        ("old/d.txt", OTHER),
        ("new/e.txt", &format!("It begins.\n\n{TALE}\nMore of it.\n\n{TALE}")),
    ]);
    for unit in ["passage", "paragraph", "sentence", "line", "blank-line"] {
        let report = compare(folder.path(), &["old", "new", "--unit", unit]);
        assert_eq!(count(&report, "families"), 1, "{unit}: {report:#}");
        assert_eq!(report["families"][0]["id"], 0);
        let documents = report["documents"].as_array().unwrap();
        let places: Vec<&str> = report["families"][0]["occurrences"]
            .as_array()
            .unwrap()
            .iter()
            .map(|o| documents[o["document"].as_u64().unwrap() as usize]["name"].as_str().unwrap())
            .collect();
        assert_eq!(places, ["new/e.txt", "new/e.txt", "old/b.txt"], "{unit}");
        assert_eq!((count(&report, "repeats"), count(&report, "clusters")), (0, 0), "{unit}");
        assert_eq!(count(&report, "pairs"), 1, "{unit}");
        assert!(
            report["pairs"][0]["passages"].as_array().unwrap().iter().all(|p| p["family"] == 0)
        );
        for document in documents {
            let reused = document["reused"].as_f64().unwrap();
            let shares = ["new/e.txt", "old/b.txt"].contains(&document["name"].as_str().unwrap());
            assert_eq!(reused > 0.0, shares, "{unit}: {document}");
        }
    }
}

#[test]
fn near_copies_are_those_of_the_other_side() {
    let folder = folder(&[("a/1", TALE), ("a/2", TALE), ("b/3", TALE), ("b/4", OTHER)]);
    let report = compare(folder.path(), &["a", "b", "--unit", "document"]);
    let clusters = report["clusters"].as_array().unwrap();
    assert_eq!(clusters.len(), 1);
    assert_eq!(clusters[0]["members"].as_array().unwrap().len(), 1, "{report:#}");
}

/// A file inside the folder that it is held against is not its own copy.
#[test]
fn a_file_is_not_held_against_itself() {
    let folder = folder(&[("a.txt", TALE), ("b.txt", OTHER)]);
    for file in ["a.txt", "./a.txt"] {
        let report = compare(folder.path(), &[".", file]);
        assert_eq!((count(&report, "clusters"), count(&report, "documents")), (0, 2));
    }
    let same = compare(folder.path(), &["a.txt", "a.txt"]);
    assert_eq!(same["pairs"][0]["relation"], "identical");
}
