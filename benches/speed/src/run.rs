//! The measurement of one corpus, in a process of its own with one thread.

use crate::clock::{cpu_seconds, memory};
use crate::input::Input;
use retold::{Corpus, Detector, Report};
use std::process::Command;

/// The figures of a run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run {
    /// The number of documents.
    pub(crate) documents: f64,
    /// The bytes of all texts.
    pub(crate) bytes: f64,
    /// The words of all texts.
    pub(crate) words: f64,
    /// The number of words that are in a family.
    pub(crate) reused: f64,
    /// The CPU seconds from the corpus to the report.
    pub(crate) seconds: f64,
    /// The peak memory of the process beyond the texts; 0 if the system does not report it.
    pub(crate) memory: f64,
    /// The pairs of documents that share text.
    pub(crate) pairs: f64,
    /// The number of passages: those of all pairs of documents, and those inside one document.
    pub(crate) passages: f64,
    /// The families.
    pub(crate) families: f64,
    /// The occurrences of all families.
    pub(crate) occurrences: f64,
    /// The steps of the run that the report counts: comparisons of two texts, and steps of the passage
    /// search.
    pub(crate) steps: f64,
}

/// Measures a corpus in other processes and returns the run with the median time.
pub(crate) fn outside(input: &Input, repetitions: u32) -> Result<Run, String> {
    let mut runs = (0..repetitions).map(|_| once(input)).collect::<Result<Vec<Run>, String>>()?;
    runs.sort_by(|a, b| a.seconds.total_cmp(&b.seconds));
    Ok(runs[runs.len() / 2])
}

fn once(input: &Input) -> Result<Run, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let output = Command::new(program)
        .arg("measure")
        .args(input.arguments())
        .output()
        .map_err(|error| error.to_string())?;
    let figures: Vec<f64> = String::from_utf8_lossy(&output.stdout)
        .split_whitespace()
        .filter_map(|figure| figure.parse().ok())
        .collect();
    let [
        documents,
        bytes,
        words,
        reused,
        seconds,
        memory,
        pairs,
        passages,
        families,
        occurrences,
        steps,
    ] = figures[..]
    else {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{} cannot be measured: {said}", input.name()));
    };
    Ok(Run {
        documents,
        bytes,
        words,
        reused,
        seconds,
        memory,
        pairs,
        passages,
        families,
        occurrences,
        steps,
    })
}

/// Measures a corpus in this process and prints the figures.
pub(crate) fn inside(arguments: &[&str]) -> Result<(), String> {
    // The thread pool is made before the measurement, so that the time does not include it.
    rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build_global()
        .map_err(|error| error.to_string())?;
    let texts = Input::of(arguments)?.texts()?;
    let corpus: Corpus = (0..)
        .zip(&texts)
        .map(|(number, text): (u32, &String)| (format!("{number:07}"), text.as_str()))
        .collect();
    let detector = Detector::builder().build().map_err(|error| error.to_string())?;
    let (held, _) = memory();
    let start = cpu_seconds();
    let report = detector.detect(&corpus);
    let seconds = cpu_seconds() - start;
    let (_, peak) = memory();
    println!("{}", line(&report, seconds, peak.saturating_sub(held)));
    Ok(())
}

fn line(report: &Report, seconds: f64, memory: u64) -> String {
    let documents = report.documents();
    let bytes: usize = documents.iter().map(|document| document.bytes).sum();
    let words: usize = documents.iter().map(|document| document.words).sum();
    let reused: f64 =
        documents.iter().map(|document| document.words as f64 * document.reused.get()).sum();
    let pairs = report.pairs();
    let passages: usize = pairs.iter().map(|pair| pair.passages.len()).sum();
    let passages = passages + report.repeats().len();
    let occurrences: usize =
        report.families().iter().map(|family| family.occurrences().len()).sum();
    let steps = report.work().compared + report.work().steps;
    format!(
        "{} {bytes} {words} {reused} {seconds} {memory} {} {passages} {} {occurrences} {steps}",
        documents.len(),
        pairs.len(),
        report.families().len(),
    )
}
