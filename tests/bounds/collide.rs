//! Bounded work for texts that an attacker with the seed has made to share a bucket and nothing else.

use crate::counted::{detected_by, in_proportion};
use retold::Unit;
use retold::lsh::Banding;
use retold::shingle::TextShingler;
use retold::sketch::MinHasher;
use retold_synth::Rng;

const SLOTS: usize = 128;

/// For each slot of the first band, five words whose shingle comes before nearly any other there.
fn first_in_each_slot(rows: usize) -> Vec<String> {
    let hasher = MinHasher::new(SLOTS).unwrap();
    let mut shingler = TextShingler::new(5).unwrap();
    let mut best: Vec<(u32, String)> = vec![(u32::MAX, String::new()); rows];
    for number in 0..60_000 {
        let text = format!("a{number} b{number} c{number} d{number} e{number} ");
        let signature = hasher.signature(shingler.shingles(&text)).unwrap();
        for (slot, best) in signature.slots().iter().zip(&mut best) {
            if *slot < best.0 {
                *best = (*slot, text.clone());
            }
        }
    }
    best.into_iter().map(|(_, text)| text).collect()
}

/// Texts that have those words in common, and a hundred of their own.
fn colliding(rows: usize, count: usize) -> Vec<String> {
    let common = first_in_each_slot(rows).concat();
    let mut rng = Rng::new(9);
    (0..count)
        .map(|_| {
            let own: Vec<String> = (0..100).map(|_| format!("{:x}", rng.next_u64())).collect();
            format!("{common}{}", own.join(" "))
        })
        .collect()
}

#[test]
fn a_bucket_of_all_texts_takes_sixteen_comparisons_for_each() {
    let rows = Banding::for_threshold(SLOTS, 0.8).unwrap().rows();
    let texts = colliding(rows, 4_000);
    let hasher = MinHasher::new(SLOTS).unwrap();
    let mut shingler = TextShingler::new(5).unwrap();
    let mut bands: Vec<Vec<u32>> = texts
        .iter()
        .map(|text| hasher.signature(shingler.shingles(text)).unwrap().slots()[..rows].to_vec())
        .collect();
    bands.sort();
    let largest = bands.chunk_by(|a, b| a == b).map(<[_]>::len).max().unwrap();
    assert!(largest > 3_000, "the texts do collide: {largest}");

    let (large, report) = in_proportion(&[500, 1_000, 4_000], 1.1, "colliding", |count| {
        detected_by(Unit::Document, &texts[..count])
    });
    assert!(large.compared <= 17 * 4_000, "{large:?}");
    assert_eq!(report.truncated().buckets, 1);
    assert!(report.truncated().unresolved >= largest - 16, "what a limit left out is counted");
    assert!(report.pairs().is_empty() && report.clusters().is_empty());
}
