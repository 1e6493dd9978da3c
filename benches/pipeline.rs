//! How many bytes of text a second become a report, from end to end?
//!
//! `documents` finds near-copies among whole documents by LSH, `documents, exact` the same without
//! sketches and with all pairs certain; `paragraphs` finds repeated paragraphs as well, and
//! `passages`, the default, whatever stands twice. Corpora of about two megabytes in which every
//! tenth document is a near-copy. All threads of the machine.

mod inputs;

use criterion::{SamplingMode, Throughput};
use retold::matching::Search;
use retold::{Corpus, Detector, DetectorBuilder, Unit};
use retold_synth::{Language, NearCopies};
use std::hint::black_box;

fn main() {
    let mut criterion = inputs::criterion().sample_size(10);
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
                criterion.benchmark_group(format!("pipeline/{}/{length}", language.name()));
            group.throughput(Throughput::Bytes(made.bytes() as u64));
            group.sampling_mode(SamplingMode::Flat);
            for (name, builder) in &settings {
                let detector = builder.clone().build().expect("the settings are valid");
                group.bench_function(*name, |bencher| {
                    bencher.iter(|| detector.detect(black_box(&corpus)).pairs().len());
                });
            }
            group.finish();
        }
    }
    criterion.final_summary();
}
