//! Spans and hashes equal those of unicode-segmentation and of the conformance files.

use super::{NASTY, SEEDS, config, nasty, reference, spans, words};
use proptest::prelude::*;
use retold::hash::token_hash;
use retold::text::{TokenKind, Tokenizer, Words, normalise};
use std::time::{Duration, Instant};
use unicode_segmentation::UnicodeSegmentation;

const WORD_BREAKS: &str = include_str!("../data/unicode/WordBreakTest_17.txt");
const SENTENCE_BREAKS: &str = include_str!("../data/unicode/SentenceBreakTest_17.txt");
const GRAPHEME_BREAKS: &str = include_str!("../data/unicode/GraphemeBreakTest_17.txt");

/// The cases of a conformance file: each a list of the pieces between two breaks.
fn cases(file: &str) -> impl Iterator<Item = Vec<String>> {
    file.lines().filter_map(|line| {
        let case = line.split('#').next().unwrap().trim();
        let pieces = case.trim_matches('÷').split('÷').map(|piece| {
            let scalars = piece.split('×').map(|hex| u32::from_str_radix(hex.trim(), 16).unwrap());
            scalars.map(|scalar| char::from_u32(scalar).unwrap()).collect()
        });
        (!case.is_empty()).then(|| pieces.collect())
    })
}

#[test]
fn the_reference_implements_the_unicode_version_of_the_conformance_files() {
    assert_eq!(unicode_segmentation::UNICODE_VERSION, (17, 0, 0));
    for file in [WORD_BREAKS, SENTENCE_BREAKS, GRAPHEME_BREAKS] {
        assert!(file.lines().next().unwrap().contains("-17.0.0.txt"));
    }
}

#[test]
fn the_reference_breaks_words_sentences_and_graphemes_as_unicode_says() {
    let mut seen = 0;
    for pieces in cases(WORD_BREAKS) {
        let text = pieces.concat();
        assert_eq!(text.split_word_bounds().collect::<Vec<_>>(), pieces, "{text:?}");
        seen += 1;
    }
    for pieces in cases(SENTENCE_BREAKS) {
        let text = pieces.concat();
        assert_eq!(text.split_sentence_bounds().collect::<Vec<_>>(), pieces, "{text:?}");
        seen += 1;
    }
    for pieces in cases(GRAPHEME_BREAKS) {
        let text = pieces.concat();
        assert_eq!(text.graphemes(true).collect::<Vec<_>>(), pieces, "{text:?}");
        seen += 1;
    }
    assert!(seen > 3000, "only {seen} cases");
}

#[test]
fn words_break_as_unicode_says() {
    for pieces in cases(WORD_BREAKS) {
        let text = pieces.concat();
        let mut start = 0;
        let mut expected = Vec::new();
        for piece in &pieces {
            if piece.chars().any(char::is_alphanumeric) {
                expected.push((start, start + piece.len()));
            }
            start += piece.len();
        }
        assert_eq!(spans(&text), expected, "{text:?}");
    }
}

proptest! {
    #![proptest_config(config(200_000))]

    #[test]
    fn words_are_those_of_the_reference_on_nasty_texts(text in nasty(0..12)) {
        prop_assert_eq!(spans(&text), reference(&text));
    }
}

proptest! {
    #![proptest_config(config(3_000))]

    #[test]
    fn words_are_those_of_the_reference_on_any_text(text in any::<String>()) {
        prop_assert_eq!(spans(&text), reference(&text));
    }

    #[test]
    fn words_are_those_of_the_reference_on_long_ascii(text in "[a-cA-C0-2_.,:;'\" \n-]{0,120}") {
        prop_assert_eq!(spans(&text), reference(&text));
    }

    #[test]
    fn the_hash_of_a_word_is_that_of_its_normalised_form(text in nasty(0..30)) {
        for token in words(&text) {
            let word = &text[token.span.range()];
            prop_assert_eq!(token.hash, token_hash(normalise(word).as_bytes()), "{}", word);
        }
    }

    #[test]
    fn a_word_by_itself_is_the_same_word(text in nasty(0..30)) {
        for token in words(&text) {
            let word = &text[token.span.range()];
            let alone = words(word);
            // The reference itself cuts a few segments of joiners and emoji again.
            if reference(word) == [(0, word.len())] {
                prop_assert_eq!(alone.len(), 1);
                prop_assert_eq!((alone[0].hash, alone[0].kind), (token.hash, token.kind));
            }
        }
    }

    #[test]
    fn normalising_twice_changes_nothing(text in nasty(0..12), other in any::<String>()) {
        for text in [text, other] {
            let once = normalise(&text).into_owned();
            prop_assert_eq!(normalise(&once), once.as_str());
        }
    }
}

#[test]
fn every_pair_of_nasty_pieces_between_letters_breaks_as_the_reference_does() {
    for first in NASTY {
        for second in NASTY {
            for (before, after) in [("", ""), ("a", "b"), ("1", "2"), (" ", "ab"), ("中", "א")] {
                let text = [before, first, second, after].concat();
                assert_eq!(spans(&text), reference(&text), "{text:?}");
            }
        }
    }
}

/// Every character that Unicode has given a meaning, and some of the rest.
fn scalars() -> impl Iterator<Item = char> {
    let unassigned = ('\u{33480}'..'\u{e0000}').chain('\u{e0200}'..=char::MAX);
    ('\0'..'\u{33480}').chain('\u{e0000}'..'\u{e0200}').chain(unassigned.step_by(251))
}

/// Characters before and behind a character, chosen to distinguish all classes of UAX#29.
pub(super) const SIDES: [(&str, &str); 24] = [
    ("", ""),
    (" ", " "),
    ("a", "b"),
    ("a", ""),
    ("", "b"),
    ("1", "2"),
    ("a.", "b"),
    ("1,", "2"),
    ("_", "_"),
    ("\n", "\u{301}"),
    ("é", "ж"),
    ("ж’", "’ж"),
    ("٣", "٤"),
    ("カ", "カ"),
    ("中", "中"),
    ("中", "\u{301}"),
    ("א", "'"),
    ("א\"", "א"),
    ("\u{200d}", "\u{200d}"),
    ("  ", "\u{3000}"),
    ("\u{3000}", "\u{301}"),
    ("a\u{301}", "\u{301}a"),
    ("🇦", "🇦"),
    ("_", "\u{e31}"),
];

#[test]
fn every_character_breaks_and_hashes_as_the_reference_does_on_all_sides() {
    // All that the table of common characters may hold, and some of the rest.
    let common = '\0'..='\u{3100}';
    let wide = '\u{f900}'..=char::MAX;
    let rest = ('\u{3100}'..'\u{f900}').step_by(97);
    let others = wide.clone().take(0x700).chain(wide.step_by(997));
    for c in common.chain(rest).chain(others) {
        for (before, after) in SIDES {
            for text in [format!("{before}{c}{after}"), format!("{before}{c}{c}{after}x")] {
                assert_eq!(spans(&text), reference(&text), "{text:?}");
                for token in words(&text) {
                    let word = &text[token.span.range()];
                    assert_eq!(token.hash, token_hash(normalise(word).as_bytes()), "{word:?}");
                }
            }
        }
    }
}

#[test]
fn every_character_breaks_as_the_reference_does() {
    for c in scalars() {
        let text = format!("a{c}b {c}a {c}'{c} 1{c}2.{c}1 {c}{c} 中{c}中");
        assert_eq!(spans(&text), reference(&text), "{c:?}");
    }
}

#[test]
fn words_are_those_of_the_reference_in_the_seeds() {
    for text in SEEDS {
        assert_eq!(spans(text), reference(text));
    }
    assert!(SEEDS.iter().map(|text| words(text).len()).sum::<usize>() > 2500);
}

#[test]
fn tokenizing_through_the_trait_gives_the_same_tokens() {
    let text = "Don’t panic, 東京 is 3.5 km away";
    let mut found = Vec::new();
    let tokenizer: &dyn Tokenizer = &Words;
    tokenizer.tokenize(text, &mut |token| found.push(token));
    assert_eq!(found, words(text));
    assert!(!tokenizer.overlapping());
}

#[test]
fn words_that_readers_take_for_the_same_have_the_same_hash() {
    let same = [
        ("Don’t", "DON'T"),
        ("cafe\u{301}", "CAFÉ"),
        ("co\u{ad}operate", "cooperate"),
        ("ﬁeld", "FIELD"),
        ("ΟΔΟΣ", "οδος"),
        ("ΟΔΟΣ", "οδοσ"),
        ("Ｔｏｋｙｏ", "tokyo"),
        ("ｶﾞ", "ガ"),
        ("Internationalisation", "INTERNATIONALISATION"),
        ("x\u{200d}y", "xy"),
        ("ŉ", "ʼN"),
    ];
    for (a, b) in same {
        assert_eq!((words(a).len(), words(b).len()), (1, 1), "{a} {b}");
        assert_eq!(words(a)[0].hash, words(b)[0].hash, "{a} {b}");
    }
    for (a, b) in [("Straße", "Strasse"), ("resume", "résumé"), ("its", "it's"), ("ı", "i")] {
        assert_ne!(words(a)[0].hash, words(b)[0].hash, "{a} {b}");
    }
}

#[test]
fn normalising_any_character_twice_changes_nothing() {
    for c in scalars() {
        for text in [c.to_string(), format!("J{c}"), format!("{c}\u{30c}"), format!("A{c}\u{301}Σ")]
        {
            let once = normalise(&text).into_owned();
            assert_eq!(normalise(&once), once, "{text:?}");
        }
    }
}

#[test]
fn a_letter_of_a_script_without_spaces_is_a_character() {
    let kinds = |text| words(text).iter().map(|token| token.kind).collect::<Vec<_>>();
    for text in ["東", "〇", "ひ", "ก", "กั", "ລ", "ក", "က", "\u{20000}", "\u{17000}", "豈"]
    {
        assert_eq!(kinds(text), [TokenKind::Character], "{text}");
    }
    for text in ["word", "3", "カタカナ", "한국어", "ꀀꀁ", "々", "слово", "๔๕", "၁၂", "៣៤", "ﾊﾝｶｸ"]
    {
        assert_eq!(kinds(text), [TokenKind::Word], "{text}");
    }
}

#[test]
fn a_character_token_is_one_letter_with_its_marks() {
    let mut seen = 0;
    for c in scalars() {
        let is_mark = format!("!{c}").split_word_bounds().count() == 1;
        let kinds: Vec<_> = words(&format!("{c}{c}a")).iter().map(|token| token.kind).collect();
        if !is_mark && kinds.contains(&TokenKind::Character) {
            use TokenKind::{Character, Word};
            assert_eq!(kinds, [Character, Character, Word], "{c:?}");
            seen += 1;
        }
    }
    assert!(seen > 100_000, "only {seen} letters");
}

/// Runs `work` on an input of some megabytes; far slower than linear would be minutes.
pub(super) fn within_seconds(name: &str, work: impl FnOnce() -> usize) -> usize {
    let start = Instant::now();
    let result = work();
    assert!(start.elapsed() < Duration::from_secs(20), "{name} took {:?}", start.elapsed());
    result
}

#[test]
fn hostile_texts_take_linear_time() {
    let size = 2_000_000;
    let all = |piece: &str| piece.repeat(size / piece.len());
    let texts = [
        ("letters", "a".repeat(10_000_000)),
        ("Han", "中".repeat(3_000_000)),
        ("Cyrillic", all("ж")),
        ("underscores", all("_")),
        ("newlines", "\n".repeat(1_000_000)),
        ("spaces", all(" ") + "\u{301}"),
        ("space and mark", all(" \u{301}")),
        ("marks", all("\u{301}")),
        ("letter and marks", "a".to_owned() + &all("\u{301}")),
        ("apostrophes", all("a'")),
        ("apostrophe and mark", all("a'\u{301}")),
        ("apostrophe and marks", "a'".to_owned() + &all("\u{301}")),
        ("curly apostrophes", all("a’")),
        ("numbers", all("1,")),
        ("letters and dots to a mark", all("a.") + "\u{301}"),
        ("Hebrew quotes", all("א\"")),
        ("zero width", all("\u{200b}")),
        ("zero width in Latin", all("ab\u{200b}")),
        ("zero width in Hebrew", all("א\u{200b}")),
        ("zero width in Khmer", all("ក\u{200b}")),
        ("zero width in Javanese", all("ꦲ\u{200b}")),
        ("zero width and spaces", all(" \u{200b}")),
        ("zero width and dots", all(".\u{200b}")),
        ("zero width behind marks", "א.".to_owned() + &all("\u{301}") + "\u{200b}"),
        ("joiners", all("\u{200d}")),
        ("direction", all("\u{202e}a")),
        ("replacement", all("\u{fffd}")),
        ("emoji", all("👩\u{200d}")),
        ("flags", all("🇦")),
        ("Thai", all("กั")),
    ];
    for (name, text) in &texts {
        within_seconds(name, || words(text).len());
    }
    assert_eq!(words(&texts[0].1).len(), 1);
    assert_eq!(words(&texts[1].1).len(), 3_000_000);
    assert_eq!(words(&texts[3].1).len(), 0);
}
