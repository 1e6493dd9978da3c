//! What stands on both sides?

use retold::{Corpus, DocumentId, Report, Tokenizer, Words};
use serde_json::Value;
use std::collections::BTreeMap;
use std::ops::Range;

/// The report without what only one side (one group of the corpus) tells twice: repeats, and
/// families, pairs and near-copies within a side.
pub(crate) fn between(report: Report, corpus: &Corpus<'_>) -> Report {
    let side = |document: DocumentId| corpus[document].group();
    let news = |family: &retold::Family| {
        let first = side(family.medoid().document);
        family.occurrences().iter().any(|place| side(place.document) != first)
    };
    let all_news = report.families().iter().all(news)
        && report.pairs().iter().all(|pair| side(pair.a) != side(pair.b))
        && report.repeats().is_empty()
        && report.clusters().is_empty();
    if all_news {
        return report;
    }
    // A report has no setters; its data has a stable shape.
    let number = |value: &Value| value.as_u64().expect("numbers of the report's shape");
    let side = |value: &Value| corpus[DocumentId(number(value) as u32)].group();
    let mut data = serde_json::to_value(&report).expect("a report is plain data");

    let mut kept = BTreeMap::new();
    let mut families = list(&mut data["families"]);
    families.retain(|family| news(&report.families()[number(&family["id"]) as usize]));
    for (id, family) in families.iter_mut().enumerate() {
        kept.insert(number(&family["id"]), id);
        family["id"] = id.into();
    }
    data["families"] = families.into();

    let mut pairs = list(&mut data["pairs"]);
    pairs.retain(|pair| side(&pair["a"]) != side(&pair["b"]));
    for pair in &mut pairs {
        for passage in pair["passages"].as_array_mut().expect("a list") {
            passage["family"] = kept[&number(&passage["family"])].into();
        }
    }
    data["pairs"] = pairs.into();

    let mut clusters = list(&mut data["clusters"]);
    for cluster in &mut clusters {
        let own = side(&cluster["representative"]);
        let members = cluster["members"].as_array_mut().expect("a list");
        members.retain(|member| side(&member["document"]) != own);
    }
    clusters.retain(|cluster| cluster["members"].as_array().is_some_and(|list| !list.is_empty()));
    data["clusters"] = clusters.into();
    data["repeats"] = Value::Array(Vec::new());

    if kept.len() < report.families().len() {
        reuse(&mut data, &report, &kept, corpus);
    }
    serde_json::from_value(data).expect("the shape is still that of a report")
}

fn list(value: &mut Value) -> Vec<Value> {
    match value.take() {
        Value::Array(list) => list,
        _ => unreachable!("the report's shape has a list here"),
    }
}

/// Counts anew which share of each document stands in a family that was kept.
fn reuse(data: &mut Value, report: &Report, kept: &BTreeMap<u64, usize>, corpus: &Corpus<'_>) {
    let mut spans: Vec<Vec<Range<usize>>> = vec![Vec::new(); corpus.len()];
    for family in report.families() {
        if kept.contains_key(&u64::from(family.id().0)) {
            for place in family.occurrences() {
                spans[place.document.index()].push(place.place.span().range());
            }
        }
    }
    for ((spans, document), text) in spans
        .iter_mut()
        .zip(data["documents"].as_array_mut().expect("a list"))
        .zip(corpus.documents())
    {
        spans.sort_by_key(|span| span.start);
        let (mut reused, mut all) = (0, 0);
        Words.tokenize(text.text(), &mut |token| {
            all += token.kind.fifths();
            let upto = spans.partition_point(|span| span.start <= token.span.start);
            // Spans of families may overlap, so the one that starts last need not reach furthest.
            if spans[..upto].iter().any(|span| span.end >= token.span.end) {
                reused += token.kind.fifths();
            }
        });
        document["reused"] = (reused as f64 / f64::from(all.max(1) as u32)).into();
    }
}
