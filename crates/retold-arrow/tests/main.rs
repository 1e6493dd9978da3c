//! Every integration test, in one binary that links once.

#![allow(clippy::unwrap_used)]

mod columns;
mod removals;
mod steps;

use retold::{Detector, Keep, Unit};
use retold_synth::{Language, NearCopies};

/// Near-copies, exact copies, a null and an empty text.
fn texts() -> Vec<Option<String>> {
    let corpus = NearCopies::new(Language::English).documents(120).bytes(400);
    let corpus = corpus.near_copies(60, &[0, 1, 2, 5]).exact_copies(20).build(7);
    let mut texts: Vec<Option<String>> = corpus.documents.into_iter().map(Some).collect();
    texts.insert(3, None);
    texts.insert(9, Some(String::new()));
    texts
}

/// The detector of the command.
fn detector() -> Detector {
    Detector::builder().unit(Unit::Document).keep(Keep::First).build().unwrap()
}
