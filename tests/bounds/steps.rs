//! The steps that the search for passages takes, in texts that repeat themselves without end.
//!
//! Each loop of it that could take more than a constant for each word counts its steps. How often a
//! place is repeated grows with the text, until all have a partner; so the steps for a word may grow at
//! first, and are bounded by a constant.

use crate::repetitive::{ALL, prose};
use retold::passage::{DocumentTokens, PassageSettings, PassageWork, Scope, find_passages};
use retold::text::Words;
use retold::{Corpus, Detector, Unit};

/// The steps to find the passages of some texts, and the number of their words.
fn work(texts: &[String], settings: &PassageSettings) -> (PassageWork, u64) {
    let tokens: Vec<Vec<u64>> = texts
        .iter()
        .map(|text| {
            let mut tokens = Vec::new();
            Words.for_each(text, |token| tokens.push(token.hash));
            tokens
        })
        .collect();
    let documents: Vec<_> = tokens.iter().map(|tokens| DocumentTokens::new(tokens)).collect();
    let words = tokens.iter().map(Vec::len).sum::<usize>() as u64;
    (find_passages(&documents, settings).work, words)
}

fn named(name: &str) -> fn(usize) -> Vec<String> {
    ALL.iter().find(|texts| texts.0 == name).unwrap().1
}

/// The most steps for a word. A word over which a passage is extended takes some 40 steps.
const MOST: u64 = 1_200;

#[test]
fn no_text_takes_more_than_a_bounded_number_of_steps_for_a_word() {
    for (name, of) in ALL {
        for size in [5_000, 20_000, 40_000] {
            let (work, words) = work(&of(size), &PassageSettings::default());
            let steps = work.steps() / words;
            assert!(steps <= MOST, "{name}, {words} words: {steps} steps each, {work:?}");
        }
    }
}

/// Of text of two random words a word takes no more than a repeated word of a manual does.
#[test]
fn two_random_words_take_few_steps_each() {
    for name in ["random of 2", "two characters", "shifted", "periodic"] {
        for size in [10_000, 40_000] {
            let (work, words) = work(&named(name)(size), &PassageSettings::default());
            assert!(work.steps() <= 60 * words, "{name}, {words} words: {work:?}");
        }
    }
}

/// The same without links inside a document: each place is linked to the other side then,
/// all places of one document to the last of another.
#[test]
fn other_scopes_take_no_more() {
    let across = PassageSettings::builder().scope(Scope::Across).build().unwrap();
    for (name, of) in ALL {
        let mut texts_of_two = of(10_000);
        texts_of_two.extend_from_within(..);
        texts_of_two.last_mut().unwrap().push_str("at the end");
        let (work, words) = work(&texts_of_two, &across);
        let steps = work.steps() / words;
        assert!(steps <= MOST, "{name}, {words} words: {steps} steps each, {work:?}");
    }
}

#[test]
fn twice_the_text_takes_twice_the_steps() {
    for (name, size) in [
        ("periodic", 20_000),
        ("period of 1", 20_000),
        ("period of 7", 20_000),
        ("period of 100", 20_000),
        ("de Bruijn", 65_600),
        ("random of 2", 20_000),
        ("Fibonacci", 10_000),
        ("Thue-Morse", 10_000),
        ("nested", 20_000),
        ("interleaved", 10_000),
        ("changed unit", 10_000),
        ("edited at every 5th", 10_000),
        ("documents of one period", 20_000),
        ("two periods", 20_000),
        ("same passage in two", 20_000),
        ("marked periods", 20_000),
    ] {
        let take = |size| work(&named(name)(size), &PassageSettings::default());
        let ((first, words), (second, twice)) = (take(size), take(2 * size));
        let growth = second.steps() as f64 / first.steps() as f64;
        assert!(2 * words <= twice + twice / 50, "{name}: {words} and {twice} words");
        assert!(growth <= 2.3, "{name}: {growth} times the steps, {first:?}, {second:?}");
    }
}

/// The work in a report is the work that the search counted, and bounded places are reported.
#[test]
fn a_report_has_the_number_of_steps_and_of_bounded_places() {
    let report = |texts: &[String]| {
        let corpus: Corpus<'_> = texts.iter().map(|text| (text.as_str(), text.as_str())).collect();
        Detector::builder().unit(Unit::Passage).build().unwrap().detect(&corpus)
    };
    let two = report(&named("random of 2")(5_000));
    assert!(two.work().steps > 5_000 && two.truncated().passages > 0);
    assert!(two.to_string().contains("of very repetitive text"), "{two}");
    // A text in which nothing is bounded says nothing of it.
    let periodic = report(&named("periodic")(5_000));
    assert!(periodic.work().steps > 1_000);
    assert_eq!(periodic.truncated().passages, 0);
    let prose = report(&prose(5_000));
    assert_eq!((prose.work().steps, prose.truncated().passages), (0, 0));
}

/// Every word of a text of two random words is in a run of 20 that is elsewhere too, and is reported.
#[test]
fn bounds_lose_no_word_of_a_repeated_run() {
    for name in ["random of 2", "shifted", "de Bruijn", "period of 3", "nested"] {
        let texts = named(name)(20_000);
        let corpus: Corpus<'_> = texts.iter().map(|text| (text.as_str(), text.as_str())).collect();
        let report = Detector::builder().unit(Unit::Passage).build().unwrap().detect(&corpus);
        for document in report.documents() {
            let reused = document.reused.get();
            assert!(reused >= 0.99, "{name}: {reused} of the words are in families");
        }
    }
}

/// A table is not bounded as a text of two words is: the passages of its rows are as long as they can be.
#[test]
fn a_table_of_a_few_dozen_words_is_compared_in_full() {
    let texts = named("table")(20_000);
    let corpus: Corpus<'_> = texts.iter().map(|text| (text.as_str(), text.as_str())).collect();
    let report = Detector::builder().unit(Unit::Passage).build().unwrap().detect(&corpus);
    let reused = report.documents()[0].reused.get();
    assert!(reused >= 0.9, "{reused} of the words are in families, {:?}", report.truncated());
}
