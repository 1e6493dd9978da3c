//! Records in a temporary file, because their own file allows no seek.

use crate::dedup::source::file::read_exact_at;
use crate::dedup::source::temp_file::nameless;
use crate::error::{Error, ErrorKind};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// A temporary file of records.
pub(in crate::dedup) struct Spill {
    file: File,
    /// The document, offset and length of each record, ordered by document.
    entries: Vec<(u32, u64, u64)>,
}

impl Spill {
    pub(in crate::dedup) fn holds(&self, document: u32) -> bool {
        self.find(document).is_some()
    }

    /// The bytes of a record, if it is in this file.
    pub(in crate::dedup) fn record(&self, document: u32) -> Option<Result<Vec<u8>, Error>> {
        let (at, len) = self.find(document)?;
        let mut bytes = vec![0; len as usize];
        let read = read_exact_at(&self.file, &mut bytes, at);
        Some(read.map(|()| bytes).map_err(|error| set_aside(&error)))
    }

    fn find(&self, document: u32) -> Option<(u64, u64)> {
        let place = self.entries.binary_search_by_key(&document, |entry| entry.0).ok()?;
        let (_, at, len) = self.entries[place];
        Some((at, len))
    }
}

/// The writer of a temporary file of records, in the order of their documents.
pub(in crate::dedup) struct SpillWriter {
    out: BufWriter<File>,
    at: u64,
    entries: Vec<(u32, u64, u64)>,
}

impl SpillWriter {
    pub(in crate::dedup) fn new(folder: Option<&Path>) -> Result<SpillWriter, Error> {
        let file = nameless(folder).map_err(|error| set_aside(&error))?;
        Ok(SpillWriter { out: BufWriter::with_capacity(1 << 17, file), at: 0, entries: Vec::new() })
    }

    pub(in crate::dedup) fn put(&mut self, document: u32, record: &[u8]) -> Result<(), Error> {
        self.out.write_all(record).map_err(|error| set_aside(&error))?;
        self.entries.push((document, self.at, record.len() as u64));
        self.at += record.len() as u64;
        Ok(())
    }

    pub(in crate::dedup) fn finish(self) -> Result<Spill, Error> {
        let file = self.out.into_inner().map_err(|error| set_aside(error.error()))?;
        Ok(Spill { file, entries: self.entries })
    }
}

fn set_aside(error: &std::io::Error) -> Error {
    Error::new(
        ErrorKind::Write,
        format!("cannot use a temporary file for records: {error}; nothing was written"),
    )
}
