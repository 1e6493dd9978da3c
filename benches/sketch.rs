//! Bench: the speed of making signatures, from shingles and from bytes.
//!
//! `bucketed` and `classic` start from shingles; `text` starts from bytes and makes a bucketed
//! signature. Each runs at every available level of vector instructions, with 128 slots. Throughput
//! is in bytes of the text.

use crate::inputs;
use criterion::{Criterion, Throughput};
use retold::SimdLevel;
use retold::shingle::TextShingler;
use retold::sketch::{MinHasher, SketchKind};
use std::hint::black_box;

pub(crate) fn run(criterion: &mut Criterion) {
    signatures(criterion);
    comparing(criterion);
}

fn signatures(criterion: &mut Criterion) {
    for (name, text) in inputs::texts() {
        let mut group = criterion.benchmark_group(format!("signature/{name}"));
        group.throughput(Throughput::Bytes(text.len() as u64));
        let mut shingler = TextShingler::new(5).expect("5 is a width");
        let shingles = shingler.shingles(&text).to_vec();
        let mut slots = [0; 128];
        for kind in [SketchKind::Bucketed, SketchKind::Classic] {
            let hasher = MinHasher::with_kind(kind, 128, 0).expect("128 is a length");
            for level in [SimdLevel::Baseline, SimdLevel::Avx2, SimdLevel::Avx512] {
                SimdLevel::limit(level);
                if SimdLevel::current() != level {
                    continue;
                }
                group.bench_function(format!("{kind}/{level:?}"), |bencher| {
                    bencher.iter(|| hasher.sketch_into(black_box(&shingles), &mut slots));
                });
            }
            SimdLevel::limit(SimdLevel::Widest);
        }
        let hasher = MinHasher::new(128).expect("128 is a length");
        group.bench_function("text", |bencher| {
            bencher.iter(|| {
                let shingles = shingler.shingles(black_box(&text));
                hasher.sketch_into(shingles, &mut slots);
            });
        });
        group.finish();
    }
}

fn comparing(criterion: &mut Criterion) {
    let hasher = MinHasher::new(128).expect("128 is a length");
    let mut shingler = TextShingler::new(5).expect("5 is a width");
    let texts = inputs::texts();
    let mut signature =
        |text: &str| hasher.signature(shingler.shingles(text)).expect("the text has words");
    let (a, b) = (signature(&texts[0].1), signature(&texts[1].1));
    let mut group = criterion.benchmark_group("estimate");
    group.throughput(Throughput::Bytes(2 * 128 * 4));
    group.bench_function("resemblance", |bencher| {
        bencher.iter(|| black_box(&a).estimate_resemblance(black_box(&b)));
    });
    group.finish();
}
