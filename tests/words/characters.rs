//! Windows of characters equal those of a naive count.

use super::{config, nasty};
use proptest::prelude::*;
use retold::Span;
use retold::hash::{shingle_hash, token_hash};
use retold::text::{Chars, Token, Tokenizer, normalise};
use unicode_segmentation::UnicodeSegmentation;

pub(super) fn characters(tokenizer: Chars, text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    tokenizer.for_each(text, |token| found.push(token));
    found
}

/// The characters that count: the hash of each, and its position.
fn characters_one_by_one(text: &str, graphemes: bool) -> Vec<(u64, Span)> {
    let mut found = Vec::new();
    for (start, cluster) in text.grapheme_indices(true) {
        let span = Span::new(start, start + cluster.len());
        for part in normalise(cluster).split_whitespace() {
            if graphemes {
                found.push((token_hash(part.as_bytes()), span));
            } else {
                found.extend(part.chars().map(|c| (token_hash(c.to_string().as_bytes()), span)));
            }
        }
    }
    found
}

proptest! {
    #![proptest_config(config(1_500))]

    #[test]
    fn character_windows_are_those_of_a_naive_count(text in nasty(0..25), n in 1..9_usize) {
        for graphemes in [false, true] {
            let chars = if graphemes { Chars::graphemes(n) } else { Chars::code_points(n) };
            let all = characters_one_by_one(&text, graphemes);
            let mut expected: Vec<&[(u64, Span)]> = all.windows(n).collect();
            if expected.is_empty() && !all.is_empty() {
                expected.push(&all);
            }
            let found = characters(chars.unwrap(), &text);
            prop_assert_eq!(found.len(), expected.len());
            for (token, window) in found.iter().zip(expected) {
                let hashes: Vec<u64> = window.iter().map(|character| character.0).collect();
                prop_assert_eq!(token.hash, shingle_hash(&hashes));
                let span = Span::new(window[0].1.start, window[window.len() - 1].1.end);
                prop_assert_eq!(token.span, span);
            }
        }
    }

    #[test]
    fn wrapping_a_text_anew_changes_no_character_window(text in nasty(0..25), n in 1..6_usize) {
        for chars in [Chars::code_points(n).unwrap(), Chars::graphemes(n).unwrap()] {
            let hashes = |text: &str| -> Vec<u64> {
                characters(chars, text).iter().map(|token| token.hash).collect()
            };
            let wrapped = text.replace(' ', "\n\t").replace('\u{3000}', " \r\n");
            prop_assert_eq!(hashes(&wrapped), hashes(&text));
        }
    }
}

#[test]
fn a_text_with_fewer_characters_than_the_window_is_one_token() {
    let chars = Chars::code_points(5).unwrap();
    assert!(characters(chars, "").is_empty());
    assert!(characters(chars, " \n\u{200b}\u{ad}").is_empty());
    let [short] = characters(chars, " a b ")[..] else { panic!("one token") };
    assert_eq!(short.span, Span::new(1, 4));
    assert_ne!(short.hash, characters(chars, "abc")[0].hash);
    assert_eq!(characters(chars, "a, B!").len(), 1);
    assert_eq!(characters(Chars::code_points(3).unwrap(), "a, B!").len(), 2);
}

#[test]
fn a_window_has_from_1_to_32_characters() {
    for n in [0, 33, usize::MAX] {
        let error = Chars::graphemes(n).unwrap_err();
        assert_eq!(error.to_string(), format!("n must be in 1..=32, got {n}"));
        assert_eq!(Chars::code_points(n).unwrap_err(), error);
    }
    assert!(Chars::code_points(32).unwrap().overlapping());
    assert!(!Chars::graphemes(1).unwrap().overlapping());
    assert_eq!(characters(Chars::code_points(32).unwrap(), &"ab".repeat(40)).len(), 49);
}
