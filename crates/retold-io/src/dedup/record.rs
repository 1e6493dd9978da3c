//! What does a record say?

use super::cut::cuts;
use super::options::By;
use super::paragraphs::paragraph_cuts;
use super::prose::is_prose;
use super::row_record::{RowRecord, RowText};
use super::rule::{Rank, Rule};
use super::source::{Kind, Place, Source};
use super::structure::{Markup, shown, sound_cuts};
use crate::input::jsonl::{JsonString, RawOffsets, find, is_blank};
use crate::input::{Budget, Kind as Named, Request, gather};
use retold::Span;
use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;

/// How records are read.
pub(super) struct Records {
    pub(super) text_field: String,
    pub(super) id_field: Option<String>,
    pub(super) rule: Rule,
    /// What goes of them.
    pub(super) by: By,
    /// What their decoding may take in memory.
    pub(super) memory: Budget,
}

/// A record with a text.
#[derive(Debug)]
pub(super) struct Parsed<'r> {
    pub(super) text: Cow<'r, str>,
    pub(super) id: Option<Cow<'r, str>>,
    pub(super) rank: Rank,
    /// Where the text stands in the record, as a string of JSON; none if the record is the text.
    string: Option<Range<usize>>,
    /// Whether it is Markdown by the name of its file.
    is_markdown: bool,
    by: By,
}

/// Why a record has no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Nothing {
    /// A line without anything on it.
    Blank,
    /// A row whose text is null.
    Null,
    /// A file of which nothing is cut out: code, a table, a program.
    Whole,
    Fault(String),
}

impl Records {
    /// Finds the text in a record of `source`.
    pub(super) fn parse<'r>(
        &self,
        source: &Source,
        record: &'r [u8],
    ) -> Result<Parsed<'r>, Nothing> {
        match source.kind {
            Kind::Lines => self.line(source, record),
            Kind::Rows => self.row(source, record),
            Kind::Text => {
                if let Some(reason) = source.reason_to_keep() {
                    return Err(Nothing::Fault(reason.clone()));
                }
                if self.by != By::Document && !is_prose(source, record) {
                    return Err(Nothing::Whole);
                }
                let text = whole(source, record).map_err(Nothing::Fault)?;
                Ok(Parsed {
                    text,
                    id: None,
                    rank: self.rule.of_text(source),
                    string: None,
                    is_markdown: is_called_markdown(source),
                    by: self.by,
                })
            }
        }
    }

    fn line<'r>(&self, source: &Source, record: &'r [u8]) -> Result<Parsed<'r>, Nothing> {
        if is_blank(record) {
            return Err(Nothing::Blank);
        }
        let (id, rank) = (self.id_field.as_deref(), self.rule.field());
        let others: Vec<&str> = id.into_iter().chain(rank).collect();
        let found = find(record, &self.text_field, &others)
            .map_err(|fault| Nothing::Fault(fault.to_string()))?;
        if self.by != By::Document && !found.parts.is_empty() {
            let reason = "its text is in several fields, which are not cut; name one of them";
            return Err(Nothing::Fault(reason.to_owned()));
        }
        let mut others = found.others.into_iter();
        let id = id.and_then(|_| others.next().flatten());
        let field = rank.and_then(|_| others.next().flatten());
        let rank = self.rule.of_record(source, id.as_deref(), field.as_deref());
        let JsonString { raw, value } = found.text;
        Ok(Parsed { text: value, id, rank, string: Some(raw), is_markdown: false, by: self.by })
    }

    fn row<'r>(&self, source: &Source, record: &'r [u8]) -> Result<Parsed<'r>, Nothing> {
        let row = RowRecord::read(record).ok_or_else(|| Nothing::Fault("no row".to_owned()))?;
        let text = match row.text {
            RowText::Text(text) => Cow::Borrowed(text),
            RowText::Null => return Err(Nothing::Null),
            RowText::Fault(reason) => return Err(Nothing::Fault(reason.to_owned())),
        };
        let [id, field] = row.others;
        let rank = self.rule.of_record(source, id, field);
        let id = id.map(Cow::Borrowed);
        Ok(Parsed { text, id, rank, string: None, is_markdown: false, by: self.by })
    }
}

/// Whether a file is Markdown by its name.
fn is_called_markdown(source: &Source) -> bool {
    matches!(source.place, Place::Path(..))
        && Named::of(Path::new(&source.relative), true) == Named::Markdown
}

/// The text of a file that holds one.
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

/// The text that a file shows, whatever its encoding and packing.
fn shown_text(path: &Path) -> Result<Cow<'static, str>, String> {
    let request = Request { paths: vec![path.to_owned()], ..Request::default() };
    let gathered = gather(&request, &|_| {});
    let found = {
        let mut texts = gathered.texts();
        (texts.next(), texts.next())
    };
    match found {
        // Text of which words are left out must not be taken for a copy of another.
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
    /// The text that is compared: where parts of it may go, only its running text. Every offset is
    /// one of the text.
    pub(super) fn compared(&self) -> Cow<'_, str> {
        match self.by {
            By::Document => Cow::Borrowed(&self.text),
            By::Paragraph | By::Passage => shown(&self.text, self.markup()),
        }
    }

    fn markup(&self) -> Markup {
        Markup::of(&self.text, self.is_markdown)
    }

    /// The bytes of the record that go with some spans of the text; none for one that stays.
    pub(super) fn cuts(&self, record: &[u8], spans: &[Span]) -> Vec<Option<Range<usize>>> {
        let by_paragraph = self.by == By::Paragraph;
        let places = match self.by {
            By::Document => cuts(&self.text, spans).into_iter().map(Some).collect(),
            By::Paragraph | By::Passage => match self.markup() {
                Markup::Plain if by_paragraph => paragraph_cuts(&self.text, &self.text, spans),
                markup => sound_cuts(&self.text, markup, spans, by_paragraph),
            },
        };
        let gone: Vec<Range<usize>> = places.iter().flatten().cloned().collect();
        let mut gone = self.in_record(record, &gone).into_iter();
        places.into_iter().map(|place| place.and_then(|_| gone.next())).collect()
    }

    /// The bytes of the record that say what stands at these places of the text.
    fn in_record(&self, record: &[u8], places: &[Range<usize>]) -> Vec<Range<usize>> {
        let Some(raw) = &self.string else { return places.to_vec() };
        let string = JsonString { raw: raw.clone(), value: Cow::Borrowed("") };
        let offsets = RawOffsets::new(record, &string);
        places.iter().map(|place| offsets.raw_range(place.clone())).collect()
    }
}
