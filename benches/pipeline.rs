//! Bench: the speed of whole runs in bytes per second, from texts to the report.
//!
//! `documents` finds near-copies of whole documents by LSH. `documents, exact` finds all of them
//! without sketches. `paragraphs` also finds repeated paragraphs, and `passages`, the default, all
//! repeated text. Corpora of about two megabytes, a tenth of them near-copies, on all threads of
//! the machine.

use crate::inputs;
use criterion::{Criterion, SamplingMode, Throughput};
use retold::matching::Search;
use retold::{Corpus, Detector, DetectorBuilder, Unit};
use retold_synth::{Language, NearCopies};
use std::hint::black_box;

pub(crate) fn run(criterion: &mut Criterion) {
    let settings: [(&str, DetectorBuilder); 4] = [
        ("documents", Detector::builder().unit(Unit::Document)),
        ("documents, exact", Detector::builder().unit(Unit::Document).search(Search::Exact)),
        ("paragraphs", Detector::builder().unit(Unit::Paragraph)),
        ("passages", Detector::builder().unit(Unit::Passage)),
    ];
    for language in Language::ALL {
        for &length in inputs::lengths() {
            let documents = if inputs::is_test() { 20 } else { (2 << 20) / length };
            let made = NearCopies::new(language)
                .documents(documents)
                .bytes(length)
                .near_copies(documents / 10, &[5, 10, 25])
                .build(1);
            let corpus: Corpus = (0..)
                .zip(&made.documents)
                .map(|(number, text): (u32, &String)| (number.to_string(), text.as_str()))
                .collect();
            let mut group =
                criterion.benchmark_group(format!("detect/{}/{length}", language.name()));
            group.throughput(Throughput::Bytes(made.bytes() as u64));
            group.sampling_mode(SamplingMode::Flat).sample_size(10);
            for (name, builder) in &settings {
                let detector = builder.clone().build().expect("the settings are valid");
                group.bench_function(*name, |bencher| {
                    bencher.iter(|| detector.detect(black_box(&corpus)).pairs().len());
                });
            }
            group.finish();
        }
    }
}
