//! A record of the input and the text in it.
//!
//! [`Records::parse`] finds the text. [`Parsed::cuts`] maps spans of the text back to bytes of the
//! record. Example: in the record `{"text":"a\nb"}`, the span 2..3 of the text is `b`, which is
//! byte 12 of the record.
//!
//! Invariant: a record without its cuts is still a record of the same format, with the rest of the
//! text.

use super::prose::is_prose;
use crate::dedup::cuts::cut::cuts;
use crate::dedup::cuts::lines::line_cuts;
use crate::dedup::cuts::paragraphs::paragraph_cuts;
use crate::dedup::keep::keep_rule::{Rank, Rule};
use crate::dedup::options::By;
use crate::dedup::row_record::{RowRecord, RowText};
use crate::dedup::source::csv::{self, CsvField, CsvOffsets};
use crate::dedup::source::file::{Kind, Place, Source};
use crate::dedup::structure::{Markup, running_text, sound_cuts};
use crate::input::jsonl::{Fault, JsonString, RawOffsets, find, is_blank};
use crate::input::{Budget, Kind as Named, Request, gather};
use retold::{Span, Unit};
use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;

/// The settings that records are read with.
pub(in crate::dedup) struct Records {
    pub(in crate::dedup) text_field: String,
    pub(in crate::dedup) id_field: Option<String>,
    /// Whether the ids of all documents are kept in memory.
    pub(in crate::dedup) keeps_ids: bool,
    pub(in crate::dedup) rule: Rule,
    /// The unit that is removed.
    pub(in crate::dedup) by: By,
    /// The memory that decoding may take.
    pub(in crate::dedup) memory: Budget,
}

/// A record with a text.
#[derive(Debug)]
pub(in crate::dedup) struct Parsed<'r> {
    pub(in crate::dedup) text: Cow<'r, str>,
    pub(in crate::dedup) id: Option<Cow<'r, str>>,
    pub(in crate::dedup) rank: Rank,
    field: Field,
    /// Whether it is Markdown by the name of its file.
    is_markdown: bool,
    by: By,
}

/// The position of a text in its record.
#[derive(Debug)]
enum Field {
    /// At the start of the record.
    Start,
    /// In a JSON string, including its quotes.
    Json(Range<usize>),
    /// In a field of CSV, without its quotes.
    Csv { raw: Range<usize>, is_quoted: bool, is_alone: bool },
}

/// Why a record has no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::dedup) enum NoText {
    /// A line without anything on it.
    Blank,
    /// The header of a table, or the bytes around the elements of an array.
    Frame,
    /// A row whose text is null.
    Null,
    /// A file that is no prose, such as code or a table.
    Whole,
    Fault(String),
    /// A record without the field, or with a value that is no text; and the message if no record of
    /// the file has the field.
    Field(String, Option<String>),
    /// A line that is no JSON, and may be one of several lines of a record.
    Spanning(String),
}

impl Records {
    /// Finds the text in a record of `source`.
    pub(in crate::dedup) fn parse<'r>(
        &self,
        source: &Source,
        record: &'r [u8],
    ) -> Result<Parsed<'r>, NoText> {
        match source.kind {
            Kind::Lines => self.line(source, record),
            Kind::Rows => self.row(source, record),
            Kind::Csv => self.csv(source, record),
            Kind::Array | Kind::Values => self.value(source, record),
            Kind::Text => {
                if let Some(reason) = source.reason_to_keep() {
                    return Err(NoText::Fault(reason.clone()));
                }
                if self.by != By::Document && !is_prose(source, record) {
                    return Err(NoText::Whole);
                }
                let text = whole(source, record).map_err(NoText::Fault)?;
                Ok(Parsed {
                    text,
                    id: None,
                    rank: self.rule.of_text(source),
                    field: Field::Start,
                    is_markdown: is_called_markdown(source),
                    by: self.by,
                })
            }
        }
    }

    fn line<'r>(&self, source: &Source, record: &'r [u8]) -> Result<Parsed<'r>, NoText> {
        if is_blank(record) {
            return Err(NoText::Blank);
        }
        let (id, rank) = (self.id_field.as_deref(), self.rule.field());
        let others: Vec<&str> = id.into_iter().chain(rank).collect();
        let found = find(record, &self.text_field, &others).map_err(|fault| match fault {
            Fault::Field(reason) => NoText::Field(reason, None),
            Fault::Missing(missing) => NoText::Field(missing.to_string(), Some(missing.of_all())),
            Fault::Syntax(_) if is_fragment(record) => NoText::Spanning(fault.to_string()),
            Fault::Syntax(_) => NoText::Fault(fault.to_string()),
        })?;
        if self.by != By::Document && !found.parts.is_empty() {
            let reason = "its text is in several fields, which cannot be cut; name one of them with --text-field";
            return Err(NoText::Fault(reason.to_owned()));
        }
        let mut others = found.others.into_iter();
        let id = id.and_then(|_| others.next().flatten());
        let field = rank.and_then(|_| others.next().flatten());
        let rank = self.rule.of_record(source, id.as_deref(), field.as_deref());
        let JsonString { raw, value } = found.text;
        Ok(Parsed {
            text: value,
            id,
            rank,
            field: Field::Json(raw),
            is_markdown: false,
            by: self.by,
        })
    }

    /// Parses a JSON value and the bytes before it: white space, and a comma in an array.
    fn value<'r>(&self, source: &Source, record: &'r [u8]) -> Result<Parsed<'r>, NoText> {
        let lead = lead(record);
        let value = &record[lead..];
        if matches!(value, [] | [b'[' | b']', ..] if value.trim_ascii().len() < 2) {
            return Err(NoText::Frame);
        }
        let mut parsed = self.line(source, value)?;
        if let Field::Json(raw) = &mut parsed.field {
            *raw = raw.start + lead..raw.end + lead;
        }
        Ok(parsed)
    }

    fn csv<'r>(&self, source: &Source, record: &'r [u8]) -> Result<Parsed<'r>, NoText> {
        let columns = source.csv.as_ref().ok_or(NoText::Frame)?;
        if csv::is_blank(record, columns.delimiter) {
            return Err(NoText::Blank);
        }
        let field = |number| csv::field(record, columns.delimiter, number);
        let CsvField { text, raw, is_quoted, is_alone } =
            field(columns.text).map_err(NoText::Fault)?;
        let [id, rank] = columns.others.map(|number| number.and_then(|it| field(it).ok()));
        let [id, rank] = [id, rank].map(|field| field.map(|field| field.text));
        let rank = self.rule.of_record(source, id.as_deref(), rank.as_deref());
        let field = Field::Csv { raw, is_quoted, is_alone };
        Ok(Parsed { text, id, rank, field, is_markdown: false, by: self.by })
    }

    fn row<'r>(&self, source: &Source, record: &'r [u8]) -> Result<Parsed<'r>, NoText> {
        let row = RowRecord::read(record).ok_or_else(|| NoText::Fault("no row".to_owned()))?;
        let text = match row.text {
            RowText::Text(text) => Cow::Borrowed(text),
            RowText::Null => return Err(NoText::Null),
            RowText::Fault(reason) => return Err(NoText::Fault(reason.to_owned())),
        };
        let [id, field] = row.others;
        let rank = self.rule.of_record(source, id, field);
        let id = id.map(Cow::Borrowed);
        Ok(Parsed { text, id, rank, field: Field::Start, is_markdown: false, by: self.by })
    }
}

/// Whether a line could belong to a record on several lines: its first line, a line with a field,
/// or its last line.
fn is_fragment(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    match line {
        [b'{' | b'[', ..] => !line.ends_with(b"}"),
        [b'}' | b']', ..] => line.len() < 3,
        [b'"', ..] => line.contains(&b':') || line.ends_with(b",") || line.ends_with(b"\""),
        _ => false,
    }
}

/// The number of bytes before a JSON value: white space, a comma, the byte order mark.
pub(in crate::dedup) fn lead(record: &[u8]) -> usize {
    let text = record.strip_prefix(b"\xef\xbb\xbf").unwrap_or(record).trim_ascii_start();
    let text = text.strip_prefix(b",").unwrap_or(text).trim_ascii_start();
    record.len() - text.len()
}

/// Whether a file is Markdown by its name.
fn is_called_markdown(source: &Source) -> bool {
    matches!(source.place, Place::Path(..))
        && Named::of(Path::new(&source.relative), true) == Named::Markdown
}

/// The text of a file with one text.
fn whole<'r>(source: &Source, record: &'r [u8]) -> Result<Cow<'r, str>, String> {
    let shown = match &source.place {
        Place::Path(path, _) if source.shown => Some(path),
        _ => None,
    };
    if let Some(path) = shown {
        return shown_text(path);
    }
    let text = std::str::from_utf8(record).map_err(|error| {
        format!("not valid UTF-8 at byte {}; convert it first", error.valid_up_to())
    })?;
    Ok(Cow::Borrowed(text))
}

/// The text of a file, decoded from its encoding, markup and compression.
fn shown_text(path: &Path) -> Result<Cow<'static, str>, String> {
    // Times, speakers and code are included, so that two files that differ only in these are not
    // identical.
    let paths = vec![path.to_owned()];
    let request = Request { paths, with_frames: true, ..Request::default() };
    let gathered = gather(&request, &|_| {});
    let found = {
        let mut texts = gathered.texts();
        (texts.next(), texts.next())
    };
    match found {
        // An incomplete text must not be taken for a copy of another one.
        (Some(text), None) if gathered.skipped.is_empty() => Ok(Cow::Owned(text.text.to_owned())),
        (Some(_), None) => Err(gathered.skipped[0].1.clone()),
        (Some(_), Some(_)) => Err("records, in a file that is named as a text".to_owned()),
        (None, _) => {
            let reason = gathered.skipped.first();
            Err(reason.map_or_else(|| "no text".to_owned(), |(_, reason)| reason.clone()))
        }
    }
}

impl Parsed<'_> {
    /// The text that is compared: all of it, or only the running text if parts may be removed.
    /// Offsets are the same in both.
    pub(in crate::dedup) fn compared(&self) -> Cow<'_, str> {
        match self.by {
            By::Document => Cow::Borrowed(&self.text),
            By::Paragraph | By::Line | By::Passage => running_text(&self.text, self.markup()),
        }
    }

    fn markup(&self) -> Markup {
        Markup::of(&self.text, self.is_markdown)
    }

    /// The bytes of the record that are cut out for some spans of the text; none for a span that is
    /// kept.
    pub(in crate::dedup) fn cuts(
        &self,
        record: &[u8],
        spans: &[Span],
    ) -> Vec<Option<Range<usize>>> {
        let places = match self.by {
            By::Document => cuts(&self.text, spans).into_iter().map(Some).collect(),
            By::Paragraph | By::Line | By::Passage => match self.markup() {
                Markup::Plain if self.by == By::Paragraph => {
                    paragraph_cuts(&self.text, &self.text, spans)
                }
                Markup::Plain if self.by == By::Line => line_cuts(&self.text, spans),
                // The rest of a passage is not compared again, so it need not be read as the same
                // segments.
                markup => {
                    let unit = Some(self.by.unit()).filter(|unit| *unit != Unit::Passage);
                    sound_cuts(&self.text, markup, spans, unit)
                }
            },
        };
        let gone: Vec<Range<usize>> = places.iter().flatten().cloned().collect();
        if !self.is_field_without(&gone) {
            return vec![None; spans.len()];
        }
        let mut gone = self.in_record(record, &gone).into_iter();
        places.into_iter().map(|place| place.and_then(|_| gone.next())).collect()
    }

    /// Whether the field is still the same field without these ranges. A field without quotation
    /// marks must not start with one afterwards, and its record must not become a blank line.
    fn is_field_without(&self, gone: &[Range<usize>]) -> bool {
        let Field::Csv { is_quoted: false, is_alone, .. } = self.field else { return true };
        // The first byte that is kept.
        let mut first = 0;
        for place in gone {
            if place.start > first {
                break;
            }
            first = place.end;
        }
        match self.text.as_bytes().get(first) {
            Some(first) => *first != b'"',
            None => !is_alone,
        }
    }

    /// The byte ranges of the record that contain these ranges of the text.
    fn in_record(&self, record: &[u8], places: &[Range<usize>]) -> Vec<Range<usize>> {
        match &self.field {
            Field::Start => places.to_vec(),
            Field::Json(raw) => {
                let string = JsonString { raw: raw.clone(), value: Cow::Borrowed("") };
                let offsets = RawOffsets::new(record, &string);
                places.iter().map(|place| offsets.raw_range(place.clone())).collect()
            }
            Field::Csv { raw, is_quoted, .. } => {
                let offsets = CsvOffsets::new(&self.text, raw, *is_quoted);
                places.iter().map(|place| offsets.raw_range(place)).collect()
            }
        }
    }
}
