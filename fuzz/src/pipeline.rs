//! The detector: it finds what brute force finds, in any order and on any number of threads.

use crate::corpora::{corpus, texts};
use crate::oracle;
use crate::pools;
use retold::model::Similarity;
use retold::passage::PassageSettings;
use retold::report::Place;
use retold::report::{Family, FamilyKind};
use retold::text::Lines;
use retold::{Corpus, Detector, DocumentId, Keep, Report, Search, Unit};
use std::collections::BTreeMap;

const UNITS: [Unit; 6] =
    [Unit::Document, Unit::Passage, Unit::Paragraph, Unit::BlankLine, Unit::Sentence, Unit::Line];

const THRESHOLDS: [f64; 6] = [0.05, 0.3, 0.5, 0.8, 0.9, 1.0];

/// Detects repeated text in small texts.
pub fn pipeline(data: &[u8]) {
    let Some((&[first, second], rest)) = data.split_first_chunk() else { return };
    let texts = texts(rest);
    let unit = UNITS[usize::from(first) % UNITS.len()];
    let threshold = THRESHOLDS[usize::from(second) % THRESHOLDS.len()];
    let [exact, by_bands] = [Search::Exact, Search::Lsh].map(|search| {
        let mut builder = Detector::builder().unit(unit).search(search).keep(Keep::Rank);
        if search == Search::Exact || threshold >= 0.3 {
            builder = builder.document_threshold(threshold);
            // For passages, the identity decides.
            if unit != Unit::Passage {
                builder = builder.threshold(threshold);
            }
        }
        builder.build().expect("all of these settings are allowed")
    });
    let report = agreed(&exact, &texts);
    documents(&report, &texts, unit, threshold);
    places(&report, &texts, unit);
    let quick = pools::single(|| by_bands.detect(&corpus(&texts)));
    places(&quick, &texts, unit);
    if threshold >= 0.3 && unit == Unit::Document {
        let missing = quick.pairs().iter().find(|pair| !report.pairs().contains(pair));
        assert_eq!(missing, None, "what bands find, an exact search finds: {texts:?}");
    }
    if unit == Unit::Passage {
        runs(&texts);
    }
}

/// The report, checked to be the same on one thread and on three, and for the documents in another
/// order.
fn agreed(detector: &Detector, texts: &[String]) -> Report {
    let corpus = corpus(texts);
    let report = pools::single(|| detector.detect(&corpus));
    let on_three = pools::three(|| detector.detect(&corpus));
    assert_eq!(report, on_three, "on one thread and on three: {texts:?}");
    let mut backward = Corpus::new();
    for document in corpus.documents().iter().rev() {
        backward.push_document(document.clone()).expect("fewer than 2^32 texts");
    }
    let backward = pools::single(|| detector.detect(&backward));
    for (forward, backward) in by_name(&report).iter().zip(&by_name(&backward)) {
        assert_eq!(forward, backward, "in another order: {texts:?}");
    }
    report
}

/// Pairs and clusters of documents are those of a comparison of all pairs. Of identical documents,
/// all are paired with the first only.
fn documents(report: &Report, texts: &[String], unit: Unit, threshold: f64) {
    let alike = oracle::alike(texts, unit, threshold);
    let tokens: Vec<_> = texts.iter().map(|text| oracle::tokens(text, unit)).collect();
    let hashes = |number: usize| tokens[number].iter().map(|token| token.hash);
    let first = |number: usize| (0..number).find(|&other| hashes(other).eq(hashes(number)));
    let is_listed = |a: usize, b: usize| match (first(a), first(b)) {
        (None, None) => true,
        (None, Some(first)) => first == a,
        _ => false,
    };
    let mut found = Vec::new();
    for pair in report.pairs() {
        let (a, b) = (pair.a.index(), pair.b.index());
        let figures = [pair.resemblance, pair.containment_a, pair.containment_b];
        assert_eq!(figures, oracle::figures(&tokens[a], &tokens[b]), "{a} {b} of {texts:?}");
        if pair.resemblance.get() >= threshold && is_listed(a, b) {
            found.push((a, b, figures));
        } else {
            assert!(unit != Unit::Document && !pair.passages.is_empty(), "{pair:?}");
        }
    }
    let mut expected = alike.clone();
    expected.retain(|&(a, b, _)| is_listed(a, b));
    assert_eq!(found, expected, "{unit:?} at {threshold}: {texts:?}");
    let mut clusters: Vec<(usize, Vec<usize>)> = report
        .clusters()
        .iter()
        .map(|it| {
            let members = it.members.iter().map(|member| member.document.index());
            (it.representative.index(), members.collect())
        })
        .collect();
    clusters.sort();
    assert_eq!(clusters, oracle::clusters(texts.len(), &alike), "{threshold}: {texts:?}");
}

/// Places are inside their texts, on character boundaries and on the named lines. Identical ones
/// have the same words.
fn places(report: &Report, texts: &[String], unit: Unit) {
    let lines: Vec<Lines> = texts.iter().map(|text| Lines::new(text)).collect();
    let check = |document: DocumentId, place: Place| {
        let text = texts[document.index()].get(place.span().range());
        let text = text.unwrap_or_else(|| panic!("{place:?} cuts characters: {texts:?}"));
        assert!(!text.is_empty(), "{place:?} of {texts:?}");
        assert_eq!(place, Place::new(place.span(), &lines[document.index()]), "{texts:?}");
        text
    };
    for family in report.families() {
        assert!(family.occurrences().len() >= 2, "{family:?} of {texts:?}");
        assert_eq!(family.medoid().similarity, Similarity::ONE, "{texts:?}");
        let hashes = |text: &str| -> Vec<u64> {
            oracle::tokens(text, unit).iter().map(|token| token.hash).collect()
        };
        let said: Vec<Vec<u64>> =
            family.occurrences().iter().map(|it| hashes(check(it.document, it.place))).collect();
        assert!(said.iter().all(|tokens| !tokens.is_empty()), "{family:?} of {texts:?}");
        if family.kind() == FamilyKind::Identical && unit != Unit::Sentence {
            assert!(said.windows(2).all(|pair| pair[0] == pair[1]), "{family:?} of {texts:?}");
        }
    }
    let passages = report.pairs().iter().flat_map(|pair| {
        pair.passages.iter().map(|it| ([pair.a, pair.b], [it.a, it.b], &it.changes, it.family))
    });
    let repeats =
        report.repeats().iter().map(|it| ([it.document; 2], [it.a, it.b], &it.changes, it.family));
    for (documents, places, changes, family) in passages.chain(repeats) {
        assert!(family.index() < report.families().len());
        let said = [0, 1].map(|side| check(documents[side], places[side]));
        let [mut behind_a, mut behind_b] = places.map(|place| place.start);
        for change in changes {
            for (side, span) in [change.a, change.b].into_iter().enumerate() {
                let text = &texts[documents[side].index()];
                assert!(text.get(span.range()).is_some(), "{change:?} of {texts:?}");
                assert!(span.end <= places[side].end, "{change:?} of {texts:?}");
            }
            assert!(change.a.start >= behind_a && change.b.start >= behind_b, "{texts:?}");
            (behind_a, behind_b) = (change.a.end, change.b.end);
        }
        assert!(said.iter().all(|text| !text.is_empty()));
    }
    for document in report.documents() {
        assert!(document.reused <= Similarity::ONE);
    }
}

/// Verbatim passages cover every run of eight tokens that occurs in two places, and are not too
/// short.
fn runs(texts: &[String]) {
    // Eight tokens are at least 4.8 words, where all are characters of a script without spaces.
    let settings =
        PassageSettings::builder().min_words(4).max_gap(0).build().expect("both are allowed");
    let detector = Detector::builder().passages(settings).search(Search::Exact).build();
    let report = pools::single(|| detector.expect("it is allowed").detect(&corpus(texts)));
    let tokens: Vec<_> = texts.iter().map(|text| oracle::tokens(text, Unit::Passage)).collect();
    let hashes: Vec<Vec<u64>> =
        tokens.iter().map(|tokens| tokens.iter().map(|token| token.hash).collect()).collect();
    let mut covered: Vec<Vec<bool>> = hashes.iter().map(|it| vec![false; it.len()]).collect();
    let mut cover = |document: DocumentId, place: Place| {
        for (at, token) in tokens[document.index()].iter().enumerate() {
            covered[document.index()][at] |= token.span.overlaps(place.span());
        }
    };
    for place in report.families().iter().flat_map(Family::occurrences) {
        cover(place.document, place.place);
    }
    for pair in report.pairs() {
        for passage in &pair.passages {
            cover(pair.a, passage.a);
            cover(pair.b, passage.b);
        }
    }
    for repeat in report.repeats() {
        cover(repeat.document, repeat.a);
        cover(repeat.document, repeat.b);
    }
    let least = oracle::repeated(&hashes, 8, true);
    let most = oracle::repeated(&hashes, 4, false);
    let within = |part: &[Vec<bool>], whole: &[Vec<bool>]| {
        let both = part.iter().flatten().zip(whole.iter().flatten());
        both.into_iter().position(|(part, whole)| *part && !*whole)
    };
    assert_eq!(within(&least, &covered), None, "repeated and not found: {texts:?}");
    assert_eq!(within(&covered, &most), None, "found and not repeated: {texts:?}");
}

/// The whole report, with names in place of numbers.
fn by_name(report: &Report) -> Vec<String> {
    let names: BTreeMap<DocumentId, &str> =
        report.documents().iter().map(|it| (it.id, it.name.as_str())).collect();
    let mut lines = Vec::new();
    for family in report.families() {
        let places: Vec<_> =
            family.occurrences().iter().map(|it| (names[&it.document], it.place)).collect();
        lines.push(format!("family {} {:?} {places:?}", family.words(), family.id()));
    }
    for pair in report.pairs() {
        let differs = |side: usize| {
            let it = pair.differing?;
            Some([(it.words_a, it.facts_a), (it.words_b, it.facts_b)][side])
        };
        let mut sides = [
            (names[&pair.a], pair.containment_a, differs(0)),
            (names[&pair.b], pair.containment_b, differs(1)),
        ];
        sides.sort();
        let passages = pair.passages.iter().map(|passage| {
            let mut sides = [(names[&pair.a], passage.a), (names[&pair.b], passage.b)];
            sides.sort();
            format!("{} {} {} {sides:?}", passage.family, passage.matched_words, passage.identity)
        });
        let mut passages: Vec<String> = passages.collect();
        passages.sort();
        let (relation, words) = (pair.relation, pair.matched_words);
        let resemblance = pair.resemblance;
        lines.push(format!("pair {sides:?} {relation:?} {resemblance} {words} {passages:?}"));
    }
    for repeat in report.repeats() {
        let (name, family, words) = (names[&repeat.document], repeat.family, repeat.matched_words);
        let (a, b, identity) = (repeat.a, repeat.b, repeat.identity);
        lines.push(format!("repeat {name} {family} {words} {identity} {a:?} {b:?}"));
    }
    for cluster in report.clusters() {
        let mut members: Vec<_> = cluster
            .members
            .iter()
            .map(|it| (names[&it.document], it.resemblance, it.relation))
            .collect();
        members.sort_by_key(|member| member.0);
        lines.push(format!("cluster {} {members:?}", names[&cluster.representative]));
    }
    for document in report.documents() {
        let name = &document.name;
        lines.push(format!("document {name} {} {}", document.words, document.reused));
    }
    lines.sort();
    lines
}
