//! Passages together with groups, known texts, empty paragraphs and tokenizers that break the rules.

use retold::text::{Token, TokenKind, Tokenizer, Words};
use retold::{Corpus, Detector, Document, DocumentId, Report, Span, Unit};
use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

const STORY: &str = "The old man walked slowly down to the harbour to look for his brother, who had \
    gone out before dawn in a small green boat and had not been seen by anybody since then.";
const REST: &str = "In the evening all shops of the village were shut while the wind blew sand \
    through every street, over each roof and into the open windows of an empty school.";

fn grouped<const N: usize>(documents: [(&'static str, String, Option<u32>); N]) -> Corpus<'static> {
    let mut corpus = Corpus::new();
    for (name, text, group) in documents {
        let document = Document::new(name, text);
        corpus
            .push_document(match group {
                Some(group) => document.with_group(group),
                None => document,
            })
            .unwrap();
    }
    corpus
}

fn detect(corpus: &Corpus<'_>) -> Report {
    Detector::builder().unit(Unit::Passage).build().unwrap().detect(corpus)
}

fn documents(report: &Report) -> Vec<Vec<u32>> {
    let ids = |family: &retold::report::Family| -> Vec<u32> {
        family.occurrences().iter().map(|occurrence| occurrence.document.0).collect()
    };
    report.families().iter().map(ids).collect()
}

fn sharing(report: &Report) -> Vec<(u32, u32)> {
    let pairs = report.pairs().iter().filter(|pair| !pair.passages.is_empty());
    pairs.map(|pair| (pair.a.0, pair.b.0)).collect()
}

#[test]
fn a_group_does_not_represent_the_groups_of_identical_documents() {
    let whole = format!("{STORY}\n\n{REST}");
    let part = format!("No other part of this occurs anywhere.\n\n{STORY}");
    let corpus =
        grouped([("a", whole.clone(), Some(1)), ("b", whole, Some(2)), ("c", part, Some(1))]);
    let report = detect(&corpus);
    assert_eq!(sharing(&report), [(0, 1), (1, 2)], "a and c are of one group");
    let c = DocumentId(2);
    let tells_c = report
        .families()
        .iter()
        .any(|family| family.occurrences().iter().any(|occurrence| occurrence.document == c));
    assert!(tells_c, "b and c share a story: {:?}", documents(&report));
}

/// A known text is in no family, even if it occurs as a copy of itself.
#[test]
fn copies_of_known_text_are_not_reported() {
    let footer = STORY.to_owned();
    let corpus: Corpus = [("a", footer.as_str()), ("b", footer.as_str())].into_iter().collect();
    assert_eq!(Detector::builder().build().unwrap().detect(&corpus).families().len(), 1);
    let detector = Detector::builder().known_text(footer.as_str()).build().unwrap();
    assert!(detector.detect(&corpus).families().is_empty());
}

#[test]
fn copies_within_a_group_are_not_reported() {
    let text = STORY.to_owned();
    let mut corpus = Corpus::new();
    for name in ["a", "b"] {
        corpus.push_document(Document::new(name, text.as_str()).with_group(3)).unwrap();
    }
    let report = Detector::builder().build().unwrap().detect(&corpus);
    assert!(report.families().is_empty());
    assert_eq!(report.clusters().len(), 1, "copies they are all the same");
}

#[test]
fn paragraphs_without_a_word_are_counted() {
    let corpus: Corpus = [("a", "***\n\nHello there.\n\n---")].into_iter().collect();
    for unit in [Unit::Passage, Unit::Paragraph] {
        let report = Detector::builder().unit(unit).build().unwrap().detect(&corpus);
        let document = &report.documents()[0];
        assert_eq!((document.paragraphs, document.empty), (3, 2), "{unit:?}");
    }
}

/// Breaks every rule that a tokenizer has to keep.
struct Malicious(AtomicUsize);

impl Tokenizer for Malicious {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token)) {
        let call = self.0.fetch_add(1, Ordering::Relaxed);
        for i in (0..40 - call % 7).rev() {
            let span = Span { start: text.len() + i, end: i };
            sink(Token::new(i as u64, span, TokenKind::Word));
        }
    }
}

/// Says nothing of a text that it has read so many times.
struct Falling(u32, Mutex<HashMap<String, u32>>);

impl Tokenizer for Falling {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token)) {
        let mut read = self.1.lock().unwrap();
        let times = read.entry(text.to_owned()).or_default();
        *times += 1;
        if *times <= self.0 {
            Words.tokenize(text, sink);
        }
    }
}

#[test]
fn a_tokenizer_that_falls_silent_gives_fewer_matches_and_no_panic() {
    let words =
        |from: u32| (from..from + 60).map(|w| format!("word{w}")).collect::<Vec<_>>().join(" ");
    for times in 1..8 {
        for collapse in [false, true] {
            let tokenizer = Falling(times, Mutex::default());
            let detector = Detector::builder().collapse(collapse).tokenizer("falling", tokenizer);
            let corpus: Corpus =
                [words(0), words(0), words(1), words(40), words(9) + " " + &words(9)]
                    .into_iter()
                    .enumerate()
                    .map(|(number, text)| (number.to_string(), text))
                    .collect();
            let report = detector.build().unwrap().detect(&corpus);
            assert_eq!(report.documents().len(), 5);
        }
    }
}

#[test]
fn a_tokenizer_that_breaks_the_rules_gives_odd_matches_and_no_panic() {
    let text = "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich.\n\nÄh — ja?";
    for unit in [Unit::Document, Unit::Passage, Unit::Paragraph, Unit::Sentence, Unit::Line] {
        let corpus: Corpus = [("a", text), ("b", text), ("c", "ö")].into_iter().collect();
        let tokenizer = Malicious(AtomicUsize::new(0));
        let detector =
            Detector::builder().unit(unit).tokenizer("malicious", tokenizer).build().unwrap();
        let report = detector.detect(&corpus);
        assert_eq!(report.documents().len(), 3);
        if unit == Unit::Passage {
            continue;
        }
        let mut index = detector.index().unwrap();
        index.add("a", text).unwrap();
        index.add("b", text).unwrap();
    }
}
