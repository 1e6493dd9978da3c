//! `fetch`: the records of a shard that are compared, copied to a file in which they can be found.
//!
//! The file has a section with the records, then the index. Each entry of the index is the distance from the
//! document before it, the length of the record and its XXH3-64. With these files, the next stages read records
//! of all shards at random, also of compressed files and tables.
//!
//! Cost: one more reading of the shard. Memory: a few megabytes, and 28 bytes for each fetched record.

use super::corpus::Corpus;
use super::job::Job;
use super::planned_job::PlannedJob;
use super::stage_file::StageFile;
use super::task::Task;
use super::task_output::{Done, TaskOutput};
use super::varint::{Values, put};
use crate::dedup::records::fetched_records::FetchedRecord;
use crate::dedup::records::record_store::RecordStore;
use crate::diagnostics::Diagnostics;
use crate::error::Error;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

/// The facts of the file of a fetched shard.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Fetched {
    pub(super) records: u64,
    /// The offset of the first record in the file.
    at: u64,
}

/// The section of the index.
const INDEX: usize = 1;

/// Fetches the records of a shard.
///
/// # Errors
/// If the plan is missing or cannot be used, the shard was changed, or its file cannot be written.
pub(super) fn fetch(job: &Job, task: Task, diagnostics: &dyn Diagnostics) -> Result<Done, Error> {
    let shard = task.number;
    let PlannedJob { plan, corpus, .. } = PlannedJob::open(job)?;
    let made_from = vec![plan.reference()];
    let Some(mut output) = TaskOutput::begin(job, task, made_from, diagnostics)? else {
        return Ok(Done { was_made: true, ..Done::new(task, 0) });
    };
    job.files(shard)?;
    let range = job.file.shards[shard as usize].range();
    let wanted = wanted(job, &plan, &corpus, shard)?;
    let records = job.records()?;
    let store = RecordStore::new(&corpus.sources, &corpus.known, &records);
    let files: Vec<u32> = range.map(|file| file as u32).collect();
    let bar = diagnostics
        .reading(Some(files.iter().map(|&file| corpus.sources[file as usize].len()).sum()));
    let (mut index, mut rest) = (Vec::new(), wanted.as_slice());
    let mut next = wanted.first().copied().unwrap_or_default();
    let first = next;
    let at = output.writer.at();
    store.each_block(&files, &*bar, |documents| {
        for &(document, record) in documents {
            if rest.first() == Some(&document) {
                rest = &rest[1..];
                output.writer.put(record)?;
                put(u64::from(document - next), &mut index);
                put(record.len() as u64, &mut index);
                index.extend_from_slice(&xxh3_64(record).to_le_bytes());
                next = document + 1;
            }
        }
        Ok(())
    })?;
    output.writer.end();
    let mut section = Vec::new();
    put(first.into(), &mut section);
    section.append(&mut index);
    output.writer.section(&section)?;
    let fetched = Fetched { records: wanted.len() as u64, at };
    let bytes = output.finish(job, &fetched)?;
    Ok(Done { bytes, ..Done::new(task, fetched.records) })
}

/// The documents of a shard whose records are fetched.
fn wanted(job: &Job, plan: &StageFile, corpus: &Corpus, shard: u32) -> Result<Vec<u32>, Error> {
    let section = plan.section(super::plan::of_shard(job.file.parts, shard))?;
    let documents = corpus.documents(job.file.shards[shard as usize].range());
    let mut wanted = Vec::new();
    let (mut values, mut next) = (Values(&section), documents.start);
    while !values.is_empty() {
        let number = values.number32().and_then(|distance| next.checked_add(distance));
        let number = number.filter(|number| documents.contains(number));
        let number = number.ok_or_else(|| plan.damaged("it lists a document of another shard"))?;
        wanted.push(number);
        next = number + 1;
    }
    Ok(wanted)
}

/// The places of the fetched records of a shard, for those documents that `take` wants.
pub(super) fn index(
    file: &StageFile,
    shard: u32,
    mut take: impl FnMut(FetchedRecord),
) -> Result<(), Error> {
    let Fetched { records, mut at } = file.facts()?;
    let section = file.section(INDEX)?;
    let damaged = || file.damaged("its index ends too early");
    let mut values = Values(&section);
    let mut next = values.number32().ok_or_else(damaged)?;
    let mut entry = || {
        let document = next.checked_add(values.number32()?)?;
        next = document.checked_add(1)?;
        let (len, check) = (values.number()?, u64::from_le_bytes(values.bytes()?));
        let record = FetchedRecord { document, file: shard, at, len, check };
        at = at.checked_add(len)?;
        Some(record)
    };
    for _ in 0..records {
        take(entry().ok_or_else(damaged)?);
    }
    Ok(())
}
