//! [`Job`]: the settings, the files and the division of a job, as the file `job.json` has them.
//!
//! Invariant: the file never changes, and its hash is part of every stage file. So files of a job with other
//! settings, or another input, are never mixed with these.

use super::shards::Shard;
use super::task::{Stage, Task};
use super::version;
use crate::dedup::keep::keep_rule::Rule;
use crate::dedup::options::{KeepRule, Options};
use crate::dedup::records::record::Records;
use crate::dedup::run::records;
use crate::dedup::source::file::Source;
use crate::dedup::source::permissions::Rights;
use crate::dedup::source::source_state::SourceState;
use crate::error::{Error, ErrorKind};
use crate::input::memory::Limit;
use crate::input::opened::read_option;
use retold::matching::Remove;
use retold::report::Settings;
use retold::{Detector, DetectorBuilder};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use xxhash_rust::xxh3::xxh3_128;

/// The name of the file in the folder of a job.
pub(super) const NAME: &str = "job.json";
/// The name of the format and its version.
pub(super) const SCHEMA: &str = "retold.job/1";
/// The longest file of a job: some hundred bytes for each file of the input.
const LONGEST: u64 = 4 << 30;

/// The content of the file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct JobFile {
    pub(super) schema: String,
    pub(super) tool: String,
    /// The absolute path of the folder for the clean corpus, and that of the audit log.
    pub(super) output: PathBuf,
    pub(super) audit: PathBuf,
    pub(super) settings: JobSettings,
    pub(super) partitions: u32,
    pub(super) parts: u32,
    pub(super) shards: Vec<Shard>,
    /// The number of files of reference corpora.
    pub(super) references: u32,
    /// The permissions of the output and of all stage files.
    pub(super) roots: Rights,
    pub(super) log_rights: Rights,
    /// Whether part of the input could not be read.
    pub(super) trouble: bool,
    /// The files, those of reference corpora first.
    pub(super) files: Vec<SourceState>,
    /// The XXH3-128 of the other fields as JSON without white space, with an empty string in this one.
    pub(super) xxh3: String,
}

impl JobFile {
    /// The hash of the other fields.
    pub(super) fn hash(&mut self) -> serde_json::Result<String> {
        let own = std::mem::take(&mut self.xxh3);
        let bytes = serde_json::to_vec(self)?;
        self.xxh3 = own;
        Ok(format!("{:032x}", xxh3_128(&bytes)))
    }
}

/// The options of the deduplication that the stages use.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct JobSettings {
    pub(super) detector: Settings,
    pub(super) remove: Remove,
    pub(super) keep: KeepRule,
    /// The absolute path of the list of `--keep priority`, and the XXH3-128 of its content.
    pub(super) list: Option<(PathBuf, String)>,
    pub(super) threshold: Option<f64>,
    pub(super) min_words: Option<usize>,
    pub(super) seed: u64,
    pub(super) text_field: String,
    pub(super) id_field: Option<String>,
}

/// A job that was started.
#[derive(Debug)]
pub(super) struct Job {
    /// The folder, as the user gave it.
    pub(super) folder: PathBuf,
    /// The hash of its file.
    pub(super) id: String,
    pub(super) file: JobFile,
    pub(super) detector: Detector,
    memory: Option<Limit>,
}

impl Job {
    /// Reads the file of a job.
    pub(super) fn load(folder: &Path, memory: Option<Limit>) -> Result<Job, Error> {
        let path = folder.join(NAME);
        let refuse = |reason: &str| {
            let reason = format!("cannot use {}: {reason}", path.display());
            Error::at(ErrorKind::Read, &path, reason)
        };
        let bytes = read_option(&path, LONGEST, "it is no file of a job").map_err(|error| {
            if error.kind() == std::io::ErrorKind::NotFound {
                refuse("there is no such file; run `retold stage start … --job FOLDER` first, or name its folder")
            } else {
                refuse(&error.to_string())
            }
        })?;
        let again = "start the job again in a new folder";
        version::check(&bytes, SCHEMA, again).map_err(|reason| refuse(&reason))?;
        let wrong = |error: serde_json::Error| refuse(&format!("it is damaged: {error}; {again}"));
        let mut file: JobFile = serde_json::from_slice(&bytes).map_err(wrong)?;
        if file.hash().map_err(wrong)? != file.xxh3 {
            return Err(refuse(&format!("it was changed; {again}")));
        }
        let settings = &file.settings.detector;
        let detector = DetectorBuilder::from(settings).build().map_err(Error::from)?;
        if detector.settings() != settings {
            return Err(refuse(&format!("its settings are not those of this version; {again}")));
        }
        let id = format!("{:032x}", xxh3_128(&bytes));
        Ok(Job { folder: folder.to_owned(), id, file, detector, memory })
    }

    /// The number of tasks of a stage.
    pub(super) fn tasks(&self, stage: Stage) -> u32 {
        match stage {
            Stage::Sign | Stage::Fetch | Stage::Write => self.file.shards.len() as u32,
            Stage::Join => self.file.partitions,
            Stage::Decide => self.file.parts,
            Stage::Plan | Stage::Finish => 1,
        }
    }

    /// Makes sure that there is such a task.
    pub(super) fn check(&self, task: Task) -> Result<(), Error> {
        let tasks = self.tasks(task.stage);
        if task.number < tasks {
            return Ok(());
        }
        let unit = task.stage.unit().unwrap_or("task");
        let reason = format!(
            "{} has no {unit} {}: its {unit}s are 0 to {}",
            self.folder.display(),
            task.number,
            tasks - 1
        );
        Err(Error::new(ErrorKind::Settings, reason))
    }

    /// The options of the deduplication.
    pub(super) fn options(&self) -> Options {
        let JobSettings { detector, remove, keep, threshold, min_words, seed, .. } =
            &self.file.settings;
        let mut options = Options::new(Vec::new(), self.file.output.clone());
        options.audit = Some(self.file.audit.clone());
        options.detector = DetectorBuilder::from(detector);
        options.remove = *remove;
        options.keep = keep.clone();
        options.threshold = *threshold;
        options.min_words = *min_words;
        options.seed = *seed;
        options.text_field.clone_from(&self.file.settings.text_field);
        options.id_field.clone_from(&self.file.settings.id_field);
        options.memory.clone_from(&self.memory);
        options
    }

    /// The settings that records are read with.
    ///
    /// # Errors
    /// If the list of `--keep priority` was changed.
    pub(super) fn records(&self) -> Result<Records, Error> {
        let rule = match &self.file.settings.list {
            None => Rule::load(&self.file.settings.keep)?,
            Some((list, digest)) => {
                if list_digest(list)? != *digest {
                    let reason = format!(
                        "{} was changed after the job was started: restore it, or start the job again in a new \
                         folder",
                        list.display()
                    );
                    return Err(Error::at(ErrorKind::Read, list, reason));
                }
                Rule::load(&KeepRule::Priority(list.clone()))?
            }
        };
        Ok(records(&self.options(), rule))
    }

    /// The files of a shard, as they were found when the job was started.
    ///
    /// # Errors
    /// If one was changed.
    pub(super) fn files(&self, shard: u32) -> Result<Vec<Source>, Error> {
        let states = &self.file.files[self.file.shards[shard as usize].range()];
        states.iter().map(|state| unchanged(state).map(|()| state.source())).collect()
    }
}

/// Makes sure that a file is the one that the job was started with.
pub(super) fn unchanged(state: &SourceState) -> Result<(), Error> {
    match state.is_unchanged() {
        Ok(true) => Ok(()),
        Ok(false) => {
            let reason = format!(
                "{} has another length or modification time than when the job was started: restore it, or start \
                 the job again in a new folder",
                state.name
            );
            Err(Error::at(ErrorKind::Changed, &state.path, reason))
        }
        Err(error) => Err(Error::reading(&state.path, &error)),
    }
}

/// The XXH3-128 of the list of `--keep priority`.
pub(super) fn list_digest(list: &Path) -> Result<String, Error> {
    let bytes = std::fs::read(list).map_err(|error| Error::reading(list, &error))?;
    Ok(format!("{:032x}", xxh3_128(&bytes)))
}
