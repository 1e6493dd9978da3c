//! [`Task`]: one run of a stage, the file that it makes and the command that makes it.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::{Path, PathBuf};

/// The stages of a job, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Stage {
    /// The fingerprints and band keys of a shard.
    Sign,
    /// The buckets of a partition of the keys.
    Join,
    /// The division of the candidates into parts.
    Plan,
    /// The records of a shard that are compared.
    Fetch,
    /// The decisions of a part.
    Decide,
    /// The clean files of a shard, and its entries of the audit log.
    Write,
    /// The audit log.
    Finish,
}

impl Stage {
    /// All stages.
    pub const ALL: [Stage; 7] = [
        Stage::Sign,
        Stage::Join,
        Stage::Plan,
        Stage::Fetch,
        Stage::Decide,
        Stage::Write,
        Stage::Finish,
    ];

    /// The name of the stage, which is also its command.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Sign => "sign",
            Stage::Join => "join",
            Stage::Plan => "plan",
            Stage::Fetch => "fetch",
            Stage::Decide => "decide",
            Stage::Write => "write",
            Stage::Finish => "finish",
        }
    }

    /// What a task of the stage works on; none if the stage has one task.
    pub fn unit(self) -> Option<&'static str> {
        match self {
            Stage::Sign | Stage::Fetch | Stage::Write => Some("shard"),
            Stage::Join => Some("partition"),
            Stage::Decide => Some("part"),
            Stage::Plan | Stage::Finish => None,
        }
    }
}

/// One run of a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Task {
    /// The stage.
    pub stage: Stage,
    /// The number of the shard, partition or part, from 0; 0 if the stage has one task.
    pub number: u32,
}

impl Task {
    /// The task of a stage with this number.
    pub fn new(stage: Stage, number: u32) -> Task {
        Task { stage, number }
    }

    /// The file that the task makes, in the folder of the job.
    pub(super) fn path(self, folder: &Path) -> PathBuf {
        let Task { stage, number } = self;
        folder.join(match stage.unit() {
            Some(_) => format!("{}-{number:05}.stage", stage.name()),
            None => format!("{}.stage", stage.name()),
        })
    }

    /// The command that makes it.
    pub fn command(self, folder: &Path) -> String {
        let folder = quoted(&folder.display().to_string());
        let Task { stage, number } = self;
        match stage.unit() {
            Some(_) => format!("retold stage {} {folder} {number}", stage.name()),
            None => format!("retold stage {} {folder}", stage.name()),
        }
    }
}

impl fmt::Display for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.stage.name())?;
        match self.stage.unit() {
            Some(_) => write!(f, " {}", self.number),
            None => Ok(()),
        }
    }
}

/// A path as a word of a shell.
fn quoted(path: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+,=@%".contains(c);
    if !path.is_empty() && path.chars().all(is_plain) {
        return path.to_owned();
    }
    format!("'{}'", path.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::{Stage, Task};
    use std::path::Path;

    #[test]
    fn a_command_names_the_folder_as_one_word() {
        let command = |folder| Task::new(Stage::Sign, 12).command(Path::new(folder));
        assert_eq!(command("jobs/news"), "retold stage sign jobs/news 12");
        assert_eq!(command("my job's"), r"retold stage sign 'my job'\''s' 12");
        let plan = Task::new(Stage::Plan, 0);
        assert_eq!(plan.command(Path::new("j")), "retold stage plan j");
        assert_eq!(plan.path(Path::new("j")), Path::new("j/plan.stage"));
    }
}
