//! The command `retold stage`: it starts a job, runs one of its tasks, or prints its state.

use crate::arguments::{Stage, Status, Verb};
use crate::dedup::summarise;
use crate::failure::{Failure, Outcome};
use crate::messages::Messages;
use crate::sanitize::{plain, say};
use crate::session::Session;
use crate::summary::{binary, counted, peak_memory};
use indicatif::HumanCount;
use retold_io::dedup::stages::{
    self, Done, Finished, Stage as Name, StageStatus, Task, run, start,
};
use retold_io::output::Output;
use std::fmt::Write as _;
use std::path::Path;

/// How many commands the state of a job lists.
const LISTED: usize = 8;

pub(crate) fn stage(arguments: &Stage, session: &Session) -> Result<Outcome, Failure> {
    let messages = Messages::new(session.quiet);
    match (&arguments.verb, arguments.verb.task()) {
        (_, Some((folder, task, memory))) => {
            let done = run(folder, task, memory, &messages)?;
            if !session.quiet {
                report(&done, session);
            }
            // A scheduler stops a chain of tasks whose exit code is not 0, so a task that has made its file ends with 0.
            // The last task says whether part of the input could not be read, as `dedup` does.
            Ok(outcome(done.trouble && done.finished.is_some()))
        }
        (Verb::Status(arguments), None) => status(arguments, messages),
        (Verb::Start(arguments), None) => {
            let options = arguments.options()?;
            let started = start(&options, &messages)?;
            if !session.quiet {
                let verb = if started.was_started { "started before" } else { "started" };
                let folder = options.folder.display();
                say(&format!(
                    "retold: {verb}: {} in {}, {}, {}; `retold stage status {folder}` prints what to run",
                    counted(started.files, "file"),
                    counted(started.shards, "shard"),
                    counted(started.partitions as usize, "partition"),
                    counted(started.parts as usize, "part"),
                ));
            }
            Ok(outcome(started.trouble))
        }
        _ => unreachable!("all other stages are tasks"),
    }
}

fn outcome(trouble: bool) -> Outcome {
    if trouble { Outcome::Trouble } else { Outcome::Done }
}

/// Prints what a task did.
fn report(done: &Done, session: &Session) {
    if let Some(Finished { options, summary, .. }) = &done.finished {
        return summarise(options, false, session, summary);
    }
    let task = done.task;
    if done.was_made {
        return say(&format!("retold: {task}: made before, nothing to do"));
    }
    let mut parts = vec![
        format!("{task}: {}", counted(done.documents as usize, "document")),
        format!("{} written", binary(done.bytes)),
        format!("{:.2} s", session.started.elapsed().as_secs_f64()),
    ];
    parts.extend(peak_memory().map(|peak| format!("{} at the peak", binary(peak))));
    say(&format!("retold: {}", parts.join(", ")));
}

/// Prints the state of a job.
fn status(arguments: &Status, messages: Messages) -> Result<Outcome, Failure> {
    let folder = &arguments.job;
    let status = stages::status(folder)?;
    let unusable: Vec<&String> = status.stages.iter().flat_map(|stage| &stage.unusable).collect();
    for message in &unusable {
        say(&format!("retold: {message}"));
    }
    let text = if arguments.commands {
        status.next.iter().fold(String::new(), |text, task| text + &task.command(folder) + "\n")
    } else {
        table(&status.stages) + &next(&status.next, folder, unusable.is_empty())
    };
    Output::Standard.write(&messages, |out| out.write_all(plain_lines(&text).as_bytes()))?;
    Ok(outcome(!unusable.is_empty()))
}

/// A line for each stage: how many of its files are made, and which are missing.
fn table(stages: &[StageStatus]) -> String {
    let mut text = String::new();
    for status in stages {
        let name = if status.stage == Name::Finish { "log" } else { status.stage.name() };
        let made = HumanCount(status.made().into()).to_string();
        let of = HumanCount(status.tasks.into());
        let missing = match (status.made(), &status.missing[..]) {
            (0, _) | (_, []) => String::new(),
            (_, missing) => format!("   missing: {}", ranges(missing)),
        };
        writeln!(text, "{name:<7}{made:>7} of {of}{missing}").expect("a string takes any text");
    }
    text
}

/// The tasks that can run now, or else what the job waits for.
fn next(tasks: &[Task], folder: &Path, is_usable: bool) -> String {
    let commands = tasks.iter().take(LISTED).map(|task| format!("  {}\n", task.command(folder)));
    let more = tasks.len().saturating_sub(LISTED);
    match (tasks.is_empty(), is_usable) {
        (true, true) => "finished\n".to_owned(),
        (true, false) => {
            "remove the files that cannot be used, which the messages name\n".to_owned()
        }
        (false, _) if more == 0 => {
            format!("run next, in any order:\n{}", commands.collect::<String>())
        }
        (false, _) => format!(
            "run next, in any order:\n{}  and {} more, which --commands lists\n",
            commands.collect::<String>(),
            HumanCount(more as u64)
        ),
    }
}

/// Ascending numbers, `2, 5-9`.
fn ranges(numbers: &[u32]) -> String {
    let runs = numbers.chunk_by(|a, b| a + 1 == *b).map(|run| match run {
        [first, .., last] => format!("{first}-{last}"),
        _ => run[0].to_string(),
    });
    runs.collect::<Vec<_>>().join(", ")
}

/// Lines without control characters, which a path may contain.
fn plain_lines(text: &str) -> String {
    text.lines().map(|line| plain(line).into_owned() + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::ranges;

    #[test]
    fn consecutive_numbers_are_one_range() {
        assert_eq!(ranges(&[2]), "2");
        assert_eq!(ranges(&[0, 1, 2, 5, 7, 8]), "0-2, 5, 7-8");
    }
}
