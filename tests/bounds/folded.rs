//! Bounded work and correct spans for characters that become longer or shorter when they are normalised.

use crate::counted::{counted, detected_by, is_linear};
use retold::Unit;
use retold::hash::token_hash;
use retold::text::{Token, Words, normalise};
use unicode_segmentation::UnicodeSegmentation;

/// Capital sharp s, dotted I, ligatures, a digraph, a unit, Kelvin and Ångström, n with an
/// apostrophe, half-width kana, Hangul in parts, a compatibility syllable, and the Arabic phrase
/// that is normalised to eighteen characters.
const CHANGING: [&str; 16] = [
    "ẞ",
    "İ",
    "ﬁ",
    "ﬃ",
    "ǆ",
    "㎏",
    "\u{212a}",
    "\u{212b}",
    "ŉ",
    "ﾊﾟ",
    "\u{1100}\u{1161}\u{11a8}",
    "가\u{11a8}",
    "\u{fb2c}",
    "\u{fdfa}",
    "\u{1d15e}",
    "e\u{301}\u{323}",
];

fn words(text: &str) -> Vec<Token> {
    let mut words = Vec::new();
    Words.for_each(text, |token| words.push(token));
    words
}

/// Checks that the tokens are those of UAX#29, each hashed as what it becomes.
fn are_right(text: &str) {
    let found = words(text);
    let expected: Vec<(usize, &str)> = text.unicode_word_indices().collect();
    assert_eq!(found.len(), expected.len(), "{text:?}");
    for (token, (start, word)) in found.iter().zip(expected) {
        assert_eq!((token.span.start, token.span.end), (start, start + word.len()), "{text:?}");
        assert_eq!(token.hash, token_hash(normalise(word).as_bytes()), "{word:?} in {text:?}");
    }
}

#[test]
fn spans_and_hashes_are_right_at_the_borders_of_tokens_and_blocks() {
    for piece in CHANGING {
        for before in 0..140 {
            let words = "abcd ".repeat(before / 5) + &"abcd"[..before % 5];
            are_right(&format!("{words}{piece}"));
            are_right(&format!("{words}{piece}xyz and so on, for as long as a block of bytes is"));
            are_right(&format!("{words} {piece} {piece}{piece}"));
        }
        // Around the sixteen bytes of a short word.
        for before in 0..20 {
            are_right(&format!("{}{piece}", "x".repeat(before)));
            are_right(&format!("{}{piece}{} .", "x".repeat(before), "y".repeat(before)));
        }
    }
}

#[test]
fn repeated_text_is_reported_with_its_spans() {
    for piece in CHANGING {
        let own = format!(
            "The {piece} and a{piece}b went {piece}{piece} down to the {piece} sea to look for {piece}"
        );
        let text = format!("One {piece}.\n\n{own}\n\nTwo {piece} and {piece}.\n\n{own}\n\nThree.");
        let report = detected_by(Unit::Passage, std::slice::from_ref(&text)).1;
        let places: Vec<&str> = report.families()[0]
            .occurrences()
            .iter()
            .map(|place| &text[place.place.start..place.place.end])
            .collect();
        assert_eq!(places.len(), 2, "{piece:?}");
        assert_eq!(places[0], places[1], "{piece:?}");
        assert!(own.starts_with(places[0]) || places[0].len() > own.len() - 8, "{piece:?}");
    }
}

#[test]
fn a_megabyte_of_each_takes_linear_work() {
    for piece in CHANGING {
        for text in [piece.to_owned(), format!("{piece} "), format!("a{piece}. ")] {
            for unit in [Unit::Passage, Unit::Paragraph] {
                is_linear(unit, 20_000, 60, &text, |size| vec![text.repeat(size / text.len())]);
            }
            let megabyte = text.repeat((1 << 20) / text.len());
            let count = || {
                let mut words = 0;
                Words.for_each(&megabyte, |_| words += 1);
                words
            };
            let (counted, found) = counted(count, |_| 0);
            assert_eq!(found, megabyte.unicode_words().count(), "{text:?}");
            // One buffer serves all words, except those that are composed again or become very long.
            let is_composed = ["İ", "\u{fdfa}", "e\u{301}\u{323}"].contains(&piece);
            let each = if is_composed { 3 } else { 0 };
            let one_word = found == 1;
            let most = if one_word { 32 << 20 } else { 1_000 };
            assert!(counted.peak < most, "{text:?}: {counted:?}");
            assert!(counted.allocations <= 40 + each * found as u64, "{text:?}: {counted:?}");
        }
    }
}

/// One word of a megabyte becomes eighteen times as many characters, and is one buffer all the same.
#[test]
fn the_longest_word_takes_a_few_times_its_normalised_length() {
    let text = "\u{fdfa}".repeat((1 << 20) / 3);
    let (counted, count) = counted(|| words(&text).len(), |_| 0);
    assert_eq!(count, text.unicode_words().count());
    let normal = normalise(&text).len() as u64;
    assert!(counted.peak < 5 * normal, "{counted:?} for {normal} bytes");
    assert!(counted.bytes < 10 * normal, "{counted:?} for {normal} bytes");
}
