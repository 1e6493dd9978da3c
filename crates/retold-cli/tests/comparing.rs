//! Tests of `retold compare`: it reports only text that occurs on both sides.

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

/// The tale occurs on both sides. The other text occurs on one side only, in two files and twice in
/// one.
#[test]
fn repeats_inside_one_side_are_not_reported() {
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

/// A file is compared with the rest of the folder that it lies in, whichever side comes first and
/// however the two are spelt.
#[test]
fn a_file_is_compared_with_the_rest_of_its_folder_in_either_order() {
    let files = [("in/a.txt", TALE), ("in/b.txt", OTHER), ("in/sub/c.txt", TALE)];
    let folder = folder(&files);
    for file in ["in/a.txt", "./in/a.txt", "in/../in/a.txt", "in/sub/../a.txt"] {
        for around in ["in", "./in/", "."] {
            for sides in [[file, around], [around, file]] {
                let report = compare(folder.path(), &sides);
                assert_eq!(count(&report, "documents"), 3, "{sides:?}");
                assert_eq!((count(&report, "pairs"), count(&report, "clusters")), (1, 1));
                assert_eq!(report["pairs"][0]["relation"], "identical", "{sides:?}");
            }
        }
    }
    for sides in [["in/sub", "in"], ["in", "in/sub"]] {
        assert_eq!(count(&compare(folder.path(), &sides), "pairs"), 1, "{sides:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_to_a_file_is_that_file() {
    let folder = folder(&[("in/a.txt", TALE), ("in/c.txt", TALE)]);
    std::os::unix::fs::symlink("in/a.txt", folder.path().join("link.txt")).unwrap();
    for sides in [["link.txt", "in"], ["in", "link.txt"]] {
        let report = compare(folder.path(), &sides);
        assert_eq!((count(&report, "documents"), count(&report, "pairs")), (2, 1), "{sides:?}");
    }
}

#[test]
fn the_same_on_both_sides_is_an_error() {
    let folder = folder(&[("in/a.txt", TALE), ("b.txt", OTHER)]);
    for sides in
        [["b.txt", "b.txt"], ["in/a.txt", "./in/a.txt"], ["in", "in/a.txt"], ["in", "in/."]]
    {
        let output = retold_in(folder.path(), &["compare", sides[0], sides[1]]);
        let said = crate::program::stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{sides:?}: {said}");
        assert!(said.contains("`retold scan`"), "{sides:?}: {said}");
        assert!(output.stdout.is_empty());
    }
}
