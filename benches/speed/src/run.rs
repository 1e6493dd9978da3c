//! The measurement of one corpus, in a process of its own with one thread.

use crate::child;
use crate::clock::{cpu_seconds, memory};
use crate::input::Input;
use retold::{Corpus, Detector, Report};
use serde::{Deserialize, Serialize};

/// The figures of a run.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
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
    let arguments = [&["measure".to_owned()][..], &input.arguments()].concat();
    child::median(&arguments, repetitions, &input.name(), |run: &Run| run.seconds)
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
    child::print(&figures(&report, seconds, peak.saturating_sub(held)))
}

fn figures(report: &Report, seconds: f64, memory: u64) -> Run {
    let documents = report.documents();
    let pairs = report.pairs();
    let of_pairs: usize = pairs.iter().map(|pair| pair.passages.len()).sum();
    let families = report.families();
    let occurrences: usize = families.iter().map(|family| family.occurrences().len()).sum();
    Run {
        documents: documents.len() as f64,
        bytes: documents.iter().map(|document| document.bytes as f64).sum(),
        words: documents.iter().map(|document| document.words as f64).sum(),
        reused: documents.iter().map(|it| it.words as f64 * it.reused.get()).sum(),
        seconds,
        memory: memory as f64,
        pairs: pairs.len() as f64,
        passages: (of_pairs + report.repeats().len()) as f64,
        families: families.len() as f64,
        occurrences: occurrences as f64,
        steps: (report.work().compared + report.work().steps) as f64,
    }
}
