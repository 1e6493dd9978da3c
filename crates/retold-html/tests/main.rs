//! Every integration test, in one binary that links once.

#![allow(clippy::unwrap_used)]

mod escapes;
mod mismatch;
mod size;
mod structure;

use retold::{Corpus, Detector, Report};

/// A passage that two texts share, with one number changed in the second.
const TALE: &str = "The old man walked slowly down to the harbour to look for his brother, who had \
                    left on 3 May with two bags of salt.";

fn scan(corpus: &Corpus<'_>) -> Report {
    Detector::builder().build().unwrap().detect(corpus)
}

/// The texts of a small corpus that shares a passage, edited once.
fn small() -> Corpus<'static> {
    let later = TALE.replace("3 May", "7 May");
    [
        ("monday.txt", format!("Monday 😀.\n\n{TALE}\n")),
        ("tuesday.txt", format!("{TALE}\n\nNothing else.\n\n{later}\n")),
        ("alone.txt", "Nobody writes this again.".to_owned()),
    ]
    .into_iter()
    .collect()
}

/// The contents of the data element.
fn data(html: &str) -> serde_json::Value {
    let start = html.find("id=\"data\">").unwrap() + "id=\"data\">".len();
    let end = start + html[start..].find("</script>").unwrap();
    serde_json::from_str(&html[start..end]).unwrap()
}

/// The file without the data and the summary: what is the same for every report.
fn frame(html: &str) -> String {
    let without = |html: &str, from: &str, to: &str| {
        let start = html.find(from).unwrap();
        let end = start + html[start..].find(to).unwrap();
        format!("{}{}", &html[..start], &html[end..])
    };
    without(&without(html, "<noscript>", "</noscript>"), "id=\"data\">", "</script>")
}
