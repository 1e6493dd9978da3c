//! How many bytes of text a second become tokens and segments, in four scripts?
//!
//! `reference` is `unicode_word_indices` of the `unicode-segmentation` crate, which finds the same
//! words without hashing them: what `words` and `trait` are to be compared with.

mod inputs;

use criterion::{Criterion, Throughput};
use retold::{Tokenizer, Unit, Words, segments};
use std::hint::black_box;
use unicode_segmentation::UnicodeSegmentation;

fn main() {
    let mut criterion = inputs::criterion();
    tokens(&mut criterion);
    units(&mut criterion);
    criterion.final_summary();
}

fn tokens(criterion: &mut Criterion) {
    for (name, text) in inputs::texts() {
        let mut group = criterion.benchmark_group(format!("tokens/{name}"));
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function("words", |bencher| {
            bencher.iter(|| {
                let mut sum = 0_u64;
                Words.for_each(black_box(&text), |token| sum = sum.wrapping_add(token.hash));
                sum
            });
        });
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
