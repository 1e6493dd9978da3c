//! Where passages meet groups, known texts, empty paragraphs and tokenizers that break the rules.

use retold::{Corpus, Detector, Document, DocumentId, Report, Unit};

const STORY: &str = "The old man walked slowly down to the harbour to look for his brother, who had \
    gone out before dawn in a small green boat and had not been seen by anybody since then.";
const REST: &str = "In the evening all shops of the village were shut while the wind blew sand \
    through every street, over each roof and into the open windows of an empty school.";

fn grouped<const N: usize>(documents: [(&'static str, String, Option<u32>); N]) -> Corpus<'static> {
    let mut corpus = Corpus::new();
    for (name, text, group) in documents {
        let document = Document::new(name, text);
        corpus.push_document(match group {
            Some(group) => document.with_group(group),
            None => document,
        });
    }
    corpus
}

fn detect(corpus: &Corpus<'_>) -> Report {
    Detector::builder().unit(Unit::Passage).build().unwrap().detect(corpus)
}

fn documents(report: &Report) -> Vec<Vec<u32>> {
    let ids = |family: &retold::Family| -> Vec<u32> {
        family.occurrences().iter().map(|occurrence| occurrence.document.0).collect()
    };
    report.families().iter().map(ids).collect()
}

fn sharing(report: &Report) -> Vec<(u32, u32)> {
    let pairs = report.pairs().iter().filter(|pair| !pair.passages.is_empty());
    pairs.map(|pair| (pair.a.0, pair.b.0)).collect()
}

#[test]
fn a_group_does_not_stand_for_the_groups_of_identical_documents() {
    let whole = format!("{STORY}\n\n{REST}");
    let part = format!("Nothing else of this is told anywhere.\n\n{STORY}");
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
