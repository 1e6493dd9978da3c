//! The same input gives the same bytes: at any number of threads, in any order, in every run.

use crate::seeds;
use crate::simd::at_each_level;
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
    // Too many in a bucket for all pairs to be listed, and so many pairs in a component that all
    // threads take their part of it.
    texts.extend(near_copies_of_one("bucket", 150));
    texts.extend(near_copies_of_one("component", 100));
    texts
}

/// Texts of sixty words, of which one differs from one to the next.
fn near_copies_of_one(name: &'static str, count: usize) -> impl Iterator<Item = (String, String)> {
    let base: Vec<String> = (0..60).map(|word| format!("{name}{word}")).collect();
    (0..count).map(move |copy| {
        let mut words = base.clone();
        words[copy % 60] = format!("changed{copy}");
        (format!("{name}/{copy:03}.txt"), words.join(" "))
    })
}

#[derive(Clone, Copy, Debug)]
struct Way {
    unit: Unit,
    search: Search,
    collapse: bool,
}

fn run(texts: &[(String, String)], way: Way) -> Report {
    let corpus: Corpus = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let builder = Detector::builder().unit(way.unit).search(way.search).collapse(way.collapse);
    builder.build().unwrap().detect(&corpus)
}

/// Every unit, with both ways of looking for candidates, and passages without near-copies.
fn ways() -> impl Iterator<Item = Way> {
    [Unit::Document, Unit::Passage, Unit::Paragraph, Unit::BlankLine, Unit::Sentence, Unit::Line]
        .into_iter()
        .flat_map(|unit| [Search::Lsh, Search::Exact].map(|search| (unit, search, false)))
        .chain([(Unit::Passage, Search::Lsh, true)])
        .map(|(unit, search, collapse)| Way { unit, search, collapse })
}

/// The content of a report, and its work.
fn bytes(texts: &[(String, String)], way: Way) -> String {
    let report = run(texts, way);
    assert!(!report.families().is_empty() || !report.pairs().is_empty(), "{way:?} finds nothing");
    assert!(report.work().compared > 0, "{way:?} compares nothing");
    assert_eq!(report.truncated().collapsed > 0, way.collapse, "{way:?}");
    format!("{} {:?}", serde_json::to_string(&report).unwrap(), report.work())
}

#[test]
fn bytes_do_not_depend_on_threads() {
    let texts = mixed();
    let pools = [1, 2, 3, 7, 16]
        .map(|threads| ThreadPoolBuilder::new().num_threads(threads).build().unwrap());
    for way in ways() {
        let reports = pools.each_ref().map(|pool| pool.install(|| bytes(&texts, way)));
        for (pool, report) in pools.iter().zip(&reports) {
            let threads = pool.current_num_threads();
            assert!(*report == reports[0], "{way:?}: other bytes at {threads} threads");
        }
    }
}

#[test]
fn bytes_do_not_depend_on_vector_instructions() {
    let mut texts = mixed();
    // Every script has a way of its own through the kernels.
    for language in Language::ALL.into_iter().chain(Language::MADE_UP) {
        let corpus = NearCopies::new(language).documents(12).near_copies(6, &[5, 40]).build(3);
        texts.extend(
            corpus
                .documents
                .into_iter()
                .enumerate()
                .map(|(number, text)| (format!("{}/{number:02}.txt", language.name()), text)),
        );
    }
    for way in ways() {
        let reports = at_each_level(|| bytes(&texts, way));
        for (level, report) in &reports {
            assert!(*report == reports[0].1, "{way:?}: other bytes at {level:?}");
        }
    }
}

#[test]
fn answers_do_not_depend_on_the_order_of_the_documents() {
    let texts = mixed();
    let mut shuffled = texts.clone();
    Rng::new(5).shuffle(&mut shuffled);
    assert_ne!(texts, shuffled);
    let units = [Unit::Document, Unit::Passage, Unit::Paragraph];
    for way in ways().filter(|way| units.contains(&way.unit) && way.search == Search::Lsh) {
        let (a, b) = (run(&texts, way), run(&shuffled, way));
        assert_eq!(by_name(&a), by_name(&b), "{way:?}");
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
        let mut passages: Vec<String> = pair
            .passages
            .iter()
            .map(|passage| {
                let mut sides = [(names[&pair.a.0], passage.a), (names[&pair.b.0], passage.b)];
                sides.sort();
                let (family, words) = (passage.family, passage.matched_words);
                format!("{family:?} {words} {} {sides:?}", passage.identity)
            })
            .collect();
        passages.sort();
        let (relation, words) = (pair.relation, pair.matched_words);
        let resemblance = pair.resemblance;
        unordered.push(format!("pair {sides:?} {relation:?} {resemblance} {words} {passages:?}"));
    }
    for repeat in report.repeats() {
        let (family, words) = (repeat.family, repeat.matched_words);
        let places = (repeat.a, repeat.b);
        let name = names[&repeat.document.0];
        unordered.push(format!("repeat {name} {family:?} {words} {} {places:?}", repeat.identity));
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
