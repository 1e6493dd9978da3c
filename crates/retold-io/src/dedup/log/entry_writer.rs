//! The writer of the entries of the audit log.
//!
//! Each removal becomes one line with its place, its bytes, the kept text and the differences. The
//! texts are read again for that, and a hash in the [`Note`] of the clean corpus detects a file
//! that changed.
//!
//! Invariant: the lines are in the order of the input, at any number of threads. Memory: the
//! entries of [`STEP`] documents.

use super::annotations::each_annotation;
use super::audit::json;
use super::lost::lost;
use super::verdicts::PairJudge;
use crate::dedup::decide::clusters::Clusters;
use crate::dedup::decide::repeat::{Repeat, Repeats};
use crate::dedup::options::By;
use crate::dedup::parquet::RowReader;
use crate::dedup::records::excerpt::{Excerpt, Place, fifths};
use crate::dedup::records::ids::Ids;
use crate::dedup::records::record_store::RecordStore;
use crate::dedup::source::file::Kind;
use crate::dedup::summary::PairCounts;
use crate::dedup::write::clean_corpus::in_record;
use crate::dedup::write::restore_data::{Change, Joint, Note, RestoreData};
use crate::error::Error;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde::Serialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use xxhash_rust::xxh3::xxh3_64;

/// The most kept documents that are open at a time, for the removals of one document.
const OPEN: usize = 4;

/// The number of documents whose entries are made in parallel.
const STEP: usize = 256;

/// The number of lost words that an entry lists; the others are only counted.
const LOST: usize = 64;

/// An entry of the audit log about a removal.
#[derive(Debug, Serialize)]
#[allow(clippy::struct_excessive_bools, reason = "each is a field of the log")]
pub struct Removed<'a> {
    input: u32,
    /// The unit: `document`, `paragraph`, `line` or `sentence`.
    pub what: &'static str,
    clean: u64,
    #[serde(flatten)]
    /// The place of the removed text.
    pub place: Place<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    raw: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    raw_base64: Option<String>,
    /// The removed row of a Parquet file, with all columns.
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<Box<RawValue>>,
    /// The offset in the text of a kept row.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<usize>,
    /// The length of the removed text in words.
    pub words: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    resemblance: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    identity: Option<f64>,
    /// Whether it occurs whole inside a longer document.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    contained: bool,
    identical: bool,
    same_words: bool,
    equivalent: bool,
    /// The words that the kept text does not have at the same place: the first of them, and their
    /// number if not all are listed.
    lost_words: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lost_count: Option<usize>,
    /// The kept text that it repeats.
    pub repeats: Repeated<'a>,
}

/// The kept text that a removed text repeats.
#[derive(Debug, Serialize)]
pub struct Repeated<'a> {
    /// Whether it is in a reference corpus.
    against: bool,
    #[serde(flatten)]
    /// The place of the kept text.
    pub place: Place<'a>,
}

impl Removed<'_> {
    /// The similarity of the removed and the kept text: the resemblance, or the identity of a
    /// sentence.
    pub fn similarity(&self) -> f64 {
        self.resemblance.or(self.identity).unwrap_or(if self.contained { 1.0 } else { 0.0 })
    }
}

/// An entry of the audit log about a change between two records: a line break that was added, or a
/// comma of a JSON array that was removed.
#[derive(Serialize)]
struct JointLine<'a> {
    input: usize,
    what: &'static str,
    clean: u64,
    source: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    added: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    raw: Option<Cow<'a, str>>,
}

/// The results of a run, from which the audit log is written.
pub(in crate::dedup) struct EntryWriter<'a> {
    pub(in crate::dedup) store: &'a RecordStore<'a>,
    pub(in crate::dedup) repeats: &'a Repeats,
    pub(in crate::dedup) written: &'a RestoreData,
    /// The number of reference files among the sources.
    pub(in crate::dedup) references: usize,
    pub(in crate::dedup) by: By,
    /// Whether the log is written to a file: then it contains the removed rows, the annotations and
    /// the verdicts on pairs.
    pub(in crate::dedup) is_logged: bool,
    /// The ids of the documents, if the run stores them.
    pub(in crate::dedup) ids: &'a Ids,
    /// The clusters of an annotated corpus.
    pub(in crate::dedup) clusters: Option<&'a Clusters>,
    /// The pairs of `--pairs`, and the data for their verdicts.
    pub(in crate::dedup) judge: Option<PairJudge<'a>>,
    /// The figures of these verdicts, once they are written.
    pub(in crate::dedup) pair_counts: Mutex<Option<PairCounts>>,
    /// The number of lost words in the entries that are written.
    pub(in crate::dedup) lost: AtomicU64,
}

impl EntryWriter<'_> {
    /// Writes all lines. `line` formats a removal; other lines are JSON. A preview gets the removals
    /// and the changes between records only.
    pub(in crate::dedup) fn each(
        &self,
        line: impl Fn(&Removed<'_>) -> Vec<u8> + Sync,
        mut out: impl FnMut(&[u8]) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let documents: Vec<&[Repeat]> =
            self.repeats.all.chunk_by(|a, b| a.document == b.document).collect();
        let mut joints = self.written.joints.iter().peekable();
        let mut rows = RemovedRows::new(self);
        let mut done = 0;
        for step in documents.chunks(STEP) {
            // The index of the first removal of each document among all removals.
            let mut starts = Vec::with_capacity(step.len());
            for repeats in step {
                starts.push((done, *repeats));
                done += repeats.len();
            }
            // A Parquet file can only be read sequentially, so its rows are read before the
            // parallel part.
            let mut work = Vec::with_capacity(step.len());
            for (start, repeats) in starts {
                work.push((start, repeats, rows.row(repeats[0].document)?));
            }
            let lines: Vec<Result<Vec<u8>, Error>> = work
                .par_iter()
                .map(|(start, repeats, row)| {
                    let notes = &self.written.notes[*start..start + repeats.len()];
                    self.document(repeats, notes, row.as_deref(), &line)
                })
                .collect();
            for ((start, ..), lines) in work.into_iter().zip(lines) {
                while let Some(joint) = joints.next_if(|joint| joint.after <= start) {
                    out(&self.joint(joint))?;
                }
                out(&lines?)?;
            }
        }
        joints.try_for_each(|joint| out(&self.joint(joint)))?;
        // A preview prints removals only, but counts the verdicts.
        let mut information = |line: &[u8]| if self.is_logged { out(line) } else { Ok(()) };
        if let Some(clusters) = self.clusters {
            each_annotation(self.store, self.ids, clusters, self.references, &mut information)?;
        }
        if let Some(judge) = &self.judge {
            let counts = judge.each(self.store, information)?;
            *self.pair_counts.lock().unwrap_or_else(PoisonError::into_inner) = Some(counts);
        }
        Ok(())
    }

    fn joint(&self, joint: &Joint) -> Vec<u8> {
        let (what, added, raw) = match &joint.change {
            Change::LineBreak => ("line_break", Some("\n"), None),
            Change::Separator(bytes) => ("separator", None, Some(String::from_utf8_lossy(bytes))),
        };
        json(&JointLine {
            input: joint.source as usize - self.references,
            what,
            clean: joint.at,
            source: &self.store.sources[joint.source as usize].name,
            added,
            raw,
        })
    }

    /// The lines for the removals of one document.
    fn document(
        &self,
        repeats: &[Repeat],
        notes: &[Option<Note>],
        row: Option<&RawValue>,
        line: &(impl Fn(&Removed<'_>) -> Vec<u8> + Sync),
    ) -> Result<Vec<u8>, Error> {
        let opened = Excerpt::new(self.store, repeats[0].document)?;
        // The record is hashed once: one text can have as many removals as lines.
        let check = xxh3_64(&opened.record);
        if notes.iter().flatten().any(|note| note.check != check) {
            return Err(self.store.sources[opened.source as usize].changed());
        }
        let cuts = match self.by {
            By::Document => vec![Some(0..opened.record.len())],
            _ => in_record(self.store, opened.source, &opened.record, repeats)?,
        };
        let is_row = self.store.sources[opened.source as usize].kind == Kind::Rows;
        let (mut lines, mut gone) = (Vec::new(), 0);
        // The removals of a document often repeat the same few documents, so the last ones are reused.
        let mut others: Vec<Excerpt> = Vec::new();
        for ((repeat, note), cut) in repeats.iter().zip(notes).zip(cuts) {
            let (Some(note), Some(cut)) = (note, cut) else { continue };
            let there = if repeat.kept == repeat.document {
                &opened
            } else {
                // The one that was used last is at the end.
                if let Some(at) = others.iter().position(|other| other.document == repeat.kept) {
                    others[at..].rotate_left(1);
                } else {
                    others.drain(..(others.len() + 1).saturating_sub(OPEN));
                    others.push(Excerpt::new(self.store, repeat.kept)?);
                }
                &others[others.len() - 1]
            };
            let against = (there.source as usize) < self.references;
            let at = (is_row && self.by != By::Document).then_some(cut.start - gone);
            gone += cut.len();
            let raw = &opened.record[cut];
            let (raw, raw_base64) = match std::str::from_utf8(raw) {
                _ if is_row && self.by == By::Document => (None, None),
                Ok(raw) => (Some(raw.to_owned()), None),
                Err(_) => (None, Some(BASE64_STANDARD.encode(raw))),
            };
            let place = opened.place(self.store, repeat.span)?;
            let there = there.place(self.store, repeat.kept_span)?;
            let (lost_words, lost) = lost(&place.text, &there.text, repeat.same_words, LOST);
            self.lost.fetch_add(lost as u64, Ordering::Relaxed);
            let is_sentence = self.by == By::Passage;
            lines.extend(line(&Removed {
                input: opened.source - self.references as u32,
                what: self.by.noun(),
                clean: note.at,
                raw,
                raw_base64,
                row: row.map(ToOwned::to_owned),
                at,
                words: (2 * fifths(&place.text) + 5) / 10,
                place,
                resemblance: (!is_sentence && !repeat.is_contained).then_some(repeat.similarity),
                identity: is_sentence.then_some(repeat.similarity),
                contained: repeat.is_contained,
                identical: repeat.identical,
                same_words: repeat.same_words,
                equivalent: repeat.equivalent,
                lost_count: (lost > lost_words.len()).then_some(lost),
                lost_words,
                repeats: Repeated { against, place: there },
            }));
        }
        Ok(lines)
    }
}

/// The reader of the rows that were removed from Parquet files, with all their columns.
struct RemovedRows<'a> {
    entries: &'a EntryWriter<'a>,
    /// The number of the current file and its reader.
    open: Option<(u32, RowReader)>,
}

impl<'a> RemovedRows<'a> {
    fn new(entries: &'a EntryWriter<'a>) -> RemovedRows<'a> {
        RemovedRows { entries, open: None }
    }

    /// The row of this document, if it was removed as a whole.
    fn row(&mut self, document: u32) -> Result<Option<Box<RawValue>>, Error> {
        let EntryWriter { store, by, is_logged, .. } = self.entries;
        let number = store.source_of(document);
        let source = &store.sources[number as usize];
        if source.kind != Kind::Rows || *by != By::Document || !is_logged {
            return Ok(None);
        }
        let reader = match self.open.take() {
            Some((of, reader)) if of == number => reader,
            _ => RowReader::new(source.open_table(&store.records.memory)?.0),
        };
        let (_, reader) = self.open.insert((number, reader));
        let row = reader.row(store.known[number as usize].record_of(document));
        row.map(Some).map_err(|reason| source.unreadable(&io::Error::other(reason)))
    }
}
