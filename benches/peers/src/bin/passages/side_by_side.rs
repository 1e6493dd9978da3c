//! A comparison of retold with `sim_text` on the same folder.

use crate::corpora::Plan;
use retold::{Corpus, Detector};
use retold_synth::{Language, PassageCorpus, Passages, Plant};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// The least run of words for both programs.
const WORDS: &str = "12";

/// The shared text of pairs of files, the lower number first; equal numbers inside one file.
type Pairs = BTreeMap<(usize, usize), Found>;

/// The shared text of two files.
#[derive(Clone, Copy, Default)]
struct Found {
    /// The number of pieces.
    pieces: usize,
    /// The number of equal words.
    words: usize,
}

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
    println!("| | seconds from the files to the report |");
    println!("|---|---:|");
    println!("| retold | {:.3} |", median(retold_seconds));
    println!("| sim_text | {:.3} |", median(sim_text_seconds));
    println!("\nOf the planted passages were reported, in how many pieces each:\n");
    println!("| Edited by | words | retold words | pieces | sim_text words | pieces |");
    println!("|---|---:|---:|---:|---:|---:|");
    let mut kinds: BTreeMap<String, Vec<&Plant>> = BTreeMap::new();
    for plant in &corpus.plants {
        let kind =
            if plant.edits == 0 { "nothing".to_owned() } else { format!("{:?}", plant.kind) };
        kinds.entry(kind).or_default().push(plant);
    }
    for (kind, plants) in kinds {
        let planted: usize = plants.iter().map(|plant| plant.words).sum();
        let [(a_words, a_pieces), (b_words, b_pieces)] =
            [&by_retold, &by_sim_text].map(|by| found_of(&plants, by));
        println!("| {kind} | {planted} | {a_words} | {a_pieces:.2} | {b_words} | {b_pieces:.2} |");
    }
    Ok(())
}

/// The words of planted passages that were found, and the mean number of pieces of each passage.
fn found_of(plants: &[&Plant], by: &Pairs) -> (usize, f64) {
    let (mut words, mut pieces, mut passages) = (0, 0, 0);
    for plant in plants {
        let (a, b) = (plant.source.document, plant.target.document);
        if let Some(found) = by.get(&(a.min(b), a.max(b))) {
            words += found.words.min(plant.words);
            pieces += found.pieces;
            passages += 1;
        }
    }
    (words, f64::from(pieces as u32) / f64::from(passages.max(1)))
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
        corpus.push(path.display().to_string(), text).expect("fewer than 2^32 texts");
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
    let mut add = |a: usize, b: usize, words: usize| {
        let found = pairs.entry((a.min(b), a.max(b))).or_default();
        found.pieces += 1;
        found.words += words;
    };
    for pair in report.pairs() {
        for passage in &pair.passages {
            add(pair.a.index(), pair.b.index(), passage.matched_words);
        }
    }
    for repeat in report.repeats() {
        add(repeat.document.index(), repeat.document.index(), repeat.matched_words);
    }
    pairs
}

/// Lines of the form `…/000001.txt: line 3-5 |…/000002.txt: line 1-2[14]`.
fn by_sim_text(output: &str) -> Pairs {
    let number = |side: &str| -> Option<usize> {
        let name = side.split(".txt").next()?;
        name.get(name.len().checked_sub(6)?..)?.parse().ok()
    };
    let words = |line: &str| -> Option<usize> {
        let (_, words) = line.rsplit_once('[')?;
        words.trim_end().trim_end_matches(']').parse().ok()
    };
    let mut pairs = Pairs::new();
    for line in output.lines() {
        let Some((a, b)) = line.split_once('|') else { continue };
        if let (Some(a), Some(b), Some(words)) = (number(a), number(b), words(line)) {
            let found = pairs.entry((a.min(b), a.max(b))).or_default();
            found.pieces += 1;
            found.words += words;
        }
    }
    pairs
}
