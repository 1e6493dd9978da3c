//! [`TaskOutput`]: the file of a task while it is written, and [`Done`], its result.

use super::job::Job;
use super::stage_file::{MadeFrom, StageFile, StageWriter};
use super::task::Task;
use crate::dedup::options::Options;
use crate::dedup::summary::Summary;
use crate::diagnostics::Diagnostics;
use crate::error::Error;
use crate::publish::{Lock, TempOutput, commit, recover};
use serde::Serialize;

/// The result of a task.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Done {
    /// The task.
    pub task: Task,
    /// Whether its file was there already, complete and made from the same files. Then nothing was written.
    pub was_made: bool,
    /// The bytes of its file.
    pub bytes: u64,
    /// The number of documents that the task was about.
    pub documents: u64,
    /// Whether some of the input could not be read.
    pub trouble: bool,
    /// The figures of the whole job, after its last stage.
    pub finished: Option<Finished>,
}

/// The figures of a job.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Finished {
    /// The options of the deduplication.
    pub options: Options,
    /// What was read and removed.
    pub summary: Summary,
}

impl Done {
    pub(super) fn new(task: Task, documents: u64) -> Done {
        Done { task, was_made: false, bytes: 0, documents, trouble: false, finished: None }
    }
}

/// The file of a task while it is written. It gets its name when it is complete.
pub(super) struct TaskOutput {
    pub(super) writer: StageWriter,
    task: Task,
    made_from: Vec<MadeFrom>,
    /// Held until the file has its name, so that no other run makes the same file.
    _lock: Lock,
}

impl TaskOutput {
    /// Starts the file; none if it is there already.
    ///
    /// # Errors
    /// If another run is making it, or if a file of this name is incomplete, damaged or made from other files.
    pub(super) fn begin(
        job: &Job,
        task: Task,
        made_from: Vec<MadeFrom>,
        diagnostics: &dyn Diagnostics,
    ) -> Result<Option<TaskOutput>, Error> {
        let path = task.path(&job.folder);
        let mut lock = Lock::take(&path)?;
        recover(&mut lock, diagnostics)?;
        if path.symlink_metadata().is_ok() {
            let made = StageFile::open(&job.folder, &job.id, task)?;
            made.check_made_from(&made_from, &job.folder)?;
            return Ok(None);
        }
        let output = TempOutput::file(&lock, job.file.log_rights)?;
        Ok(Some(TaskOutput { writer: StageWriter::new(output)?, task, made_from, _lock: lock }))
    }

    /// Writes the footer and gives the file its name. Returns the bytes of the file.
    pub(super) fn finish(self, job: &Job, facts: &impl Serialize) -> Result<u64, Error> {
        let TaskOutput { writer, task, made_from, _lock } = self;
        let (output, bytes) = writer.finish(task, &job.id, made_from, facts)?;
        commit(output, false)?;
        Ok(bytes)
    }
}
