//! The table.

use crate::corpus::Plan;
use crate::engines::{Engine, Pairs, truth};
use crate::run::{Run, outside};

/// Runs all engines in turn and prints what they did as a Markdown table.
pub fn print(plan: &Plan) -> Result<(), String> {
    let corpus = plan.corpus();
    let truth = truth(&corpus.documents);
    let mut runs: Vec<Vec<Run>> = Engine::ALL.iter().map(|_| Vec::new()).collect();
    for repetition in 0..plan.repetitions {
        // Every other round backwards, so that no engine always comes after the same one.
        for place in 0..Engine::ALL.len() {
            let last = Engine::ALL.len() - 1;
            let engine = if repetition % 2 == 0 { place } else { last - place };
            runs[engine].push(outside(Engine::ALL[engine], plan)?);
        }
    }
    let megabytes = corpus.bytes() as f64 / 1e6;
    println!(
        "{} documents in {}, {megabytes:.1} MB, {} planted copies, {} true pairs at J >= .8\n\
         (w = 5, k = 128); one thread; median of {} runs, engines interleaved.\n",
        corpus.documents.len(),
        plan.language.name(),
        corpus.copies.len(),
        truth.len(),
        plan.repetitions,
    );
    println!(
        "| Engine | CPU s | MB per CPU s | x gaoya | recall | precision | pairs | MB beyond texts |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---:|");
    let median_of = |engine: Engine| {
        let place = Engine::ALL.iter().position(|known| *known == engine);
        median(runs[place.expect("a listed engine")].iter().map(|run| run.seconds).collect())
    };
    let gaoya = median_of(Engine::Gaoya);
    let idle = peak(&runs[0]);
    for (engine, runs) in Engine::ALL.iter().zip(&runs).skip(1) {
        let seconds = median_of(*engine);
        let pairs = &runs[0].pairs;
        let right = common(pairs, &truth);
        let memory = match (peak(runs), idle) {
            (Some(peak), Some(idle)) => format!("{:.1}", peak.saturating_sub(idle) as f64 / 1024.0),
            _ => "-".to_owned(),
        };
        println!(
            "| {} | {seconds:.3} | {:.0} | {:.1} | {:.4} | {:.4} | {} | {memory} |",
            engine.name(),
            megabytes / seconds,
            gaoya / seconds,
            share(right, truth.len()),
            share(right, pairs.len()),
            pairs.len(),
        );
        if runs.iter().any(|run| run.pairs != *pairs) {
            println!("| (not the same pairs in every run) | | | | | | | |");
        }
    }
    Ok(())
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn peak(runs: &[Run]) -> Option<u64> {
    runs.iter().filter_map(|run| run.peak_kib).max()
}

fn common(found: &Pairs, truth: &Pairs) -> usize {
    found.iter().filter(|pair| truth.binary_search(pair).is_ok()).count()
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}
