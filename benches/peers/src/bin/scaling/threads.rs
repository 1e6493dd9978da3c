//! Text to the full report on one thread and on two.

use crate::Plan;
use rayon::{ThreadPool, ThreadPoolBuilder};
use retold::{Corpus, Detector, Search, Unit};
use retold_synth::{Language, NearCopies};
use std::time::Instant;

/// Prints how much sooner two threads are done than one.
pub fn print(plan: &Plan) {
    let texts = NearCopies::new(Language::English)
        .documents(plan.documents)
        .near_copies(plan.documents / 5, &[2, 5, 10, 15, 20, 25, 30, 40])
        .exact_copies(plan.documents / 100)
        .build(1)
        .documents;
    let corpus: Corpus = (0..)
        .zip(&texts)
        .map(|(number, text): (u32, &String)| (number.to_string(), text.as_str()))
        .collect();
    let [one, two] = [1, 2].map(|threads| {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build();
        pool.expect("the system gives two threads")
    });
    println!(
        "Text to full report, {} documents; seconds by the wall clock, {} rounds by turns.\n",
        plan.documents, plan.rounds,
    );
    println!("| Search | one thread | two threads | quicker | (by rounds, least to most) |");
    println!("|---|---:|---:|---:|---:|");
    let near = |search| {
        let builder = Detector::builder().unit(Unit::Document).threshold(0.8).search(search);
        builder.build().expect("the settings are valid")
    };
    let passages = Detector::builder().build().expect("the default settings are valid");
    for (name, detector) in [
        ("near-copies, LSH", near(Search::Lsh)),
        ("near-copies, exact", near(Search::Exact)),
        ("passages", passages),
    ] {
        let mut rounds: Vec<(f64, f64)> = Vec::new();
        for _ in 0..plan.rounds {
            rounds.push((seconds(&one, &detector, &corpus), seconds(&two, &detector, &corpus)));
        }
        let least = |part: fn(&(f64, f64)) -> f64| rounds.iter().map(part).fold(f64::MAX, f64::min);
        let (alone, both) = (least(|round| round.0), least(|round| round.1));
        println!(
            "| {name} | {alone:.3} | {both:.3} | {:.2} | {:.2} to {:.2} |",
            alone / both,
            least(|round| round.0 / round.1),
            -least(|round| -round.0 / round.1),
        );
    }
}

fn seconds(pool: &ThreadPool, detector: &Detector, corpus: &Corpus) -> f64 {
    let start = Instant::now();
    let report = pool.install(|| detector.detect(corpus));
    let seconds = start.elapsed().as_secs_f64();
    drop(report);
    seconds
}
