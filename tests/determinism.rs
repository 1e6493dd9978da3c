//! The same input gives the same bytes: at any number of threads, in any order, in every run.

use crate::seeds;
use rayon::ThreadPoolBuilder;
use retold::{Corpus, Detector, Report, Search, Unit};
use retold_synth::{Language, NearCopies, Rng};
use std::collections::BTreeMap;

/// Near-copies, exact copies, repeats inside a document, blank texts: something for every stage.
fn mixed() -> Vec<(String, String)> {
    let planted = NearCopies::new(Language::English)
        .documents(150)
        .bytes(1500)
        .near_copies(40, &[5, 20, 60])
        .exact_copies(10)
        .build(11);
    let mut texts: Vec<(String, String)> = planted
        .documents
        .into_iter()
        .enumerate()
        .map(|(i, text)| (format!("synth/{i:03}.txt"), text))
        .collect();
    for document in seeds::corpus().documents() {
        texts.push((document.name().to_owned(), document.text().to_owned()));
    }
    texts.push(("blank.txt".to_owned(), "\n \n".to_owned()));
    texts
}

fn run(texts: &[(String, String)], unit: Unit, search: Search) -> Report {
    let corpus: Corpus = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Detector::builder().unit(unit).search(search).build().unwrap().detect(&corpus)
}

#[test]
fn bytes_do_not_depend_on_threads() {
    let texts = mixed();
    for unit in [Unit::Document, Unit::Passage, Unit::Paragraph, Unit::Sentence] {
        for search in [Search::Lsh, Search::Exact] {
            let reports: Vec<String> = [1, 2, 7]
                .map(|threads| {
                    let pool = ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
                    let report = pool.install(|| run(&texts, unit, search));
                    serde_json::to_string(&report).unwrap()
                })
                .into();
            assert_eq!(reports[0], reports[1], "{unit:?} {search:?}");
            assert_eq!(reports[0], reports[2], "{unit:?} {search:?}");
        }
    }
}

#[test]
fn answers_do_not_depend_on_the_order_of_the_documents() {
    let texts = mixed();
    let mut shuffled = texts.clone();
    Rng::new(5).shuffle(&mut shuffled);
    assert_ne!(texts, shuffled);
    for unit in [Unit::Document, Unit::Passage, Unit::Paragraph] {
        let (a, b) = (run(&texts, unit, Search::Lsh), run(&shuffled, unit, Search::Lsh));
        assert_eq!(by_name(&a), by_name(&b), "{unit:?}");
    }
}

/// Everything that a report says, with names in place of document numbers.
fn by_name(report: &Report) -> Vec<String> {
    let names: BTreeMap<u32, &str> =
        report.documents().iter().map(|d| (d.id.0, d.name.as_str())).collect();
    let mut lines = Vec::new();
    for family in report.families() {
        let places: Vec<_> = family
            .occurrences()
            .iter()
            .map(|o| (names[&o.document.0], o.place, o.similarity))
            .collect();
        lines.push(format!("family {} {:?} {places:?}", family.words(), family.id()));
    }
    let mut unordered: Vec<String> = Vec::new();
    for pair in report.pairs() {
        let mut sides =
            [(names[&pair.a.0], pair.containment_a), (names[&pair.b.0], pair.containment_b)];
        sides.sort();
        unordered.push(format!("pair {sides:?} {:?} {}", pair.relation, pair.resemblance));
    }
    for cluster in report.clusters() {
        let mut members: Vec<_> = cluster
            .members
            .iter()
            .map(|m| (names[&m.document.0], m.resemblance, m.relation))
            .collect();
        members.sort_by_key(|member| member.0);
        unordered.push(format!("cluster {} {members:?}", names[&cluster.representative.0]));
    }
    unordered.sort();
    lines.extend(unordered);
    lines
}
