//! Bounded work of the streaming index and of the two passes, for texts that are all similar.

use crate::counted::{Counted, counted, in_proportion};
use retold::{Detector, DetectorBuilder, Unit};

fn texts(count: usize) -> Vec<String> {
    (0..count).map(|_| "the same line of a text".to_owned()).collect()
}

/// One word of 40 differs from one to the next, so that all share their buckets.
fn near_copies(count: usize) -> Vec<String> {
    let base: Vec<String> = (0..40).map(|i| format!("word{i}")).collect();
    let copy = |i: usize| {
        let mut words = base.clone();
        words[i % 40] = format!("changed{i}");
        words.join(" ")
    };
    (0..count).map(copy).collect()
}

fn builder() -> DetectorBuilder {
    Detector::builder().unit(Unit::Line).min_words(1)
}

fn indexed(texts: &[String]) -> Counted {
    let detector = builder().build().unwrap();
    let index = || {
        let mut index = detector.index().unwrap();
        texts.iter().map(|text| index.add("one", text).unwrap().repeats.len() as u64).sum()
    };
    counted(index, |&repeats: &u64| repeats).0
}

fn read_twice(texts: &[String]) -> Counted {
    let detector = builder().build().unwrap();
    let read = || {
        let mut first = detector.removal_scanner().unwrap();
        first.add(texts).unwrap();
        let ask = |id: retold::DocumentId| Ok::<_, ()>(texts[id.index()].as_str());
        first.finish().unwrap().decide(ask).unwrap().removed.len() as u64
    };
    counted(read, |&removed: &u64| removed).0
}

#[test]
fn an_index_of_equal_texts_grows_with_their_number() {
    let (large, ()) =
        in_proportion(&[1_000, 4_000, 16_000], 1.2, "index", |count| (indexed(&texts(count)), ()));
    assert_eq!(large.compared, 15_999, "each repeats one earlier text");
}

/// A text that matches 1,024 wordings is not stored, so the index remains small and fast.
#[test]
fn an_index_of_near_copies_compares_each_with_a_bounded_number() {
    let texts = near_copies(2_600);
    let detector = builder().build().unwrap();
    let mut index = detector.index().unwrap();
    let mut add = |from: usize, to: usize| {
        let add = || texts[from..to].iter().for_each(|text| drop(index.add("one", text).unwrap()));
        counted(add, |()| 0).0
    };
    add(0, 1_200);
    let early = add(1_200, 1_400);
    add(1_400, 2_400);
    let late = add(2_400, 2_600);
    late.grew_at_most(1.3, early, "index");
    assert!(index.capped_items() > 1_000, "what a limit left out is counted");
}

#[test]
fn two_readings_of_equal_texts_and_of_near_copies_grow_with_their_number() {
    in_proportion(&[500, 1_000, 8_000, 32_000], 1.1, "equal", |count| {
        (read_twice(&texts(count)), ())
    });
    let near = |count| {
        let counted = read_twice(&near_copies(count));
        (counted, counted.peak)
    };
    // What is looked at for one text at a time is bounded, so more texts hardly take more memory.
    let (_, few) = in_proportion(&[500, 1_000], 1.5, "near-copies", near);
    let (_, more) = in_proportion(&[2_000], 1.5, "near-copies", near);
    assert!(2 * more < 3 * few, "{few} bytes became {more}");
    in_proportion(&[2_500, 7_500], 1.2, "near-copies", near);
}
