//! Prose is the same on every machine, has the statistics of real text, and does not repeat itself.

use super::fnv;
use retold_synth::{Language, Prose, brute_force_resemblance, normalised_words, word_spans};
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn prose_is_frozen() {
    let hashes =
        Language::ALL.map(|language| fnv(Prose::new(language, 1).article(4_096).as_bytes()));
    assert_eq!(
        hashes,
        [
            0xdced_dfb8_dcf9_6b9a,
            0x4b0a_2bfc_e105_f53f,
            0xc56c_2f73_894b_42f6,
            0x27c3_3663_5d6f_54e0
        ],
        "{hashes:#x?}"
    );
}

#[test]
fn english_words_have_the_length_and_frequency_of_running_text() {
    let text = Prose::new(Language::English, 3).article(400_000);
    let words = normalised_words(&text);
    let letters: usize = words.iter().map(|word| word.chars().filter(|c| *c != '\'').count()).sum();
    let mean = letters as f64 / words.len() as f64;
    assert!((4.5..4.9).contains(&mean), "{mean} letters a word");

    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for word in &words {
        *counts.entry(word).or_default() += 1;
    }
    let the = counts["the"] as f64 / words.len() as f64;
    assert!((0.015..0.06).contains(&the), "`the` is {the} of all words");
    assert!(counts.len() > 3_000, "{} different words", counts.len());

    let ascii = text.bytes().filter(u8::is_ascii).count();
    assert_eq!(ascii, text.len());
    for mark in ["'", "-", "\"", ",", ". ", "?", "\n\n"] {
        assert!(text.contains(mark), "no {mark:?}");
    }
    assert!(text.bytes().any(|byte| byte.is_ascii_digit()));
}

#[test]
fn no_word_follows_itself() {
    for language in Language::ALL {
        let words = normalised_words(&Prose::new(language, 4).article(60_000));
        let twins = words.windows(2).filter(|pair| pair[0] == pair[1]).count();
        // Names and figures are drawn without a look back.
        assert!(twins * 1000 < words.len(), "{language:?}: {twins} of {}", words.len());
    }
}

#[test]
fn sentences_vary_in_length() {
    for language in Language::ALL {
        let mut prose = Prose::new(language, 5);
        let lengths: Vec<usize> = (0..2_000).map(|_| word_spans(&prose.sentence()).len()).collect();
        let mean = lengths.iter().sum::<usize>() as f64 / lengths.len() as f64;
        assert!((16.0..22.0).contains(&mean), "{language:?}: {mean}");
        assert!(*lengths.iter().min().unwrap() <= 6 && *lengths.iter().max().unwrap() >= 30);
    }
}

#[test]
fn scripts_are_what_they_say() {
    let share = |language: Language, range: std::ops::RangeInclusive<char>| {
        let text = Prose::new(language, 6).article(40_000);
        let letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
        letters.iter().filter(|c| range.contains(c)).count() * 1000 / letters.len()
    };
    assert_eq!(share(Language::Russian, 'Ё'..='ё'), 1000);
    assert_eq!(share(Language::Arabic, '\u{600}'..='\u{6ff}'), 1000);
    assert_eq!(share(Language::Chinese, '\u{4e00}'..='\u{9fff}'), 1000);
    let chinese = Prose::new(Language::Chinese, 6).article(40_000);
    assert!(chinese.contains('，') && chinese.contains('。') && !chinese.contains(' '));
}

#[test]
fn made_up_words_are_of_their_script_and_share_almost_nothing() {
    for (language, scripts) in [
        (Language::Japanese, ['\u{3041}'..='\u{3096}', '\u{4e00}'..='\u{9fff}']),
        (Language::Thai, ['\u{e01}'..='\u{e4e}', '\u{e01}'..='\u{e4e}']),
        (Language::Hindi, ['\u{900}'..='\u{97f}', '\u{900}'..='\u{97f}']),
    ] {
        let articles = [1, 2].map(|seed| Prose::new(language, seed).article(8_000));
        let mut letters = articles[0].chars().filter(|c| c.is_alphabetic());
        let stray = letters.find(|c| !scripts.iter().any(|script| script.contains(c)));
        assert_eq!(stray, None, "{language:?}");
        assert!(brute_force_resemblance(&articles[0], &articles[1], 5) < 0.01, "{language:?}");
        let words = normalised_words(&articles[0]);
        let different: BTreeSet<&[String]> = words.windows(8).collect();
        assert_eq!(different.len(), words.len() - 7, "{language:?}");
    }
}

#[test]
fn a_thai_sign_belongs_to_its_letter() {
    let text = "กิน 12 ปูา";
    let words: Vec<&str> = word_spans(text).into_iter().map(|word| &text[word]).collect();
    assert_eq!(words, ["กิ", "น", "12", "ปู", "า"]);
}

#[test]
fn made_up_prose_is_frozen() {
    let hashes =
        Language::MADE_UP.map(|language| fnv(Prose::new(language, 1).article(4_096).as_bytes()));
    assert_eq!(
        hashes,
        [0x12c9_1467_aa27_1444, 0x8d02_2876_15ac_a3b8, 0xf850_dfd1_f8b6_23e2],
        "{hashes:#x?}"
    );
}

#[test]
fn independent_articles_share_almost_nothing() {
    for language in Language::ALL {
        let articles: Vec<String> =
            (0..20).map(|seed| Prose::new(language, seed).article(4_096)).collect();
        for (i, a) in articles.iter().enumerate() {
            for b in &articles[i + 1..] {
                let resemblance = brute_force_resemblance(a, b, 5);
                assert!(resemblance < 0.01, "{language:?}: {resemblance}");
                assert!(brute_force_resemblance(a, b, 8) <= 0.0, "{language:?}");
            }
        }
    }
}

#[test]
fn a_long_text_does_not_repeat_itself() {
    for language in Language::ALL {
        let words = normalised_words(&Prose::new(language, 8).article(400_000));
        let runs = words.windows(8);
        let different: BTreeSet<&[String]> = runs.clone().collect();
        assert_eq!(different.len(), runs.len(), "{language:?}");
    }
}

#[test]
fn prose_starts_anew_with_its_seed_only() {
    let article = |language, seed| Prose::new(language, seed).article(1_000);
    assert_eq!(article(Language::English, 1), article(Language::English, 1));
    assert_ne!(article(Language::English, 1), article(Language::English, 2));
}
