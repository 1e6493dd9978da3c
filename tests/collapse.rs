//! Near-copies that are collapsed leave the report that the corpus without them has.

use retold::matching::Relation;
use retold::report::Place;
use retold::{Corpus, Detector, DetectorBuilder, Document, Report, Similarity, Unit};
use retold_synth::{EditKind, Language, NearCopies, Passages};
use std::collections::BTreeSet;

/// A third of it near-copies, a few exact ones, and passages that run across all of them.
fn texts(language: Language, seed: u64) -> Vec<(String, String)> {
    let copies = NearCopies::new(language)
        .documents(60)
        .bytes(900)
        .near_copies(24, &[5, 10, 20])
        .exact_copies(6)
        .build(seed);
    let shared = Passages::new(language)
        .documents(20)
        .bytes(1_200)
        .plants(30)
        .repeats(4)
        .kinds(&[EditKind::Verbatim, EditKind::Substitution])
        .severities(&[3])
        .build(seed + 1);
    // What the originals say is said elsewhere too, in the middle of other texts.
    let quoting = copies.documents.iter().zip(&shared.documents).map(|(quoted, text)| {
        let middle = quoted.char_indices().nth(quoted.chars().count() / 3).unwrap().0;
        format!("{text}\n\n{}", &quoted[middle..])
    });
    let all = copies.documents.iter().cloned().chain(quoting);
    all.enumerate().map(|(number, text)| (format!("{number:03}"), text)).collect()
}

fn corpus(texts: &[(String, String)]) -> Corpus<'_> {
    texts.iter().map(|(name, text)| (name.clone(), text.as_str())).collect()
}

fn collapsing() -> DetectorBuilder {
    Detector::builder().collapse(true)
}

/// The names of those documents that another one stands for.
fn collapsed(report: &Report) -> BTreeSet<String> {
    let name = |document: retold::DocumentId| report.documents()[document.index()].name.clone();
    let members = report.clusters().iter().flat_map(|cluster| &cluster.members);
    let near = members.filter(|member| member.relation != Relation::Identical);
    near.map(|member| name(member.document)).collect()
}

type Spot = (String, Place, Similarity);

/// All that is said of passages, by the names of documents.
fn passages(report: &Report) -> (BTreeSet<Vec<Spot>>, Vec<String>) {
    let name = |document: retold::DocumentId| report.documents()[document.index()].name.clone();
    let spots = |family: &retold::Family| {
        let spots = family.occurrences().iter();
        let mut spots: Vec<Spot> =
            spots.map(|it| (name(it.document), it.place, it.similarity)).collect();
        spots.sort_by(|x, y| (&x.0, x.1).cmp(&(&y.0, y.1)));
        spots
    };
    let shared = report.pairs().iter().flat_map(|pair| {
        let names = (name(pair.a), name(pair.b));
        pair.passages.iter().map(move |passage| {
            format!("{names:?} {} {} {}", passage.a, passage.b, passage.matched_words)
        })
    });
    let repeats = report
        .repeats()
        .iter()
        .map(|it| format!("{} {} {} {}", name(it.document), it.a, it.b, it.matched_words));
    let mut said: Vec<String> = shared.chain(repeats).collect();
    said.sort();
    (report.families().iter().map(spots).collect(), said)
}

#[test]
fn a_collapsed_corpus_is_the_corpus_without_its_near_copies() {
    for (language, seed) in [
        (Language::English, 1),
        (Language::Russian, 2),
        (Language::Arabic, 3),
        (Language::Chinese, 4),
    ] {
        let texts = texts(language, seed);
        let report = collapsing().build().unwrap().detect(&corpus(&texts));
        let near = collapsed(&report);
        assert!(near.len() >= 12, "{language:?}: {} near-copies", near.len());
        assert_eq!(report.truncated().collapsed, near.len(), "{language:?}");

        let rest: Vec<_> = texts.iter().filter(|(name, _)| !near.contains(name)).cloned().collect();
        let without = Detector::builder().build().unwrap().detect(&corpus(&rest));
        let (families, said) = passages(&report);
        assert!(families.len() > 20, "{language:?}: {} families", families.len());
        assert_eq!((families, said), passages(&without), "{language:?}");

        // The near-copies are in their clusters, as they are without collapsing.
        let all = Detector::builder().build().unwrap().detect(&corpus(&texts));
        let members = |report: &Report| -> Vec<_> {
            let clusters = report.clusters().iter();
            clusters
                .flat_map(|it| it.members.iter().map(|member| (it.representative, member.document)))
                .collect()
        };
        assert_eq!(members(&report), members(&all), "{language:?}");
    }
}

/// What a group shares with itself is no news, and what one group has stands for no other.
#[test]
fn near_copies_of_another_group_are_searched() {
    let texts = texts(Language::English, 5);
    let grouped = |groups: u32| -> Corpus<'_> {
        let mut corpus = Corpus::new();
        for (number, (name, text)) in (0..).zip(&texts) {
            let document = Document::new(name.clone(), text.as_str());
            corpus.push_document(document.with_group(number % groups));
        }
        corpus
    };
    let detector = collapsing().build().unwrap();
    let many = detector.detect(&grouped(texts.len() as u32));
    assert_eq!(many.truncated().collapsed, 0);
    let plain = Detector::builder().build().unwrap().detect(&grouped(texts.len() as u32));
    assert_eq!(passages(&many), passages(&plain));

    let one = detector.detect(&grouped(1));
    assert_eq!(one.truncated().collapsed, collapsed(&one).len());
}

/// A document that others stand for has figures and a relation, but no passage.
#[test]
fn a_near_copy_keeps_its_relation() {
    let texts = texts(Language::English, 6);
    let [collapsed, plain] = [true, false].map(|collapse| {
        Detector::builder().collapse(collapse).build().unwrap().detect(&corpus(&texts))
    });
    let relations = |report: &Report| -> Vec<_> {
        let clusters = report.clusters().iter();
        clusters.flat_map(|it| it.members.iter().map(|member| member.relation)).collect()
    };
    assert_eq!(relations(&collapsed), relations(&plain));
}

#[test]
fn other_units_are_not_concerned() {
    let texts = texts(Language::English, 7);
    let [collapsed, plain] = [true, false].map(|collapse| {
        let builder = Detector::builder().unit(Unit::Paragraph).collapse(collapse);
        builder.build().unwrap().detect(&corpus(&texts))
    });
    assert_eq!(collapsed, plain);
}
