//! `write`: the clean files of a shard, and its entries of the audit log.
//!
//! The clean files are written into a temporary folder beside their names and renamed when all of them are complete.
//! The stage file comes last, so a shard is written if its stage file is there. A run that was killed is
//! repeated: a clean file that it left under its name must have the same bytes.
//!
//! Cost: one reading of the shard, and of the fetched records of the kept texts. Memory: 130 bytes for each removal
//! from the shard, and the entries of a few hundred documents.

use super::decide::Decided;
use super::job::Job;
use super::planned_job::{PlannedJob, fetched_files};
use super::removal_section::removal;
use super::stage_file::StageFile;
use super::task::{Stage, Task};
use super::task_output::{Done, TaskOutput};
use super::varint::Values;
use crate::dedup::decide::repeat::{Repeat, Repeats};
use crate::dedup::digest::Digest;
use crate::dedup::log::audit::json;
use crate::dedup::log::entry_writer::EntryWriter;
use crate::dedup::options::By;
use crate::dedup::records::fetched_records::{FetchedRecord, FetchedRecords};
use crate::dedup::records::ids::Ids;
use crate::dedup::records::record_store::RecordStore;
use crate::dedup::source::file::{Place, Source};
use crate::dedup::write::clean_corpus::write_files;
use crate::dedup::write::restore_data::{Layout, RestoreData};
use crate::dedup::write::target::Target;
use crate::diagnostics::Diagnostics;
use crate::error::{Error, ErrorKind};
use crate::publish::{Lock, TempOutput, recover};
use serde::{Deserialize, Serialize};
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::AtomicU64;

/// The facts of the file of a written shard.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Written {
    /// The digest of each clean file; none if nothing of its input is left.
    pub(super) clean: Vec<Option<Digest>>,
    /// The layouts of Parquet files, by the numbers of their files in the job.
    pub(super) layouts: Vec<(u32, Layout)>,
    pub(super) identical: u64,
    pub(super) equivalent: u64,
    pub(super) removed: u64,
    pub(super) lost_words: u64,
}

/// Writes a shard.
///
/// # Errors
/// If the file of another task is missing or cannot be used, the shard was changed, or something cannot be written.
pub(super) fn write(job: &Job, task: Task, diagnostics: &dyn Diagnostics) -> Result<Done, Error> {
    let shard = task.number;
    let PlannedJob { plan, corpus, .. } = PlannedJob::open(job)?;
    let decided = decided_parts(job, &plan)?;
    let made_from = std::iter::once(&plan).chain(decided.iter().map(|(file, _)| file));
    let made_from = made_from.map(StageFile::reference).collect();
    let Some(mut output) = TaskOutput::begin(job, task, made_from, diagnostics)? else {
        return Ok(Done { was_made: true, ..Done::new(task, 0) });
    };
    job.files(shard)?;
    let range = job.file.shards[shard as usize].range();
    let references = job.file.references as usize;
    let range = range.start.max(references)..range.end.max(references);
    let (repeats, kept) = removals(&decided, shard)?;
    let records = job.records()?;
    let fetched = FetchedRecords::new(fetched_files(job), kept);
    let mut store = RecordStore::of_fetched(&corpus.sources, &corpus.known, &records, &fetched);
    let clean = CleanFolder::new(job, shard, diagnostics)?;
    let bytes = corpus.sources[range.clone()].iter().map(Source::len).sum();
    let bar = diagnostics.reading(Some(bytes));
    let files = range.start as u32..range.end as u32;
    let target = Target::Folder(&clean.files);
    let written = write_files(&mut store, files, &repeats, &target, &job.file.output, &*bar)?;
    drop(bar);
    let lost_words = log(&mut output, &store, references, &repeats, &written)?;
    output.writer.end();
    clean.publish(job, &corpus.sources[range.clone()], &written)?;
    let counts = repeats.counts();
    let facts = Written {
        clean: written.clean,
        layouts: written.layouts.into_iter().collect(),
        identical: counts.identical,
        equivalent: counts.equivalent,
        removed: counts.removed,
        lost_words,
    };
    let bytes = output.finish(job, &facts)?;
    let documents = corpus.documents(range).len() as u64;
    Ok(Done { bytes, ..Done::new(task, documents) })
}

/// The files of all decided parts.
pub(super) fn decided_parts(
    job: &Job,
    plan: &StageFile,
) -> Result<Vec<(StageFile, Decided)>, Error> {
    let mut parts = Vec::with_capacity(job.file.parts as usize);
    for number in 0..job.file.parts {
        let file = StageFile::open(&job.folder, &job.id, Task::new(Stage::Decide, number))?;
        file.check_made_with(&plan.reference(), &job.folder)?;
        let decided: Decided = file.facts()?;
        if decided.removed.len() != job.file.shards.len() {
            return Err(file.damaged("it has another number of shards"));
        }
        parts.push((file, decided));
    }
    Ok(parts)
}

/// The removals from a shard, by document, and the places of the kept records.
fn removals(
    decided: &[(StageFile, Decided)],
    shard: u32,
) -> Result<(Repeats, Vec<FetchedRecord>), Error> {
    let (mut all, mut kept): (Vec<Repeat>, Vec<FetchedRecord>) = (Vec::new(), Vec::new());
    for (file, decided) in decided {
        let section = file.section(shard as usize)?;
        let (mut values, mut next) = (Values(&section), 0);
        for _ in 0..decided.removed[shard as usize] {
            let read = removal(&mut values, next);
            let (repeat, record) =
                read.ok_or_else(|| file.damaged("its removals end too early"))?;
            next = repeat.document.saturating_add(1);
            all.push(repeat);
            kept.push(record);
        }
    }
    all.sort_unstable_by_key(|repeat| repeat.document);
    Ok((Repeats { all, ..Repeats::default() }, kept))
}

/// Writes the entries of the audit log to the open section. Returns the number of lost words.
fn log(
    output: &mut TaskOutput,
    store: &RecordStore<'_>,
    references: usize,
    repeats: &Repeats,
    written: &RestoreData,
) -> Result<u64, Error> {
    let entries = EntryWriter {
        store,
        repeats,
        written,
        references,
        by: By::Document,
        is_logged: true,
        ids: &Ids::default(),
        clusters: None,
        judge: None,
        pair_counts: Mutex::new(None),
        lost: AtomicU64::new(0),
    };
    entries.each(|removed| json(removed), |lines| output.writer.put(lines))?;
    Ok(entries.lost.into_inner())
}

/// The clean files of a shard before they have their names.
struct CleanFolder {
    files: TempOutput,
    _lock: Lock,
}

impl CleanFolder {
    /// Makes a temporary folder in the output folder, which is made too if it is not there.
    fn new(job: &Job, shard: u32, diagnostics: &dyn Diagnostics) -> Result<CleanFolder, Error> {
        let folder = &job.file.output;
        match job.file.roots.create_folder(folder) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                return Err(Error::writing(folder, &error));
            }
            _ => {}
        }
        let mut lock = Lock::take(&folder.join(format!("shard-{shard:05}")))?;
        recover(&mut lock, diagnostics)?;
        Ok(CleanFolder { files: TempOutput::folder(&lock, job.file.roots)?, _lock: lock })
    }

    /// Gives the files their names.
    fn publish(self, job: &Job, sources: &[Source], written: &RestoreData) -> Result<(), Error> {
        self.files.sync()?;
        for (source, _) in sources.iter().zip(&written.clean).filter(|(_, clean)| clean.is_some()) {
            let path = job.file.output.join(&source.relative);
            let model = match &source.place {
                Place::Path(path, _) => Some(path.as_path()),
                Place::Spool(_) => None,
            };
            let moved = self.files.move_file(&source.relative, &path, model, source.rights);
            moved.map_err(|error| taken(&path, &error))?;
        }
        Ok(())
    }
}

/// The error if a clean file cannot get its name.
fn taken(path: &Path, error: &io::Error) -> Error {
    if error.kind() == io::ErrorKind::AlreadyExists && fs::symlink_metadata(path).is_ok() {
        let reason = format!(
            "cannot write {}: something else has this name, and it is not overwritten; move it away and run this \
             again",
            path.display()
        );
        return Error::at(ErrorKind::Write, path, reason);
    }
    Error::writing(path, error)
}
