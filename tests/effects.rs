//! Every setting changes the answer of every driver, or is refused, or belongs to a step that the driver does not
//! have. `expected` says which of these it is, for each setting, unit, search and driver.

use retold::error::ErrorKind;
use retold::hash::{Key, SplitMix64};
use retold::item::Verdict;
use retold::lsh::Banding;
use retold::matching::Remove;
use retold::passage::{PassageSettings, PassageSettingsBuilder, Scope};
use retold::report::Settings;
use retold::sketch::SketchKind;
use retold::text::{Chars, segments};
use retold::{Corpus, Detector, DetectorBuilder, Document, Error, Keep, Search, Unit};
use std::collections::BTreeMap;

const FOOTER: &str = "All rights reserved by the society. No part of this letter may be printed or sold \
                      without the written leave of the secretary and the treasurer.";

/// Two words with the same hash, unless there is a key.
const COLLIDING: [&str; 2] = ["guzabomokotemome", "defalamujiluzodu"];

/// Documents of paragraphs, each new or an earlier one with some words replaced, so that pairs of every
/// resemblance occur; with equal lines, hard and soft line breaks, and a common footer.
fn texts() -> Vec<String> {
    let mut numbers = SplitMix64::new(5);
    let mut below = move |limit: usize| (numbers.next_u64() % limit as u64) as usize;
    let mut documents: Vec<Vec<Vec<String>>> = Vec::new();
    for number in 0..140 {
        let new = |below: &mut dyn FnMut(usize) -> usize| -> Vec<String> {
            let length = [6, 9, 14, 20, 30, 40][below(6)];
            let word = |below: &mut dyn FnMut(usize) -> usize| {
                let end = if below(9) == 0 { ". So" } else { "" };
                format!("w{}{end}", below(3_000))
            };
            (0..length).map(|_| word(below)).collect()
        };
        let document = if number < 10 || below(3) == 0 {
            (0..3).map(|_| new(&mut below)).collect()
        } else {
            let mut copy = documents[below(documents.len())].clone();
            let share = [1, 2, 3, 8, 15, 25][below(6)];
            for word in copy.iter_mut().flatten() {
                if below(100) < share {
                    *word = format!("w{}", below(3_000));
                }
            }
            if below(2) == 0 {
                copy.push(new(&mut below));
            }
            copy
        };
        documents.push(document);
    }
    let mut texts: Vec<String> = Vec::new();
    for (number, document) in documents.iter().enumerate() {
        let paragraphs = document.iter().map(|words| match number % 3 {
            2 => wrapped(words),
            _ => words.join(" "),
        });
        let mut paragraphs: Vec<String> = paragraphs.collect();
        if number % 7 == 0 {
            paragraphs.push(FOOTER.to_owned());
        }
        texts.push(paragraphs.join(if number % 3 == 1 { "\n" } else { "\n\n" }));
    }
    // A harmless change, another fact, and a copy.
    let sea = "Grey was the sea in the morning, and the boats lay on the sand of the bay all day.";
    texts.extend([sea.to_owned(), sea.replace("Grey", "Gray"), sea.to_uppercase()]);
    texts.push(sea.replace("Grey", "Blue"));
    let tale = "The old man walked slowly down to the harbour to look for his brother and for";
    // Long lines without blank lines between are paragraphs too.
    let long = |line: usize| {
        let words: Vec<String> = (0..80).map(|word| format!("q{line}x{word}")).collect();
        words.join(" ")
    };
    texts.extend([[0, 1, 2], [3, 1, 4]].map(|lines| lines.map(long).join("\n")));
    texts.extend(COLLIDING.map(|word| format!("{tale} {word} by the gate of the old tower.")));
    texts
}

/// Words in lines of at most sixty columns.
fn wrapped(words: &[String]) -> String {
    let mut lines = vec![String::new()];
    for word in words {
        let line = lines.last_mut().unwrap();
        if line.len() + word.len() > 60 {
            lines.push(word.clone());
        } else {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines.join("\n")
}

fn corpus(texts: &[String]) -> Corpus<'_> {
    let mut corpus = Corpus::new();
    for (number, text) in texts.iter().enumerate() {
        // By name and by rank in other orders than that of the input.
        let document = Document::new(format!("{:03}", number * 37 % 200), text.as_str());
        corpus.push_document(document.with_rank((number * 11 % 17) as i64)).unwrap();
    }
    corpus
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Driver {
    Report,
    Index,
    Matches,
    Removals,
    Fingerprints,
    Compare,
}

const DRIVERS: [Driver; 6] = [
    Driver::Report,
    Driver::Index,
    Driver::Matches,
    Driver::Removals,
    Driver::Fingerprints,
    Driver::Compare,
];

/// All that a driver says of a corpus, without the settings.
fn answer(detector: &Detector, driver: Driver, corpus: &Corpus<'_>) -> Result<String, Error> {
    let unit = detector.settings().unit;
    let items = || {
        corpus.documents().iter().flat_map(move |document| {
            let text = document.text();
            segments(text, unit).into_iter().map(move |span| &text[span.range()])
        })
    };
    Ok(match driver {
        Driver::Report => {
            let report = detector.detect(corpus);
            let (families, pairs) = (report.families(), report.pairs());
            let (clusters, repeats) = (report.clusters(), report.repeats());
            format!("{families:?} {pairs:?} {clusters:?} {repeats:?} {:?}", report.truncated())
        }
        Driver::Index => {
            let mut index = detector.index()?;
            let added = corpus.documents().iter().map(|it| index.add(it.name(), it.text()));
            format!("{:?}", added.collect::<Result<Vec<_>, _>>()?)
        }
        Driver::Matches => format!("{:?}", detector.matches(corpus)?),
        Driver::Removals => {
            let removals = detector.removals(corpus)?;
            let counts = (removals.unresolved, removals.equivalent, removals.other_facts);
            format!("{:?} {counts:?}", removals.removed)
        }
        Driver::Fingerprints => {
            let fingerprinter = detector.fingerprinter()?;
            format!("{:?}", items().map(|text| fingerprinter.fingerprint(text)).collect::<Vec<_>>())
        }
        Driver::Compare => {
            let comparer = detector.comparer()?;
            let mut alike = Vec::new();
            let items: Vec<&str> = items().collect();
            let items = &items[items.len().saturating_sub(200)..];
            for (later, text) in items.iter().enumerate() {
                for (earlier, other) in items[..later].iter().enumerate() {
                    if let Verdict::Alike(likeness) = comparer.compare(text, other) {
                        alike.push((later, earlier, likeness));
                    }
                }
            }
            format!("{alike:?}")
        }
    })
}

/// What becomes of a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effect {
    /// Another value gives another answer.
    Works,
    /// `build`, or the driver, refuses it.
    Refused,
    /// It belongs to a step that the driver does not have.
    Unused,
}

fn expected(setting: &str, unit: Unit, search: Search, driver: Driver) -> Effect {
    let (passage, whole) = (unit == Unit::Passage, unit == Unit::Document);
    let exact = search == Search::Exact;
    let is_refused = match setting {
        "threshold" | "shingle_width" => passage,
        "banding" => passage || exact,
        "recall" | "sketch" | "signature_length" | "seed" => exact,
        "known_text" | "collapse" => !passage,
        "pair_passages" => whole,
        "document_threshold" => {
            !passage && !whole && !matches!(driver, Driver::Report | Driver::Index)
        }
        name => name.starts_with("passages") && !passage,
    };
    let is_driver_refused = passage && driver != Driver::Report
        || exact && matches!(driver, Driver::Removals | Driver::Fingerprints);
    if is_refused || is_driver_refused {
        return Effect::Refused;
    }
    let is_used = match setting {
        // Only a removal and a comparer say what is removed.
        "remove" => matches!(driver, Driver::Removals | Driver::Compare),
        // These have no order of keeping: an index has the order of addition.
        "keep" => !matches!(driver, Driver::Index | Driver::Fingerprints | Driver::Compare),
        // A fingerprint is made of any item. Whole documents are similar at any length.
        "min_words" if whole => matches!(driver, Driver::Removals | Driver::Compare),
        "min_words" => driver != Driver::Fingerprints,
        // Only a report has pairs with passages.
        "pair_passages" => driver == Driver::Report,
        // A comparer gets its pairs from the caller.
        "recall" | "banding" | "sketch" | "signature_length" | "seed" | "search" => {
            driver != Driver::Compare
        }
        _ => true,
    };
    if is_used { Effect::Works } else { Effect::Unused }
}

/// A setting: its name, the builder to compare with, and the builder with another value.
type Setting = (&'static str, Change, Change);

type Change = fn(DetectorBuilder) -> DetectorBuilder;

/// Settings of passages, with short and much edited passages, so that every setting decides about some.
fn passages(set: fn(PassageSettingsBuilder) -> PassageSettingsBuilder) -> PassageSettings {
    set(PassageSettings::builder().min_words(6).min_identity(0.5)).build().unwrap()
}

fn short_passages(builder: DetectorBuilder) -> DetectorBuilder {
    builder.passages(passages(|it| it))
}

fn same(builder: DetectorBuilder) -> DetectorBuilder {
    builder
}

const SETTINGS: [Setting; 24] = [
    ("threshold", same, |it| it.threshold(0.45)),
    ("document_threshold", same, |it| it.document_threshold(0.45)),
    ("shingle_width", same, |it| it.shingle_width(1)),
    ("recall", same, |it| it.recall(0.1)),
    ("banding", same, |it| it.banding(Banding::new(3, 9).unwrap())),
    ("search", |it| it.recall(0.1), |it| it.search(Search::Exact)),
    ("sketch", same, |it| it.sketch(SketchKind::Classic)),
    ("signature_length", same, |it| it.signature_length(256)),
    ("seed", same, |it| it.seed(7)),
    ("key", same, |it| it.key(Key::new([0x5e; 16]))),
    ("min_words", same, |it| it.min_words(25)),
    ("known_text", same, |it| it.known_text(FOOTER)),
    ("keep", same, |it| it.keep(Keep::Rank)),
    ("remove", same, |it| it.remove(Remove::Similar)),
    ("collapse", same, |it| it.collapse(true)),
    ("pair_passages", same, |it| it.pair_passages(false)),
    ("tokenizer", same, |it| it.tokenizer("chars", Chars::code_points(4).unwrap())),
    ("passages.guarantee", short_passages, |it| it.passages(passages(|it| it.guarantee(4)))),
    ("passages.seed_length", short_passages, |it| it.passages(passages(|it| it.seed_length(3)))),
    ("passages.min_words", short_passages, |it| it.passages(passages(|it| it.min_words(9)))),
    ("passages.min_identity", short_passages, |it| {
        it.passages(passages(|it| it.min_identity(0.9)))
    }),
    ("passages.max_gap", short_passages, |it| it.passages(passages(|it| it.max_gap(1)))),
    ("passages.frequent", short_passages, |it| it.passages(passages(|it| it.frequent(3)))),
    ("passages.scope", short_passages, |it| it.passages(passages(|it| it.scope(Scope::Within)))),
];

/// Settings that decide which pairs become candidates. With a low recall other pairs are missed with each value.
const OF_SIGNATURES: [&str; 3] = ["sketch", "signature_length", "seed"];

/// Settings that decide about the cost, not about the answer.
const COST: [&str; 1] = ["passages.seed_length"];

#[test]
fn every_setting_works_or_is_refused() {
    let texts = texts();
    let corpus = corpus(&texts);
    let mut wrong = Vec::new();
    // The answers to compare with, by the settings and the driver.
    let mut plain_answers: BTreeMap<String, String> = BTreeMap::new();
    for unit in [Unit::Passage, Unit::Document, Unit::Paragraph, Unit::Line] {
        for search in [Search::Lsh, Search::Exact] {
            for (setting, plain, change) in SETTINGS {
                if setting == "search" && search == Search::Exact {
                    continue;
                }
                let mut builder = Detector::builder().unit(unit).search(search);
                if search == Search::Lsh && OF_SIGNATURES.contains(&setting) {
                    builder = builder.recall(0.1).remove(Remove::Similar);
                }
                let (plain, changed) =
                    (plain(builder.clone()).build(), change(builder.clone()).build());
                for driver in DRIVERS {
                    let context = format!("{setting}, {unit:?}, {search:?}, {driver:?}");
                    let changed = changed.as_ref().map_err(Clone::clone);
                    let changed = changed.and_then(|detector| answer(detector, driver, &corpus));
                    let mut expected = expected(setting, unit, search, driver);
                    if setting == "search"
                        && matches!(driver, Driver::Removals | Driver::Fingerprints)
                    {
                        expected = Effect::Refused;
                    }
                    if expected == Effect::Refused {
                        let is_refused = changed
                            .is_err_and(|error| matches!(error.kind(), ErrorKind::Conflict { .. }));
                        if !is_refused {
                            wrong.push(format!("{context}: accepted"));
                        }
                        continue;
                    }
                    let changed = changed.expect(&context);
                    let plain = plain.as_ref().expect(&context);
                    if COST.contains(&setting) {
                        let [plain, changed] =
                            [plain, change(builder.clone()).build().as_ref().unwrap()]
                                .map(|detector| detector.detect(&corpus).work().steps);
                        if plain == changed {
                            wrong.push(format!("{context}: {plain} steps"));
                        }
                        continue;
                    }
                    let key = serde_json::to_string(plain.settings()).unwrap();
                    let plain = plain_answers
                        .entry(format!("{driver:?} {key}"))
                        .or_insert_with(|| answer(plain, driver, &corpus).expect(&context));
                    let is_equal = *plain == changed;
                    if is_equal != (expected == Effect::Unused) {
                        wrong.push(format!("{context}: equal: {is_equal}"));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Each unit cuts the texts in another way, and every driver follows it.
#[test]
fn no_unit_is_replaced_by_another() {
    let texts = texts();
    let corpus = corpus(&texts);
    let units = [Unit::Document, Unit::Paragraph, Unit::BlankLine, Unit::Sentence, Unit::Line];
    for driver in DRIVERS {
        let mut seen: Vec<(Unit, String)> = Vec::new();
        for unit in units {
            let detector = Detector::builder().unit(unit).min_words(3).build().unwrap();
            let answer = answer(&detector, driver, &corpus).unwrap();
            let same = seen.iter().find(|(_, other)| *other == answer).map(|(other, _)| other);
            assert_eq!(same, None, "{unit:?}, {driver:?}");
            seen.push((unit, answer));
        }
    }
}

/// Two settings that contradict one another: the message has both, and the remedy.
#[test]
fn contradictions_are_refused_with_both_settings_and_the_remedy() {
    let banding = || Banding::new(16, 8).unwrap();
    let paragraph = || Detector::builder().unit(Unit::Paragraph);
    let document = || Detector::builder().unit(Unit::Document);
    let exact = || paragraph().search(Search::Exact);
    let refusal = |builder: DetectorBuilder| builder.build().unwrap_err().to_string();
    for (message, parts) in [
        (
            refusal(exact().banding(banding())),
            ["banding", "Search::Exact", "leave .banding(…) out"],
        ),
        (refusal(exact().recall(0.9)), ["recall", "Search::Exact", "leave .recall(…) out"]),
        (refusal(exact().seed(1)), ["seed", "Search::Exact", "leave .seed(…) out"]),
        (refusal(paragraph().banding(banding()).recall(0.9)), ["banding", "recall", "out"]),
        (refusal(paragraph().known_text("x")), ["known_text", "unit", ".unit(Unit::Passage)"]),
        (refusal(document().collapse(true)), ["collapse", "unit", ".unit(Unit::Passage)"]),
        (
            refusal(paragraph().passages(PassageSettings::noisy())),
            ["passages", "unit", ".unit(Unit::Passage)"],
        ),
        (
            refusal(document().threshold(0.7).document_threshold(0.9)),
            ["threshold", "document_threshold", "set one of them"],
        ),
        (
            exact().build().unwrap().removal_scanner().unwrap_err().to_string(),
            ["removal_scanner", "Search::Exact", ".search(Search::Lsh)"],
        ),
        (
            exact().build().unwrap().removals(&Corpus::new()).unwrap_err().to_string(),
            ["removals", "Search::Exact", ".search(Search::Lsh)"],
        ),
        (
            paragraph()
                .document_threshold(0.9)
                .build()
                .unwrap()
                .comparer()
                .unwrap_err()
                .to_string(),
            ["comparer", "document_threshold", ".threshold(…)"],
        ),
    ] {
        assert!(parts.iter().all(|part| message.contains(part)), "{message}");
    }
    // The same value twice is no contradiction, and a default is none either.
    document().threshold(0.7).document_threshold(0.7).build().unwrap();
    exact().seed(0).signature_length(128).sketch(SketchKind::Bucketed).build().unwrap();
    paragraph().passages(PassageSettings::default()).collapse(false).build().unwrap();
}

/// Settings of an earlier version can have an exact search and other settings of signatures, which had no effect.
#[test]
fn settings_of_an_earlier_exact_run_are_accepted_and_cannot_be_changed_without_effect() {
    let detector = Detector::builder().unit(Unit::Line).seed(5).build().unwrap();
    let json = serde_json::to_string(detector.settings()).unwrap();
    let json = json.replace("\"lsh\"", "\"exact\"");
    let settings: Settings = serde_json::from_str(&json).unwrap();
    assert_eq!(DetectorBuilder::from(&settings).build().unwrap().settings().seed, 5);
    let error = DetectorBuilder::from(&settings).seed(6).build().unwrap_err();
    assert!(error.to_string().contains("leave .seed(…) out"), "{error}");
}

/// Texts without ranks cannot be kept by rank.
#[test]
fn a_scanner_that_keeps_by_rank_takes_documents_with_ranks_only() {
    let builder = Detector::builder().unit(Unit::Document).keep(Keep::Rank);
    let mut scanner = builder.build().unwrap().removal_scanner().unwrap();
    let message = scanner.add(&["one text"]).unwrap_err().to_string();
    assert!(message.contains("Keep::Rank") && message.contains("add_documents"), "{message}");
    assert!(scanner.is_empty());
    scanner.add_references(&["one text"]).unwrap();
    scanner.add_documents(&[Document::new("", "one text").with_rank(3)]).unwrap();
    assert_eq!(scanner.len(), 2);
}
