//! Work is linear in the text: one large document, or very many documents.

use crate::counted::{Counted, detected_by, in_proportion};
use retold::Unit;
use retold_synth::Rng;
use std::fmt::Write;

const MEGABYTE: usize = 1_000_000;

/// Words that hardly repeat, as those of a large document do not.
fn prose(bytes: usize) -> String {
    let mut rng = Rng::new(3);
    let mut text = String::with_capacity(bytes + 100);
    while text.len() < bytes {
        for word in 0..12 {
            let number = rng.next_u64() % 50_000;
            text.push_str(["the ", "of ", "and "][word % 3]);
            write!(text, "w{number:x} ").unwrap();
        }
        text.push_str(if rng.chance(125) { ".\n\n" } else { ".\n" });
    }
    text
}

fn of_one_document(megabytes: usize, unit: Unit) -> Counted {
    detected_by(unit, &[prose(megabytes * MEGABYTE)]).0
}

fn of_one_word_documents(count: usize, unit: Unit) -> Counted {
    let texts: Vec<String> = (0..count).map(|i| format!("w{i}")).collect();
    detected_by(unit, &texts).0
}

#[test]
fn a_document_ten_times_as_large_takes_ten_times_as_much() {
    for (unit, most) in [(Unit::Document, 5), (Unit::Passage, 10)] {
        let (large, ()) = in_proportion(&[10, 100], 1.05, unit, |megabytes| {
            let counted = of_one_document(megabytes, unit);
            assert!(counted.allocations < 20_000, "{unit:?}: {counted:?}, so once a word");
            (counted, ())
        });
        let each = large.peak.div_ceil(100 * MEGABYTE as u64);
        assert!(each <= most, "{unit:?}: {each} bytes a byte");
    }
}

#[test]
fn ten_times_as_many_documents_of_one_word_take_ten_times_as_much() {
    for (unit, bytes, times) in
        [(Unit::Document, 200, 3), (Unit::Passage, 250, 7), (Unit::Line, 700, 7)]
    {
        // Both a little below a power of two, where lists double.
        in_proportion(&[26_000, 260_000], 1.05, unit, |count| {
            let counted = of_one_word_documents(count, unit);
            let each = counted.peak / count as u64;
            assert!(each < bytes, "{unit:?}: {each} bytes a document");
            let each = counted.allocations / count as u64;
            assert!(each < times, "{unit:?}: {each} allocations a document");
            (counted, ())
        });
    }
}

/// `cargo xtask slow` and the release workflow run it.
#[test]
#[ignore = "takes minutes and 8 GB: `cargo xtask slow`"]
fn a_document_of_a_gigabyte_takes_linear_work() {
    let small = of_one_document(100, Unit::Passage);
    of_one_document(1_000, Unit::Passage).grew_at_most(10.5, small, Unit::Passage);
}

/// `cargo xtask slow` runs it before a release.
#[test]
#[ignore = "takes minutes and 12 GB: `cargo xtask slow`"]
fn ten_million_documents_of_one_word_take_linear_work() {
    // Both as far above a power of two, where lists have doubled.
    let small = of_one_word_documents(625_000, Unit::Document);
    let large = of_one_word_documents(10_000_000, Unit::Document);
    // Of so many band keys some are the same by chance: that grows with the square, and is little.
    assert!(large.compared < 10_000_000 / 100, "{large:?}");
    Counted { compared: 0, ..large }.grew_at_most(16.8, small, Unit::Document);
}
