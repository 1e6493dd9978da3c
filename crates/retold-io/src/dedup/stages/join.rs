//! `join`: the keys of one partition, of all shards, become buckets.
//!
//! A bucket is the list of the documents that share a key. Documents have their numbers in the whole corpus
//! from here on: the documents of the shards before, and the number in the shard.
//!
//! Cost: linear in the keys of the partition. Memory: their 6 bytes, and 32 for each key of one band.

use super::bucket_section::{end_band, put_bucket};
use super::corpus::signed_shards;
use super::job::Job;
use super::key_section::each_key;
use super::task::Task;
use super::task_output::{Done, TaskOutput};
use super::varint::Values;
use crate::dedup::options::By;
use crate::dedup::records::first_pass::beyond_memory;
use crate::dedup::run::need;
use crate::diagnostics::Diagnostics;
use crate::error::Error;
use crate::input::memory::Budget;
use retold::lsh::BandJoin;
use serde::{Deserialize, Serialize};

/// The facts of the file of a joined partition.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Joined {
    pub(super) buckets: u64,
    /// The members of all buckets.
    pub(super) members: u64,
}

/// Joins a partition.
///
/// # Errors
/// If the file of a shard is missing or cannot be used, or the file of the partition cannot be written.
pub(super) fn join(job: &Job, task: Task, diagnostics: &dyn Diagnostics) -> Result<Done, Error> {
    let partition = task.number;
    let shards = signed_shards(job)?;
    let made_from = shards.iter().map(|shard| shard.file.reference()).collect();
    let Some(mut output) = TaskOutput::begin(job, task, made_from, diagnostics)? else {
        return Ok(Done { was_made: true, ..Done::new(task, 0) });
    };
    let number = 1 + partition as usize;
    let bands = shards.first().map_or(0, |shard| shard.signed.bands);
    let memory = Budget::new(job.options().memory, need(By::Document));
    let bytes: u64 = shards.iter().map(|shard| shard.file.section_len(number)).sum();
    // A key takes at least 6 bytes in its section.
    let of_band = 32 * (bytes / 6).div_ceil(bands.max(1) as u64);
    memory.hold(bytes + of_band).map_err(|error| beyond_memory(&error))?;
    let bar = diagnostics.reading(Some(bytes));
    let mut sections = Vec::with_capacity(shards.len());
    for shard in &shards {
        sections.push(shard.file.section(number)?);
        bar.read(shard.file.section_len(number));
    }
    let mut values: Vec<Values<'_>> = sections.iter().map(|section| Values(section)).collect();
    let (mut join, mut keys, mut ids) = (BandJoin::default(), Vec::new(), Vec::new());
    let mut joined = Joined { buckets: 0, members: 0 };
    let mut out = Vec::new();
    for band in 0..bands {
        keys.clear();
        ids.clear();
        for (shard, values) in shards.iter().zip(&mut values) {
            let documents = shard.signed.figures.documents as u32;
            each_key(values, band, documents, |key, document| {
                keys.push(key);
                ids.push(shard.first + document);
            })
            .ok_or_else(|| shard.file.damaged("its keys end too early"))?;
        }
        let buckets = join.join_ids(&keys, &ids);
        for bucket in buckets.iter() {
            joined.buckets += 1;
            joined.members += bucket.len() as u64;
            put_bucket(bucket.iter().copied(), &mut out);
        }
        end_band(&mut out);
        output.writer.put(&out)?;
        out.clear();
    }
    for (shard, values) in shards.iter().zip(&values) {
        if !values.is_empty() {
            return Err(shard.file.damaged("it has more keys than bands"));
        }
    }
    output.writer.end();
    let bytes = output.finish(job, &joined)?;
    let documents = shards.iter().map(|shard| shard.signed.figures.documents).sum();
    Ok(Done { bytes, ..Done::new(task, documents) })
}
