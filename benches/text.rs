//! Bench: the speed of tokens and segments in bytes per second, in four scripts.
//!
//! `baseline`, `avx2` and `avx512` are `Words` with at most these instructions, as far as the
//! processor has them; each pushes the hashes to a vector. `baseline` is the scalar code as the
//! compiler translates it. `trait` is the widest level, called through the trait. `reference` is
//! `unicode_word_indices` of the crate `unicode-segmentation`, which finds the same words without
//! hashing them.

use crate::inputs;
use criterion::{Criterion, Throughput};
use retold::text::{Tokenizer, Words, segments};
use retold::{SimdLevel, Unit};
use std::hint::black_box;
use unicode_segmentation::UnicodeSegmentation;

pub(crate) fn run(criterion: &mut Criterion) {
    tokens(criterion);
    units(criterion);
}

/// The texts of all benches, and English with typographic dashes and apostrophes.
fn texts() -> Vec<(String, String)> {
    let mut texts = inputs::texts();
    let curly: Vec<_> = texts.iter().filter(|(name, _)| name.contains("curly")).cloned().collect();
    texts.extend(curly.into_iter().map(|(name, text)| {
        let text = text.replace(", ", " \u{2014} ").replace(" the ", " the\u{2019}s ");
        (name.replace("curly", "dashes"), text)
    }));
    texts
}

fn levels() -> Vec<SimdLevel> {
    let mut levels = vec![SimdLevel::Baseline, SimdLevel::Neon, SimdLevel::Avx2, SimdLevel::Avx512];
    levels.retain(|&level| {
        SimdLevel::limit(level);
        SimdLevel::current() == level
    });
    SimdLevel::limit(SimdLevel::Widest);
    levels
}

fn tokens(criterion: &mut Criterion) {
    for (name, text) in texts() {
        let mut group = criterion.benchmark_group(format!("tokens/{name}"));
        group.throughput(Throughput::Bytes(text.len() as u64));
        for level in levels() {
            SimdLevel::limit(level);
            group.bench_function(format!("{level:?}").to_lowercase(), |bencher| {
                let mut hashes = Vec::new();
                bencher.iter(|| {
                    hashes.clear();
                    Words.for_each(black_box(&text), |token| hashes.push(token.hash));
                    hashes.len()
                });
            });
        }
        SimdLevel::limit(SimdLevel::Widest);
        group.bench_function("trait", |bencher| {
            let words: &dyn Tokenizer = &Words;
            bencher.iter(|| {
                let mut sum = 0_u64;
                words.tokenize(black_box(&text), &mut |token| sum = sum.wrapping_add(token.hash));
                sum
            });
        });
        group.bench_function("reference", |bencher| {
            bencher.iter(|| black_box(&text).unicode_word_indices().count());
        });
        group.finish();
    }
}

fn units(criterion: &mut Criterion) {
    for (name, text) in inputs::texts() {
        let mut group = criterion.benchmark_group(format!("segments/{name}"));
        group.throughput(Throughput::Bytes(text.len() as u64));
        for unit in [Unit::Paragraph, Unit::Sentence] {
            group.bench_function(format!("{unit:?}").to_lowercase(), |bencher| {
                bencher.iter(|| segments(black_box(&text), unit).len());
            });
        }
        group.finish();
    }
}
