//! The table of the index: the time and the memory for each document.

use crate::child;
use crate::clock::{cpu_seconds, memory};
use crate::plan::Plan;
use crate::tables::PARTS;
use retold::{Detector, Unit};
use retold_synth::{Language, NearCopies};
use serde::{Deserialize, Serialize};

/// The units that the index compares, by name.
const UNITS: [(&str, Unit); 2] = [("document", Unit::Document), ("paragraph", Unit::Paragraph)];
/// The length of a document in bytes.
const BYTES: usize = 1_800;

/// The figures of an index.
#[derive(Deserialize, Serialize)]
struct Filled {
    /// The CPU seconds to add all documents.
    seconds: f64,
    /// The CPU seconds to add the last tenth of them.
    last: f64,
    /// The bytes of memory that the index holds at the end.
    memory: f64,
    /// The number of comparisons of a new text with a stored one.
    compared: f64,
}

/// Measures indexes of a quarter, a half and all of the documents, and prints a table in Markdown.
pub(crate) fn print(plan: &Plan) -> Result<(), String> {
    println!(
        "Articles of {BYTES} bytes, a tenth of them near-copies of earlier ones; one thread; median of {} \
         runs.\n",
        plan.repetitions
    );
    println!(
        "| Unit | documents | µs a document | µs of the last tenth | comparisons a document \
         | bytes of memory a document | growth of time |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|");
    for (unit, _) in UNITS {
        let mut smallest = None;
        for part in PARTS {
            let documents = plan.documents as usize / part;
            let filled = outside(unit, documents, plan.repetitions)?;
            let count = documents as f64;
            let (first_count, first) = *smallest.get_or_insert((count, filled.seconds));
            let growth = (filled.seconds / first).ln() / (count / first_count).ln();
            println!(
                "| {unit} | {documents} | {:.1} | {:.1} | {:.1} | {:.0} | {} |",
                filled.seconds * 1e6 / count,
                filled.last * 1e7 / count,
                filled.compared / count,
                filled.memory / count,
                if count > first_count { format!("{growth:.2}") } else { String::new() },
            );
        }
    }
    Ok(())
}

fn outside(unit: &str, documents: usize, repetitions: u32) -> Result<Filled, String> {
    let arguments = ["add", unit, &documents.to_string()].map(str::to_owned);
    let name = format!("the index by {unit}");
    child::median(&arguments, repetitions, &name, |filled: &Filled| filled.seconds)
}

/// Fills an index in this process and prints the figures.
pub(crate) fn inside(unit: &str, documents: &str) -> Result<(), String> {
    let known = UNITS.into_iter().find(|(name, _)| *name == unit);
    let (_, unit) = known.ok_or_else(|| format!("no such unit: {unit}"))?;
    let documents: usize = documents.parse().map_err(|_| format!("no number: {documents}"))?;
    let texts = NearCopies::new(Language::English)
        .documents(documents)
        .bytes(BYTES)
        .near_copies(documents / 10, &[5, 10, 25])
        .build(1)
        .documents;
    let detector = Detector::builder().unit(unit).build().map_err(|error| error.to_string())?;
    let mut index = detector.index().map_err(|error| error.to_string())?;
    let (held, _) = memory();
    let (start, mut compared, mut before_last) = (cpu_seconds(), 0, 0.0);
    for (number, text) in texts.iter().enumerate() {
        if number == documents - documents / 10 {
            before_last = cpu_seconds();
        }
        let added = index.add("", text).map_err(|error| error.to_string())?;
        compared += added.compared;
    }
    let end = cpu_seconds();
    let (holds, _) = memory();
    child::print(&Filled {
        seconds: end - start,
        last: end - before_last,
        memory: holds.saturating_sub(held) as f64,
        compared: compared as f64,
    })
}
