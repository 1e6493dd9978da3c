//! The origin of a text: file and record.

use std::path::Path;
use std::sync::Arc;

/// The origin of a text, for programs that open it. The name of a text is for people and may differ
/// from the path of its file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    /// The file; `-` is the standard input.
    pub file: Arc<Path>,
    /// Whether the file's bytes are not the text's: it is compressed, or contains records.
    pub wrapped: bool,
    /// The record, if the file contains many.
    pub record: Option<Record>,
}

/// A record of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Record {
    /// The position of the record.
    pub place: RecordPlace,
    /// The id of the record, or else its number.
    pub key: String,
}

/// The position of a record in its file, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum RecordPlace {
    /// A line.
    Line(u64),
    /// A row of a table.
    Row(u64),
    /// An element of a JSON array, or one of several JSON values in a file.
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

    /// A place of the same kind with another number.
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

    /// The plural of its name, for messages.
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
    /// The origin of a whole file.
    pub fn of_file(file: &Path) -> Origin {
        Origin { file: file.into(), wrapped: false, record: None }
    }

    /// The origin of a record without an id.
    pub(in crate::input) fn record(&self, place: RecordPlace) -> Origin {
        let record = Record { place, key: place.number().to_string() };
        Origin { file: Arc::clone(&self.file), wrapped: true, record: Some(record) }
    }
}
