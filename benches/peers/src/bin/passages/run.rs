//! A run of one case in a process of its own.

use crate::corpora::{COLLAPSED, Case};
use cpu_time::ProcessTime;
use retold::{Corpus, Detector};
use std::process::Command;

/// The figures of one run.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// The CPU seconds from the corpus to the report.
    pub seconds: f64,
    /// The bytes of all texts.
    pub bytes: f64,
    /// The words of all texts, as the report counts them.
    pub words: f64,
    /// The peak memory of the process beyond the texts, if the system reports it.
    pub memory: Option<f64>,
    /// The families in the report.
    pub families: usize,
}

/// Starts this program again for one case, and parses its output.
pub fn outside(case: Case, articles: usize, bytes: usize) -> Result<Run, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let output = Command::new(program)
        .args(["measure", case.name(), &articles.to_string(), &bytes.to_string()])
        .output()
        .map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&output.stdout);
    let figures: Vec<f64> =
        said.split_whitespace().filter_map(|figure| figure.parse().ok()).collect();
    let [seconds, bytes, words, before, peak, families] = figures[..] else {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{} failed: {said}", case.name()));
    };
    Ok(Run {
        seconds,
        bytes,
        words,
        memory: (peak > 0.0).then_some(peak - before),
        families: families as usize,
    })
}

/// Runs one case in this process and prints its figures.
pub fn inside(case: &str, articles: &str, bytes: &str) -> Result<(), String> {
    let known = Case::ALL.into_iter().find(|known| known.name() == case);
    let case = known.ok_or_else(|| format!("no such case: {case}"))?;
    let number = |text: &str| text.parse::<usize>().map_err(|_| format!("no number: {text}"));
    // The thread pool exists before the measurement, and always has one thread.
    rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build_global()
        .map_err(|error| error.to_string())?;
    let texts = case.texts(number(articles)?, number(bytes)?);
    let corpus: Corpus = (0..)
        .zip(&texts)
        .map(|(number, text): (u32, &String)| (format!("{number:07}"), text.as_str()))
        .collect();
    let mut builder = Detector::builder();
    if case == Case::Collapsed {
        builder = builder.collapse(true).document_threshold(COLLAPSED);
    }
    let detector = builder.build().expect("the default settings are valid");
    let before = status_bytes("VmRSS:");
    let start = ProcessTime::now();
    let report = detector.detect(&corpus);
    let seconds = start.elapsed().as_secs_f64();
    let peak = status_bytes("VmHWM:");
    let words: usize = report.documents().iter().map(|document| document.words).sum();
    let bytes: usize = texts.iter().map(String::len).sum();
    println!("{seconds} {bytes} {words} {before} {peak} {}", report.families().len());
    Ok(())
}

/// A figure of this process in bytes, on Linux; 0 elsewhere.
fn status_bytes(name: &str) -> u64 {
    let read = || {
        let status = std::fs::read_to_string("/proc/self/status").ok()?;
        let line = status.lines().find(|line| line.starts_with(name))?;
        line.split_whitespace().nth(1)?.parse::<u64>().ok()
    };
    read().unwrap_or(0) * 1024
}
