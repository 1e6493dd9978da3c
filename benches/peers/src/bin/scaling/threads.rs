//! The cost of a full report on one thread and on two.

use crate::Plan;
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use retold::{Corpus, Detector, Search, Unit};
use retold_synth::{Language, NearCopies, Rng};
use std::hint::black_box;
use std::time::Instant;

/// Prints the speed-up by the second thread.
pub fn print(plan: &Plan) {
    let documents = plan.documents;
    let texts = NearCopies::new(Language::English)
        .documents(documents)
        .near_copies(documents / 5, &[2, 5, 10, 15, 20, 25, 30, 40])
        .exact_copies(documents / 100)
        .build(1)
        .documents;
    let corpus: Corpus = (0..)
        .zip(&texts)
        .map(|(number, text): (u32, &String)| (number.to_string(), text.as_str()))
        .collect();
    let pools = [1, 2].map(|threads| {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build();
        pool.expect("the system gives two threads")
    });
    println!(
        "Text to full report, {} documents; seconds by the wall clock, {} rounds by turns.\n\
         Arithmetic alone, which shares nothing, shows what a second thread is worth here.\n",
        plan.documents, plan.rounds,
    );
    println!("| Work | one thread | two threads | quicker | (median; by rounds, least to most) |");
    println!("|---|---:|---:|---:|---:|");
    let near = |search| {
        let builder = Detector::builder().unit(Unit::Document).threshold(0.8).search(search);
        builder.build().expect("the settings are valid")
    };
    let passages = Detector::builder().build().expect("the default settings are valid");
    row("arithmetic alone", plan.rounds, &pools, || arithmetic(documents));
    for (name, detector) in [
        ("near-copies, LSH", near(Search::Lsh)),
        ("near-copies, exact", near(Search::Exact)),
        ("passages", passages),
    ] {
        row(name, plan.rounds, &pools, || {
            black_box(detector.detect(&corpus));
        });
    }
}

fn row(name: &str, rounds: usize, pools: &[ThreadPool; 2], work: impl Fn() + Sync) {
    let times: Vec<[f64; 2]> =
        (0..rounds).map(|_| pools.each_ref().map(|pool| seconds(|| pool.install(&work)))).collect();
    let least = |place: usize| times.iter().map(|pair| pair[place]).fold(f64::MAX, f64::min);
    let mut ratios: Vec<f64> = times.iter().map(|[one, two]| one / two).collect();
    ratios.sort_by(f64::total_cmp);
    println!(
        "| {name} | {:.3} | {:.3} | {:.2} | {:.2}; {:.2} to {:.2} |",
        least(0),
        least(1),
        least(0) / least(1),
        ratios[ratios.len() / 2],
        ratios[0],
        ratios[ratios.len() - 1],
    );
}

/// Independent arithmetic without memory accesses.
fn arithmetic(pieces: usize) {
    (0..pieces).into_par_iter().with_max_len(8).for_each(|piece| {
        let mut rng = Rng::new(piece as u64);
        for _ in 0..4_000 {
            black_box(rng.next_u64());
        }
    });
}

fn seconds(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64()
}
