//! No text of any kind makes the library panic, fail, or work more than in proportion.

use retold::matching::Relation;
use retold::model::Similarity;
use retold::text::Chars;
use retold::{Corpus, Detector, Report, Search, Unit};

const UNITS: [Unit; 6] =
    [Unit::Document, Unit::Passage, Unit::Paragraph, Unit::BlankLine, Unit::Sentence, Unit::Line];

fn detect(unit: Unit, texts: &[&str]) -> Report {
    let corpus: Corpus = texts.iter().map(|text| ("text", *text)).collect();
    Detector::builder().unit(unit).min_words(1).build().unwrap().detect(&corpus)
}

#[test]
fn short_texts_are_duplicates_of_nothing_but_themselves() {
    for unit in UNITS {
        let report = detect(unit, &["cat", "dog", "", "a red sun", "  \n ", "red"]);
        assert!(report.families().is_empty() && report.clusters().is_empty(), "{unit:?}");
        assert!(report.pairs().is_empty(), "{unit:?}");
        let report = detect(unit, &["cat", "", "Cat!", ""]);
        assert_eq!(report.clusters().len(), 1, "{unit:?}");
        assert_eq!(report.clusters()[0].members.len(), 1, "empty texts resemble nothing");
    }
}

#[test]
fn empty_segments_are_counted() {
    let report = detect(Unit::Paragraph, &["", "***\n\na word\n\n---", "word"]);
    let empty: Vec<usize> = report.documents().iter().map(|d| d.empty).collect();
    assert_eq!(empty, [0, 2, 0]);
    let report = detect(Unit::Document, &["", "***", "word"]);
    let empty: Vec<usize> = report.documents().iter().map(|d| d.empty).collect();
    assert_eq!(empty, [1, 1, 0]);
}

#[test]
fn strange_texts_pass_through_every_unit() {
    let texts = [
        "\u{301}\u{301}\u{301}",
        "\u{fffd}\u{fffd} \u{fffd}",
        "\u{feff}\u{200b}\u{200d}",
        "\u{202e}abc\u{202c} \u{2067}שלום\u{2069}",
        "\u{0}\u{1}\u{7f}",
        "a\u{0}b\u{0}c",
        "🇩🇪🇫🇷 👨‍👩‍👧‍👦 👍🏽",
        "ẞ İ ﬁ ﷺ ㎏ ǆ 각 각",
        "\r\r\n\n\r\u{2028}\u{2029}\u{85}\u{b}\u{c}",
        "ประเทศไทย ພາສາລາວ ខ្មែរ မြန်မာ",
        "नमस्ते दुनिया ﻿مرحبا بالعالم",
        "_ __ ___ a_b _a a_",
        "1,234.56 3.14 a.b.c don't ’tis \"x\"",
    ];
    for unit in UNITS {
        let report = detect(unit, &texts);
        assert_eq!(report.documents().len(), texts.len());
        let corpus: Corpus = texts.iter().map(|text| ("text", *text)).collect();
        for tokenizer in [Chars::code_points(3).unwrap(), Chars::graphemes(2).unwrap()] {
            let detector =
                Detector::builder().unit(unit).tokenizer("chars", tokenizer).build().unwrap();
            detector.detect(&corpus);
        }
    }
}

#[test]
fn ten_megabytes_without_a_space() {
    for piece in ["a", "ж", "漢", "a\u{301}", "\u{301}", "."] {
        let text = piece.repeat(10_000_000 / piece.len());
        detect(Unit::Document, &[&text]);
        let text = piece.repeat(2_000_000 / piece.len());
        for unit in UNITS {
            detect(unit, &[&text]);
        }
    }
}

#[test]
fn a_million_newlines_and_a_million_equal_lines() {
    let blank = "\n".repeat(1_000_000);
    for unit in UNITS {
        assert!(detect(unit, &[&blank]).families().is_empty());
    }
    let line = "the same line\n".repeat(1_000_000);
    let report = detect(Unit::Line, &[&line]);
    assert!(!report.families().is_empty());
    let places: usize = report.families().iter().map(|f| f.occurrences().len()).sum();
    assert!(places <= 2_000_000, "{places} places");
}

#[test]
fn a_hundred_thousand_identical_documents_take_linear_space() {
    let text = "The old man walked slowly down to the harbour to look for his brother.";
    let texts = vec![text; 100_000];
    for unit in [Unit::Document, Unit::Passage, Unit::Paragraph] {
        let report = detect(unit, &texts);
        assert_eq!(report.clusters().len(), 1);
        assert_eq!(report.clusters()[0].members.len(), 99_999);
        assert!(report.clusters()[0].members.iter().all(|m| m.relation == Relation::Identical));
        assert_eq!(report.pairs().len(), 99_999, "each copy with the first only");
    }
}

#[test]
fn a_hundred_thousand_empty_documents_give_no_finding() {
    let texts = vec![""; 100_000];
    for unit in [Unit::Document, Unit::Passage, Unit::Paragraph] {
        let report = detect(unit, &texts);
        assert!(report.clusters().is_empty() && report.pairs().is_empty());
        assert!(report.families().is_empty());
    }
}

/// Texts that differ in one word of two hundred fall into the same buckets, all of them.
#[test]
fn twenty_thousand_near_copies_of_one_text_are_linked_as_a_star() {
    let base: Vec<String> = (0..200).map(|i| format!("word{i}")).collect();
    let texts: Vec<String> = (0..20_000)
        .map(|i| {
            let mut words = base.clone();
            words[i % 200] = format!("changed{i}");
            words.join(" ")
        })
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let report = detect(Unit::Document, &texts);
    assert!(report.truncated().buckets > 0, "said, not hidden");
    let clustered: usize = report.clusters().iter().map(|c| c.members.len() + 1).sum();
    assert!(clustered > 19_900, "{clustered} of 20,000 found their place");
    for cluster in report.clusters() {
        assert!(cluster.members.iter().all(|m| m.resemblance >= Similarity::ratio(4, 5)));
    }
    assert!(report.pairs().len() < 20_000 * 200, "{} pairs", report.pairs().len());
}

#[test]
fn an_empty_corpus_gives_an_empty_report() {
    for search in [Search::Lsh, Search::Exact] {
        let detector = Detector::builder().search(search).build().unwrap();
        let report = detector.detect(&Corpus::new());
        assert!(report.documents().is_empty() && report.families().is_empty());
    }
}
