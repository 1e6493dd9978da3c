//! Bench: the speed of making shingles and shingle sets from tokens, and of comparing two sets.
//!
//! Throughput is in bytes of the text of the tokens, so that stages can be compared. `overlap`
//! compares a text with a copy in which every fiftieth word differs, and with an unrelated text:
//! with vector instructions, and with the merge without them.

use crate::inputs;
use criterion::{BatchSize, Criterion, Throughput};
use retold::SimdLevel;
use retold::shingle::{ShingleSet, ShingleSets, Shingler, TextShingler};
use retold::shingle::{overlap, overlap_at_least};
use retold::text::{TokenKind, Words};
use retold_synth::{EditKind, Language, Prose, edit};
use std::hint::black_box;

pub(crate) fn run(criterion: &mut Criterion) {
    cutting(criterion);
    comparing(criterion);
}

fn tokens(text: &str) -> (Vec<u64>, Vec<TokenKind>) {
    let mut tokens = (Vec::new(), Vec::new());
    Words.for_each(text, |token| {
        tokens.0.push(token.hash);
        tokens.1.push(token.kind);
    });
    tokens
}

fn cutting(criterion: &mut Criterion) {
    for (name, text) in inputs::texts() {
        let mut group = criterion.benchmark_group(format!("shingles/{name}"));
        group.throughput(Throughput::Bytes(text.len() as u64));
        let (hashes, kinds) = tokens(&text);
        for width in [2, 5] {
            let shingler = Shingler::new(width).expect("2 and 5 are widths").of_hashes();
            let mut out = Vec::with_capacity(hashes.len());
            group.bench_function(format!("width {width}"), |bencher| {
                bencher.iter(|| {
                    out.clear();
                    shingler.shingles_into(black_box(&hashes), &kinds, &mut out);
                    out.len()
                });
            });
        }
        let mut shingler = TextShingler::new(5).expect("5 is a width");
        let shingles = shingler.shingles(&text).to_vec();
        group.bench_function("set", |bencher| {
            bencher.iter_batched_ref(
                || ShingleSets::with_capacity(1, shingles.len()),
                |sets| sets.push(black_box(&shingles)),
                BatchSize::SmallInput,
            );
        });
        group.finish();
    }
}

fn comparing(criterion: &mut Criterion) {
    for &length in inputs::lengths() {
        let text = Prose::new(Language::English, 1).article(length);
        let copy = edit(&text, Language::English, EditKind::Mixed, 2, 1).text;
        let other = Prose::new(Language::English, 2).article(length);
        let mut shingler = TextShingler::new(5).expect("5 is a width");
        let [a, b, c] = [text, copy, other]
            .map(|text| (text.len(), ShingleSet::from_shingles(shingler.shingles(&text))));
        let mut group = criterion.benchmark_group(format!("overlap/english/{length}"));
        group.throughput(Throughput::Bytes((a.0 + b.0) as u64));
        let need = 8 * (a.1.len() + c.1.len()) / 18;
        for level in [SimdLevel::Baseline, SimdLevel::Avx2] {
            SimdLevel::limit(level);
            group.bench_function(format!("copy, {level:?}"), |bencher| {
                bencher.iter(|| overlap(black_box(a.1.as_slice()), b.1.as_slice()));
            });
            group.bench_function(format!("unrelated, {level:?}"), |bencher| {
                bencher.iter(|| overlap(black_box(a.1.as_slice()), c.1.as_slice()));
            });
            group.bench_function(format!("unrelated, at least .8, {level:?}"), |bencher| {
                bencher.iter(|| overlap_at_least(black_box(a.1.as_slice()), c.1.as_slice(), need));
            });
        }
        SimdLevel::limit(SimdLevel::Widest);
        group.finish();
    }
}
