//! Bench: the time of exact comparison.
//!
//! `verify` compares the shingle sets of candidate pairs, true and false ones. `exact join` finds
//! every pair at the threshold without sketches. A tenth of the corpus are near-copies. Throughput
//! is in bytes of the texts.

use crate::inputs;
use criterion::{Criterion, Throughput};
use retold::matching::{exact_join, verify};
use retold::model::Similarity;
use retold::shingle::{ShingleSets, TextShingler};
use retold_synth::{Language, NearCopies, NearCopyCorpus};
use std::hint::black_box;

pub(crate) fn run(criterion: &mut Criterion) {
    for language in Language::ALL {
        for &length in inputs::lengths() {
            let documents = if inputs::is_test() { 50 } else { (2 << 20) / length };
            let corpus = NearCopies::new(language)
                .documents(documents)
                .bytes(length)
                .near_copies(documents / 10, &[5, 10, 25])
                .build(1);
            let name = format!("{}/{length}", language.name());
            verifying(criterion, &name, &corpus);
            joining(criterion, &name, &corpus);
        }
    }
}

fn shingle_sets(texts: &[String]) -> ShingleSets {
    let mut shingler = TextShingler::new(5).expect("5 is a width");
    let mut sets = ShingleSets::new();
    for text in texts {
        sets.push(shingler.shingles(text));
    }
    sets
}

fn verifying(criterion: &mut Criterion, name: &str, corpus: &NearCopyCorpus) {
    let sets = shingle_sets(&corpus.documents);
    let threshold = Similarity::ratio(4, 5);
    let related = corpus.related_pairs();
    let copies: Vec<(u32, u32)> = related.iter().map(|&(a, b)| (a as u32, b as u32)).collect();
    let count = corpus.documents.len() as u32;
    let strangers: Vec<(u32, u32)> =
        copies.iter().map(|&(a, _)| (a, (a + count / 2) % count)).collect();
    let mut group = criterion.benchmark_group(format!("verify/{name}"));
    for (kind, pairs) in [("copies", copies), ("strangers", strangers)] {
        let bytes: usize = pairs
            .iter()
            .map(|&(a, b)| corpus.documents[a as usize].len() + corpus.documents[b as usize].len())
            .sum();
        group.throughput(Throughput::Bytes(bytes as u64));
        group.bench_function(kind, |bencher| {
            bencher.iter(|| {
                let verified = pairs.iter().filter_map(|&(a, b)| verify(&sets, a, b, threshold));
                verified.count()
            });
        });
    }
    group.finish();
}

fn joining(criterion: &mut Criterion, name: &str, corpus: &NearCopyCorpus) {
    let sets = shingle_sets(&corpus.documents);
    let mut group = criterion.benchmark_group(format!("exact join/{name}"));
    group.throughput(Throughput::Bytes(corpus.bytes() as u64));
    for (name, threshold) in [(".5", Similarity::ratio(1, 2)), (".8", Similarity::ratio(4, 5))] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| exact_join(black_box(&sets), threshold).len());
        });
    }
    group.finish();
}
