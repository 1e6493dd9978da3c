//! The cost of signatures compared with counting words.
//!
//! ```text
//! cargo run --release --bin reading -- [--megabytes 32] [--repetitions 7]
//! ```
//!
//! Generated documents of four kilobytes are written to one file. `LC_ALL=C.UTF-8 wc -w` counts its
//! words. retold reads the same file in pieces and makes a signature of 128 slots, from shingles of
//! five words, for each document, at every level of vector instructions that the processor has.
//! Both are measured in CPU seconds (user and system) on one thread, in turn. The least time
//! counts, since other work on the machine can only add to it. In the last column, the documents
//! were in memory before the measurement.

mod sketcher;
mod word_count;

use clap::Parser;
use retold::SimdLevel;
use retold_peers::at_least;
use retold_peers::corpus_file::CorpusFile;
use retold_synth::{Language, Prose};
use sketcher::Sketcher;
use std::path::Path;
use std::process::ExitCode;

/// The bytes of a document, about.
const BYTES: usize = 4 << 10;

/// Measures the way from text to signature beside `wc -w`.
#[derive(Parser)]
struct Plan {
    /// The text of each language
    #[arg(long, default_value = "32", value_parser = at_least(1))]
    megabytes: usize,
    /// The runs of each
    #[arg(long, default_value = "7", value_parser = at_least(1))]
    repetitions: usize,
}

fn main() -> ExitCode {
    match print(&Plan::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::from(2)
        }
    }
}

fn print(plan: &Plan) -> Result<(), String> {
    let Plan { megabytes, repetitions } = plan;
    println!(
        "Text to 128-slot signature, documents of 4 KB, {megabytes} MB a language, one thread;\n\
         the least CPU time of {repetitions} runs by turns, and the least and most of the ratio\n\
         within a turn.\n"
    );
    println!(
        "| Text | Instructions | wc -w, MB/s | retold, MB/s | retold / wc -w | (by turns) | from \
         memory, MB/s |"
    );
    println!("|---|---|---:|---:|---:|---:|---:|");
    for language in [Language::English, Language::Chinese, Language::Russian] {
        let documents = documents(language, megabytes << 20);
        let file = CorpusFile::write(&documents)?;
        let size = std::fs::metadata(file.path()).map_err(|error| error.to_string())?.len();
        let megabytes = size as f64 / 1e6;
        let levels = [SimdLevel::Avx512, SimdLevel::Avx2, SimdLevel::Neon, SimdLevel::Baseline];
        let levels = levels.into_iter().filter(|&level| {
            SimdLevel::limit(level);
            SimdLevel::current() == level
        });
        for level in levels.collect::<Vec<_>>() {
            SimdLevel::limit(level);
            let mut turns = Vec::new();
            for _ in 0..*repetitions {
                turns.push(turn(file.path(), &documents)?);
            }
            let least = |part: fn(&Turn) -> f64| turns.iter().map(part).fold(f64::MAX, f64::min);
            let count_time = least(|turn| turn.count_time);
            let sketch_time = least(|turn| turn.sketch_time);
            let lowest = least(|turn| turn.count_time / turn.sketch_time);
            let highest = -least(|turn| -(turn.count_time / turn.sketch_time));
            println!(
                "| {} | {level:?} | {:.0} | {:.0} | {:.2} | {lowest:.2} to {highest:.2} | {:.0} |",
                language.name(),
                megabytes / count_time,
                megabytes / sketch_time,
                count_time / sketch_time,
                megabytes / least(|turn| turn.from_memory),
            );
        }
    }
    Ok(())
}

/// One run of each.
struct Turn {
    count_time: f64,
    sketch_time: f64,
    from_memory: f64,
}

fn turn(file: &Path, documents: &[String]) -> Result<Turn, String> {
    let mut sketcher = Sketcher::new();
    Ok(Turn {
        count_time: word_count::seconds(file)?,
        sketch_time: sketcher.of_file(file).map_err(|error| error.to_string())?,
        from_memory: sketcher.of_documents(documents),
    })
}

fn documents(language: Language, bytes: usize) -> Vec<String> {
    (0..(bytes / BYTES) as u64).map(|seed| Prose::new(language, seed).article(BYTES)).collect()
}
