//! A file of the input, which is opened again for every reading.
//!
//! Invariant: a file whose length or modification time differs from the first look is an error, so
//! that the readings of a run see the same bytes.

use super::packing::Packing;
use super::permissions::Rights;
use crate::dedup::parquet::Table;
use crate::error::{Error, ErrorKind};
use crate::input::Budget;
use crate::regular_file;
use serde::{Deserialize, Serialize};
use std::fs::{File, Metadata};
use std::io::{self, Read, Seek};
use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::SystemTime;

/// The kind of a file's content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::dedup) enum Kind {
    /// A record on each line.
    Lines,
    /// A record in each row: Parquet.
    Rows,
    /// A record in each row after a header: CSV and similar formats.
    Csv,
    /// The elements of a JSON array.
    Array,
    /// A sequence of JSON values.
    Values,
    /// One text.
    Text,
}

/// A file of the input.
#[derive(Debug)]
pub(in crate::dedup) struct Source {
    /// The name in messages.
    pub(in crate::dedup) name: String,
    /// Its path in the folder of the output, with `/` between the parts.
    pub(in crate::dedup) relative: String,
    pub(in crate::dedup) place: Place,
    pub(in crate::dedup) kind: Kind,
    pub(in crate::dedup) packing: Packing,
    /// The columns, in CSV.
    pub(in crate::dedup) csv: Option<CsvColumns>,
    /// Whether it is a reference, from which nothing is removed.
    pub(in crate::dedup) reference: bool,
    /// Whether its text is decoded from its encoding and markup; only for whole documents.
    pub(in crate::dedup) shown: bool,
    /// Whether its bytes are copied unchanged, compressed or not, or removed as a whole.
    pub(in crate::dedup) copied: bool,
    /// The reason why it is no text, by its first bytes. It is then copied unchanged, and never
    /// read into memory.
    pub(in crate::dedup) refused: Option<String>,
    /// The error, if it could not be read.
    pub(in crate::dedup) broken: OnceLock<String>,
    /// The permissions of the file.
    pub(in crate::dedup) rights: Rights,
    /// The permissions of the file and of all folders around it.
    pub(in crate::dedup) reach: Rights,
}

/// The columns of a CSV file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::dedup) struct CsvColumns {
    pub(in crate::dedup) delimiter: u8,
    pub(in crate::dedup) text: usize,
    /// The column of the id, and the column of the keep rule.
    pub(in crate::dedup) others: [Option<usize>; 2],
}

/// The location of the bytes.
#[derive(Debug)]
pub(in crate::dedup) enum Place {
    /// In a file, with its state when it was found.
    Path(PathBuf, Stamp),
    /// In a temporary file without a name, which has the bytes of the standard input.
    Spool(File),
}

/// The state of a file: its length and modification time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::dedup) struct Stamp {
    len: u64,
    modified: Option<SystemTime>,
}

impl Stamp {
    pub(in crate::dedup) fn of(metadata: &Metadata) -> Stamp {
        Stamp { len: metadata.len(), modified: metadata.modified().ok() }
    }

    /// The modification time in microseconds since 1970.
    pub(in crate::dedup) fn micros(self) -> Option<i64> {
        let since = self.modified?.duration_since(SystemTime::UNIX_EPOCH);
        Some(match since {
            Ok(after) => after.as_micros() as i64,
            Err(before) => -(before.duration().as_micros() as i64),
        })
    }
}

impl Source {
    /// A source in a temporary file, with the permissions of any file.
    pub(in crate::dedup) fn in_spool(
        [name, relative]: [&str; 2],
        file: File,
        (kind, packing, csv): (Kind, Packing, Option<CsvColumns>),
        reference: bool,
    ) -> Source {
        Source {
            name: name.to_owned(),
            relative: relative.to_owned(),
            place: Place::Spool(file),
            kind,
            packing,
            csv,
            reference,
            shown: false,
            copied: false,
            refused: None,
            broken: OnceLock::new(),
            rights: Rights::ANY,
            reach: Rights::ANY,
        }
    }

    /// Opens the file at its start.
    ///
    /// # Errors
    /// If it cannot be opened, or was changed since it was found.
    pub(in crate::dedup) fn open(&self) -> Result<File, Error> {
        match &self.place {
            Place::Path(path, _) => {
                let file = regular_file::open(path).map_err(|error| self.unreadable(&error))?;
                self.check(&file)?;
                Ok(file)
            }
            Place::Spool(spool) => {
                let opened = spool.try_clone().and_then(|mut file| file.rewind().map(|()| file));
                opened.map_err(|error| self.unreadable(&error))
            }
        }
    }

    /// Makes sure that the file was not changed since it was found.
    pub(in crate::dedup) fn check(&self, file: &File) -> Result<(), Error> {
        let Place::Path(_, stamp) = &self.place else { return Ok(()) };
        let metadata = file.metadata().map_err(|error| self.unreadable(&error))?;
        if Stamp::of(&metadata) == *stamp { Ok(()) } else { Err(self.changed()) }
    }

    pub(in crate::dedup) fn len(&self) -> u64 {
        match &self.place {
            Place::Path(_, stamp) => stamp.len,
            Place::Spool(file) => file.metadata().map_or(0, |metadata| metadata.len()),
        }
    }

    /// The number of a record in messages and in the audit log, from 1. The header of a table and
    /// the bracket of an array do not count.
    pub(in crate::dedup) fn shown_number(&self, record: u64) -> u64 {
        match self.kind {
            Kind::Csv | Kind::Array => record,
            Kind::Lines | Kind::Rows | Kind::Values | Kind::Text => record + 1,
        }
    }

    /// Whether a record is the header of a table.
    pub(in crate::dedup) fn is_header(&self, record: u64) -> bool {
        self.kind == Kind::Csv && record == 0
    }

    /// Whether the file allows a seek to a record.
    pub(in crate::dedup) fn is_seekable(&self) -> bool {
        match self.kind {
            Kind::Text => true,
            Kind::Lines => self.packing == Packing::Plain,
            Kind::Rows | Kind::Csv | Kind::Array | Kind::Values => false,
        }
    }

    /// Reads some bytes of a file that is not compressed.
    pub(in crate::dedup) fn read_at(
        &self,
        file: &File,
        at: u64,
        len: usize,
    ) -> Result<Vec<u8>, Error> {
        let mut bytes = vec![0; len];
        read_exact_at(file, &mut bytes, at).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => self.changed(),
            _ => self.unreadable(&error),
        })?;
        Ok(bytes)
    }

    /// Reads a whole text, uncompressed unless it is copied unchanged.
    pub(in crate::dedup) fn read_whole(&self) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        let read = self.packing.reader(self.open()?).and_then(|mut r| r.read_to_end(&mut bytes));
        read.map_err(|error| self.unreadable(&error))?;
        Ok(bytes)
    }

    /// Opens a Parquet file and reads its metadata. Also returns the file, so that the caller can
    /// check at the end that it was not changed.
    pub(in crate::dedup) fn open_table(&self, budget: &Budget) -> Result<(Table, File), Error> {
        let file = self.open()?;
        let again = file.try_clone().map_err(|error| self.unreadable(&error))?;
        let table = Table::open(again, budget);
        let table = table.map_err(|reason| self.unreadable(&io::Error::other(reason)))?;
        Ok((table, file))
    }

    /// From now on, copies the file unchanged.
    pub(in crate::dedup) fn copy(&mut self) {
        self.copied = true;
        self.packing = Packing::Plain;
        if self.is_broken() {
            self.kind = Kind::Text;
        }
    }

    pub(in crate::dedup) fn is_broken(&self) -> bool {
        self.broken.get().is_some()
    }

    /// The reason why it is copied unchanged, if that is known before it is read.
    pub(in crate::dedup) fn reason_to_keep(&self) -> Option<&String> {
        self.broken.get().or(self.refused.as_ref())
    }

    /// Stores that the file cannot be read, and returns the error.
    pub(in crate::dedup) fn unreadable(&self, error: &io::Error) -> Error {
        let _ = self.broken.set(error.to_string());
        Error::new(
            ErrorKind::Read,
            format!("cannot read {}: {error}; nothing was written", self.name),
        )
    }

    pub(in crate::dedup) fn changed(&self) -> Error {
        Error::new(
            ErrorKind::Read,
            format!(
                "{} was changed while it was read; nothing was written: run again when nothing writes to it",
                self.name
            ),
        )
    }
}

/// Fills `bytes` from an offset of a file, without an effect on other readers of it.
pub(in crate::dedup) fn read_exact_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<()> {
    #[cfg(unix)]
    {
        std::os::unix::fs::FileExt::read_exact_at(file, bytes, at)
    }
    #[cfg(windows)]
    {
        use std::os::windows::fs::FileExt;
        let (mut bytes, mut at) = (bytes, at);
        while !bytes.is_empty() {
            match file.seek_read(bytes, at)? {
                0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                read => {
                    bytes = &mut bytes[read..];
                    at += read as u64;
                }
            }
        }
        Ok(())
    }
}
