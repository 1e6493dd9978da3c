//! The arguments of `retold stage`.

use super::Dedup;
use super::reading::limit;
use super::size::size;
use crate::failure::Failure;
use clap::{Args, Subcommand, ValueHint};
use retold_io::dedup::stages::{JobOptions, Stage as Name, Task};
use retold_io::input::memory::Limit;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  A job for the files of a folder, in 8 shards:
    retold stage start seeds --shards 8 --job job --output seeds-clean

  One task, here the first shard:
    retold stage sign job 0

  What is done, what is missing, and what to run next:
    retold stage status job";

const EXAMPLES_OF_START: &str = "\
Examples:
  The result is that of `retold dedup seeds --output seeds-clean`:
    retold stage start seeds --job job --output seeds-clean

  More tasks of a shorter time, for a cluster:
    retold stage start seeds --shards 8 --partitions 64 --parts 32 --job job2 \\
      --output seeds-clean2";

/// Deduplicate a corpus in stages: separate processes that pass files to each other
///
/// The stages do what `retold dedup` does in one run, and write the same bytes. Their order is start, sign,
/// join, plan, fetch, decide, write, finish. A task reads a part of the input or of the files in the folder
/// of the job, and writes one file there. Tasks of one stage run in any order, on any machine that sees the
/// files; make, xargs or the array jobs of a cluster start them. A file that is incomplete, damaged or of
/// another job is refused, with the command that makes it again. A task that was killed is run again.
#[derive(Args, Clone, Debug)]
#[command(after_long_help = EXAMPLES, arg_required_else_help = true)]
pub(crate) struct Stage {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

/// What to do.
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum Verb {
    Start(Box<Start>),
    /// Make the fingerprints and keys of a shard of the input
    Sign(Shard),
    /// Find the documents that share a key of a partition
    Join(Partition),
    /// Divide these documents into parts that can be decided separately
    Plan(Job),
    /// Copy the records of a shard that are compared
    Fetch(Shard),
    /// Compare the documents of a part, and decide which are removed
    Decide(Part),
    /// Write the clean files of a shard
    Write(Shard),
    /// Write the audit log of all shards
    Finish(Job),
    Status(Status),
}

/// Find the files of the input, and start a job
///
/// The input, the output and the settings are those of `retold dedup --unit document`. The output is a
/// folder with a file for each file of the input. The folder of the job gets the file job.json. Nothing
/// is compared yet.
#[derive(Args, Clone, Debug)]
#[command(after_long_help = EXAMPLES_OF_START)]
pub(crate) struct Start {
    #[command(flatten)]
    pub(crate) dedup: Dedup,

    /// The folder for the files between the stages; it must not be in a folder that is read
    #[arg(long, value_name = "JOB", value_hint = ValueHint::AnyPath)]
    #[arg(help_heading = "Division of the work")]
    pub(crate) job: PathBuf,

    /// The number of shards [default: one for each file, 1,000 at most]
    ///
    /// A shard is one or more files, so there are never more shards than files. sign, fetch and write
    /// have a task for each shard.
    #[arg(long, value_name = "N", help_heading = "Division of the work")]
    pub(crate) shards: Option<u32>,

    /// The number of partitions of the keys: join has a task for each
    #[arg(long, value_name = "N", default_value = "16", help_heading = "Division of the work")]
    pub(crate) partitions: u32,

    /// The number of parts of the documents that are compared: decide has a task for each
    #[arg(long, value_name = "N", default_value = "4", help_heading = "Division of the work")]
    pub(crate) parts: u32,
}

/// A job.
#[derive(Args, Clone, Debug)]
pub(crate) struct Job {
    /// The folder of the job
    #[arg(value_name = "JOB", value_hint = ValueHint::DirPath)]
    pub(crate) job: PathBuf,

    /// The most memory to use, such as 2GiB or 500MB [default on Linux: 80 % of what is available]
    #[arg(long, value_name = "SIZE", value_parser = size)]
    max_memory: Option<u64>,
}

/// A shard of a job.
#[derive(Args, Clone, Debug)]
pub(crate) struct Shard {
    #[command(flatten)]
    job: Job,

    /// The number of the shard, from 0
    #[arg(value_name = "SHARD")]
    shard: u32,
}

/// A partition of a job.
#[derive(Args, Clone, Debug)]
pub(crate) struct Partition {
    #[command(flatten)]
    job: Job,

    /// The number of the partition, from 0
    #[arg(value_name = "PARTITION")]
    partition: u32,
}

/// A part of a job.
#[derive(Args, Clone, Debug)]
pub(crate) struct Part {
    #[command(flatten)]
    job: Job,

    /// The number of the part, from 0
    #[arg(value_name = "PART")]
    part: u32,
}

/// Print which files of a job are there, which are missing, and what to run next
///
/// The exit code is 2 if a file cannot be used.
#[derive(Args, Clone, Debug)]
pub(crate) struct Status {
    /// The folder of the job
    #[arg(value_name = "JOB", value_hint = ValueHint::DirPath)]
    pub(crate) job: PathBuf,

    /// Print only the commands of the tasks that can run now, one to a line
    ///
    /// Nothing is printed if the job is finished.
    #[arg(long)]
    pub(crate) commands: bool,
}

impl Start {
    /// The options of the library.
    pub(crate) fn options(&self) -> Result<JobOptions, Failure> {
        if self.dedup.dry_run {
            return Err(Failure::new(
                "--dry-run has no effect on stage start, which removes nothing yet: leave it out, or run \
                 `retold dedup --dry-run`",
            ));
        }
        if self.dedup.reading.max_memory.is_some() {
            return Err(Failure::new(
                "--max-memory has no effect on stage start, which keeps no text: give it to the tasks, such as \
                 `retold stage sign`",
            ));
        }
        let mut options = JobOptions::new(self.job.clone(), self.dedup.options()?);
        options.shards = self.shards;
        options.partitions = self.partitions;
        options.parts = self.parts;
        Ok(options)
    }
}

impl Verb {
    /// The task, the folder of its job, and the memory limit; none for `start` and `status`.
    pub(crate) fn task(&self) -> Option<(&Path, Task, Option<Limit>)> {
        let (job, name, number) = match self {
            Verb::Start(_) | Verb::Status(_) => return None,
            Verb::Sign(it) => (&it.job, Name::Sign, it.shard),
            Verb::Join(it) => (&it.job, Name::Join, it.partition),
            Verb::Plan(job) => (job, Name::Plan, 0),
            Verb::Fetch(it) => (&it.job, Name::Fetch, it.shard),
            Verb::Decide(it) => (&it.job, Name::Decide, it.part),
            Verb::Write(it) => (&it.job, Name::Write, it.shard),
            Verb::Finish(job) => (job, Name::Finish, 0),
        };
        Some((&job.job, Task::new(name, number), limit(job.max_memory)))
    }
}
