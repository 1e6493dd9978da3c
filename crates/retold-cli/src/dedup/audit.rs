//! What is written down of everything that went?
//!
//! docs/audit.md describes the format. Whatever reads it relies on nothing but the fields below.

use super::digest::Digest;
use super::packing::Packing;
use super::repeat::{Repeat, Repeats, noun};
use super::shelf::Shelf;
use super::source::Kind;
use super::write::{Joint, Note, Written, in_record};
use crate::arguments::By;
use crate::failure::Failure;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use retold::{Lines, Span, Words};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use xxhash_rust::xxh3::xxh3_64;

/// The name of the format and its version.
pub(super) const SCHEMA: &str = "retold.audit/1";

/// For so many documents at a time, the entries are made side by side.
const STEP: usize = 256;

/// The first line.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Header {
    pub(super) schema: String,
    pub(super) tool: String,
    pub(super) settings: BTreeMap<String, serde_json::Value>,
    /// Whether the clean corpus is a folder.
    pub(super) folder: bool,
    /// The clean corpus, unpacked, if it is a file.
    pub(super) clean: Option<Digest>,
    pub(super) inputs: Vec<Input>,
    pub(super) against: Vec<Input>,
}

/// A file of the input.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Input {
    pub(super) name: String,
    /// What it is called in a folder.
    pub(super) relative: String,
    /// Whether it is taken as it is, packed or not.
    pub(super) copied: bool,
    /// How it was packed, and is packed again; logs of older versions do not say it.
    pub(super) packing: Option<Packing>,
    pub(super) records: u64,
    #[serde(flatten)]
    pub(super) digest: Digest,
    /// What is left of it, unpacked, if the clean corpus is a folder and anything is left.
    pub(super) clean: Option<Digest>,
}

/// What `retold restore` needs of any other line.
#[derive(Debug, Deserialize)]
pub(super) struct Entry<'a> {
    pub(super) input: usize,
    pub(super) clean: u64,
    #[serde(borrow)]
    raw: Option<Cow<'a, str>>,
    #[serde(borrow)]
    raw_base64: Option<Cow<'a, str>>,
    #[serde(borrow)]
    added: Option<Cow<'a, str>>,
}

/// What is to be done at a place of the clean corpus to undo an entry.
pub(super) enum Undo<'e> {
    Insert(Cow<'e, [u8]>),
    /// These bytes were added.
    Skip(&'e [u8]),
}

impl Entry<'_> {
    pub(super) fn undo(&self) -> Option<Undo<'_>> {
        Some(match (&self.raw, &self.raw_base64, &self.added) {
            (Some(raw), None, None) => Undo::Insert(Cow::Borrowed(raw.as_bytes())),
            (None, Some(raw), None) => {
                Undo::Insert(Cow::Owned(BASE64_STANDARD.decode(raw.as_bytes()).ok()?))
            }
            (None, None, Some(added)) => Undo::Skip(added.as_bytes()),
            _ => return None,
        })
    }
}

/// A place in a record.
#[derive(Debug, Serialize)]
pub(super) struct Place<'a> {
    pub(super) source: &'a str,
    /// The number of the record, from 1; in JSON Lines, that of its line.
    pub(super) record: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<String>,
    start: usize,
    end: usize,
    pub(super) first_line: usize,
    pub(super) last_line: usize,
    pub(super) text: String,
    /// Whether the file holds one text, and no records.
    #[serde(skip)]
    pub(super) is_text: bool,
}

/// Everything about something that went.
#[derive(Debug, Serialize)]
pub(super) struct Removed<'a> {
    input: u32,
    pub(super) what: &'static str,
    clean: u64,
    #[serde(flatten)]
    pub(super) place: Place<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    raw: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    raw_base64: Option<String>,
    pub(super) words: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    resemblance: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    identity: Option<f64>,
    identical: bool,
    pub(super) repeats: Repeated<'a>,
}

/// What is repeated.
#[derive(Debug, Serialize)]
pub(super) struct Repeated<'a> {
    /// Whether it stands in a reference corpus.
    against: bool,
    #[serde(flatten)]
    pub(super) place: Place<'a>,
}

impl Removed<'_> {
    pub(super) fn similarity(&self) -> f64 {
        self.resemblance.or(self.identity).unwrap_or_default()
    }
}

/// An added line break.
#[derive(Serialize)]
struct Added<'a> {
    input: usize,
    what: &'static str,
    clean: u64,
    source: &'a str,
    #[serde(rename = "added")]
    text: &'static str,
}

/// Goes through everything that went, in the order of the input.
pub(super) struct Auditing<'a> {
    pub(super) shelf: &'a Shelf<'a>,
    pub(super) repeats: &'a Repeats,
    pub(super) written: &'a Written,
    /// How many of the sources are references.
    pub(super) references: usize,
    pub(super) by: By,
}

impl Auditing<'_> {
    /// Writes a line for each: as `line` makes it of a removal, and as JSON of a joint.
    pub(super) fn each(
        &self,
        line: impl Fn(&Removed<'_>) -> Vec<u8> + Sync,
        mut out: impl FnMut(&[u8]) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let documents: Vec<&[Repeat]> =
            self.repeats.all.chunk_by(|a, b| a.document == b.document).collect();
        let mut joints = self.written.joints.iter().peekable();
        let mut done = 0;
        for step in documents.chunks(STEP) {
            // Where each of them starts among all.
            let mut starts = Vec::with_capacity(step.len());
            for repeats in step {
                starts.push((done, *repeats));
                done += repeats.len();
            }
            let lines: Vec<Result<Vec<u8>, Failure>> = starts
                .par_iter()
                .map(|&(start, repeats)| {
                    let notes = &self.written.notes[start..start + repeats.len()];
                    self.document(repeats, notes, &line)
                })
                .collect();
            for ((start, _), lines) in starts.into_iter().zip(lines) {
                while let Some(joint) = joints.next_if(|joint| joint.after <= start) {
                    out(&self.joint(joint))?;
                }
                out(&lines?)?;
            }
        }
        joints.try_for_each(|joint| out(&self.joint(joint)))
    }

    fn joint(&self, joint: &Joint) -> Vec<u8> {
        json(&Added {
            input: joint.source as usize - self.references,
            what: "line_break",
            clean: joint.at,
            source: &self.shelf.sources[joint.source as usize].name,
            text: "\n",
        })
    }

    /// The lines for what went from one document.
    fn document(
        &self,
        repeats: &[Repeat],
        notes: &[Note],
        line: &(impl Fn(&Removed<'_>) -> Vec<u8> + Sync),
    ) -> Result<Vec<u8>, Failure> {
        let opened = Opened::new(self.shelf, repeats[0].document)?;
        if notes.iter().any(|note| note.check != xxh3_64(&opened.record)) {
            return Err(self.shelf.sources[opened.source as usize].changed());
        }
        let cuts = match self.by {
            By::Document => std::iter::once(0..opened.record.len()).collect(),
            _ => in_record(self.shelf, opened.source, &opened.record, repeats)?,
        };
        let mut lines = Vec::new();
        let mut other: Option<(u32, Opened)> = None;
        for ((repeat, note), cut) in repeats.iter().zip(notes).zip(cuts) {
            let kept = match other.take() {
                _ if repeat.kept == repeat.document => None,
                Some((document, opened)) if document == repeat.kept => Some((document, opened)),
                _ => Some((repeat.kept, Opened::new(self.shelf, repeat.kept)?)),
            };
            let there = kept.as_ref().map_or(&opened, |(_, opened)| opened);
            let raw = &opened.record[cut];
            let (raw, raw_base64) = match std::str::from_utf8(raw) {
                Ok(raw) => (Some(raw.to_owned()), None),
                Err(_) => (None, Some(BASE64_STANDARD.encode(raw))),
            };
            let place = opened.place(self.shelf, repeat.document, repeat.span)?;
            let is_sentence = self.by == By::Passage;
            lines.extend(line(&Removed {
                input: opened.source - self.references as u32,
                what: noun(self.by),
                clean: note.at,
                raw,
                raw_base64,
                words: words(&place.text),
                place,
                resemblance: (!is_sentence).then_some(repeat.similarity),
                identity: is_sentence.then_some(repeat.similarity),
                identical: repeat.identical,
                repeats: Repeated {
                    against: (there.source as usize) < self.references,
                    place: there.place(self.shelf, repeat.kept, repeat.kept_span)?,
                },
            }));
            other = kept;
        }
        Ok(lines)
    }
}

/// A record, read again.
struct Opened {
    source: u32,
    record: Vec<u8>,
    text: String,
    lines: Lines,
    id: Option<String>,
}

impl Opened {
    fn new(shelf: &Shelf<'_>, document: u32) -> Result<Opened, Failure> {
        let number = shelf.source_of(document);
        let source = &shelf.sources[number as usize];
        let record = shelf.record(document)?;
        let parsed = shelf.records.parse(source, &record).map_err(|_| source.changed())?;
        let id = parsed.id.map(Cow::into_owned);
        let text = parsed.text.into_owned();
        Ok(Opened { source: number, lines: Lines::new(&text), text, id, record })
    }

    fn place<'a>(
        &self,
        shelf: &Shelf<'a>,
        document: u32,
        span: Span,
    ) -> Result<Place<'a>, Failure> {
        let source = &shelf.sources[self.source as usize];
        let text = self.text.get(span.range()).ok_or_else(|| source.changed())?;
        let (first_line, last_line) = self.lines.first_and_last(span);
        Ok(Place {
            source: &source.name,
            record: shelf.known[self.source as usize].record_of(document) + 1,
            id: self.id.clone(),
            start: span.start,
            end: span.end,
            first_line,
            last_line,
            text: text.to_owned(),
            is_text: source.kind == Kind::Text,
        })
    }
}

/// A value as a line of JSON.
pub(super) fn json(value: &impl Serialize) -> Vec<u8> {
    let mut line = serde_json::to_vec(value).expect("plain data has no key that is not a string");
    line.push(b'\n');
    line
}

/// The length of a text in words, rounded.
fn words(text: &str) -> usize {
    let mut fifths = 0;
    Words.for_each(text, |token| fifths += token.kind.fifths());
    (2 * fifths + 5) / 10
}
