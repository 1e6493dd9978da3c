//! A file of the input, opened again for every reading.

use super::packing::Packing;
use super::permissions::Rights;
use crate::dedup::parquet::Table;
use crate::error::{Error, ErrorKind};
use crate::input::Budget;
use crate::regular_file;
use std::fs::{File, Metadata};
use std::io::{self, Read, Seek};
use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::SystemTime;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::dedup) enum Kind {
    /// A record on each line.
    Lines,
    /// A record in each row: Parquet.
    Rows,
    /// A record in each row, behind a header: CSV and its like.
    Csv,
    /// The elements of an array of JSON.
    Array,
    /// Values of JSON that follow one another.
    Values,
    /// One text.
    Text,
}

/// A file of the input.
#[derive(Debug)]
pub(in crate::dedup) struct Source {
    /// As the user knows it.
    pub(in crate::dedup) name: String,
    /// What it is called in a folder of the output, with `/` between the parts.
    pub(in crate::dedup) relative: String,
    pub(in crate::dedup) place: Place,
    pub(in crate::dedup) kind: Kind,
    pub(in crate::dedup) packing: Packing,
    /// Where the fields are, in CSV.
    pub(in crate::dedup) csv: Option<CsvColumns>,
    /// Whether nothing of it may be removed.
    pub(in crate::dedup) reference: bool,
    /// Whether its text is what it shows, whatever its encoding and markup: a text by document.
    pub(in crate::dedup) shown: bool,
    /// Whether it is copied as it is, packed or not, or left out.
    pub(in crate::dedup) copied: bool,
    /// Why it is no text, by its first bytes: it is kept as it is, and never held in memory.
    pub(in crate::dedup) refused: Option<String>,
    /// Why it cannot be read, once that was tried in vain.
    pub(in crate::dedup) broken: OnceLock<String>,
    /// The rights of the file.
    pub(in crate::dedup) rights: Rights,
    /// What the folders around it leave of them.
    pub(in crate::dedup) reach: Rights,
}

/// Where the fields of a CSV file are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::dedup) struct CsvColumns {
    pub(in crate::dedup) delimiter: u8,
    pub(in crate::dedup) text: usize,
    /// The id, and the field by which one of several is kept.
    pub(in crate::dedup) others: [Option<usize>; 2],
}

/// Where the bytes are.
#[derive(Debug)]
pub(in crate::dedup) enum Place {
    /// In a file that was in this state when it was found.
    Path(PathBuf, Stamp),
    /// In a file without a name: what came from the standard input.
    Spool(File),
}

/// What tells at a glance that a file was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::dedup) struct Stamp {
    len: u64,
    modified: Option<SystemTime>,
}

impl Stamp {
    pub(in crate::dedup) fn of(metadata: &Metadata) -> Stamp {
        Stamp { len: metadata.len(), modified: metadata.modified().ok() }
    }

    /// The time of the last change in microseconds since 1970.
    pub(in crate::dedup) fn micros(self) -> Option<i64> {
        let since = self.modified?.duration_since(SystemTime::UNIX_EPOCH);
        Some(match since {
            Ok(after) => after.as_micros() as i64,
            Err(before) => -(before.duration().as_micros() as i64),
        })
    }
}

impl Source {
    /// Opens the file at its start.
    ///
    /// # Errors
    /// If it cannot be opened, or is not in the state in which it was found.
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

    /// Makes sure that the file is in the state in which it was found.
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

    /// The number, from 1, by which the user knows a record of this number, from 0: the header of a
    /// table and the bracket of an array do not count.
    pub(in crate::dedup) fn shown_number(&self, record: u64) -> u64 {
        match self.kind {
            Kind::Csv | Kind::Array => record,
            Kind::Lines | Kind::Rows | Kind::Values | Kind::Text => record + 1,
        }
    }

    /// Whether a record only names the fields of the others.
    pub(in crate::dedup) fn is_header(&self, record: u64) -> bool {
        self.kind == Kind::Csv && record == 0
    }

    /// Whether a record can be read again where it stands.
    pub(in crate::dedup) fn is_seekable(&self) -> bool {
        match self.kind {
            Kind::Text => true,
            Kind::Lines => self.packing == Packing::Plain,
            Kind::Rows | Kind::Csv | Kind::Array | Kind::Values => false,
        }
    }

    /// Reads some bytes of a file that is not packed.
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

    /// Reads all of a text, unpacked unless it is copied as it is.
    pub(in crate::dedup) fn read_whole(&self) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        let read = self.packing.reader(self.open()?).and_then(|mut r| r.read_to_end(&mut bytes));
        read.map_err(|error| self.unreadable(&error))?;
        Ok(bytes)
    }

    /// Opens a Parquet file with its table of contents, and gives the file too, to check at the end
    /// that it was not changed.
    pub(in crate::dedup) fn open_table(&self, budget: &Budget) -> Result<(Table, File), Error> {
        let file = self.open()?;
        let again = file.try_clone().map_err(|error| self.unreadable(&error))?;
        let table = Table::open(again, budget);
        let table = table.map_err(|reason| self.unreadable(&io::Error::other(reason)))?;
        Ok((table, file))
    }

    /// From now on, takes it as it is.
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

    /// Why it is kept as it is, if that is known before it is read.
    pub(in crate::dedup) fn reason_to_keep(&self) -> Option<&String> {
        self.broken.get().or(self.refused.as_ref())
    }

    /// Notes that it cannot be read, and says so.
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
                "{} was changed while it was read; nothing was written: start again when it is at rest",
                self.name
            ),
        )
    }
}

/// Fills `bytes` from a place in a file, whoever else reads it.
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
