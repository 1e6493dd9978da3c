//! A report that does not belong to its corpus is an error that says where, never a panic.

use crate::{scan, small};
use retold::{Corpus, Report};
use retold_html::Page;
use serde_json::{Value, json};
use std::io;

/// The error of a page whose report was changed at `pointer`.
fn broken(pointer: &str, value: Value) -> String {
    let corpus = small();
    let mut report = serde_json::to_value(scan(&corpus)).unwrap();
    *report.pointer_mut(pointer).unwrap_or_else(|| panic!("no {pointer}")) = value;
    let report: Report = serde_json::from_value(report).unwrap();
    let mut out = Vec::new();
    let error = Page::new(&report, &corpus).write_to(&mut out).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::InvalidData);
    assert!(out.is_empty(), "something was written for {pointer}");
    let mismatch = Page::new(&report, &corpus).render().unwrap_err().to_string();
    assert_eq!(error.to_string(), mismatch);
    mismatch
}

#[test]
fn every_number_out_of_range_is_named() {
    for (pointer, value, said) in [
        ("/documents/1/id", json!(7), "documents[1] calls itself number 7"),
        ("/documents/1/bytes", json!(7), "documents[1] has 7 bytes, its text has"),
        ("/families/0/id", json!(1), "families[0] calls itself number 1"),
        ("/families/0/medoid", json!(3), "the medoid of families[0] is none of its occurrences"),
        ("/families/0/occurrences", json!([]), "the medoid of families[0]"),
        (
            "/families/0/occurrences/2/document",
            json!(9),
            "families[0].occurrences[2] names document 9",
        ),
        ("/families/0/occurrences/0/end", json!(9999), "families[0].occurrences[0] spans"),
        ("/families/0/occurrences/0/start", json!(u64::MAX), "families[0].occurrences[0] spans"),
        ("/pairs/0/a", json!(3), "pairs[0] names document 3, the corpus has 3"),
        (
            "/pairs/0/passages/0/family",
            json!(1),
            "pairs[0].passages[0] names family 1, there are 1",
        ),
        ("/pairs/0/passages/0/b/end", json!(9999), "pairs[0].passages[0] spans"),
        ("/repeats/0/document", json!(4_000_000), "repeats[0] names document 4000000"),
        ("/repeats/0/a/start", json!(9999), "repeats[0] spans 9999.."),
        ("/repeats/0/changes/0/a/end", json!(9999), "repeats[0].changes[0] lies outside"),
    ] {
        let mismatch = broken(pointer, value);
        assert!(mismatch.contains(said), "{pointer}: {mismatch}");
    }
}

#[test]
fn a_span_through_a_character_is_no_place() {
    let corpus = small();
    let inside = corpus.documents()[0].text().find('😀').unwrap() + 1;
    let mismatch = broken("/families/0/occurrences/0/start", json!(inside));
    assert!(mismatch.contains("families[0].occurrences[0] spans 8.."), "{mismatch}");
}

#[test]
fn clusters_are_checked_too() {
    let corpus: Corpus =
        [("a", crate::TALE), ("b", crate::TALE), ("c", "Nothing.")].into_iter().collect();
    for pointer in ["/clusters/0/representative", "/clusters/0/members/0/document"] {
        let mut report = serde_json::to_value(scan(&corpus)).unwrap();
        *report.pointer_mut(pointer).unwrap() = json!(3);
        let report: Report = serde_json::from_value(report).unwrap();
        let mismatch = Page::new(&report, &corpus).render().unwrap_err().to_string();
        assert!(mismatch.contains("clusters[0] names document 3"), "{mismatch}");
    }
}

#[test]
fn another_corpus_is_refused() {
    let corpus = small();
    let report = scan(&corpus);
    let other: Corpus = [("monday.txt", "Monday.")].into_iter().collect();
    let mismatch = Page::new(&report, &other).render().unwrap_err().to_string();
    assert!(mismatch.contains("it has 3 documents, the corpus has 1"), "{mismatch}");
}
