//! The tables of speed and growth.

use crate::index;
use crate::input::Input;
use crate::plan::Plan;
use crate::run::{Run, outside};
use crate::shape;

/// The divisors of the number of documents: a quarter, a half and all of a corpus are measured.
pub(crate) const PARTS: [usize; 3] = [4, 2, 1];

/// Measures the corpora of a plan and prints tables in Markdown.
pub(crate) fn print(plan: &Plan) -> Result<(), String> {
    if plan.shape {
        return shape::print(plan);
    }
    if plan.index {
        return index::print(plan);
    }
    println!("Default settings, one thread; median of {} runs.\n", plan.repetitions);
    println!(
        "| Corpus | documents | MB | CPU s | MB per CPU s | passages | families | MB of memory \
         | growth of time | growth of steps |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    for input in plan.inputs()? {
        // A folder without texts does not end the measurement of the others.
        if let Err(reason) = row(&input, plan.repetitions) {
            eprintln!("skipped: {reason}");
        }
    }
    println!(
        "\nThe growth is the power of the bytes with which the figure grows, from a quarter of the documents to \
         all."
    );
    Ok(())
}

fn row(input: &Input, repetitions: u32) -> Result<(), String> {
    let runs: Vec<Run> = PARTS
        .iter()
        .map(|&part| outside(&input.part(part), repetitions))
        .collect::<Result<_, _>>()?;
    let all = runs[runs.len() - 1];
    let growth = |figure: fn(&Run) -> f64| {
        let (small, large) = (&runs[0], &all);
        (figure(large) / figure(small)).ln() / (large.bytes / small.bytes).ln()
    };
    println!(
        "| {} | {} | {:.2} | {:.3} | {:.1} | {} | {} | {} | {:.2} | {:.2} |",
        input.name(),
        all.documents,
        all.bytes / 1e6,
        all.seconds,
        all.bytes / 1e6 / all.seconds,
        all.passages,
        all.families,
        if all.memory > 0.0 { format!("{:.0}", all.memory / 1e6) } else { "-".to_owned() },
        growth(|run| run.seconds),
        growth(|run| run.steps),
    );
    Ok(())
}
