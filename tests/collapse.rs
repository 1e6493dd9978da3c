//! With `collapse`, the report equals that of the corpus without the near-copies.

use retold::matching::Relation;
use retold::model::Similarity;
use retold::report::{Pair, Place};
use retold::{Corpus, Detector, DetectorBuilder, Document, Report};
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

/// The names of the documents that another one represents.
fn collapsed(report: &Report) -> BTreeSet<String> {
    let name = |document: retold::DocumentId| report.documents()[document.index()].name.clone();
    let members = report.clusters().iter().flat_map(|cluster| &cluster.members);
    let near = members.filter(|member| member.relation != Relation::Identical);
    near.map(|member| name(member.document)).collect()
}

type NamedPlace = (String, Place, Similarity);

/// The families, pairs and repeats of a report, with the names of their documents.
fn passages(report: &Report) -> (BTreeSet<Vec<NamedPlace>>, Vec<String>) {
    let name = |document: retold::DocumentId| report.documents()[document.index()].name.clone();
    let places = |family: &retold::report::Family| {
        let places = family.occurrences().iter();
        let mut places: Vec<NamedPlace> =
            places.map(|it| (name(it.document), it.place, it.similarity)).collect();
        places.sort_by(|x, y| (&x.0, x.1).cmp(&(&y.0, y.1)));
        places
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
    (report.families().iter().map(places).collect(), said)
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

/// Text that is shared within a group is not reported. A document of one group represents none of another.
#[test]
fn near_copies_of_another_group_are_searched() {
    let texts = texts(Language::English, 5);
    let grouped = |groups: u32| -> Corpus<'_> {
        let mut corpus = Corpus::new();
        for (number, (name, text)) in (0..).zip(&texts) {
            let document = Document::new(name.clone(), text.as_str());
            corpus.push_document(document.with_group(number % groups)).unwrap();
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

/// A document that another one represents has figures and a relation to that one, but no passage, and
/// no relation to anything else: all pairs of near-copies would be the work that is saved.
#[test]
fn a_near_copy_has_a_relation_to_its_representative_alone() {
    // A bulletin in nine versions that differ in a few numbers or words, and one in six.
    let version = |bulletin: &str, version: usize| {
        let word = |word: usize| match (word * 7 + version) % 150 {
            0 => format!("{}", 1000 * word + version),
            1 => format!("{bulletin}{word}changed{version}"),
            _ => format!("{bulletin}{word}"),
        };
        (0..300).map(word).collect::<Vec<_>>().join(" ")
    };
    let of = |bulletin: &'static str, count| {
        (0..count).map(move |number| (format!("{bulletin}{number}"), version(bulletin, number)))
    };
    let texts: Vec<_> = of("storm", 9).chain(of("election", 6)).collect();
    let [collapsed, plain] = [true, false].map(|collapse| {
        let builder = Detector::builder().document_threshold(0.6).collapse(collapse);
        builder.build().unwrap().detect(&corpus(&texts))
    });
    let named = |report: &Report| -> Vec<_> {
        let clusters = report.clusters().iter();
        let members = clusters.flat_map(|it| {
            it.members.iter().map(|m| (it.representative, m.document, m.relation, m.resemblance))
        });
        members.collect()
    };
    assert_eq!(named(&collapsed), named(&plain));
    assert_eq!((named(&plain).len(), collapsed.truncated().collapsed), (13, 13));
    assert_eq!((plain.pairs().len(), collapsed.pairs().len()), (9 * 8 / 2 + 6 * 5 / 2, 13));
    for pair in collapsed.pairs() {
        let whole = plain.pairs().iter().find(|it| (it.a, it.b) == (pair.a, pair.b)).unwrap();
        assert_eq!((pair.passages.len(), pair.relation), (0, whole.relation));
        assert_eq!((pair.differing, pair.resemblance), (whole.differing, whole.resemblance));
        assert!(!whole.passages.is_empty() && pair.differing.is_some());
    }
}

/// Known text is folded away from what differs, whether passages were looked for or not: two
/// documents that have it in different places differ in their own words alone.
#[test]
fn known_text_is_no_difference() {
    let words = |word: &str, count: usize| {
        (0..count).map(|number| format!("{word}{number}")).collect::<Vec<_>>().join(" ")
    };
    let known = format!("{} On 7 May 2019 Harald Olsen signed. {}", words("k", 60), words("l", 60));
    let story = words("story", 200);
    let texts = [
        ("a".to_owned(), format!("{story} {known} {}", words("last", 3))),
        ("b".to_owned(), format!("{story} {} {known}", words("own", 4))),
    ];
    for collapse in [false, true] {
        let builder = Detector::builder().document_threshold(0.6).collapse(collapse);
        let report = builder.known_text(known.clone()).build().unwrap().detect(&corpus(&texts));
        assert_eq!(report.truncated().collapsed, usize::from(collapse));
        let pair = &report.pairs()[0];
        let differing = pair.differing.unwrap();
        assert_eq!((differing.words_a, differing.words_b), (3, 4), "collapse: {collapse}");
        assert_eq!((differing.facts(), pair.relation), (7, Relation::NearCopy), "{collapse}");
    }
}

/// Whatever way a member was found: in a bucket of very many, by the first of these, which need not be
/// the representative.
#[test]
fn every_collapsed_document_has_a_pair() {
    let words: Vec<String> = (0..300).map(|word| format!("storm{word}")).collect();
    let texts: Vec<_> = (0..200)
        .map(|number| {
            let mut words = words.clone();
            words[number] = format!("changed{number}");
            let more = if number == 120 { " and some more" } else { "" };
            (format!("{number:03}"), words.join(" ") + more)
        })
        .collect();
    for collapse in [false, true] {
        let report =
            Detector::builder().collapse(collapse).build().unwrap().detect(&corpus(&texts));
        assert_eq!(report.truncated().collapsed, if collapse { 199 } else { 0 });
        let [cluster] = report.clusters() else { panic!("{} clusters", report.clusters().len()) };
        assert_eq!((cluster.representative.0, cluster.members.len()), (120, 199));
        for member in &cluster.members {
            let both = [cluster.representative, member.document];
            let is_of_both = |pair: &&Pair| both.contains(&pair.a) && both.contains(&pair.b);
            let pair = report.pairs().iter().find(is_of_both).unwrap();
            assert_eq!((pair.resemblance, pair.relation), (member.resemblance, member.relation));
            // Two words of each, three more of one, and at the head or the end a word beside these.
            let differing = pair.differing.unwrap().words();
            assert!((7..12).contains(&differing), "{member:?} {differing}");
        }
    }
}

/// A known text that stands nowhere changes nothing.
#[test]
fn a_known_text_that_occurs_nowhere_changes_no_pair() {
    let texts = texts(Language::English, 8);
    let known: String = (0..60).map(|word| format!("nowhere{word}")).collect::<Vec<_>>().join(" ");
    for collapse in [false, true] {
        let builder = || Detector::builder().document_threshold(0.6).collapse(collapse);
        let plain = builder().build().unwrap().detect(&corpus(&texts));
        let report = builder().known_text(known.clone()).build().unwrap().detect(&corpus(&texts));
        assert!(plain.pairs().len() > 20);
        assert_eq!((report.pairs(), report.clusters()), (plain.pairs(), plain.clusters()));
    }
}
