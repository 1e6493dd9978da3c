//! Runs all stages of a job, and compares folders.

use retold_io::dedup::stages::{JobOptions, Stage, Started, Task, run, start};
use retold_io::dedup::{Options, Summary};
use retold_io::diagnostics::Silent;
use retold_synth::Rng;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The tasks of each stage of a job.
pub(crate) fn tasks(started: &Started) -> Vec<Vec<Task>> {
    let of = |&stage: &Stage| -> Vec<Task> {
        let count = match stage.unit() {
            Some("shard") => started.shards as u32,
            Some("partition") => started.partitions,
            Some(_) => started.parts,
            None => 1,
        };
        (0..count).map(|number| Task::new(stage, number)).collect()
    };
    Stage::ALL.iter().map(of).collect()
}

/// Runs all tasks, those of each stage in a random order.
pub(crate) fn run_all(folder: &Path, started: &Started, rng: &mut Rng) -> Summary {
    let mut finished = None;
    for mut tasks in tasks(started) {
        while !tasks.is_empty() {
            let task = tasks.swap_remove(rng.below(tasks.len()));
            let done =
                run(folder, task, None, &Silent).unwrap_or_else(|error| panic!("{task}: {error}"));
            assert!(!done.was_made);
            finished = done.finished;
        }
    }
    finished.unwrap().summary
}

/// Starts a job.
pub(crate) fn started(options: &Options, folder: PathBuf, counts: [u32; 3]) -> Started {
    start(&job(options, folder, counts), &Silent).unwrap()
}

pub(crate) fn job(options: &Options, folder: PathBuf, counts: [u32; 3]) -> JobOptions {
    let mut job = JobOptions::new(folder, options.clone());
    let [shards, partitions, parts] = counts;
    (job.shards, job.partitions, job.parts) = (Some(shards), partitions, parts);
    job
}

/// All files below a folder, with their bytes.
pub(crate) fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(&at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_owned();
                found.insert(name, fs::read(path).unwrap());
            }
        }
    }
    found
}
