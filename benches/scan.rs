//! Bench: the speed of `retold scan` without reading files, in bytes per second, on corpora in the shape of
//! real ones.
//!
//! `scan/bulletins` and so on: texts in memory to the report, default settings, about a megabyte each, on all
//! threads of the machine. `scan/50 near-copies` has 51 nearly equal texts in each set.

use crate::inputs;
use criterion::{Criterion, SamplingMode, Throughput};
use retold::{Corpus, Detector};
use retold_synth::CorpusKind;
use std::hint::black_box;
use std::time::Duration;

pub(crate) fn run(criterion: &mut Criterion) {
    let bytes = if inputs::is_test() { 30_000 } else { 1 << 20 };
    let detector = Detector::builder().build().expect("the default settings are valid");
    let mut group = criterion.benchmark_group("scan");
    group
        .sampling_mode(SamplingMode::Flat)
        .sample_size(10)
        .measurement_time(Duration::from_secs(3));
    for kind in CorpusKind::ALL {
        let mean: usize = kind.documents(50, 1).iter().map(String::len).sum::<usize>() / 50;
        let texts = kind.documents((bytes / mean).max(4), 1);
        let corpus: Corpus = (0..)
            .zip(&texts)
            .map(|(number, text): (u32, &String)| (number.to_string(), text.as_str()))
            .collect();
        group.throughput(Throughput::Bytes(texts.iter().map(String::len).sum::<usize>() as u64));
        group.bench_function(kind.name(), |bencher| {
            bencher.iter(|| detector.detect(black_box(&corpus)).families().len());
        });
    }
    group.finish();
}
