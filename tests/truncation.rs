//! Every bound that leaves something out counts what it left out, exactly.
//!
//! Each corpus is built so that the count follows from its shape. A count that is only "more than
//! none" would not notice a step that stops counting while another still counts.

use retold::lsh::Banding;
use retold::matching::{Match, cluster, verify};
use retold::model::Similarity;
use retold::shingle::ShingleSets;
use retold::shingle::TextShingler;
use retold::sketch::MinHasher;
use retold::{Corpus, Detector, Keep, Search, Unit};
use std::cmp::Reverse;

/// The number of representatives that the members of a large bucket are compared with.
const MAX_CENTRES: usize = 16;

/// `count` words that no other call with another name gives.
fn words(name: &str, count: usize) -> String {
    (0..count).map(|at| format!("{name}x{at}")).collect::<Vec<_>>().join(" ") + " "
}

fn corpus_of(texts: &[String]) -> Corpus<'static> {
    let mut corpus = Corpus::new();
    for (number, text) in texts.iter().enumerate() {
        corpus.push(format!("{number:05}"), text.clone()).unwrap();
    }
    corpus
}

/// Texts that share a frame, and resemble one another by less than the threshold.
///
/// All that have the smallest hash in the frame share the one band. No two match, so each of the
/// first 16 is compared with the others, and each of the rest is unresolved.
#[test]
fn members_of_a_large_bucket_that_match_no_centre_are_counted_one_by_one() {
    let frame = words("frame", 60);
    let texts: Vec<String> =
        (0..400).map(|text| format!("{frame}{}", words(&format!("own{text}"), 20))).collect();
    let banding = Banding::new(1, 1).unwrap();
    let detector = Detector::builder()
        .unit(Unit::Document)
        .banding(banding)
        .signature_length(2)
        .document_threshold(0.9)
        .threshold(0.9)
        .build()
        .unwrap();
    let report = detector.detect(&corpus_of(&texts));
    let (hasher, mut shingler) = (MinHasher::new(2).unwrap(), TextShingler::new(5).unwrap());
    let mut keys: Vec<u32> = texts
        .iter()
        .map(|text| {
            let mut slots = [0; 2];
            hasher.sketch_into(shingler.shingles(text), &mut slots);
            slots[0]
        })
        .collect();
    keys.sort_unstable();
    let largest = keys.chunk_by(|a, b| a == b).map(<[u32]>::len).max().unwrap();
    assert!((200..400).contains(&largest), "{largest} texts have their smallest hash in the frame");
    assert!(report.clusters().is_empty());
    assert_eq!(report.truncated().buckets, 1);
    assert_eq!(report.truncated().unresolved, largest - MAX_CENTRES);
}

/// A hub with 60 spokes, one of which is a hub of 50 spokes of its own. No two spokes match.
///
/// The larger hub takes the smaller one into its cluster. The spokes of the smaller hub are left
/// without a representative, and each asks the others, up to the bound.
fn two_hubs() -> Vec<String> {
    let hub = words("hub", 40);
    let second = format!("{hub}{}", words("second", 20));
    let mut texts = vec![hub.clone(), second.clone()];
    texts.extend((0..59).map(|spoke| format!("{hub}{}", words(&format!("a{spoke}"), 20))));
    texts.extend((0..50).map(|spoke| format!("{second}{}", words(&format!("b{spoke}"), 30))));
    texts
}

#[test]
fn representatives_that_were_not_compared_with_all_are_counted_in_every_unit() {
    let texts = two_hubs();
    for unit in [Unit::Document, Unit::Paragraph] {
        let detector = Detector::builder()
            .unit(unit)
            .keep(Keep::First)
            .search(Search::Exact)
            .threshold(0.5)
            .document_threshold(0.5)
            .build()
            .unwrap();
        let report = detector.detect(&corpus_of(&texts));
        // Documents are compared in every unit.
        let documents = unresolved(&texts, 5, Unit::Document);
        let segments = if unit == Unit::Document { 0 } else { unresolved(&texts, 3, unit) };
        assert!(documents > 20, "{documents}");
        assert_eq!(report.truncated().unresolved, documents + segments, "{unit:?}");
    }
}

/// The number of texts that are unresolved when every pair is compared.
fn unresolved(texts: &[String], width: usize, unit: Unit) -> usize {
    let threshold = Similarity::new(0.5).unwrap();
    let mut shingler = TextShingler::new(width).unwrap();
    let mut sets = ShingleSets::new();
    for text in texts {
        sets.push(shingler.shingles(text));
    }
    let count = texts.len() as u32;
    let all = (0..count).flat_map(|a| (a + 1..count).map(move |b| (a, b)));
    let found: Vec<Match> = all.filter_map(|(a, b)| verify(&sets, a, b, threshold)).collect();
    let mut degree = vec![0; texts.len()];
    for found in &found {
        degree[found.a as usize] += 1;
        degree[found.b as usize] += 1;
    }
    let mut order: Vec<u32> = (0..count).collect();
    let length = |item: u32| texts[item as usize].split_whitespace().count();
    // Documents are taken in their order (`Keep::First`), segments by the number of their matches.
    if unit == Unit::Paragraph {
        order.sort_by_key(|&item| (Reverse(degree[item as usize]), Reverse(length(item)), item));
    }
    cluster(&order, &found, |a, b| verify(&sets, a, b, threshold)).unresolved
}

/// Two paragraphs, of which each resembles a paragraph of another text, and no two of these blocks
/// resemble one another. Each of the 64 representatives of a block is compared with all that are
/// left; those beyond are unresolved.
#[test]
fn wordings_beyond_the_last_representative_are_counted_one_by_one() {
    const MAX_REPRESENTATIVES: usize = 64;
    let paragraph = |of: &str| -> Vec<String> { (0..100).map(|at| format!("{of}{at}")).collect() };
    let (a, b) = (paragraph("a"), paragraph("b"));
    // Three words of a hundred are changed, never the same three.
    let changed = |words: &[String], text: usize| {
        let mut words = words.to_vec();
        for at in [text % 30, 32 + 7 * text % 31, 66 + 11 * text % 29] {
            words[at] = format!("{}y{text}", words[at]);
        }
        words.join(" ")
    };
    let mut texts = vec![
        format!("{}\n\n{}", a.join(" "), words("other", 40)),
        format!("{}\n\n{}", words("another", 40), b.join(" ")),
    ];
    texts.extend((0..100).map(|text| format!("{}\n\n{}", changed(&a, text), changed(&b, text))));
    let detector = Detector::builder()
        .unit(Unit::Paragraph)
        .search(Search::Exact)
        .threshold(0.8)
        .build()
        .unwrap();
    let report = detector.detect(&corpus_of(&texts));
    assert_eq!(report.truncated().unresolved, 100 - MAX_REPRESENTATIVES);
}
