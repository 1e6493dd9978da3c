//! `status`: which files of a job are there, which are missing or unusable, and what to run next.

use super::job::Job;
use super::stage_file::StageFile;
use super::task::{Stage, Task};
use crate::dedup::log::log_reader::Log;
use crate::error::Error;
use std::path::Path;

/// The state of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Status {
    /// The stages in their order.
    pub stages: Vec<StageStatus>,
    /// The tasks that can run now.
    pub next: Vec<Task>,
}

/// The state of a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StageStatus {
    /// The stage.
    pub stage: Stage,
    /// The number of its tasks.
    pub tasks: u32,
    /// The numbers of the tasks whose files are missing.
    pub missing: Vec<u32>,
    /// The messages about files that cannot be used, each with the remedy.
    pub unusable: Vec<String>,
}

impl StageStatus {
    /// The number of complete files.
    pub fn made(&self) -> u32 {
        self.tasks - self.missing.len() as u32 - self.unusable.len() as u32
    }

    /// Whether all files are there and complete.
    pub fn is_complete(&self) -> bool {
        self.missing.is_empty() && self.unusable.is_empty()
    }
}

/// Looks at the files of a job. The footers are checked, and that each file was made from the files that are there
/// now. The checksums of the sections are checked by the stages that read them.
///
/// # Errors
/// If there is no job in the folder.
pub fn status(folder: &Path) -> Result<Status, Error> {
    let job = Job::load(folder, None)?;
    let mut status = Status { stages: Vec::new(), next: Vec::new() };
    let mut ids = Vec::new();
    for stage in Stage::ALL {
        let mut of_stage = StageStatus {
            stage,
            tasks: job.tasks(stage),
            missing: Vec::new(),
            unusable: Vec::new(),
        };
        let is_ready = status.stages.last().is_none_or(StageStatus::is_complete);
        for number in 0..of_stage.tasks {
            let task = Task::new(stage, number);
            let path =
                if stage == Stage::Finish { job.file.audit.clone() } else { task.path(folder) };
            if path.symlink_metadata().is_err() {
                of_stage.missing.push(number);
                if is_ready {
                    status.next.push(task);
                }
            } else if stage == Stage::Finish {
                let header = Log::open(&path).and_then(|mut log| log.header());
                if !header.is_ok_and(|header| header.folder) {
                    of_stage.unusable.push(format!(
                        "{} is not the audit log of this job; move it away, and run `{}` if all other stages are done",
                        path.display(),
                        task.command(folder)
                    ));
                }
            } else {
                match StageFile::open(folder, &job.id, task).and_then(|file| {
                    // A file of another content has another identity.
                    let now = |it: &&super::stage_file::MadeFrom| ids.contains(*it);
                    if let Some(other) = file.made_from.iter().find(|it| !now(it)) {
                        let path = other.task.path(folder);
                        let reason = format!("it was made from another {}", path.display());
                        return Err(file.unusable(&reason));
                    }
                    Ok(file.reference())
                }) {
                    Ok(reference) => ids.push(reference),
                    Err(error) => of_stage.unusable.push(error.to_string()),
                }
            }
        }
        status.stages.push(of_stage);
    }
    Ok(status)
}
