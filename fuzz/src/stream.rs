//! The streaming index: it reports what a batch reports, document by document.

use crate::corpora::{corpus, texts};
use crate::oracle;
use crate::pools;
use retold::lsh::{Banding, BucketTable};
use retold::sketch::{MinHasher, Signature};
use retold::text::Lines;
use retold::{Detector, Search, Unit};
use std::collections::BTreeMap;

/// Adds documents to an index, and signatures to a table of buckets.
pub fn stream(data: &[u8]) {
    let Some((&first, rest)) = data.split_first() else { return };
    if first % 4 == 0 {
        table(rest);
    } else {
        index(&texts(rest), [0.3, 0.5, 0.8, 1.0][usize::from(first / 4) % 4]);
    }
}

/// The best earlier copy is the best pair of the batch, and every repeated paragraph is reported.
fn index(texts: &[String], threshold: f64) {
    let builder = Detector::builder().unit(Unit::Paragraph).search(Search::Exact);
    let detector = builder.threshold(threshold).document_threshold(threshold).build();
    let detector = detector.expect("these settings are allowed");
    let report = pools::single(|| detector.detect(&corpus(texts)));
    let mut index = detector.index().expect("the unit is no passage");
    for (number, text) in texts.iter().enumerate() {
        let added = index.add(&number.to_string(), text).expect("a handful of texts");
        let earlier = report.pairs().iter().filter(|pair| pair.b.index() == number);
        let alike = earlier.filter(|pair| pair.resemblance.get() >= threshold);
        let best = alike.clone().map(|pair| pair.resemblance).max();
        let copy = added.copy_of.map(|copy| copy.resemblance);
        assert_eq!(copy, best, "of document {number} at {threshold}: {texts:?}");
        if let Some(copy) = added.copy_of {
            let pair = alike.clone().find(|pair| pair.a == copy.document);
            assert_eq!(pair.map(|pair| pair.resemblance), best, "{texts:?}");
        }
        let lines = Lines::new(text);
        let mut covered = vec![false; text.len()];
        for repeat in &added.repeats {
            let there = &texts[repeat.document.index()];
            assert!(there.get(repeat.there.span().range()).is_some(), "{repeat:?} of {texts:?}");
            assert!(text.get(repeat.here.span().range()).is_some(), "{repeat:?} of {texts:?}");
            let (first, last) = lines.first_and_last(repeat.here.span());
            assert_eq!((repeat.here.first_line, repeat.here.last_line), (first, last));
            assert!(repeat.resemblance.get() >= threshold && repeat.words >= 12, "{texts:?}");
            covered[repeat.here.span().range()].fill(true);
        }
        repeated_paragraphs(&texts[..=number], &covered);
    }
    assert_eq!(index.capped_items(), 0, "{texts:?}");
}

/// Every paragraph of the last text that is long enough and occurred before is covered by the
/// report.
fn repeated_paragraphs(texts: &[String], covered: &[bool]) {
    let (text, earlier) = texts.split_last().expect("at least one text");
    let hashes = |text: &str| -> Vec<u64> {
        oracle::tokens(text, Unit::Paragraph).iter().map(|token| token.hash).collect()
    };
    let cut = |text: &str| -> Vec<(Vec<u64>, retold::Span)> {
        let spans = retold::text::segments(text, Unit::Paragraph).into_iter();
        spans.map(|span| (hashes(&text[span.range()]), span)).collect()
    };
    let mut seen: Vec<Vec<u64>> =
        earlier.iter().flat_map(|text| cut(text)).map(|(hashes, _)| hashes).collect();
    for (hashes, span) in cut(text) {
        let fifths: usize = oracle::tokens(&text[span.range()], Unit::Paragraph)
            .iter()
            .map(|token| token.kind.fifths())
            .sum();
        if fifths >= 12 * 5 && seen.contains(&hashes) {
            let missed = span.range().find(|&at| !covered[at]);
            assert_eq!(missed, None, "{span:?} of the last of {texts:?}");
        }
        seen.push(hashes);
    }
}

/// Signatures of small sets that overlap a lot.
fn signature(byte: u8) -> Signature {
    let hasher = MinHasher::new(32).expect("a length that is allowed");
    let start = u64::from(byte % 16);
    let shingles: Vec<u64> = (start..start + 3 + u64::from(byte / 16)).collect();
    hasher.signature(&shingles).expect("it has shingles")
}

/// A table contains what was inserted and not removed, and finds signatures that share a band.
fn table(data: &[u8]) {
    let banding = Banding::new(8, 3).expect("it fits into 32 slots");
    let mut table = BucketTable::new(banding);
    let mut model: BTreeMap<u32, Signature> = BTreeMap::new();
    for step in data.chunks_exact(3).take(100) {
        let (id, signature) = (u32::from(step[1] % 32), signature(step[2]));
        let same_bands = |other: &Signature| other.slots()[..24] == signature.slots()[..24];
        match step[0] % 4 {
            0 | 1 => {
                let taken = model.get(&id).is_some_and(|other| !same_bands(other));
                assert_eq!(table.insert(id, &signature).is_err(), taken);
                model.entry(id).or_insert(signature);
            }
            2 => {
                let there = model.get(&id).is_some_and(same_bands);
                assert_eq!(table.remove(id, &signature).expect("of the same hasher"), there);
                if there {
                    model.remove(&id);
                }
            }
            _ => {
                let alike = model.iter().filter(|(_, other)| share_a_band(other, &signature));
                let expected: Vec<u32> = alike.map(|(&id, _)| id).collect();
                let found = table.candidates(&signature).expect("of the same hasher");
                assert_eq!(found, expected);
            }
        }
        assert_eq!((table.len(), table.is_empty()), (model.len(), model.is_empty()));
    }
    let mut pairs = Vec::new();
    for (&a, first) in &model {
        for (&b, second) in model.range(a + 1..) {
            if share_a_band(first, second) {
                pairs.push((a, b));
            }
        }
    }
    assert_eq!(table.candidate_pairs().pairs, pairs);
}

fn share_a_band(a: &Signature, b: &Signature) -> bool {
    a.slots().chunks(3).zip(b.slots().chunks(3)).take(8).any(|(a, b)| a == b)
}
