//! Bench: the speed of the passage search in bytes per second, from texts to the report.
//!
//! `few repeats` is prose in which nothing is shared. In `many repeats`, every document contains
//! two edited passages of others. In `footer`, all documents have the same 200 words at the end.
//! Articles of about two kilobytes, two megabytes in total, on all threads of the machine.

use crate::inputs;
use criterion::{Criterion, SamplingMode, Throughput};
use retold::{Corpus, Detector};
use retold_synth::{Language, Passages, footers};
use std::hint::black_box;

const BYTES: usize = 2_000;

pub(crate) fn run(criterion: &mut Criterion) {
    let documents = if inputs::is_test() { 20 } else { (2 << 20) / BYTES };
    let detector = Detector::builder().build().expect("the default settings are valid");
    for language in [Language::English, Language::Chinese] {
        let footer = footers(language, documents, BYTES, 200, 1);
        let planted = Passages::new(language).documents(documents).bytes(BYTES);
        let many = planted.plants(2 * documents).build(1).documents;
        let cases =
            [("few repeats", footer.bare), ("many repeats", many), ("footer", footer.documents)];
        for (name, texts) in cases {
            let corpus: Corpus = (0..)
                .zip(&texts)
                .map(|(number, text): (u32, &String)| (number.to_string(), text.as_str()))
                .collect();
            let mut group =
                criterion.benchmark_group(format!("scan/planted passages, {}", language.name()));
            let bytes: usize = texts.iter().map(String::len).sum();
            group.throughput(Throughput::Bytes(bytes as u64));
            group.sampling_mode(SamplingMode::Flat).sample_size(10);
            group.bench_function(name, |bencher| {
                bencher.iter(|| detector.detect(black_box(&corpus)).families().len());
            });
            group.finish();
        }
    }
}
