//! [`PlannedJob`]: the plan of a job, and the corpus that it describes.

use super::corpus::Corpus;
use super::job::Job;
use super::plan::{FILES, Planned};
use super::signed::SignedFile;
use super::stage_file::StageFile;
use super::task::{Stage, Task};
use crate::dedup::records::fetched_records::FetchedFile;
use crate::error::Error;

/// The plan of a job.
pub(super) struct PlannedJob {
    pub(super) plan: StageFile,
    pub(super) planned: Planned,
    pub(super) corpus: Corpus,
}

impl PlannedJob {
    /// Opens the plan.
    pub(super) fn open(job: &Job) -> Result<PlannedJob, Error> {
        let plan = StageFile::open(&job.folder, &job.id, Task::new(Stage::Plan, 0))?;
        let planned: Planned = plan.facts()?;
        let files: Vec<SignedFile> = serde_json::from_slice(&plan.section(FILES)?)
            .map_err(|error| plan.damaged(&format!("its files: {error}")))?;
        if files.len() != job.file.files.len()
            || planned.parts.len() != job.file.parts as usize
            || planned.partitions != job.file.partitions
        {
            return Err(plan.damaged("it is divided in another way than the job"));
        }
        Ok(PlannedJob { planned, corpus: Corpus::new(&files), plan })
    }
}

/// The files of the fetched records of all shards, by their numbers.
pub(super) fn fetched_files(job: &Job) -> Vec<FetchedFile> {
    let file = |shard: u32| {
        let task = Task::new(Stage::Fetch, shard);
        let command = task.command(&job.folder);
        let remedy = format!("remove it and run `{command}`");
        FetchedFile { path: task.path(&job.folder), remedy }
    };
    (0..job.tasks(Stage::Fetch)).map(file).collect()
}
