//! `run`: a task by its stage.

use super::decide::decide;
use super::fetch::fetch;
use super::finish::finish;
use super::join::join;
use super::plan::plan;
use super::sign::sign;
use super::task::{Stage, Task};
use super::task_output::Done;
use super::write::write;
use crate::diagnostics::Diagnostics;
use crate::error::Error;
use std::path::Path;

/// Runs a task of the job in a folder.
///
/// # Errors
/// If a file that it needs is missing or cannot be used, or if its own file cannot be written. In that case no
/// file gets its name.
pub fn run(folder: &Path, task: Task, diagnostics: &dyn Diagnostics) -> Result<Done, Error> {
    let number = task.number;
    match task.stage {
        Stage::Sign => sign(folder, number, diagnostics),
        Stage::Join => join(folder, number, diagnostics),
        Stage::Plan => plan(folder, diagnostics),
        Stage::Fetch => fetch(folder, number, diagnostics),
        Stage::Decide => decide(folder, number, diagnostics),
        Stage::Write => write(folder, number, diagnostics),
        Stage::Finish => finish(folder, diagnostics),
    }
}
