//! Words that are hyphenated at a line break are one word.

use super::characters::characters;
use super::reference::within_seconds;
use super::words;
use retold::hash::token_hash;
use retold::text::{Chars, join_hyphenated};

/// The words of a text with the halves joined: as they are in the text.
fn joined(text: &str) -> Vec<&str> {
    let mut tokens = words(text);
    join_hyphenated(text, &mut tokens);
    tokens.iter().map(|token| &text[token.span.range()]).collect()
}

#[test]
fn halves_of_a_hyphenated_word_become_one_word() {
    let whole = token_hash(b"treatment");
    for cut in [
        "treat-\nment",
        "treat-\r\nment",
        "treat-\rment",
        "treat\u{2010}\nment",
        "treat\u{ad}\nment",
        "treat\u{ad}\r\n  ment",
        "treat- \nment",
        "treat-\n    ment",
        "treat-\n> > ment",
        "treat-\n\tment",
        "Treat-\nment",
        "treat-\nme\u{ad}nt",
        "tre-\nat-\nment",
        "t-\nr-\ne-\na-\nt-\nm-\ne-\nn-\nt",
    ] {
        let text = format!("a {cut}, \"{cut}\" {cut}");
        let mut tokens = words(&text);
        join_hyphenated(&text, &mut tokens);
        assert_eq!(tokens.len(), 4, "{text:?}");
        for token in &tokens[1..] {
            assert_eq!((token.hash, &text[token.span.range()]), (whole, cut));
        }
    }
    assert_eq!(joined("the gen-\neral’s cat"), ["the", "gen-\neral’s", "cat"]);
    assert_eq!(joined("über-\nprüfen"), ["über-\nprüfen"]);
}

#[test]
fn other_words_around_a_hyphen_are_not_joined() {
    for text in [
        "treat-ment",
        "treat\nment",
        "treat-\n\nment",
        "treat--\nment",
        "treat -\nment",
        "treat-\n- ment",
        "treat-\nMent",
        "Franco-\nPrussian",
        "1914-\n1918",
        "page 3-\nfold",
        "x1-\nray",
        "treat,-\nment",
        "treat-\u{c}ment",
    ] {
        let apart = words(text);
        let mut tokens = apart.clone();
        join_hyphenated(text, &mut tokens);
        assert_eq!(tokens, apart, "{text:?}");
    }
    let mut none = Vec::new();
    join_hyphenated("", &mut none);
    assert!(none.is_empty());
}

#[test]
fn joining_halves_is_linear_and_leaves_overlapping_tokens_alone() {
    let text = "a-\n".repeat(500_000);
    within_seconds("halves", || joined(&text).len());
    assert_eq!(joined(&text), [text.trim_end_matches("-\n")]);
    let text = "ab-\ncd";
    let windows = characters(Chars::code_points(2).unwrap(), text);
    let mut tokens = windows.clone();
    join_hyphenated(text, &mut tokens);
    assert_eq!(tokens, windows);
}
