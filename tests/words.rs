//! Words have the spans of the reference, and equal words have equal hashes.

use proptest::prelude::*;
use retold::hash::{shingle_hash, token_hash};
use retold::{
    Chars, SimdLevel, Span, Token, TokenKind, Tokenizer, Words, join_hyphenated, normalise,
};
use std::sync::Mutex;
use std::time::{Duration, Instant};
use unicode_segmentation::UnicodeSegmentation;

const WORD_BREAKS: &str = include_str!("data/unicode/WordBreakTest_17.txt");
const SENTENCE_BREAKS: &str = include_str!("data/unicode/SentenceBreakTest_17.txt");
const GRAPHEME_BREAKS: &str = include_str!("data/unicode/GraphemeBreakTest_17.txt");

pub(crate) const SEEDS: [&str; 5] = [
    include_str!("../seeds/000_5e67b6abfc6d202c.txt"),
    include_str!("../seeds/001_5910934212f6e33b.txt"),
    include_str!("../seeds/002_179d27cb1b765127.txt"),
    include_str!("../seeds/003_32b419a4a3be82d9.txt"),
    include_str!("../seeds/004_bacb2e538c48c48f.txt"),
];

fn words(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    Words.for_each(text, |token| found.push(token));
    found
}

fn spans(text: &str) -> Vec<(usize, usize)> {
    words(text).iter().map(|token| (token.span.start, token.span.end)).collect()
}

fn reference(text: &str) -> Vec<(usize, usize)> {
    text.unicode_word_indices().map(|(start, word)| (start, start + word.len())).collect()
}

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

/// Characters that the rules of UAX#29 treat in as many different ways as possible.
const NASTY: &[&str] = &[
    "a",
    "B",
    "zq",
    "the",
    "0",
    "12",
    "_",
    "__",
    " ",
    "  ",
    "\t",
    "\n",
    "\r",
    "\r\n",
    "\u{b}",
    "\u{c}",
    "\u{85}",
    "\u{2028}",
    "\u{2029}",
    ".",
    ",",
    ";",
    ":",
    "'",
    "\"",
    "-",
    "!",
    "?",
    "(",
    "@",
    "#",
    "’",
    "‘",
    "“",
    "”",
    "–",
    "—",
    "…",
    "·",
    "\u{387}",
    "\u{55f}",
    "\u{5f4}",
    "\u{2027}",
    "\u{fe13}",
    "\u{37e}",
    "\u{66c}",
    "\u{2024}",
    "\u{ff0e}",
    "\u{ff07}",
    "\u{ff0c}",
    "\u{ff1a}",
    "，",
    "。",
    "、",
    "é",
    "ß",
    "Ü",
    "×",
    "÷",
    "ª",
    "İ",
    "ı",
    "ς",
    "Σ",
    "ж",
    "Ё",
    "\u{483}",
    "ա",
    "ﬁ",
    "ǅ",
    "א",
    "ב",
    "\u{5b0}",
    "\u{fb1d}",
    "ع",
    "ـ",
    "\u{64b}",
    "٣",
    "४",
    "क",
    "\u{94d}",
    "\u{93f}",
    "ก",
    "ั",
    "ำ",
    "เ",
    "๔",
    "ລ",
    "ក",
    "\u{17d2}",
    "က",
    "\u{1039}",
    "中",
    "文",
    "々",
    "〇",
    "ひ",
    "ゝ",
    "\u{3099}",
    "カ",
    "ー",
    "ｶ",
    "ﾞ",
    "㌀",
    "한",
    "ᄀ",
    "ᅡ",
    "ᆨ",
    "ꀀ",
    "\u{301}",
    "\u{300}\u{301}",
    "\u{20e3}",
    "\u{200d}",
    "\u{200c}",
    "\u{ad}",
    "\u{2060}",
    "\u{feff}",
    "\u{200b}",
    "\u{200e}",
    "\u{fe0f}",
    "\u{61c}",
    "\u{600}",
    "\u{70f}",
    "\u{180e}",
    "\u{e0001}",
    "\u{3000}",
    "\u{2003}",
    "\u{a0}",
    "\u{202f}",
    "Ⓜ",
    "ℹ",
    "©",
    "🅰",
    "😀",
    "👩\u{200d}🚀",
    "👍🏽",
    "🇦",
    "🇧🇨",
    "‿",
    "＿",
    "Ａ",
    "５",
    "\u{fffd}",
    "\u{10ffff}",
    "\u{1d400}",
    "\u{20000}",
    "\u{17000}",
    "𐐀",
    "\u{e0100}",
    "𝟘",
    "abcdefgh",
    "abcdefghijklmnop",
    "sixteenlettersxx",
    "seventeenletters_",
];

/// The number of cases, and no file to keep those that fail.
pub(crate) fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

fn nasty(pieces: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(NASTY), pieces).prop_map(|pieces| pieces.concat())
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

/// The kernels that this processor can run, narrowest first; the first is the scalar code.
fn levels() -> impl Iterator<Item = SimdLevel> {
    SimdLevel::limit(SimdLevel::Widest);
    let widest = SimdLevel::current();
    let levels = [SimdLevel::Baseline, SimdLevel::Avx2, SimdLevel::Avx512];
    levels.into_iter().filter(move |&level| level <= widest)
}

/// Checks that all kernels give the same tokens, and that these are those of the reference.
fn assert_levels_agree(texts: impl IntoIterator<Item = String>) {
    // The level is one for the process, and each kernel is to have its turn.
    static TURN: Mutex<()> = Mutex::new(());
    let turn = TURN.lock();
    let texts: Vec<String> = texts.into_iter().collect();
    let mut scalar = Vec::new();
    for level in levels() {
        SimdLevel::limit(level);
        assert_eq!(SimdLevel::current(), level);
        for (i, text) in texts.iter().enumerate() {
            let found = words(text);
            if level == SimdLevel::Baseline {
                let spans: Vec<_> =
                    found.iter().map(|word| (word.span.start, word.span.end)).collect();
                assert_eq!(spans, reference(text), "{text:?}");
                scalar.push(found);
            } else {
                assert_eq!(found, scalar[i], "{level:?} {text:?}");
            }
        }
    }
    SimdLevel::limit(SimdLevel::Widest);
    drop(turn);
}

/// What stands before a text, so that it starts at a chosen place of a block of 64 bytes.
fn padding(bytes: usize) -> String {
    "word ".chars().cycle().take(bytes).collect()
}

proptest! {
    #![proptest_config(config(3_000))]

    #[test]
    fn all_kernels_give_the_tokens_of_the_reference_on_nasty_texts(
        before in 0..64_usize,
        rare in nasty(0..30),
        common in prop::collection::vec(prop::sample::select(NASTY), 1..5),
        order in prop::collection::vec(any::<prop::sample::Index>(), 0..60),
    ) {
        // Many different pieces; few, so that the same meet again and again; and both.
        let few: String = order.iter().map(|index| *index.get(&common)).collect();
        let texts = [padding(before) + &rare, padding(before) + &few, few + &rare + &padding(90)];
        assert_levels_agree(texts);
    }
}

#[test]
fn all_kernels_agree_on_every_short_text_across_the_end_of_a_block() {
    let pieces =
        ["a", "B", "1", "_", "'", ":", ",", " ", "’", "·", "é", "Р", "中", "カ", "，", "\u{301}"];
    let pairs = || pieces.iter().flat_map(|a| pieces.iter().map(move |b| format!("{a}{b}")));
    for bytes in [0, 57, 60, 61, 62, 63, 64] {
        for first in pairs() {
            let before = padding(bytes) + &first;
            assert_levels_agree(pairs().map(|second| format!("{before}{second} end")));
        }
    }
}

#[test]
fn all_kernels_agree_on_texts_of_every_length() {
    for piece in
        NASTY.iter().chain(&["a ", "a’", "1,", "ab中", "aカ", "Ж. ", "１，２", "中，", "क\u{93f} "])
    {
        let whole = piece.repeat(400 / piece.len());
        let ends = (0..=whole.len()).filter(|&end| whole.is_char_boundary(end));
        assert_levels_agree(ends.map(|end| whole[..end].to_owned()));
    }
    assert_levels_agree((0..200).map(|bytes| padding(bytes) + &"q".repeat(bytes)));
}

#[test]
fn all_kernels_agree_on_every_character_on_all_sides() {
    let common = ('\0'..='\u{3100}').chain('\u{d700}'..='\u{d7c0}');
    let rest = ('\u{3100}'..=char::MAX).step_by(61).chain('\u{ff00}'..='\u{ffef}');
    for c in common.chain(rest) {
        let texts = SIDES.iter().map(|(before, after)| format!("{before}{c}{after}{c}{c} "));
        let all: String = texts.collect();
        assert_levels_agree([all.clone() + "\u{301}" + &all]);
    }
}

/// Every character that Unicode has given a meaning, and some of the rest.
fn scalars() -> impl Iterator<Item = char> {
    let unassigned = ('\u{33480}'..'\u{e0000}').chain('\u{e0200}'..=char::MAX);
    ('\0'..'\u{33480}').chain('\u{e0000}'..'\u{e0200}').chain(unassigned.step_by(251))
}

/// What stands on both sides of a character, to tell every class of UAX#29 from every other.
const SIDES: [(&str, &str); 24] = [
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
fn all_kernels_agree_on_the_seeds() {
    assert_levels_agree(SEEDS.map(str::to_owned));
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
fn within_seconds(name: &str, work: impl FnOnce() -> usize) -> usize {
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

fn characters(tokenizer: Chars, text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    tokenizer.for_each(text, |token| found.push(token));
    found
}

/// The characters that count: the hash of each, and where it stands.
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

/// The words of a text with the halves joined: as they stand in the text.
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
fn what_is_no_hyphenated_word_stays_apart() {
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
