//! The merge of a clean corpus and the removed bytes in its audit log.
//!
//! Both are read once, in the same order. Each entry of the log names an offset in the clean file
//! (`clean`). The bytes up to that offset are copied, then the bytes of the entry are inserted.
//! Example: the clean file `ac` and the entry `{"clean":1,"raw":"b"}` give `abc`. An entry with
//! `added` bytes works the other way round: `dedup` inserted a line break between two records, and
//! it is skipped here.
//!
//! Invariant: the clean files and the results have the digests of the log, or nothing is restored.
//! Memory: one entry of the log.

use super::originals::Originals;
use crate::dedup::digest::Digester;
use crate::dedup::log::audit::{Entry, Header, Subject, Undo};
use crate::dedup::log::log_reader::Log;
use crate::dedup::source::packing::{Packing, unpacked};
use crate::dedup::source::permissions::Rights;
use crate::error::{Error, ErrorKind};
use crate::publish::TempOutput;
use crate::regular_file;
use std::io::{self, BufRead};
use std::ops::Range;
use std::path::Path;

/// The position of an entry of the log.
#[derive(Clone, Copy, Debug)]
pub(super) struct Next {
    pub(super) input: usize,
    /// Its offset in the clean file, uncompressed.
    clean: u64,
    /// The number of the row, from 1, in a Parquet file.
    pub(super) record: Option<u64>,
    /// Whether it contains a whole row of a Parquet file.
    pub(super) has_row: bool,
}

/// The state of a merge. The files are restored one after the other, each with its entries of the
/// log.
pub(super) struct Merge<'a> {
    pub(super) clean: &'a Path,
    pub(super) draft: &'a TempOutput,
    pub(super) output: &'a Path,
    pub(super) header: &'a Header,
    pub(super) log: Log,
    /// The position of the next entry; the entry itself is in `line`.
    pub(super) next: Option<Next>,
    pub(super) line: String,
}

impl<'a> Merge<'a> {
    pub(super) fn new(
        clean: &'a Path,
        draft: &'a TempOutput,
        output: &'a Path,
        header: &'a Header,
        log: Log,
    ) -> Merge<'a> {
        Merge { clean, draft, output, header, log, next: None, line: String::new() }
    }

    pub(super) fn all(&mut self) -> Result<(), Error> {
        self.advance()?;
        let is_table = matches!(self.header.inputs.as_slice(), [it] if it.parquet.is_some());
        if self.header.folder || is_table {
            for number in 0..self.header.inputs.len() {
                self.one(number)?;
            }
        } else {
            self.joined()?;
        }
        match self.next {
            Some(_) => Err(self.log.wrong("the entry belongs to no file")),
            None => Ok(()),
        }
    }

    /// Restores one file of a clean folder. The file is missing there if nothing of it was kept.
    fn one(&mut self, number: usize) -> Result<(), Error> {
        let input = &self.header.inputs[number];
        if let Some(layout) = &input.parquet {
            return self.table(number, layout);
        }
        let path = self.clean.join(&input.relative);
        let Some(digest) = &input.clean else {
            let mut out = self.originals(number..number + 1, Some(&path), self.log.rights);
            self.stream(&mut io::empty(), &path, number, &mut out)?;
            return out.finish();
        };
        let failure = |error: io::Error| Error::reading(&path, &error);
        let file = regular_file::open(&path).map_err(failure)?;
        let rights = Rights::of(&file.metadata().map_err(failure)?);
        let opened = match input.packing {
            _ if input.copied => Packing::Plain.own_reader(file),
            Some(packing) => packing.own_reader(file),
            None => unpacked(file),
        };
        let mut out = self.originals(number..number + 1, Some(&path), rights);
        let found = self.stream(&mut opened.map_err(failure)?, &path, number, &mut out)?;
        if found.digest() != *digest {
            return Err(self.foreign(&path));
        }
        out.finish()
    }

    /// Restores all files of a clean corpus that is one file.
    fn joined(&mut self) -> Result<(), Error> {
        let path = self.clean;
        let failure = |error: io::Error| Error::reading(path, &error);
        let file = regular_file::open(path).map_err(failure)?;
        let rights = Rights::of(&file.metadata().map_err(failure)?).and(self.log.rights);
        let mut clean = unpacked(file).map_err(failure)?;
        let mut out = self.originals(0..self.header.inputs.len(), None, rights);
        let last = self.header.inputs.len().saturating_sub(1);
        let found = self.stream(&mut clean, path, last, &mut out)?;
        if self.header.clean.as_ref() != Some(&found.digest()) {
            return Err(self.foreign(path));
        }
        out.finish()
    }

    fn originals(
        &self,
        which: Range<usize>,
        model: Option<&Path>,
        rights: Rights,
    ) -> Originals<'a> {
        Originals::new(self.draft, self.output, &self.header.inputs[which], model, rights)
    }

    /// Reads the next entry, without the lines that describe pairs and annotations.
    pub(super) fn advance(&mut self) -> Result<(), Error> {
        self.next = None;
        while self.log.read(&mut self.line)? {
            let wrong = |error: serde_json::Error| self.log.wrong(&error.to_string());
            let subject: Subject<'_> = serde_json::from_str(&self.line).map_err(wrong)?;
            if subject.is_information() {
                continue;
            }
            let entry: Entry<'_> = serde_json::from_str(&self.line).map_err(wrong)?;
            let Entry { input, clean, record, .. } = entry;
            self.next = Some(Next { input, clean, record, has_row: entry.row.is_some() });
            break;
        }
        Ok(())
    }

    /// Merges a clean file with the entries up to those of input `last`.
    fn stream(
        &mut self,
        clean: &mut (impl BufRead + ?Sized),
        path: &Path,
        last: usize,
        out: &mut Originals<'_>,
    ) -> Result<Digester, Error> {
        let mut found = Digester::default();
        while let Some(next) = self.next.filter(|next| next.input <= last) {
            let copied = next.clean.checked_sub(found.bytes());
            let Some(len) = copied else { return Err(self.log.wrong("it is out of order")) };
            if copy(clean, len, &mut found, path, out)? < len {
                return Err(self.foreign(path));
            }
            let entry: Entry<'_> =
                serde_json::from_str(&self.line).expect("it was read once already");
            match entry.undo().ok_or_else(|| self.log.wrong("it says nothing to put back"))? {
                Undo::Insert(raw) => out.write(&raw)?,
                Undo::Skip(added) => {
                    let mut there = vec![0; added.len()];
                    let read = clean.read_exact(&mut there);
                    if read.is_err() || there != added {
                        return Err(self.foreign(path));
                    }
                    found.take(&there);
                }
            }
            self.advance()?;
        }
        copy(clean, u64::MAX, &mut found, path, out)?;
        Ok(found)
    }

    pub(super) fn foreign(&self, path: &Path) -> Error {
        Error::new(
            ErrorKind::Read,
            format!(
                "{} does not match the audit log {}: one of them was changed; nothing was restored",
                path.display(),
                self.log.name.display()
            ),
        )
    }
}

/// Copies up to `len` bytes, and returns how many there were.
fn copy(
    clean: &mut (impl BufRead + ?Sized),
    len: u64,
    found: &mut Digester,
    path: &Path,
    out: &mut Originals<'_>,
) -> Result<u64, Error> {
    let mut left = len;
    while left > 0 {
        let chunk = match clean.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(Error::reading(path, &error)),
        };
        if chunk.is_empty() {
            break;
        }
        let taken = usize::try_from(left).unwrap_or(usize::MAX).min(chunk.len());
        found.take(&chunk[..taken]);
        out.write(&chunk[..taken])?;
        clean.consume(taken);
        left -= taken as u64;
    }
    Ok(len - left)
}
