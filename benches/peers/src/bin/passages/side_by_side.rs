//! The same folder for retold and for `sim_text`.

use crate::corpora::Plan;
use retold::{Corpus, Detector};
use retold_synth::{Language, PassageCorpus, Passages, Plant};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// The least run of words, for both.
const WORDS: &str = "12";

/// Pairs of file numbers, the lower first; both the same for a repeat inside a file.
type Pairs = BTreeSet<(usize, usize)>;

/// Measures both and prints the figures, if there is a `sim_text`.
pub fn print(plan: &Plan) -> Result<(), String> {
    if Command::new("sim_text").arg("-v").output().is_err() {
        println!("\nNo side by side: there is no `sim_text` on the path.");
        return Ok(());
    }
    let articles = plan.articles / 10;
    let corpus = Passages::new(Language::English)
        .documents(articles)
        .bytes(plan.bytes)
        .plants(articles / 10)
        .repeats(articles / 50)
        .build(1);
    let folder = std::env::temp_dir().join(format!("retold-passages-{}", std::process::id()));
    let outcome = write(&folder, &corpus).and_then(|()| compare(plan, &corpus, &folder));
    let removed = fs::remove_dir_all(&folder).map_err(|error| error.to_string());
    outcome.and(removed)
}

fn write(folder: &Path, corpus: &PassageCorpus) -> Result<(), String> {
    fs::create_dir(folder).map_err(|error| error.to_string())?;
    for (number, text) in corpus.documents.iter().enumerate() {
        let name = folder.join(format!("{number:06}.txt"));
        fs::write(name, text).map_err(|error| error.to_string())?;
    }
    Ok(())
}

fn compare(plan: &Plan, corpus: &PassageCorpus, folder: &Path) -> Result<(), String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut retold = Command::new(program);
    retold.arg("scan").arg(folder).env("RAYON_NUM_THREADS", "2");
    let mut sim_text = Command::new("sim_text");
    sim_text.args(["-r", WORDS, "-R"]).arg(folder);
    let (mut retold_seconds, mut sim_text_seconds) = (Vec::new(), Vec::new());
    for _ in 0..plan.repetitions {
        retold_seconds.push(seconds(&mut retold)?);
        sim_text_seconds.push(seconds(&mut sim_text)?);
    }
    let by_retold = by_retold(corpus);
    let output = sim_text.args(["-n", "-T"]).stdout(Stdio::piped()).output();
    let output = output.map_err(|error| error.to_string())?;
    let by_sim_text = by_sim_text(&String::from_utf8_lossy(&output.stdout));

    let megabytes = corpus.documents.iter().map(String::len).sum::<usize>() as f64 / 1e6;
    println!(
        "\nA folder of {} files, {megabytes:.1} MB, {} planted passages; retold on two threads, \
         `sim_text -r {WORDS} -R` on its one; median of {} runs, by turns.\n",
        corpus.documents.len(),
        corpus.plants.len(),
        plan.repetitions,
    );
    println!("| | retold | sim_text |");
    println!("|---|---:|---:|");
    let (a, b) = (median(retold_seconds), median(sim_text_seconds));
    println!("| seconds from the files to the report | {a:.3} | {b:.3} |");
    let mut kinds: BTreeMap<String, Vec<&Plant>> = BTreeMap::new();
    for plant in &corpus.plants {
        let inside = plant.source.document == plant.target.document;
        let edited = if plant.edits == 0 {
            "Verbatim".to_owned()
        } else {
            format!("{:?}", plant.kind)
        };
        let place = if inside { "inside one file" } else { "in two files" };
        kinds.entry(format!("{place}, {edited}")).or_default().push(plant);
    }
    for (kind, plants) in kinds {
        let found = |by: &Pairs| {
            let is_found = |plant: &&&Plant| {
                let (a, b) = (plant.source.document, plant.target.document);
                by.contains(&(a.min(b), a.max(b)))
            };
            plants.iter().filter(is_found).count()
        };
        println!("| found of {}, {kind} | {} | {} |", plants.len(), found(&by_retold), found(&by_sim_text));
    }
    Ok(())
}

fn seconds(command: &mut Command) -> Result<f64, String> {
    let start = Instant::now();
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    let seconds = start.elapsed().as_secs_f64();
    match status {
        Ok(status) if status.success() => Ok(seconds),
        Ok(status) => Err(format!("{command:?} failed: {status}")),
        Err(error) => Err(error.to_string()),
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Reads a folder and prints the report, as the example `scan_folder` does.
pub fn scan(folder: &str) -> Result<(), String> {
    let entries = fs::read_dir(folder).map_err(|error| error.to_string())?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let mut corpus = Corpus::new();
    for path in paths {
        let text = fs::read_to_string(&path).map_err(|error| error.to_string())?;
        corpus.push(path.display().to_string(), text);
    }
    print!("{}", detector().detect(&corpus).text().excerpts(&corpus));
    Ok(())
}

fn detector() -> Detector {
    Detector::builder().build().expect("the default settings are valid")
}

fn by_retold(corpus: &PassageCorpus) -> Pairs {
    let corpus: Corpus = (0..)
        .zip(&corpus.documents)
        .map(|(number, text): (u32, &String)| (format!("{number:06}"), text.as_str()))
        .collect();
    let report = detector().detect(&corpus);
    let mut pairs = Pairs::new();
    for family in report.families() {
        let documents: Vec<usize> =
            family.occurrences().iter().map(|place| place.document.index()).collect();
        for (i, &b) in documents.iter().enumerate() {
            pairs.extend(documents[..i].iter().map(|&a| (a.min(b), a.max(b))));
        }
    }
    pairs
}

/// Lines of the form `…/000001.txt: line 3-5 |…/000002.txt: line 1-2[14]`.
fn by_sim_text(output: &str) -> Pairs {
    let number = |side: &str| -> Option<usize> {
        let name = side.split(".txt").next()?;
        name.get(name.len().checked_sub(6)?..)?.parse().ok()
    };
    let pair = |line: &str| {
        let (a, b) = line.split_once('|')?;
        let (a, b) = (number(a)?, number(b)?);
        Some((a.min(b), a.max(b)))
    };
    output.lines().filter_map(pair).collect()
}
