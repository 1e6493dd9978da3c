//! The restoration of a Parquet file from its clean version and the entries of the audit log.

use super::merge::Merge;
use super::originals::unlike;
use crate::dedup::log::audit::{Entry, Undo};
use crate::dedup::log::verify_log::digest;
use crate::dedup::parquet::{Failure, Removal, Removals, Table, restore};
use crate::dedup::source::packing::Packing;
use crate::dedup::source::permissions::Rights;
use crate::dedup::source::temp_file::nameless;
use crate::dedup::write::restore_data::Layout;
use crate::error::{Error, ErrorKind};
use crate::input::Budget;
use crate::paths::folder_of;
use crate::regular_file;
use std::io;

impl Merge<'_> {
    /// Restores the input of this number, which is a Parquet file.
    pub(super) fn table(&mut self, number: usize, layout: &Layout) -> Result<(), Error> {
        let input = &self.header.inputs[number];
        let (path, clean) = if self.header.folder {
            (self.clean.join(&input.relative), &input.clean)
        } else {
            (self.clean.to_owned(), &self.header.clean)
        };
        let failure = |error: io::Error| Error::reading(&path, &error);
        if Some(&digest(&path, Some(Packing::Plain)).map_err(failure)?) != clean.as_ref() {
            return Err(self.foreign(&path));
        }
        let file = regular_file::open(&path).map_err(failure)?;
        let rights = Rights::of(&file.metadata().map_err(failure)?);
        let unreadable = |reason: String| {
            let message = format!("cannot read {}: {reason}; nothing was restored", path.display());
            Error::at(ErrorKind::Read, &path, message)
        };
        let mut table = Table::open(file, &Budget::default()).map_err(unreadable)?;
        if table.is_empty() {
            table.set_codecs(&layout.codecs);
        }
        let text = table.paths().into_iter().position(|path| path == layout.column);
        let text = text.ok_or_else(|| self.foreign(&path))?;
        let folder = folder_of(self.output);
        let written = |error: &io::Error| Error::writing(self.output, error);
        let spool = nameless(Some(folder)).map_err(|error| written(&error))?;
        let out = if self.draft.is_file() {
            self.draft.open_file()
        } else {
            self.draft.file_in(&input.relative, Some(&path), rights)
        };
        let out = out.map_err(|error| self.draft.failure(&error))?;
        let draft = self.draft;
        let mut entries = Entries { merge: self, number, failure: None };
        let groups = (text, layout.groups.as_slice());
        let restored = restore(&mut table, groups, &mut entries, spool, out);
        if let Some(error) = entries.failure {
            return Err(error);
        }
        let content = restored.map_err(|failure| match failure {
            Failure::Write(error) => draft.failure(&error),
            Failure::Read(reason) => unreadable(reason),
        })?;
        if content == layout.content { Ok(()) } else { Err(unlike(Some(input))) }
    }
}

/// The entries of the log about one file.
#[cfg_attr(not(feature = "parquet"), allow(dead_code, reason = "no file is ever opened"))]
struct Entries<'w, 'a> {
    merge: &'w mut Merge<'a>,
    number: usize,
    /// The error of the log, if it could not be read.
    failure: Option<Error>,
}

impl Entries<'_, '_> {
    fn entry(&mut self) -> Result<Removal, Error> {
        let merge = &mut *self.merge;
        let entry: Entry<'_> = serde_json::from_str(&merge.line).expect("it was read once already");
        let removal = match (entry.row, entry.at, entry.undo()) {
            (Some(row), ..) => Removal::Row(row.to_owned()),
            (None, Some(at), Some(Undo::Insert(raw))) => Removal::Piece(at, raw.into_owned()),
            _ => return Err(merge.log.wrong("it says nothing to put back")),
        };
        merge.advance()?;
        Ok(removal)
    }
}

impl Removals for Entries<'_, '_> {
    fn peek(&self) -> Option<(u64, bool)> {
        let next = self.merge.next.filter(|next| next.input == self.number)?;
        Some((next.record?.checked_sub(1)?, next.has_row))
    }

    fn take(&mut self) -> io::Result<Removal> {
        self.entry().map_err(|error| {
            let reason = error.to_string();
            self.failure = Some(error);
            io::Error::other(reason)
        })
    }
}
