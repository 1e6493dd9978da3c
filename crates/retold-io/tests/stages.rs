//! The stages write the clean corpus and the audit log of one run of `dedup`, byte for byte.

use crate::staged_run::{files, run_all, started};
use crate::table;
use flate2::write::GzEncoder;
use retold::Detector;
use retold::matching::Remove;
use retold_io::dedup::{KeepRule, Options, RestoreOptions, Summary, dedup, restore};
use retold_io::diagnostics::Silent;
use retold_synth::{Language, NearCopies, Rng};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The texts of a corpus: originals, near-copies, exact copies, copies in other letters, short and empty ones.
fn texts(rng: &mut Rng) -> Vec<String> {
    let documents = 60 + rng.below(200);
    let corpus = NearCopies::new(Language::English)
        .documents(documents)
        .bytes(200 + rng.below(900))
        .near_copies(documents / 3, &[1, 3, 10, 30])
        .exact_copies(documents / 6)
        .build(rng.next_u64());
    let mut texts = corpus.documents;
    for _ in 0..documents / 10 {
        let text = texts[rng.below(texts.len())].clone();
        let changed = match rng.below(5) {
            0 => text.to_uppercase(),
            1 => text.replace(' ', "  "),
            2 => text.replace(' ', " * "),
            3 => text.split(' ').take(3).collect::<Vec<_>>().join(" "),
            _ => " * ".to_owned(),
        };
        texts.insert(rng.below(texts.len()), changed);
    }
    texts
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

/// Writes some texts as one file of a random format, with other records between them. Returns its name.
fn write_file(folder: &Path, number: usize, texts: &[String], rng: &mut Rng) -> PathBuf {
    let year = |rng: &mut Rng| 1990 + rng.below(6);
    let mut lines = String::new();
    for (line, text) in texts.iter().enumerate() {
        let record = serde_json::json!({
            "id": format!("{number}-{line}"), "year": year(rng), "text": text,
        });
        lines += &record.to_string();
        lines.push('\n');
        match rng.below(20) {
            0 => lines.push('\n'),
            1 => lines += "{\"year\": 1991, \"text\": null}\n",
            2 => lines += "no record\n",
            _ => {}
        }
    }
    let (name, bytes) = match rng.below(7) {
        0 => (format!("{number}.jsonl"), lines.into_bytes()),
        1 => (format!("{number}.jsonl.zst"), zstd::encode_all(lines.as_bytes(), 1).unwrap()),
        2 => (format!("{number}.jsonl.gz"), gzip(lines.as_bytes())),
        3 => {
            let records: Vec<_> = texts
                .iter()
                .map(|text| serde_json::json!({ "text": text, "year": year(rng) }))
                .collect();
            (format!("{number}.json"), serde_json::to_vec_pretty(&records).unwrap())
        }
        4 => {
            let mut table = csv::Writer::from_writer(Vec::new());
            table.write_record(["id", "text", "year"]).unwrap();
            for (row, text) in texts.iter().enumerate() {
                let year = year(rng).to_string();
                table.write_record([&row.to_string(), text, &year]).unwrap();
            }
            (format!("{number}.csv"), table.into_inner().unwrap())
        }
        5 => {
            let name = format!("{number}.parquet");
            let rows: Vec<Option<&str>> =
                texts.iter().map(|text| (rng.below(9) > 0).then_some(text.as_str())).collect();
            let groups: Vec<&[Option<&str>]> = rows.chunks(1 + rng.below(40)).collect();
            table::write(&folder.join(&name), &groups);
            return folder.join(name);
        }
        _ => {
            let name = folder.join(format!("{number}-texts/deep"));
            fs::create_dir_all(&name).unwrap();
            for (file, text) in texts.iter().enumerate() {
                let ending = if file % 3 == 0 { "html" } else { "txt" };
                fs::write(name.join(format!("{file:04}.{ending}")), text).unwrap();
            }
            // Neither a text nor a table.
            fs::write(name.join("a.bin"), [0, 1, 2, 0xff]).unwrap();
            fs::write(name.join("b.zst"), b"\x28\xb5\x2f\xfd cut off").unwrap();
            return folder.join(format!("{number}-texts"));
        }
    };
    fs::write(folder.join(&name), bytes).unwrap();
    folder.join(name)
}

/// The options of a random deduplication of random files.
fn random_options(at: &Path, rng: &mut Rng) -> Options {
    let texts = texts(rng);
    let count = 1 + rng.below(5);
    let mut inputs = Vec::new();
    for (number, texts) in texts.chunks(texts.len().div_ceil(count)).enumerate() {
        inputs.push(write_file(at, number, texts, rng));
    }
    let mut against = Vec::new();
    if inputs.len() > 1 && rng.below(3) == 0 {
        against.extend(inputs.pop());
    }
    let list = at.join("list");
    fs::write(&list, "*2.*\n*1*\n").unwrap();
    let mut options = Options::new(inputs, "".into());
    options.against = against;
    options.detector = Detector::builder();
    options.keep = match rng.below(4) {
        0 => KeepRule::Earliest("year".to_owned()),
        1 => KeepRule::Priority(list),
        2 => KeepRule::Longest,
        _ => KeepRule::First,
    };
    options.remove = match rng.below(3) {
        _ if options.keep == KeepRule::Longest => Remove::Identical,
        0 => Remove::Identical,
        1 => Remove::Similar,
        _ => Remove::Equivalent,
    };
    options.threshold = [None, Some(0.5), Some(0.7 + f64::EPSILON), Some(0.95)][rng.below(4)];
    options.min_words = [None, Some(1), Some(30)][rng.below(3)];
    options.id_field = (rng.below(2) == 0).then(|| "id".to_owned());
    options.seed = rng.below(3) as u64;
    options
}

/// Runs a deduplication in both ways, and returns the figures.
fn both(at: &Path, options: &Options, counts: [u32; 3], rng: &mut Rng) -> Summary {
    let mut whole = options.clone();
    // A separator at its end: a folder, also for several files of JSON Lines.
    whole.output = at.join("whole/");
    let mut staged = options.clone();
    staged.output = at.join("staged");
    let expected = dedup(&whole, &Silent).unwrap();
    let started = started(&staged, at.join("job"), counts);
    let summary = run_all(&at.join("job"), &started, rng);
    assert_eq!(summary, expected);
    assert!(files(&at.join("staged")) == files(&at.join("whole")), "other clean files");
    let [log, other] = ["staged", "whole"]
        .map(|name| fs::read_to_string(at.join(format!("{name}.audit.jsonl"))).unwrap());
    assert!(log == other, "another log:\n{log}\n{other}");
    summary
}

/// Corpora of every format, with references or without, several shards, partitions and parts, and other settings
/// each time.
#[test]
fn stages_give_the_bytes_of_one_run() {
    let (mut removed, mut identical, mut kept) = (0, 0, 0);
    for seed in 0..24 {
        let folder = tempfile::tempdir().unwrap();
        let mut rng = Rng::of_part(seed, 18);
        let options = random_options(folder.path(), &mut rng);
        let counts = [6, 9, 5].map(|most| 1 + rng.below(most) as u32);
        let summary = both(folder.path(), &options, counts, &mut rng);
        removed += summary.counts.removed;
        identical += summary.counts.identical;
        kept += summary.counts.kept_for_facts;
        let back = RestoreOptions::new(folder.path().join("staged"), folder.path().join("back"));
        restore(&back, &Silent).unwrap();
    }
    assert!(removed > 500 && identical > 200 && removed > identical && kept > 40);
}

#[test]
fn empty_files_and_shards_without_documents_are_copied() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    for (name, text) in [("a.jsonl", ""), ("b.jsonl", "\n\n"), ("c.jsonl", "{\"text\":\"\"}\n")] {
        fs::write(at.join(name), text).unwrap();
    }
    let inputs = ["a", "b", "c"].map(|name| at.join(format!("{name}.jsonl"))).to_vec();
    let options = Options::new(inputs, "".into());
    let summary = both(at, &options, [3, 2, 2], &mut Rng::new(1));
    assert_eq!((summary.documents, summary.blank, summary.counts.removed), (1, 2, 0));
    assert_eq!(files(&at.join("staged")).len(), 3);
}

/// A text with so many copies and near-copies that the limits on candidates apply.
#[test]
fn limits_on_candidates_are_those_of_one_run() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let mut rng = Rng::new(7);
    let words: Vec<String> = (0..60).map(|word| format!("word{word}")).collect();
    let text = |rng: &mut Rng| {
        let mut words = words.clone();
        for _ in 0..=rng.below(4) {
            let at = rng.below(words.len());
            words[at] = format!("other{}", rng.below(50));
        }
        format!("{}\n", serde_json::json!({ "text": words.join(" ") }))
    };
    for name in ["a.jsonl", "b.jsonl", "c.jsonl"] {
        let lines: String = (0..400).map(|_| text(&mut rng)).collect();
        fs::write(at.join(name), lines).unwrap();
    }
    let inputs = ["a", "b", "c"].map(|name| at.join(format!("{name}.jsonl"))).to_vec();
    let mut options = Options::new(inputs, "".into());
    options.threshold = Some(0.5);
    let summary = both(at, &options, [3, 4, 3], &mut rng);
    assert!(summary.counts.unresolved > 100, "{summary:?}");
}
