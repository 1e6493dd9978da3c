//! Where a text comes from.

use std::path::Path;
use std::sync::Arc;

/// Where a text comes from, for those who want to open it: its name is for people, and need not be
/// that of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Origin {
    /// The file; `-` is the standard input.
    pub(crate) file: Arc<Path>,
    /// Whether the file holds something else than the bytes of the text: it is packed, or has
    /// records in it.
    pub(crate) wrapped: bool,
    /// The record, where the file holds many.
    pub(crate) record: Option<Record>,
}

/// A record of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Record {
    pub(crate) place: RecordPlace,
    /// What tells it from the other records of its file: the id, or else its number.
    pub(crate) key: String,
}

/// Where in its file a record stands, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum RecordPlace {
    Line(u64),
    Row(u64),
}

impl RecordPlace {
    pub(crate) fn number(self) -> u64 {
        let (RecordPlace::Line(number) | RecordPlace::Row(number)) = self;
        number
    }
}

impl Origin {
    /// A whole file.
    pub(crate) fn of_file(file: &Path) -> Origin {
        Origin { file: file.into(), wrapped: false, record: None }
    }

    /// A record of this file, without an id.
    pub(super) fn record(&self, place: RecordPlace) -> Origin {
        let record = Record { place, key: place.number().to_string() };
        Origin { file: Arc::clone(&self.file), wrapped: true, record: Some(record) }
    }
}
