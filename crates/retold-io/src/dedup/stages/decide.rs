//! `decide`: the documents of one part are compared, and it is decided which of them are removed.
//!
//! The decision is that of `dedup` for the same documents: the same planner compares the same candidates in the
//! same order. The file has a section of removals for each shard.
//!
//! Cost: the comparisons that `dedup` makes for the documents of the part. Memory: about 250 bytes for each document
//! of the part, 12 for each member of a bucket, 32 for each fetched record, and the texts of a few hundred
//! documents.

use super::fetch::index;
use super::job::Job;
use super::plan::{buckets_of, documents_of, of_part};
use super::planned_job::{PlannedJob, fetched_files};
use super::removal_section::put_removal;
use super::stage_file::StageFile;
use super::task::{Stage, Task};
use super::task_output::{Done, TaskOutput};
use crate::dedup::decide::repeat::Repeat;
use crate::dedup::options::By;
use crate::dedup::records::fetched_records::FetchedRecords;
use crate::dedup::records::first_pass::beyond_memory;
use crate::dedup::records::record_store::RecordStore;
use crate::dedup::run::need;
use crate::diagnostics::Diagnostics;
use crate::error::Error;
use crate::input::memory::Budget;
use retold::DocumentId;
use retold::detector::RemovalPlanner;
use serde::{Deserialize, Serialize};

/// The facts of the file of a decided part.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Decided {
    pub(super) unresolved: usize,
    pub(super) equivalent: usize,
    pub(super) other_facts: usize,
    /// The number of removals from each shard.
    pub(super) removed: Vec<u64>,
}

/// Decides a part.
///
/// # Errors
/// If the plan or the file of a fetched shard is missing or cannot be used, or the file of the part cannot be
/// written.
pub(super) fn decide(job: &Job, task: Task, diagnostics: &dyn Diagnostics) -> Result<Done, Error> {
    let part = task.number;
    let PlannedJob { plan, planned, corpus } = PlannedJob::open(job)?;
    let [documents, buckets] = of_part(part);
    let damaged = || plan.damaged("its documents end too early");
    let (numbers, documents) = documents_of(&plan.section(documents)?).ok_or_else(damaged)?;
    let end = corpus.documents(0..corpus.known.len()).end;
    if numbers.last().is_some_and(|&last| last >= end) {
        return Err(plan.damaged("it lists a document that is not there"));
    }
    let shard_ends: Vec<u32> =
        job.file.shards.iter().map(|shard| corpus.documents(shard.range()).end).collect();
    let shard_of = |document: u32| shard_ends.partition_point(|&end| end <= document);

    // Only the shards with documents of the part.
    let mut fetched = Vec::new();
    let mut made_from = vec![plan.reference()];
    for numbers in numbers.chunk_by(|&a, &b| shard_of(a) == shard_of(b)) {
        let shard = shard_of(numbers[0]) as u32;
        let file = StageFile::open(&job.folder, &job.id, Task::new(Stage::Fetch, shard))?;
        file.check_made_from(&made_from[..1], &job.folder)?;
        index(&file, shard, |record| {
            if numbers.binary_search(&record.document).is_ok() {
                fetched.push(record);
            }
        })?;
        made_from.push(file.reference());
    }
    let Some(mut output) = TaskOutput::begin(job, task, made_from, diagnostics)? else {
        return Ok(Done { was_made: true, ..Done::new(task, 0) });
    };
    let memory = Budget::new(job.options().memory, need(By::Document));
    let bytes =
        250 * numbers.len() as u64 + 12 * plan.section_len(buckets) + 32 * fetched.len() as u64;
    memory.hold(bytes).map_err(|error| beyond_memory(&error))?;
    let section = plan.section(buckets)?;
    let buckets = buckets_of(&section, &planned, numbers.len() as u32);
    let buckets = buckets.ok_or_else(|| plan.damaged("its buckets end too early"))?;
    drop(section);
    let planner = RemovalPlanner::from_scanned(&job.detector, &documents, &buckets)?;
    drop((documents, buckets));

    let records = job.records()?;
    let fetched = FetchedRecords::new(fetched_files(job), fetched);
    let store = RecordStore::of_fetched(&corpus.sources, &corpus.known, &records, &fetched);
    let bar = diagnostics.reading(None);
    bar.comparing(numbers.len());
    let removals = planner.decide(|place| store.text(numbers[place.index()]))?;
    drop(bar);
    let number = |place: DocumentId| DocumentId(numbers[place.index()]);
    if let Some(&place) = removals.changed.first() {
        return Err(store.sources[store.source_of(number(place).0) as usize].changed());
    }
    let mut sections: Vec<(Vec<u8>, u32, u64)> = vec![(Vec::new(), 0, 0); shard_ends.len()];
    for mut removal in removals.removed {
        (removal.document, removal.kept) = (number(removal.document), number(removal.kept));
        let repeat = Repeat::of(&removal);
        let kept = fetched
            .find(repeat.kept)
            .ok_or_else(|| plan.damaged("a kept document is not among those that are fetched"))?;
        let (section, next, count) = &mut sections[shard_of(repeat.document)];
        put_removal(&repeat, *next, kept, section);
        (*next, *count) = (repeat.document + 1, *count + 1);
    }
    for (section, ..) in &sections {
        output.writer.section(section)?;
    }
    let decided = Decided {
        unresolved: removals.unresolved,
        equivalent: removals.equivalent,
        other_facts: removals.other_facts,
        removed: sections.iter().map(|(.., count)| *count).collect(),
    };
    let bytes = output.finish(job, &decided)?;
    Ok(Done { bytes, ..Done::new(task, numbers.len() as u64) })
}
