//! [`JobOptions`]: the options of a job.

use crate::dedup::options::Options;
use crate::error::{Error, ErrorKind};
use std::path::PathBuf;

/// The most shards that a job has by default, one for each file.
const SHARDS: u32 = 1_000;
/// The most shards, partitions and parts.
const MOST: u32 = 10_000;

/// The options of a job: those of the deduplication, and how its work is divided.
///
/// # Examples
/// ```
/// use retold_io::dedup::stages::JobOptions;
/// use retold_io::dedup::Options;
///
/// let dedup = Options::new(vec!["shards".into()], "clean".into());
/// let mut options = JobOptions::new("job".into(), dedup);
/// options.partitions = 64;
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct JobOptions {
    /// The folder of the job, for the files between the stages.
    pub folder: PathBuf,
    /// The deduplication. Its output is a folder.
    pub dedup: Options,
    /// The number of shards of the input; by default one for each file, and 1,000 at most. A file is in one
    /// shard.
    pub shards: Option<u32>,
    /// The number of partitions of the band keys.
    pub partitions: u32,
    /// The number of parts of the candidates.
    pub parts: u32,
}

impl JobOptions {
    /// A job in a folder, with 16 partitions and 4 parts.
    pub fn new(folder: PathBuf, dedup: Options) -> JobOptions {
        JobOptions { folder, dedup, shards: None, partitions: 16, parts: 4 }
    }

    /// The number of shards for so many files.
    pub(super) fn shards(&self, files: usize) -> usize {
        let most = self.shards.unwrap_or(SHARDS) as usize;
        most.min(files)
    }

    /// Refuses numbers out of range and options that need the whole corpus in one run.
    pub(super) fn check(&self) -> Result<(), Error> {
        let refuse = |reason: String| Err(Error::new(ErrorKind::Settings, reason));
        let numbers = [
            ("--shards", self.shards.unwrap_or(1)),
            ("--partitions", self.partitions),
            ("--parts", self.parts),
        ];
        if let Some((name, number)) = numbers.into_iter().find(|(_, it)| !(1..=MOST).contains(it)) {
            return refuse(format!("{name} must be from 1 to {MOST}, got {number}"));
        }
        let Options { inputs, against, by, annotate, pairs, force, .. } = &self.dedup;
        if *by != crate::dedup::options::By::Document {
            return refuse(
                "the stages remove whole documents: leave --unit out, or run `retold dedup`"
                    .to_owned(),
            );
        }
        if self.dedup.removes_contained() {
            return refuse(
                "the stages do not search for documents inside longer ones (--contained, and --keep longest \
                 unless --remove identical is given): run `retold dedup`, or choose another --keep"
                    .to_owned(),
            );
        }
        let alone = [(*annotate, "--annotate"), (pairs.is_some(), "--pairs")];
        if let Some((_, option)) = alone.into_iter().find(|(is_set, _)| *is_set) {
            return refuse(format!(
                "the stages have no {option}: leave it out, or run `retold dedup`"
            ));
        }
        if *force {
            return refuse(
                "a job overwrites nothing: leave --force out, and name a new folder".to_owned(),
            );
        }
        if inputs.iter().chain(against).any(|path| path.as_os_str() == "-") {
            return refuse(
                "each stage reads the input again, and the standard input can be read once: name files".to_owned(),
            );
        }
        Ok(())
    }
}
