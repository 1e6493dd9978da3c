//! Faults of earlier versions do not come back.

use retold::lsh::Banding;
use retold::matching::Relation;
use retold::matching::Remove;
use retold::text::{Token, Tokenizer, Words};
use retold::{Corpus, Detector, DocumentId, Search, Unit};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Sixty paragraphs resemble one that stands last, and not one another.
#[test]
fn a_centre_is_found_behind_any_number_of_similar_wordings() {
    let base: Vec<String> = (0..40).map(|i| format!("word{i}")).collect();
    let mut corpus = Corpus::new();
    for copy in 0..60 {
        let mut words = base.clone();
        for change in 0..3 {
            words[(3 * copy + change) % 13 * 3 + 1] = format!("copy{copy}change{change}");
        }
        corpus.push(format!("{copy:02}"), words.join(" ")).unwrap();
    }
    corpus.push("centre", base.join(" ")).unwrap();
    for search in [Search::Lsh, Search::Exact] {
        let detector = Detector::builder().unit(Unit::Paragraph).search(search).build().unwrap();
        let report = detector.detect(&corpus);
        assert_eq!(report.families().len(), 1, "{search:?}");
        let family = &report.families()[0];
        assert_eq!(family.medoid().document, DocumentId(60), "{search:?}");
        assert!(family.occurrences().len() > 55, "{} places", family.occurrences().len());
    }
}

/// Words, with a count of the bytes that were read.
struct Counting(Arc<AtomicUsize>);

impl Tokenizer for Counting {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token)) {
        self.0.fetch_add(text.len(), Ordering::Relaxed);
        Words.tokenize(text, sink);
    }
}

/// The bytes that are read to find what some texts repeat, for each byte of the texts.
fn readings(unit: Unit, corpus: &Corpus<'_>) -> usize {
    let read = Arc::new(AtomicUsize::new(0));
    let detector = Detector::builder().unit(unit).tokenizer("words", Counting(Arc::clone(&read)));
    let report = detector.build().unwrap().detect(corpus);
    assert!(report.pairs().len() >= corpus.len() / 2, "{} pairs", report.pairs().len());
    let bytes: usize = corpus.documents().iter().map(|document| document.text().len()).sum();
    read.load(Ordering::Relaxed) / bytes
}

/// An anthology makes a pair with everything that it has collected.
#[test]
fn an_anthology_is_not_read_again_for_each_of_its_pieces() {
    let piece = |number: usize| {
        let words: Vec<String> = (0..150).map(|i| format!("word{number}x{i}")).collect();
        words.join(" ")
    };
    let pieces: Vec<String> = (0..300).map(piece).collect();
    let mut corpus = Corpus::new();
    corpus.push("anthology", pieces.join("\n\n")).unwrap();
    for (number, piece) in pieces.iter().enumerate() {
        corpus.push(format!("{number:03}"), piece.as_str()).unwrap();
    }
    for unit in [Unit::Passage, Unit::Paragraph] {
        let readings = readings(unit, &corpus);
        assert!(readings < 12, "{unit:?}: {readings} times");
    }
}

/// One text has a passage once, the other twice; and what overlaps counts once, not never.
#[test]
fn matched_words_do_not_depend_on_which_document_comes_first() {
    let words = |name: &str, range: std::ops::Range<usize>| {
        range.map(|i| format!("{name}{i}")).collect::<Vec<_>>().join(" ")
    };
    let shared = words("shared", 0..14);
    let once = format!("{}\n\n{shared}", words("one", 0..60));
    let twice = format!("{shared}\n\n{}\n\n{shared}", words("two", 0..60));
    let whole = format!("{} {}", words("shared", 0..40), words("one", 0..60));
    let parts =
        format!("{} {} {}", words("shared", 0..25), words("two", 0..60), words("shared", 15..40));
    for (unit, x, y, expected) in [
        (Unit::Passage, &once, &twice, 14),
        (Unit::Paragraph, &once, &twice, 14),
        (Unit::Passage, &whole, &parts, 40),
    ] {
        let detector = Detector::builder().unit(unit).build().unwrap();
        for names in [["x", "y"], ["y", "x"]] {
            for (first, second) in [(x, y), (y, x)] {
                let mut corpus = Corpus::new();
                corpus.push(names[0], first.as_str()).unwrap();
                corpus.push(names[1], second.as_str()).unwrap();
                let report = detector.detect(&corpus);
                assert_eq!(report.pairs().len(), 1, "{unit:?}");
                assert_eq!(report.pairs()[0].matched_words, expected, "{unit:?} {names:?}");
            }
        }
    }
}

/// A segment that is in many large buckets counts as one segment.
#[test]
fn no_more_segments_are_unresolved_than_there_are() {
    let base: Vec<String> = (0..200).map(|i| format!("word{i}")).collect();
    let mut corpus = Corpus::new();
    for copy in 0..4_000 {
        let mut words = base.clone();
        for change in 0..8 {
            words[(31 * copy + 25 * change + copy / 200) % 200] = format!("copy{copy}x{change}");
        }
        corpus.push(format!("{copy}"), words.join(" ")).unwrap();
    }
    let report = Detector::builder().unit(Unit::Document).build().unwrap().detect(&corpus);
    let truncated = report.truncated();
    assert!(truncated.buckets > 0 && truncated.unresolved > 0, "{truncated:?}");
    assert!(truncated.unresolved <= corpus.len(), "{truncated:?}");
}

/// An exact search takes any threshold, also one that no banding serves.
#[test]
fn an_exact_search_finds_copies_at_thresholds_that_no_banding_serves() {
    let tale = "The old man walked slowly down to the harbour to look for his brother.";
    let corpus: Corpus =
        [("a", tale), ("b", "Nobody was there."), ("c", tale)].into_iter().collect();
    for threshold in [0.01, 1e-9] {
        assert!(Banding::for_threshold(128, threshold).is_err());
        let builder = Detector::builder().unit(Unit::Document).threshold(threshold);
        assert!(builder.clone().build().is_err());
        let found = builder.search(Search::Exact).build().unwrap().matches(&corpus).unwrap();
        assert_eq!(found.pairs.len(), 1, "{threshold}");
    }
}

/// As sets of shingles, a sentence and the same sentence ten times are alike, however long that is.
#[test]
fn a_short_text_resembles_its_own_repetition() {
    let short = "the rain fell on the roof and the rain fell on the road";
    let long = [short; 30].join(" and ");
    for search in [Search::Lsh, Search::Exact] {
        for unit in [Unit::Document, Unit::Paragraph] {
            let builder = Detector::builder().unit(unit).search(search).threshold(0.8);
            let detector = builder.remove(Remove::Similar).document_threshold(0.8).build().unwrap();
            let report =
                detector.detect(&[("long", long.as_str()), ("short", short)].into_iter().collect());
            let [pair] = report.pairs() else { panic!("{unit:?} {search:?}") };
            assert_eq!(pair.relation, Relation::NearCopy);
            assert_eq!(report.clusters().len(), 1, "{unit:?} {search:?}");
            let mut index = detector.index().unwrap();
            index.add("long", &long).unwrap();
            assert!(index.add("short", short).unwrap().copy_of.is_some(), "{unit:?} {search:?}");
            // A removal finds candidates by signatures.
            if search == Search::Exact {
                continue;
            }
            let mut first = detector.removal_scanner().unwrap();
            let texts = [&*long, short];
            first.add(&texts).unwrap();
            let second = first.finish().unwrap();
            let removals = second.decide(|id| Ok::<_, ()>(texts[id.index()])).unwrap();
            assert_eq!(removals.removed.len(), 1, "{unit:?} {search:?}");
        }
    }
}
