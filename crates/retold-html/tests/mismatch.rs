//! Tests of a report that does not belong to its corpus: an error names the place, and nothing
//! panics.

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
fn documents_that_differ_from_their_texts_are_named() {
    let mismatch = broken("/documents/2/bytes", json!(70));
    assert!(mismatch.contains("documents[2] has 70 bytes, its text has"), "{mismatch}");
}

#[test]
fn a_span_through_a_character_is_no_place() {
    let corpus = small();
    let inside = corpus.documents()[0].text().find('😀').unwrap() + 1;
    let mismatch = broken("/families/0/occurrences/0/start", json!(inside));
    assert!(mismatch.contains("families[0].occurrences[0] spans 8.."), "{mismatch}");
}

#[test]
fn another_corpus_is_refused() {
    let corpus = small();
    let report = scan(&corpus);
    let other: Corpus = [("monday.txt", "Monday.")].into_iter().collect();
    let mismatch = Page::new(&report, &other).render().unwrap_err().to_string();
    assert!(mismatch.contains("it has 3 documents, the corpus has 1"), "{mismatch}");
}
