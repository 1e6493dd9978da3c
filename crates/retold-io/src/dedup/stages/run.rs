//! `run`: a task by its stage.

use super::decide::decide;
use super::fetch::fetch;
use super::finish::finish;
use super::job::Job;
use super::join::join;
use super::plan::plan;
use super::sign::sign;
use super::task::{Stage, Task};
use super::task_output::Done;
use super::write::write;
use crate::diagnostics::Diagnostics;
use crate::error::Error;
use crate::input::memory::Limit;
use std::path::Path;

/// Runs a task of the job in a folder, in so much memory.
///
/// # Errors
/// If a file that it needs is missing or cannot be used, if the task does not fit into memory, or if its own file
/// cannot be written. In that case no file gets its name.
pub fn run(
    folder: &Path,
    task: Task,
    memory: Option<Limit>,
    diagnostics: &dyn Diagnostics,
) -> Result<Done, Error> {
    let job = &Job::load(folder, memory)?;
    job.check(task)?;
    match task.stage {
        Stage::Sign => sign(job, task, diagnostics),
        Stage::Join => join(job, task, diagnostics),
        Stage::Plan => plan(job, task, diagnostics),
        Stage::Fetch => fetch(job, task, diagnostics),
        Stage::Decide => decide(job, task, diagnostics),
        Stage::Write => write(job, task, diagnostics),
        Stage::Finish => finish(job, task, diagnostics),
    }
}
