//! The streaming index and the two readings, on texts that are all alike.

use crate::counted::{Counted, counted};
use retold::{Detector, DetectorBuilder, Unit};

fn texts(count: usize) -> Vec<String> {
    (0..count).map(|_| "the same line of a text".to_owned()).collect()
}

/// One word of 60 differs from one to the next, so that all share their buckets.
fn near_copies(count: usize) -> Vec<String> {
    let base: Vec<String> = (0..60).map(|i| format!("word{i}")).collect();
    let copy = |i: usize| {
        let mut words = base.clone();
        words[i % 60] = format!("changed{i}");
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
        let mut index = detector.index();
        texts.iter().map(|text| index.add("one", text).repeats.len() as u64).sum()
    };
    counted(index, |&repeats: &u64| repeats).0
}

fn read_twice(texts: &[String]) -> Counted {
    let detector = builder().build().unwrap();
    let read = || {
        let mut first = detector.first_pass();
        first.add(texts);
        let ask = |id: retold::DocumentId| Ok::<_, ()>(texts[id.index()].as_str());
        first.finish().decide(ask).unwrap().removed.len() as u64
    };
    counted(read, |&removed: &u64| removed).0
}

#[test]
fn an_index_of_equal_texts_grows_with_their_number() {
    let [small, large] = [4_000, 16_000].map(|count| indexed(&texts(count)));
    large.grew_at_most(4.4, small, "index");
    assert_eq!(large.compared, 15_999, "each repeats one earlier text");
}

/// What matches 1,024 wordings is stored no more, so the index stays small and quick.
#[test]
fn an_index_of_near_copies_compares_each_with_a_bounded_number() {
    let [small, large] = [4_000, 8_000].map(|count| indexed(&near_copies(count)));
    large.grew_at_most(2.4, small, "index");
}

#[test]
fn two_readings_of_equal_texts_and_of_near_copies_grow_with_their_number() {
    let [small, large] = [8_000, 32_000].map(|count| read_twice(&texts(count)));
    large.grew_at_most(4.4, small, "equal");
    let [small, large] = [4_000, 16_000].map(|count| read_twice(&near_copies(count)));
    large.grew_at_most(4.8, small, "near-copies");
}
