//! Recall of planted copies, by unit, language, kind of edit and severity.

use crate::corpora::{self, Planted};
use crate::page::{Page, share};
use crate::size::Size;
use retold::{Corpus, Detector, Unit};
use retold_synth::{EditKind, Language, Place, Plagdet, SharedPassage, plagdet};

type Plan = fn(Language, (EditKind, usize), usize) -> Planted;

/// The units, the plan of their corpora, and the least mean recall for up to 5 edits in 100.
const UNITS: [(&str, Unit, Plan, f64); 3] = [
    ("documents", Unit::Document, corpora::documents, 0.69),
    ("paragraphs", Unit::Paragraph, corpora::paragraphs, 0.93),
    ("passages", Unit::Passage, corpora::passages, 0.97),
];

/// Adds a table for each unit and language.
pub(crate) fn write(page: &mut Page, size: &Size) {
    for (name, unit, plan, floor) in UNITS {
        page.paragraph(&format!("## Planted {name}"));
        page.paragraph(match unit {
            Unit::Document => include_str!("documents.md"),
            Unit::Paragraph => include_str!("paragraphs.md"),
            _ => include_str!("passages.md"),
        });
        for language in Language::ALL.into_iter().chain(Language::MADE_UP) {
            page.paragraph(&format!("### {name}, {}", script(language)));
            write_table(page, size, (name, unit, plan, floor), language);
        }
    }
}

fn write_table(
    page: &mut Page,
    size: &Size,
    (name, unit, plan, floor): (&str, Unit, Plan, f64),
    language: Language,
) {
    let heads: Vec<String> = size.severities.iter().map(|s| format!("severity {s}")).collect();
    let heads: Vec<&str> =
        ["kind of edit"].into_iter().chain(heads.iter().map(String::as_str)).collect();
    page.table(&heads);
    let mut light: Vec<Plagdet> = Vec::new();
    for kind in EditKind::ALL {
        let mut cells = vec![label(kind).to_owned()];
        for &severity in size.severities {
            let measured = measure(&plan(language, (kind, severity), size.plants), unit);
            let Plagdet { precision, recall, granularity, .. } = measured;
            let cell = format!("{name}, {}, {}, severity {severity}", language.name(), label(kind));
            page.measured(&format!("{cell}: recall"), recall);
            page.measured(&format!("{cell}: precision"), precision);
            page.measured(&format!("{cell}: 1 / granularity"), 1.0 / granularity);
            cells.push(format!("{} {} {granularity:.2}", share(recall), share(precision)));
            // In misread text, a severity changes about five times as many words.
            if severity <= 5 && kind != EditKind::Ocr {
                light.push(measured);
            }
        }
        page.row(&cells);
    }
    let mean = |of: fn(&Plagdet) -> f64| light.iter().map(of).sum::<f64>() / light.len() as f64;
    let what = format!("{name}, {}, up to 5 edits in 100:", language.name());
    page.at_least(&format!("{what} recall"), mean(|one| one.recall), floor);
    page.at_least(&format!("{what} precision"), mean(|one| one.precision), 0.99);
    page.at_most(&format!("{what} granularity"), mean(|one| one.granularity), 1.02);
}

/// Runs the detector with default settings and compares its report with the planted copies.
pub(crate) fn measure(planted: &Planted, unit: Unit) -> Plagdet {
    let mut corpus = Corpus::new();
    for (number, text) in planted.documents.iter().enumerate() {
        corpus.push(format!("{number:04}"), text.as_str()).expect("fewer than 2^32 texts");
    }
    let detector = Detector::builder().unit(unit).build().expect("the defaults are valid");
    let report = detector.detect(&corpus);
    let place = |document: retold::DocumentId, at: &retold::report::Place| Place {
        document: document.index(),
        start: at.start,
        end: at.end,
    };
    let mut found: Vec<SharedPassage> = Vec::new();
    for pair in report.pairs() {
        if unit == Unit::Document {
            let whole = |document: retold::DocumentId| Place {
                document: document.index(),
                start: 0,
                end: planted.documents[document.index()].len(),
            };
            found.push(SharedPassage::new(whole(pair.a), whole(pair.b)));
        } else {
            found.extend(pair.passages.iter().map(|passage| {
                SharedPassage::new(place(pair.a, &passage.a), place(pair.b, &passage.b))
            }));
        }
    }
    found.extend(report.repeats().iter().map(|repeat| {
        let document = repeat.document;
        SharedPassage::new(place(document, &repeat.a), place(document, &repeat.b))
    }));
    plagdet(&planted.truth, &found)
}

/// The language and its script.
pub(crate) fn script(language: Language) -> &'static str {
    match language {
        Language::English => "English (Latin)",
        Language::Russian => "Russian (Cyrillic)",
        Language::Arabic => "Arabic (Arabic)",
        Language::Chinese => "Chinese (Han)",
        Language::Japanese => "Japanese (Hiragana and Han, made up)",
        Language::Thai => "Thai (Thai, made up)",
        Language::Hindi => "Hindi (Devanagari, made up)",
        other => other.name(),
    }
}

fn label(kind: EditKind) -> &'static str {
    match kind {
        EditKind::Verbatim => "verbatim",
        EditKind::Substitution => "words replaced",
        EditKind::Insertion => "words put in",
        EditKind::Deletion => "words left out",
        EditKind::Mixed => "all three",
        EditKind::PunctuationAndCase => "punctuation, case",
        EditKind::Rewrapped => "lines broken anew",
        EditKind::AbridgedHead => "beginning left out",
        EditKind::AbridgedMiddle => "middle left out",
        EditKind::AbridgedTail => "end left out",
        EditKind::ReorderedSentences => "sentences in other order",
        EditKind::ReorderedParagraphs => "paragraphs in other order",
        EditKind::MailQuoted => "quoted as in mail",
        EditKind::Typography => "quotes and dashes",
        EditKind::Hyphenated => "words cut by hyphens",
        EditKind::Ocr => "letters misread",
        _ => "another",
    }
}
