//! Where a text comes from.

use std::path::Path;
use std::sync::Arc;

/// Where a text comes from, for those who want to open it: its name is for people, and need not be
/// that of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    /// The file; `-` is the standard input.
    pub file: Arc<Path>,
    /// Whether the file holds something else than the bytes of the text: it is packed, or has
    /// records in it.
    pub wrapped: bool,
    /// The record, where the file holds many.
    pub record: Option<Record>,
}

/// A record of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Record {
    /// Where it is.
    pub place: RecordPlace,
    /// What tells it from the other records of its file: the id, or else its number.
    pub key: String,
}

/// Where in its file a record is, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum RecordPlace {
    /// A line.
    Line(u64),
    /// A row of a table.
    Row(u64),
    /// An element of a JSON array, or one of the JSON values that follow one another.
    Element(u64),
    /// A message of a mailbox.
    Message(u64),
    /// A cell of a notebook.
    Cell(u64),
}

impl RecordPlace {
    /// The number of the line, row, element, message or cell.
    pub fn number(self) -> u64 {
        match self {
            RecordPlace::Line(number)
            | RecordPlace::Row(number)
            | RecordPlace::Element(number)
            | RecordPlace::Message(number)
            | RecordPlace::Cell(number) => number,
        }
    }

    /// The same kind of place with another number.
    #[must_use]
    pub fn at(self, number: u64) -> RecordPlace {
        match self {
            RecordPlace::Line(_) => RecordPlace::Line(number),
            RecordPlace::Row(_) => RecordPlace::Row(number),
            RecordPlace::Element(_) => RecordPlace::Element(number),
            RecordPlace::Message(_) => RecordPlace::Message(number),
            RecordPlace::Cell(_) => RecordPlace::Cell(number),
        }
    }

    /// What several of them are called.
    pub(in crate::input) fn plural(self) -> &'static str {
        match self {
            RecordPlace::Line(_) => "lines",
            RecordPlace::Row(_) => "rows",
            RecordPlace::Element(_) => "records",
            RecordPlace::Message(_) => "messages",
            RecordPlace::Cell(_) => "cells",
        }
    }
}

impl Origin {
    /// A whole file.
    pub fn of_file(file: &Path) -> Origin {
        Origin { file: file.into(), wrapped: false, record: None }
    }

    /// A record of this file, without an id.
    pub(in crate::input) fn record(&self, place: RecordPlace) -> Origin {
        let record = Record { place, key: place.number().to_string() };
        Origin { file: Arc::clone(&self.file), wrapped: true, record: Some(record) }
    }
}
