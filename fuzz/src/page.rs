//! The HTML page: any name and text stays text.

use crate::pools;
use crate::texts::text;
use retold::{Corpus, Detector, Report};
use retold_html::Page;
use serde_json::Value;

const TALE: &str = "The old man walked slowly down to the harbour to look for his brother, who had \
                    left on 3 May.";

const BEFORE_DATA: &str = "<script type=\"application/json\" id=\"data\">";

/// Writes the page of texts, names, reasons and a title that all come from the data.
pub fn page(data: &[u8]) {
    let Some((&budget, rest)) = data.split_first() else { return };
    let with = &*text(rest);
    let (page, corpus) = written(with, usize::from(budget) * 16);
    let (tame, _) = written("tame", usize::from(budget) * 16);
    for tag in ["<script", "</script", "<!--", "<style", "</style", "</noscript", "<title", "]]>"] {
        assert_eq!(page.matches(tag).count(), tame.matches(tag).count(), "{tag} of {with:?}");
    }
    let frame_has_no_markup = |page: &str| {
        let (before, rest) = page.split_once(BEFORE_DATA).expect("the data is there");
        let (data, after) = rest.split_once("</script>").expect("the data ends");
        assert!(!data.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{data}");
        let inner = before.split_once("<title>").expect("there is a title").1;
        let control = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
        assert!(!inner.contains(control), "{with:?}");
        (data.to_owned(), after.to_owned())
    };
    let (json, after) = frame_has_no_markup(&page);
    assert_eq!(after, frame_has_no_markup(&tame).1, "{with:?}");
    strings(&json, with, &corpus);
}

/// The page of a corpus in which `with` is wherever text can be.
fn written(with: &str, budget: usize) -> (String, Corpus<'static>) {
    let text = format!("{with} {TALE} {with}");
    let corpus: Corpus<'static> = [
        (format!("{with}a"), text.clone()),
        (format!("{with}b"), format!("{with}\n\n{}\n\n{with}", text.replace("3 May", "7 May"))),
    ]
    .into_iter()
    .collect();
    let detector = Detector::builder().build().expect("the defaults are allowed");
    let mut report: Report = pools::single(|| detector.detect(&corpus));
    report.add_skipped(with, with);
    report.note_encoding(retold::DocumentId(0), with);
    let page = Page::new(&report, &corpus).title(with).text_budget(budget).render();
    (page.expect("the corpus is that of the report"), corpus)
}

/// The strings of the data are the input strings; texts are in pieces, in order.
fn strings(json: &str, with: &str, corpus: &Corpus<'_>) {
    let data: Value = serde_json::from_str(json).expect("the data is JSON");
    assert_eq!(data["title"], with);
    assert_eq!(data["skipped"][0][0], with);
    assert_eq!(data["skipped"][0][1], with);
    assert_eq!(data["documents"][0]["encoding"], with);
    for (number, document) in corpus.documents().iter().enumerate() {
        let found = &data["documents"][number];
        assert_eq!(found["name"], document.name());
        let units: Vec<u16> = document.text().encode_utf16().collect();
        assert_eq!(found["length"], units.len());
        for piece in found["pieces"].as_array().expect("pieces are a list") {
            let start = piece[0].as_u64().expect("an offset") as usize;
            let text: Vec<u16> = piece[2].as_str().expect("a text").encode_utf16().collect();
            assert_eq!(units[start..start + text.len()], text, "{with:?}");
        }
    }
    for family in data["families"].as_array().expect("families are a list") {
        for place in family["places"].as_array().expect("places are a list") {
            let offset = |at: usize| place[at].as_u64().expect("an offset") as usize;
            let text = corpus.documents()[offset(0)].text();
            let units: Vec<u16> = text.encode_utf16().collect();
            let cut = units.get(offset(1)..offset(2)).expect("a place in its text");
            assert!(String::from_utf16(cut).is_ok(), "{with:?}");
        }
    }
}
