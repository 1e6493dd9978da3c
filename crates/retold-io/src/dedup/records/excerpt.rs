//! Places in records with their text, as the audit log and the preview show them.

use super::record_store::RecordStore;
use crate::dedup::source::file::Kind;
use crate::error::Error;
use retold::Span;
use retold::text::{Lines, Words};
use serde::Serialize;
use std::borrow::Cow;

/// A place in a record.
#[derive(Debug, Serialize)]
pub struct Place<'a> {
    /// The name of the file, as the user gave it.
    pub source: &'a str,
    /// The number of the record, from 1; in JSON Lines the number of its line, in CSV without the
    /// header.
    pub record: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    /// The id of the record, if it has one.
    pub id: Option<String>,
    start: usize,
    end: usize,
    /// Its first line in the text, from 1.
    pub first_line: usize,
    /// Its last line.
    pub last_line: usize,
    /// The text.
    pub text: String,
    /// Whether the file contains one text instead of records.
    #[serde(skip)]
    pub is_text: bool,
}

/// A record that was read again, with its text.
pub(in crate::dedup) struct Excerpt {
    pub(in crate::dedup) document: u32,
    pub(in crate::dedup) source: u32,
    pub(in crate::dedup) record: Vec<u8>,
    text: String,
    lines: Lines,
    id: Option<String>,
}

impl Excerpt {
    pub(in crate::dedup) fn new(store: &RecordStore<'_>, document: u32) -> Result<Excerpt, Error> {
        let number = store.source_of(document);
        let source = &store.sources[number as usize];
        let record = store.record(document)?;
        let parsed = store.records.parse(source, &record).map_err(|_| source.changed())?;
        let id = parsed.id.map(Cow::into_owned);
        let text = parsed.text.into_owned();
        Ok(Excerpt { document, source: number, lines: Lines::new(&text), text, id, record })
    }

    /// # Errors
    /// If the text has no such span, because the file was changed.
    pub(in crate::dedup) fn place<'a>(
        &self,
        store: &RecordStore<'a>,
        span: Span,
    ) -> Result<Place<'a>, Error> {
        let source = &store.sources[self.source as usize];
        let text = self.text.get(span.range()).ok_or_else(|| source.changed())?;
        let record = store.known[self.source as usize].record_of(self.document);
        let (first_line, last_line) = self.lines.first_and_last(span);
        Ok(Place {
            source: &source.name,
            record: source.shown_number(record),
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

/// The length of a text, in units of 0.2 words.
pub(in crate::dedup) fn fifths(text: &str) -> usize {
    let mut fifths = 0;
    Words.for_each(text, |token| fifths += token.kind.fifths());
    fifths
}
