//! What does a record say?

use super::rule::{Rank, Rule};
use super::source::{Kind, Place, Source};
use crate::input::jsonl::{JsonString, RawOffsets, find, is_blank};
use crate::input::{Fields, Request, gather};
use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;

/// How records are read.
pub(super) struct Records {
    pub(super) text_field: String,
    pub(super) id_field: Option<String>,
    pub(super) rule: Rule,
    /// Whether text is cut out of them.
    pub(super) cut: bool,
}

/// A record with a text.
#[derive(Debug)]
pub(super) struct Parsed<'r> {
    pub(super) text: Cow<'r, str>,
    pub(super) id: Option<Cow<'r, str>>,
    pub(super) rank: Rank,
    /// Where the text stands in the record, as a string of JSON; none if the record is the text.
    string: Option<Range<usize>>,
}

/// Why a record has no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Nothing {
    /// A line without anything on it.
    Blank,
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
            Kind::Text => {
                let text = self.whole(source, record).map_err(Nothing::Fault)?;
                Ok(Parsed { text, id: None, rank: self.rule.of_text(source), string: None })
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
        let mut others = found.others.into_iter();
        let id = id.and_then(|_| others.next().flatten());
        let field = rank.and_then(|_| others.next().flatten());
        let rank = self.rule.of_record(source, id.as_deref(), field.as_deref());
        let JsonString { raw, value } = found.text;
        Ok(Parsed { text: value, id, rank, string: Some(raw) })
    }

    fn whole<'r>(&self, source: &Source, record: &'r [u8]) -> Result<Cow<'r, str>, String> {
        if let Some(reason) = source.broken.get() {
            return Err(reason.clone());
        }
        let shown = match &source.place {
            Place::Path(path, _) if source.shown => Some(path),
            _ => None,
        };
        if let Some(path) = shown {
            return shown_text(path);
        }
        if self.cut && is_html(&source.relative) {
            return Err("HTML, of which nothing is cut out".to_owned());
        }
        let text = std::str::from_utf8(record).map_err(|error| {
            format!("not valid UTF-8 at byte {}; convert it first", error.valid_up_to())
        })?;
        Ok(Cow::Borrowed(text))
    }
}

/// The text that a file shows, whatever its encoding and packing.
fn shown_text(path: &Path) -> Result<Cow<'static, str>, String> {
    let request = Request { paths: vec![path.to_owned()], ..Request::default() };
    debug_assert_eq!(request.fields.text, Fields::default().text);
    let gathered = gather(&request, &|_| {});
    let mut texts = gathered.texts.into_iter();
    match (texts.next(), texts.next()) {
        (Some(text), None) => Ok(Cow::Owned(text.text)),
        (Some(_), Some(_)) => Err("records, in a file that is named as a text".to_owned()),
        (None, _) => {
            let reason = gathered.skipped.into_iter().next();
            Err(reason.map_or_else(|| "no text".to_owned(), |(_, reason)| reason))
        }
    }
}

fn is_html(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let name = name.trim_end_matches(".gz").trim_end_matches(".zst");
    [".html", ".htm", ".xhtml"].iter().any(|extension| name.ends_with(extension))
}

impl Parsed<'_> {
    /// The bytes of the record that say what stands at these places of the text.
    pub(super) fn in_record(&self, record: &[u8], places: &[Range<usize>]) -> Vec<Range<usize>> {
        let Some(raw) = &self.string else { return places.to_vec() };
        let string = JsonString { raw: raw.clone(), value: Cow::Borrowed("") };
        let offsets = RawOffsets::new(record, &string);
        places.iter().map(|place| offsets.raw_range(place.clone())).collect()
    }
}
