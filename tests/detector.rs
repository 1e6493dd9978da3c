//! The detector equals brute force: each reported match is true, and each true match is reported.

use retold::model::Similarity;
use retold::{Corpus, Detector, DocumentId, Keep, Report, Search, Unit};
use retold_synth::{Language, NearCopies, brute_force_resemblance};

fn documents(report: &Report) -> Vec<(usize, usize)> {
    report.pairs().iter().map(|pair| (pair.a.index(), pair.b.index())).collect()
}

fn detect(texts: &[String], search: Search, threshold: f64) -> Report {
    let corpus: Corpus =
        texts.iter().enumerate().map(|(i, text)| (format!("{i:05}"), text.as_str())).collect();
    let detector = Detector::builder().unit(Unit::Document).search(search).threshold(threshold);
    detector.build().unwrap().detect(&corpus)
}

#[test]
fn exact_search_equals_brute_force() {
    for language in [Language::English, Language::Russian] {
        let planted = NearCopies::new(language)
            .documents(60)
            .bytes(900)
            .near_copies(25, &[5, 20, 40, 80])
            .build(3);
        let texts = &planted.documents;
        for threshold in [0.3, 0.5, 0.8] {
            let mut expected = Vec::new();
            for a in 0..texts.len() {
                for b in a + 1..texts.len() {
                    let resemblance = brute_force_resemblance(&texts[a], &texts[b], 5);
                    if resemblance >= threshold {
                        expected.push((a, b, resemblance));
                    }
                }
            }
            assert!(!expected.is_empty());
            let report = detect(texts, Search::Exact, threshold);
            let found: Vec<_> = report
                .pairs()
                .iter()
                .map(|pair| (pair.a.index(), pair.b.index(), pair.resemblance.get()))
                .collect();
            assert_eq!(found, expected, "{language:?} at {threshold}");
        }
    }
}

/// The figures that the project promises: recall of .98 at the threshold, and no false pair.
#[test]
fn lsh_finds_the_pairs_of_the_exact_join() {
    let planted = NearCopies::new(Language::English)
        .documents(20_000)
        .bytes(1000)
        .near_copies(4_000, &[2, 5, 10, 20, 30])
        .build(8);
    let exact = documents(&detect(&planted.documents, Search::Exact, 0.8));
    let found = documents(&detect(&planted.documents, Search::Lsh, 0.8));
    let hits = found.iter().filter(|pair| exact.binary_search(pair).is_ok()).count();
    assert!(exact.len() > 1_000, "{} true pairs", exact.len());
    assert_eq!(hits, found.len(), "every pair that LSH reports is true");
    let recall = hits as f64 / exact.len() as f64;
    assert!(recall >= 0.98, "recall {recall}");
}

#[test]
fn cluster_members_match_their_representative() {
    let planted = NearCopies::new(Language::English)
        .documents(300)
        .bytes(1200)
        .near_copies(120, &[5, 15, 30])
        .exact_copies(20)
        .build(4);
    let report = detect(&planted.documents, Search::Lsh, 0.8);
    assert!(!report.clusters().is_empty());
    let mut seen = vec![false; planted.documents.len()];
    for cluster in report.clusters() {
        let centre = &planted.documents[cluster.representative.index()];
        let members = cluster.members.iter().map(|member| member.document);
        for id in members.chain([cluster.representative]) {
            assert!(!std::mem::replace(&mut seen[id.index()], true), "{id} is in two clusters");
        }
        for member in &cluster.members {
            let text = &planted.documents[member.document.index()];
            let resemblance = brute_force_resemblance(centre, text, 5);
            assert_eq!(member.resemblance.get(), resemblance);
            assert!(resemblance >= 0.8);
        }
    }
}

#[test]
fn the_representative_follows_the_rule() {
    let text = "The old man walked slowly down to the harbour to look for his younger brother \
                who had gone out in the morning to mend the nets and had not come back by noon.";
    let longer = format!("{text} Well.");
    let mut corpus = Corpus::new();
    corpus.push_document(retold::Document::new("b", text).with_rank(2)).unwrap();
    corpus.push_document(retold::Document::new("a", text).with_rank(1)).unwrap();
    corpus.push_document(retold::Document::new("c", longer.as_str()).with_rank(3)).unwrap();
    for (keep, representative) in [(Keep::First, 0), (Keep::Rank, 1), (Keep::Longest, 2)] {
        let detector = Detector::builder().unit(Unit::Document).keep(keep).build().unwrap();
        let report = detector.detect(&corpus);
        assert_eq!(report.clusters().len(), 1, "{keep:?}");
        assert_eq!(report.clusters()[0].representative, DocumentId(representative), "{keep:?}");
    }
}

/// An edit that moves a paragraph over the border between two shingle widths must not hide it.
#[test]
fn paragraphs_on_both_sides_of_the_short_border_match() {
    let fifteen = "one two three four five six seven eight nine ten eleven twelve thirteen \
                   fourteen fifteen";
    let fourteen = fifteen.strip_suffix(" fifteen").unwrap();
    for search in [Search::Lsh, Search::Exact] {
        let corpus: Corpus = [("a", fifteen), ("b", fourteen)].into_iter().collect();
        let detector = Detector::builder().unit(Unit::Paragraph).search(search).build().unwrap();
        let report = detector.detect(&corpus);
        assert_eq!(report.families().len(), 1, "{search:?}");
        assert_eq!(report.families()[0].occurrences()[0].similarity, Similarity::ONE);
        assert_eq!(report.families()[0].occurrences()[1].similarity, Similarity::ratio(13, 14));
    }
}

/// 40 near-copies of one text have 820 pairs, 400 of them 80,000: the cluster names them all, the
/// list of pairs those with the representative.
#[test]
fn the_pairs_of_a_large_cluster_are_those_with_its_representative() {
    for (copies, listed) in [(30, 30 * 29 / 2), (40, 39)] {
        let planted = retold_synth::NearCopies::new(retold_synth::Language::English)
            .documents(copies)
            .bytes(4_000)
            .near_copies(copies - 1, &[1])
            .build(3);
        let corpus: Corpus =
            planted.documents.iter().enumerate().map(|(i, text)| (i.to_string(), text)).collect();
        for unit in [Unit::Document, Unit::Passage] {
            let report = Detector::builder().unit(unit).build().unwrap().detect(&corpus);
            let [cluster] = report.clusters() else { panic!("one text, one cluster") };
            assert_eq!(cluster.members.len(), copies - 1);
            assert_eq!(report.pairs().len(), listed, "{copies} copies, {unit:?}");
            assert_eq!(report.truncated().clusters, usize::from(copies > 33));
            for pair in report.pairs().iter().filter(|_| copies > 33) {
                assert!([pair.a, pair.b].contains(&cluster.representative));
            }
        }
    }
}

/// Two documents with a paragraph at several places each name up to sixteen combinations of these,
/// and beyond that each place with the first one of the other document.
#[test]
fn sixteen_combinations_of_places_are_named_and_no_more() {
    let shared = "The old man walked slowly down to the harbour to look for his brother.";
    let text = |name: &str, places: usize| -> String {
        let own = |at: usize| {
            (0..15).map(|word| format!("{name}{at}w{word}")).collect::<Vec<_>>().join(" ")
        };
        let part = |at: usize| format!("{}\n\n{shared}\n\n", own(at));
        (0..places).map(part).collect()
    };
    for (a, b, expected) in [(2, 8, 16), (4, 4, 16), (3, 5, 15), (4, 5, 8), (17, 1, 17)] {
        let corpus: Corpus<'_> = [("a", text("a", a)), ("b", text("b", b))].into_iter().collect();
        let detector = Detector::builder().unit(Unit::Paragraph).build().unwrap();
        let report = detector.detect(&corpus);
        assert_eq!(report.pairs()[0].passages.len(), expected, "{a} and {b} places");
    }
}
