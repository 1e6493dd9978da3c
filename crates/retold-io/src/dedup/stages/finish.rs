//! `finish`: the entries of all shards become the audit log of the corpus.
//!
//! Cost: one reading of the entries. Memory: those of one shard.

use super::decide::Decided;
use super::job::Job;
use super::plan::Planned;
use super::planned_job::PlannedJob;
use super::stage_file::StageFile;
use super::task::{Stage, Task};
use super::task_output::{Done, Finished};
use super::write::{Written, decided_parts};
use crate::dedup::log::audit::json;
use crate::dedup::log::header::header;
use crate::dedup::source::packing::Packing;
use crate::dedup::source::sources::Sources;
use crate::dedup::summary::{Counts, Summary};
use crate::dedup::write::restore_data::RestoreData;
use crate::diagnostics::Diagnostics;
use crate::error::{Error, ErrorKind};
use crate::publish::{Lock, TempOutput, commit, recover};
use std::io::{self, Write};

/// Writes the audit log.
///
/// # Errors
/// If the file of a task or a clean file is missing, or the log cannot be written.
pub(super) fn finish(job: &Job, task: Task, diagnostics: &dyn Diagnostics) -> Result<Done, Error> {
    let PlannedJob { plan, planned, corpus } = PlannedJob::open(job)?;
    let decided = decided_parts(job, &plan)?;
    let made_from = std::iter::once(&plan).chain(decided.iter().map(|(file, _)| file));
    let made_from: Vec<_> = made_from.map(StageFile::reference).collect();
    let references = job.file.references as usize;
    let mut shards = Vec::with_capacity(job.file.shards.len());
    let mut all = RestoreData::default();
    for shard in 0..job.tasks(Stage::Write) {
        let file = StageFile::open(&job.folder, &job.id, Task::new(Stage::Write, shard))?;
        file.check_made_from(&made_from, &job.folder)?;
        let mut written: Written = file.facts()?;
        let range = job.file.shards[shard as usize].range();
        let own = range.start.max(references)..range.end.max(references);
        if written.clean.len() != own.len() {
            return Err(file.damaged("it has another number of clean files"));
        }
        for (source, clean) in corpus.sources[own].iter().zip(&written.clean) {
            let path = job.file.output.join(&source.relative);
            if clean.is_some() && !path.is_file() {
                let reason = format!(
                    "{} is missing; remove {} and run `{}`",
                    path.display(),
                    file.path.display(),
                    file.task.command(&job.folder)
                );
                return Err(Error::at(ErrorKind::Read, &path, reason));
            }
        }
        all.clean.append(&mut written.clean);
        all.layouts.extend(written.layouts.drain(..));
        shards.push((file, written));
    }
    let sources = Sources::found(corpus.sources, references, job.file.roots);
    let header = header(&job.options(), &job.detector, &sources, &corpus.known, &all);

    let name = &job.file.audit;
    let mut lock = Lock::take(name)?;
    recover(&mut lock, diagnostics)?;
    let output = TempOutput::file(&lock, job.file.log_rights)?;
    let failure = |error: io::Error| output.failure(&error);
    let packing = Packing::of_name(name);
    let mut out = output.open_file().and_then(|file| packing.writer(file)).map_err(failure)?;
    out.write_all(&json(&header)).map_err(failure)?;
    for (file, _) in &shards {
        out.write_all(&file.section(0)?).map_err(failure)?;
    }
    out.finish().map_err(failure)?;
    let was_made = name.symlink_metadata().is_ok();
    if !was_made {
        commit(output, false)?;
    } else if !output.has_bytes_of(name).map_err(|error| output.failure(&error))? {
        let name = name.display();
        let reason = format!(
            "cannot write {name}: another file has this name, and it is not overwritten; move it away and run this \
             again"
        );
        return Err(Error::new(ErrorKind::Write, reason));
    }
    let summary =
        summary(&planned, &decided, shards.iter().map(|(_, written)| written), job.file.trouble);
    let trouble = summary.trouble;
    let bytes = name.metadata().map_or(0, |found| found.len());
    let documents = summary.documents;
    let finished = Some(Finished { options: job.options(), summary });
    Ok(Done { was_made, bytes, trouble, finished, ..Done::new(task, documents) })
}

/// The figures of the job, as `dedup` gives them.
fn summary<'w>(
    planned: &Planned,
    decided: &[(StageFile, Decided)],
    shards: impl Iterator<Item = &'w Written>,
    trouble: bool,
) -> Summary {
    let figures = &planned.figures;
    let mut summary = Summary {
        documents: figures.documents,
        bytes: figures.bytes,
        faults: figures.faults,
        blank: figures.blank,
        null: figures.null,
        whole: figures.whole,
        trouble: trouble || figures.faults > 0,
        ..Summary::default()
    };
    let counts: &mut Counts = &mut summary.counts;
    for (_, part) in decided {
        counts.unresolved += part.unresolved as u64;
        counts.kept_equivalent += part.equivalent as u64;
        counts.kept_for_facts += part.other_facts as u64;
    }
    for shard in shards {
        counts.removed += shard.removed;
        counts.identical += shard.identical;
        counts.equivalent += shard.equivalent;
        summary.lost_words += shard.lost_words;
    }
    summary
}
