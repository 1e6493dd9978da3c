//! Bounded work for similar texts, each of which could be compared with all others.

use crate::counted::{Counted, detected, detected_by, in_proportion};
use retold::{Detector, Search, Unit};
use retold_synth::Rng;

/// Texts of 200 words, of which one differs from one to the next: they share every bucket.
fn near_copies(count: usize) -> Vec<String> {
    let base: Vec<String> = (0..200).map(|i| format!("word{i} ")).collect();
    let copy = |i: usize| {
        let mut words = base.clone();
        words[i % 200] = format!("changed{i} ");
        words.concat()
    };
    (0..count).map(copy).collect()
}

/// Two paragraphs each, three words of forty changed in both: paragraphs resemble one another, and
/// what is made of two of them hardly does.
fn pairs_of_paragraphs(count: usize) -> Vec<String> {
    let mut rng = Rng::new(7);
    let mut paragraph = |of: char, text: usize| -> String {
        let mut words: Vec<String> = (0..40).map(|word| format!("{of}{word} ")).collect();
        for change in 0..3 {
            words[rng.below(40)] = format!("{of}{text}x{change} ");
        }
        words.concat()
    };
    (0..count).map(|text| format!("{}\n\n{}", paragraph('a', text), paragraph('b', text))).collect()
}

fn each(counted: Counted, texts: &[String]) -> u64 {
    counted.compared / texts.len() as u64
}

#[test]
fn near_copies_are_compared_with_a_few_others_each() {
    for unit in [Unit::Document, Unit::Paragraph, Unit::Passage] {
        let take = |count| {
            let texts = near_copies(count);
            let (counted, report) = detected_by(unit, &texts);
            assert!(each(counted, &texts) < 2_500, "{unit:?}: {counted:?}");
            (counted, report.truncated().buckets)
        };
        // What meets all others fails here already, and need not be waited for.
        let (few, _) = take(1_000);
        assert!(few.compared < 100_000 && few.bytes < 100_000_000, "{unit:?}: {few:?}");
        let (_, buckets) = in_proportion(&[4_000, 16_000], 1.2, unit, take);
        assert!(buckets > 0, "{unit:?}: what a limit left out is counted");
    }
}

/// Wordings that are no representative are not each compared with all others, as if each were its own medoid.
#[test]
fn wordings_that_are_alike_in_parts_only_have_a_bounded_number_of_medoids() {
    let search = |search, count| {
        let detector = Detector::builder().unit(Unit::Paragraph).search(search).build().unwrap();
        let texts = pairs_of_paragraphs(count);
        let (counted, report) = detected(&detector, &texts);
        let each = each(counted, &texts);
        assert!(each < 3_000, "{search:?}, {count} texts: {each} comparisons a text");
        assert!(report.truncated().unresolved > 0, "{search:?}: what a limit left out is counted");
        (counted, ())
    };
    in_proportion(&[2_000, 8_000], 1.2, "LSH", |count| search(Search::Lsh, count));
    // An exact search compares all pairs that share a rare shingle; the medoids are bounded all the
    // same.
    search(Search::Exact, 1_500);
}

/// Text that is repeated word for word is reported in full, for any number of medoids.
#[test]
fn copies_are_reported_beyond_the_last_medoid() {
    let mut texts = pairs_of_paragraphs(1_500);
    let detector = Detector::builder().unit(Unit::Paragraph).search(Search::Exact).build().unwrap();
    let (_, report) = detected(&detector, &texts);
    assert!(report.truncated().unresolved > 0, "there are more wordings than medoids");
    texts.extend_from_within(..);
    let (_, report) = detected(&detector, &texts);
    let mut reported = vec![false; texts.len()];
    for family in report.families() {
        for occurrence in family.occurrences() {
            // Of one paragraph alone there may be a family without that.
            let whole = texts[occurrence.document.index()].trim_end().len();
            reported[occurrence.document.index()] |= occurrence.place.span().range() == (0..whole);
        }
    }
    let left = reported.iter().filter(|&&reported| !reported).count();
    assert_eq!(left, 0, "texts that no family reports as a whole");
}
