//! Invisible characters in a word do not change the word.

use super::words;
use proptest::prelude::*;
use retold::Span;
use retold::facts::same_text;
use retold::text::TokenKind;

/// Characters without width that say nothing.
const INVISIBLE: [char; 18] = [
    '\u{ad}',
    '\u{180e}',
    '\u{200b}',
    '\u{200c}',
    '\u{200d}',
    '\u{200e}',
    '\u{200f}',
    '\u{202a}',
    '\u{202e}',
    '\u{2060}',
    '\u{2064}',
    '\u{2066}',
    '\u{2069}',
    '\u{fe00}',
    '\u{fe0f}',
    '\u{feff}',
    '\u{e0100}',
    '\u{e0061}',
];

fn hashes(text: &str) -> Vec<(u64, TokenKind)> {
    words(text).iter().map(|token| (token.hash, token.kind)).collect()
}

const TEXTS: [&str; 9] = [
    "The harbour lay silent, don't ask me 3.5 times; e.g. U.S.A.",
    "Der Hafen lag still über ÄÖÜ, 12,5 Straßen",
    "Гавань лежала тихо, не спрашивай ещё",
    "Το λιμάνι ήταν ήσυχο, μη ρωτάς",
    "كان الميناء هادئا لا تسأل",
    "הנמל היה שקט צה\"ל",
    "ท่าเรือเงียบสงบ",
    "កំពង់ផែស្ងប់ស្ងាត់",
    "港は静かでした。コンピューターサイエンス",
];

#[test]
fn an_invisible_character_anywhere_in_a_word_changes_no_token() {
    for text in TEXTS {
        let expected = hashes(text);
        for invisible in INVISIBLE {
            for (at, c) in text.char_indices() {
                // A joiner before a mark or a letter of Thai is written nowhere, nor read apart.
                let end = at + c.len_utf8();
                let with = format!("{}{invisible}{}", &text[..end], &text[end..]);
                assert_eq!(hashes(&with), expected, "{with:?}");
                assert!(same_text(&with, text), "{with:?}");
            }
        }
    }
}

proptest! {
    #[test]
    fn invisible_characters_in_many_words_change_no_token(
        text in prop::sample::select(&TEXTS[..]),
        places in prop::collection::vec((0..60_usize, 0..INVISIBLE.len(), 1..4_usize), 0..30),
    ) {
        let mut with: Vec<String> = text.chars().map(String::from).collect();
        for (at, invisible, times) in places {
            let place = at % with.len();
            with[place].extend(std::iter::repeat_n(INVISIBLE[invisible], times));
        }
        prop_assert_eq!(hashes(&with.concat()), hashes(text));
        prop_assert!(same_text(&with.concat(), text));
    }
}

#[test]
fn the_span_of_a_word_has_all_its_bytes() {
    let text = "one in\u{200b}side, in\u{200b}. Then";
    let spans: Vec<Span> = words(text).iter().map(|token| token.span).collect();
    let found: Vec<&str> = spans.iter().map(|span| &text[span.range()]).collect();
    assert_eq!(found, ["one", "in\u{200b}side", "in\u{200b}", "Then"]);
    assert_eq!(words("in\u{200b}side")[0].hash, words("Inside")[0].hash);
}

/// If it is the only separator between two words, it separates them.
#[test]
fn a_zero_width_space_separates_words_of_scripts_that_uax29_joins() {
    let text = "ꦲꦏ꧀ꦱꦫ\u{200b}ꦗꦮ";
    assert_eq!(words(text).len(), 2);
    assert_eq!(words(&text.replace('\u{200b}', "")).len(), 1);
    assert_eq!(words("ᬅᬓ᭄ᬱᬭ\u{200b}\u{200b}ᬩᬮᬶ").len(), 2);
    // A letter of Khmer, Thai or Han is a word by itself with or without it.
    for text in ["ភាសា\u{200b}ខ្មែរ", "ภาษา\u{200b}ไทย", "မြန်မာ\u{200b}ဘာသာ", "ພາສາ\u{200b}ລາວ"]
    {
        assert_eq!(hashes(text), hashes(&text.replace('\u{200b}', "")));
    }
}

#[test]
fn tags_distinguish_flags_and_nothing_else() {
    let flag = |tags: &str| {
        let tags = tags.bytes().map(|byte| char::from_u32(0xe0000 + u32::from(byte)).unwrap());
        "Here: \u{1f3f4}".chars().chain(tags).collect::<String>()
    };
    assert!(!same_text(&flag("gbeng\x7f"), &flag("gbsct\x7f")));
    assert!(same_text(&flag("gbeng\x7f"), &flag("gbeng\x7f")));
    assert!(same_text("He\u{e0067}re", "Here"));
}
