//! Work is linear for periodic texts, with any period.

use crate::counted::{detected_by, in_proportion, is_linear};
use retold::Unit;
use retold::passage::{DocumentTokens, PassageSettings, find_passages};
use retold::text::Words;

const UNITS: [Unit; 6] =
    [Unit::Document, Unit::Passage, Unit::Paragraph, Unit::BlankLine, Unit::Sentence, Unit::Line];

/// The Fibonacci word: of all sequences of two symbols, one with as many repeats as there can be.
fn fibonacci(length: usize) -> Vec<bool> {
    let (mut last, mut word) = (vec![true], vec![true, false]);
    while word.len() < length {
        let next = [&word[..], &last[..]].concat();
        last = std::mem::replace(&mut word, next);
    }
    word.truncate(length);
    word
}

/// Checks that what one anchor has shown is not looked at again from the next seed: that would take
/// the square of the length, and no memory that could be counted.
fn has_few_anchors(text: &str) {
    let mut tokens = Vec::new();
    Words.for_each(text, |token| tokens.push(token.hash));
    let documents = [DocumentTokens::new(&tokens)];
    let anchors = find_passages(&documents, &PassageSettings::default()).work.anchors;
    assert!(anchors <= 64, "{anchors} anchors for {} words", tokens.len());
}

#[test]
fn text_of_any_period_takes_linear_work() {
    for period in 1..=9 {
        has_few_anchors(&"a b c d e f g h i "[..2 * period].repeat(4_000 / period));
    }
    for unit in UNITS {
        for period in 1..=9 {
            let words = &"a b c d e f g h i "[..2 * period];
            is_linear(unit, 4_000, 64, words, |size| vec![words.repeat(size / words.len())]);
            let letters = &"abcdefghi"[..period];
            is_linear(unit, 4_000, 64, letters, |size| vec![letters.repeat(size / period)]);
        }
    }
}

#[test]
fn a_megabyte_of_each_period_takes_a_few_times_its_size() {
    for period in 1..=9 {
        has_few_anchors(&"a b c d e f g h i "[..2 * period].repeat(4_000 / period));
        for piece in [&"a b c d e f g h i "[..2 * period], &"abcdefghi"[..period]] {
            let text = [piece.repeat((1 << 20) / piece.len())];
            for unit in [Unit::Passage, Unit::Paragraph] {
                let (counted, report) = detected_by(unit, &text);
                assert!(counted.peak <= 64 << 20, "{piece:?}, {unit:?}: {counted:?}");
                assert!(report.families().len() <= 1, "{piece:?}, {unit:?}");
            }
        }
    }
}

#[test]
fn a_million_equal_lines_take_linear_work() {
    has_few_anchors(&"the same line\n".repeat(2_000));
    for unit in [Unit::Passage, Unit::Line] {
        let (large, ()) = in_proportion(&[5_000, 250_000, 1_000_000], 1.1, unit, |lines| {
            let counted = detected_by(unit, &["the same line\n".repeat(lines)]).0;
            assert_eq!(counted.compared, 0, "{unit:?}: copies are compared with nothing");
            (counted, ())
        });
        assert!(large.peak < 48 * 14_000_000, "{unit:?}: {large:?}");
    }
}

#[test]
fn lines_that_repeat_as_often_as_a_sequence_can_are_reported_in_proportion() {
    for unit in [Unit::Passage, Unit::Paragraph, Unit::Line] {
        let report = is_linear(unit, 8_000, 64, "Fibonacci", |lines| {
            let line = |one| if one { "one line of a text\n" } else { "and quite another line\n" };
            vec![fibonacci(lines).into_iter().map(line).collect()]
        });
        let places: usize = report.families().iter().map(|f| f.occurrences().len()).sum();
        assert!(places <= 2 * 32_000, "{unit:?}: {places} places");
    }
}

#[test]
fn text_of_breaks_marks_and_hyphens_takes_linear_work() {
    for unit in UNITS {
        for piece in ["\n", "\r", "\r\n", " ", "> ", "a\r", "a.\u{2028}", "-\n", "treat-\n", "a. "]
        {
            is_linear(unit, 20_000, 400, piece, |size| vec![piece.repeat(size / piece.len())]);
        }
    }
}
