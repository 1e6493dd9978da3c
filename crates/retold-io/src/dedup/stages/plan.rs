//! `plan`: the buckets of all partitions divide the documents into parts that can be decided separately.
//!
//! The file has these sections: the files of the input as JSON; for each part its documents and its buckets; for
//! each shard the documents whose records are fetched. Those are the documents that share a key with another
//! one, without exact copies.
//!
//! Cost: two readings of the buckets, one of the documents. Memory: 10 bytes a document; 32 more for each document
//! that shares a key, and 72 for those of one part; the bytes of all buckets, and those of one partition again.

use super::bucket_section::{bucket, end_band, put_bucket};
use super::components::Division;
use super::corpus::{SignedShard, signed_shards};
use super::document_section::{document, put_document};
use super::job::Job;
use super::join::Joined;
use super::signed::{Figures, SignedFile};
use super::stage_file::StageFile;
use super::task::{Stage, Task};
use super::task_output::{Done, TaskOutput};
use super::varint::{Values, put};
use crate::dedup::options::By;
use crate::dedup::records::first_pass::{beyond_memory, check_kinds};
use crate::dedup::run::need;
use crate::diagnostics::Diagnostics;
use crate::error::Error;
use crate::input::memory::Budget;
use retold::DocumentId;
use retold::detector::{RemovalPlanner, ScannedDocument};
use retold::lsh::Buckets;
use retold::matching::DisjointSets;
use serde::{Deserialize, Serialize};

/// The facts of the file of a plan.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Planned {
    pub(super) figures: Figures,
    pub(super) bands: usize,
    pub(super) partitions: u32,
    /// The number of connected components, and the number of documents of the largest one.
    pub(super) components: u32,
    pub(super) largest: u32,
    /// The number of documents of each part.
    pub(super) parts: Vec<u32>,
}

/// The section of the files.
pub(super) const FILES: usize = 0;

/// The sections of the documents and of the buckets of a part.
pub(super) fn of_part(part: u32) -> [usize; 2] {
    [1, 2].map(|section| section + 2 * part as usize)
}

/// The section of the documents of a shard that are fetched.
pub(super) fn of_shard(parts: u32, shard: u32) -> usize {
    1 + 2 * parts as usize + shard as usize
}

/// Plans the parts.
///
/// # Errors
/// If the file of a shard or a partition is missing or cannot be used, or the file of the plan cannot be written.
pub(super) fn plan(job: &Job, task: Task, diagnostics: &dyn Diagnostics) -> Result<Done, Error> {
    let shards = signed_shards(job)?;
    let signed: Vec<_> = shards.iter().map(|shard| shard.file.reference()).collect();
    let mut joins = Vec::with_capacity(job.file.partitions as usize);
    for number in 0..job.file.partitions {
        let join = StageFile::open(&job.folder, &job.id, Task::new(Stage::Join, number))?;
        join.check_made_from(&signed, &job.folder)?;
        joins.push(join);
    }
    let made_from = signed.into_iter().chain(joins.iter().map(StageFile::reference)).collect();
    let Some(mut output) = TaskOutput::begin(job, task, made_from, diagnostics)? else {
        return Ok(Done { was_made: true, ..Done::new(task, 0) });
    };
    let mut figures = Figures::default();
    for shard in &shards {
        figures.add(&shard.signed.figures);
    }
    check_kinds(figures.kinds, &job.records()?)?;
    let bands = shards.first().map_or(0, |shard| shard.signed.bands);
    hold(job, &figures, &joins)?;

    let files: Vec<&SignedFile> = shards.iter().flat_map(|shard| &shard.signed.files).collect();
    let files = serde_json::to_vec(&files).expect("plain data is JSON");
    output.writer.section(&files)?;
    let documents = figures.documents as u32;
    let mut sets = DisjointSets::new(documents);
    let bar = diagnostics.reading(Some(2 * joins.iter().map(StageFile::len).sum::<u64>()));
    for join in &joins {
        let section = join.section(0)?;
        each_bucket(join, &section, bands, documents, |_, members| {
            if let Some((&first, others)) = members.split_first() {
                for &member in others {
                    sets.join(first, member);
                }
            }
        })?;
        bar.read(section.len() as u64);
    }
    let division = Division::new(sets, job.file.parts);
    let parts = part_documents(&shards, &division)?;
    let buckets = part_buckets(&joins, bands, documents, &division, &*bar)?;
    let mut fetched = Vec::new();
    for (documents, buckets) in parts.into_iter().zip(buckets) {
        output.writer.section(&documents)?;
        output.writer.section(&buckets)?;
        drop(buckets);
        fetched.extend(without_copies(job, &documents, bands)?);
    }
    fetched.sort_unstable();
    let mut rest = &fetched[..];
    for shard in &shards {
        let end = shard.first + shard.signed.figures.documents as u32;
        let (own, behind) = rest.split_at(rest.partition_point(|&document| document < end));
        rest = behind;
        let mut section = Vec::new();
        let mut next = shard.first;
        for &document in own {
            put(u64::from(document - next), &mut section);
            next = document + 1;
        }
        output.writer.section(&section)?;
    }
    let Division { sizes, components, largest, .. } = division;
    let partitions = job.file.partitions;
    let planned = Planned { figures, bands, partitions, components, largest, parts: sizes };
    let bytes = output.finish(job, &planned)?;
    Ok(Done { bytes, ..Done::new(task, figures.documents) })
}

/// Makes sure that the plan fits into memory.
fn hold(job: &Job, figures: &Figures, joins: &[StageFile]) -> Result<(), Error> {
    let memory = Budget::new(job.options().memory, need(By::Document));
    let mut members = 0;
    for join in joins {
        members += join.facts::<Joined>()?.members;
    }
    let largest = joins.iter().map(StageFile::len).max().unwrap_or_default();
    let shared = members.min(figures.documents);
    let bytes = joins.iter().map(StageFile::len).sum::<u64>() + largest;
    let held = memory.hold(10 * figures.documents + 104 * shared + bytes);
    held.map_err(|error| beyond_memory(&error))
}

/// Gives each bucket of a partition to `take`, with its band.
fn each_bucket(
    file: &StageFile,
    section: &[u8],
    bands: usize,
    documents: u32,
    mut take: impl FnMut(usize, &[u32]),
) -> Result<(), Error> {
    let mut members = Vec::new();
    let mut values = Values(section);
    for band in 0..bands {
        let damaged = || file.damaged("its buckets end too early");
        while bucket(&mut values, documents, &mut members).ok_or_else(damaged)? {
            take(band, &members);
        }
    }
    if values.is_empty() { Ok(()) } else { Err(file.damaged("it has more buckets than bands")) }
}

/// The section of the documents of each part: the distance from the document before, and the document.
fn part_documents(shards: &[SignedShard], division: &Division) -> Result<Vec<Vec<u8>>, Error> {
    let mut sections = vec![Vec::new(); division.sizes.len()];
    let mut next = vec![0u32; sections.len()];
    for shard in shards {
        let section = shard.file.section(0)?;
        let mut values = Values(&section);
        for number in shard.first..shard.first + shard.signed.figures.documents as u32 {
            let damaged = || shard.file.damaged("its documents end too early");
            let read = document(&mut values).ok_or_else(damaged)?;
            if let Some(part) = division.part(number) {
                put(u64::from(number - next[part]), &mut sections[part]);
                put_document(&read, &mut sections[part]);
                next[part] = number + 1;
            }
        }
        if !values.is_empty() {
            return Err(shard.file.damaged("it has more documents than it says"));
        }
    }
    Ok(sections)
}

/// The section of the buckets of each part: those of each band of each partition, with the places of the documents
/// in the part.
fn part_buckets(
    joins: &[StageFile],
    bands: usize,
    documents: u32,
    division: &Division,
    bar: &dyn crate::diagnostics::Progress,
) -> Result<Vec<Vec<u8>>, Error> {
    let mut sections = vec![Vec::new(); division.sizes.len()];
    for join in joins {
        let section = join.section(0)?;
        let mut open = 0;
        each_bucket(join, &section, bands, documents, |band, members| {
            while open < band {
                sections.iter_mut().for_each(end_band);
                open += 1;
            }
            // All members of a bucket are in one component.
            if let Some(part) = members.first().and_then(|&first| division.part(first)) {
                let places = members.iter().map(|&member| division.place(member));
                put_bucket(places, &mut sections[part]);
            }
        })?;
        for _ in open..bands {
            sections.iter_mut().for_each(end_band);
        }
        bar.read(section.len() as u64);
    }
    Ok(sections)
}

/// The documents of a part, with their numbers in the corpus.
pub(super) fn documents_of(section: &[u8]) -> Option<(Vec<u32>, Vec<ScannedDocument>)> {
    let (mut numbers, mut documents) = (Vec::new(), Vec::new());
    let mut values = Values(section);
    let mut next = 0u32;
    while !values.is_empty() {
        let number = next.checked_add(values.number32()?)?;
        numbers.push(number);
        documents.push(document(&mut values)?);
        next = number + 1;
    }
    Some((numbers, documents))
}

/// The buckets of a part, band by band.
pub(super) fn buckets_of(
    section: &[u8],
    planned: &Planned,
    documents: u32,
) -> Option<Vec<Buckets>> {
    // For each band, the members of its buckets and the ends of the buckets.
    let mut groups: Vec<(Vec<u32>, Vec<usize>)> = vec![Default::default(); planned.bands];
    let (mut values, mut members) = (Values(section), Vec::new());
    for _ in 0..planned.partitions {
        for (all, ends) in &mut groups {
            while bucket(&mut values, documents, &mut members)? {
                all.extend_from_slice(&members);
                ends.push(all.len());
            }
        }
    }
    let buckets = groups.into_iter().map(|(all, ends)| {
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let ranges = starts.zip(&ends).map(|(start, &end)| start..end);
        Buckets::from_groups(ranges.map(|range| all[range].iter().copied()))
    });
    values.is_empty().then(|| buckets.collect())
}

/// The documents of a part that are no exact copies of another one.
fn without_copies(job: &Job, section: &[u8], bands: usize) -> Result<Vec<u32>, Error> {
    let (numbers, documents) = documents_of(section).expect("it was written above");
    let planner =
        RemovalPlanner::from_scanned(&job.detector, &documents, &vec![Buckets::default(); bands])?;
    let is_copy = |place: u32| planner.is_copy(DocumentId(place));
    Ok((0..).zip(numbers).filter(|&(place, _)| !is_copy(place)).map(|(_, number)| number).collect())
}
