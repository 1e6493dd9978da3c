//! Bench: the time to find the candidate pairs among many signatures.
//!
//! `keys` and `buckets` are the batch run: the band keys of all signatures, then all bands. `table
//! insert` and `table query` are the index that takes one text at a time. The corpus is short
//! texts, a tenth of them near-copies. Throughput is in bytes of these texts, so it shows the share
//! of this stage in a whole run.

use crate::inputs;
use criterion::{Criterion, Throughput};
use retold::lsh::{BandJoin, Banding, BucketTable};
use retold::shingle::TextShingler;
use retold::sketch::{MinHasher, Signature};
use retold_synth::{Language, NearCopies};
use std::hint::black_box;

pub(crate) fn run(criterion: &mut Criterion) {
    let banding = Banding::for_threshold(128, 0.8).expect("128 slots serve a threshold of .8");
    let sizes: &[usize] = if inputs::is_test() { &[200] } else { &[2_000, 20_000] };
    for &documents in sizes {
        let (bytes, signatures) = signatures(documents);
        batch(criterion, banding, bytes, &signatures);
        table(criterion, banding, bytes, &signatures);
    }
}

fn signatures(documents: usize) -> (usize, Vec<Signature>) {
    let corpus = NearCopies::new(Language::English)
        .documents(documents)
        .bytes(500)
        .near_copies(documents / 10, &[5, 10, 25])
        .build(1);
    let hasher = MinHasher::new(128).expect("128 is a length");
    let mut shingler = TextShingler::new(5).expect("5 is a width");
    let signatures = corpus
        .documents
        .iter()
        .map(|text| hasher.signature(shingler.shingles(text)).expect("every text has words"));
    (corpus.bytes(), signatures.collect())
}

fn batch(criterion: &mut Criterion, banding: Banding, bytes: usize, signatures: &[Signature]) {
    let mut group =
        criterion.benchmark_group(format!("candidates of {} signatures", signatures.len()));
    group.throughput(Throughput::Bytes(bytes as u64));
    let bands = banding.bands();
    let mut keys = vec![0; signatures.len() * bands];
    group.bench_function("keys", |bencher| {
        bencher.iter(|| {
            for (signature, row) in signatures.iter().zip(keys.chunks_exact_mut(bands)) {
                banding.keys(black_box(signature.slots()), row);
            }
        });
    });
    let columns: Vec<Vec<u64>> =
        (0..bands).map(|band| keys.iter().skip(band).step_by(bands).copied().collect()).collect();
    group.bench_function("buckets", |bencher| {
        bencher.iter(|| {
            let mut join = BandJoin::default();
            let buckets = columns.iter().map(|keys| join.join(black_box(keys)));
            buckets.map(|buckets| buckets.candidate_pairs().pairs.len()).sum::<usize>()
        });
    });
    group.finish();
}

fn table(criterion: &mut Criterion, banding: Banding, bytes: usize, signatures: &[Signature]) {
    let fill = || {
        let mut table = BucketTable::new(banding);
        for (id, signature) in (0..).zip(signatures) {
            table.insert(id, signature).expect("all signatures have one model");
        }
        table
    };
    let mut group = criterion.benchmark_group(format!("table of {} signatures", signatures.len()));
    group.throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("insert", |bencher| bencher.iter(|| fill().len()));
    let table = fill();
    group.bench_function("query", |bencher| {
        bencher.iter(|| {
            let candidates = signatures.iter().map(|signature| table.candidates(signature));
            candidates.map(|found| found.map_or(0, |found| found.len())).sum::<usize>()
        });
    });
    group.finish();
}
