//! The report: it can be written and read back, and foreign reports are refused or read.

use crate::corpora::{corpus, texts};
use crate::pools;
use retold::{Corpus, Detector, Report, Unit};
use retold_html::Page;
use serde_json::{Value, json};
use std::sync::LazyLock;

const TALE: &str = "The old man walked slowly down to the harbour, where 12 boats lay upside down.";

/// Reports with an entry in every list, as JSON, to be modified.
static REPORTS: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let edited = TALE.replace("12", "13");
    let texts = [format!("{TALE}\n\n{edited}\n"), TALE.to_owned(), "é\n".to_owned() + &edited];
    [Unit::Passage, Unit::Paragraph, Unit::Document]
        .map(|unit| {
            let detector = Detector::builder().unit(unit).build().expect("all units are allowed");
            let mut report = pools::single(|| detector.detect(&corpus(&texts)));
            report.add_skipped("photo.jpg", "binary file");
            serde_json::to_value(report).expect("a report is plain data")
        })
        .into()
});

/// Writes and reads reports of texts, modified reports, and arbitrary bytes.
pub fn report(data: &[u8]) {
    let Some((&first, rest)) = data.split_first() else { return };
    match first % 4 {
        0 => {
            if let Ok(report) = serde_json::from_slice(rest) {
                works(&report, rest);
            }
        }
        1 => made(rest, first),
        _ => {
            let base = &REPORTS[usize::from(first / 4) % REPORTS.len()];
            let broken = broken(base.clone(), rest);
            if let Ok(report) = serde_json::from_value(broken) {
                works(&report, rest);
            }
        }
    }
}

/// A report of texts is the same after writing and reading.
fn made(data: &[u8], choice: u8) {
    let units = [Unit::Passage, Unit::Paragraph, Unit::Sentence, Unit::Document];
    let unit = units[usize::from(choice / 4) % units.len()];
    let detector = Detector::builder().unit(unit).build().expect("all units are allowed");
    let texts = texts(data);
    let corpus = corpus(&texts);
    let report = pools::single(|| detector.detect(&corpus));
    let json = serde_json::to_string(&report).expect("a report is plain data");
    let again: Report = serde_json::from_str(&json).expect("it reads what it wrote");
    assert_eq!(again, report, "{json}");
    assert_eq!(serde_json::to_string(&again).expect("as before"), json);
    for width in [0, 1, 20, 80, usize::MAX] {
        let view = report.text().excerpts(&corpus).width(width);
        let shown = view.clone().to_string();
        assert!(!shown.contains(|c: char| c.is_control() && c != '\n'), "{shown:?}");
        assert!(view.color(true).to_string().len() >= shown.len());
    }
    Page::new(&report, &corpus).render().expect("the corpus is that of the report");
}

/// Modifies some values of a report: each nine bytes select a value and its replacement.
fn broken(mut report: Value, data: &[u8]) -> Value {
    for step in data.chunks_exact(9).take(20) {
        let mut at = &mut report;
        for &turn in &step[..8] {
            let below = match at {
                Value::Array(list) => list.len(),
                Value::Object(fields) => fields.len(),
                _ => 0,
            };
            if below == 0 {
                break;
            }
            let turn = usize::from(turn) % below;
            at = match at {
                Value::Array(list) => &mut list[turn],
                other => {
                    let fields = other.as_object_mut().expect("only these two have values below");
                    fields.values_mut().nth(turn).expect("within their number")
                }
            };
        }
        *at = other(at, step[8]);
    }
    report
}

/// Another value, mostly of the same kind: other kinds are refused at once.
fn other(value: &Value, choice: u8) -> Value {
    let number = usize::from(choice);
    match (value, choice) {
        (_, 250..) => [json!(null), json!(-1), json!(""), json!([]), json!({})][number % 5].clone(),
        (Value::Number(old), _) if old.is_f64() => json!([0.0, 0.5, 1.0, 1e308][number % 4]),
        (Value::Number(_), 240..) => json!([u64::from(u32::MAX), u64::MAX][number % 2]),
        (Value::Number(_), _) => json!(choice / 8),
        (Value::String(_), _) => {
            json!(["", "\u{1b}[31m\u{202e}</script>\n", "edited", "template"][number % 4])
        }
        (Value::Bool(old), _) => json!(!old),
        (Value::Array(list), _) => {
            let mut list = list.clone();
            match number % 4 {
                0 if list.len() < 1000 => list.extend(list.clone()),
                0 | 1 => list.truncate(1),
                2 => list.reverse(),
                _ => list.clear(),
            }
            Value::Array(list)
        }
        (other, _) => other.clone(),
    }
}

/// Every accepted report can be shown, written and read again.
fn works(report: &Report, data: &[u8]) {
    let shown = report.text().width(usize::from(data.first().copied().unwrap_or(80))).to_string();
    assert!(!shown.contains(|c: char| c.is_control() && c != '\n'), "{shown:?}");
    report.text().color(true).to_string();
    let json = serde_json::to_string(report).expect("a report is plain data");
    let again: Report = serde_json::from_str(&json).expect("it reads what it wrote");
    assert_eq!(again, *report, "{json}");
    // Other texts are refused, or they fit.
    for letter in ["x", "é"] {
        let text =
            |bytes: usize| letter.repeat(bytes / letter.len()) + &"x".repeat(bytes % letter.len());
        let bytes = report.documents().iter().map(|document| document.bytes.min(10_000));
        let texts: Vec<String> = bytes.map(text).collect();
        let corpus: Corpus<'_> = corpus(&texts);
        if Page::new(report, &corpus).render().is_ok() {
            report.text().excerpts(&corpus).to_string();
        }
    }
}
