//! The last reading, which writes the clean corpus in the order of the input.
//!
//! For each removal, a [`Note`] stores the offset in the clean file at which the removed bytes must
//! be inserted to restore the input. Example: of the lines `a`, `b`, `c`, the line `b` is removed;
//! its offset is 2, the end of `a` with its line break.
//!
//! Invariant: the clean files plus the removed bytes are the input. Memory: 24 bytes for each removal.

use super::added_fields::{AddedFields, taken_error};
use super::restore_data::{Change, Joint, Layout, Note, RestoreData};
use super::target::{Stream, Target};
use crate::dedup::decide::repeat::{Repeat, Repeats};
use crate::dedup::parquet::{Edits, Failure, append, rewrite};
use crate::dedup::records::block::{self, Block, Record, each_chunk};
use crate::dedup::records::record::lead;
use crate::dedup::records::record_store::RecordStore;
use crate::dedup::records::spill::SpillWriter;
use crate::dedup::source::csv::mark_len;
use crate::dedup::source::file::{Kind, Place};
use crate::dedup::source::packer::Packer;
use crate::diagnostics::Progress;
use crate::error::Error;
use std::io;
use std::ops::Range;
use std::path::Path;
use xxhash_rust::xxh3::xxh3_64;

/// Reads the input for the last time, and writes the clean corpus. Records that the audit log needs
/// and that cannot be read again are copied to a temporary file at the same time.
pub(in crate::dedup) fn write(
    store: &mut RecordStore<'_>,
    references: usize,
    repeats: &Repeats,
    target: &Target<'_>,
    by_document: bool,
    spool: Option<&Path>,
    progress: &dyn Progress,
) -> Result<RestoreData, Error> {
    let which = references as u32..store.sources.len() as u32;
    write_with(store, which, (repeats, None), target, by_document, spool, progress)
}

/// Reads some files for the last time, and writes a clean file for each of them into a folder, without the
/// documents that are removed. `repeats` has the removals from these files only.
pub(in crate::dedup) fn write_files(
    store: &mut RecordStore<'_>,
    which: Range<u32>,
    repeats: &Repeats,
    target: &Target<'_>,
    spool: &Path,
    progress: &dyn Progress,
) -> Result<RestoreData, Error> {
    write_with(store, which, (repeats, None), target, true, Some(spool), progress)
}

/// Reads the input for the last time, and writes all of it with the added fields.
pub(in crate::dedup) fn annotate(
    store: &mut RecordStore<'_>,
    references: usize,
    fields: AddedFields<'_>,
    target: &Target<'_>,
    progress: &dyn Progress,
) -> Result<RestoreData, Error> {
    let nothing = Repeats::default();
    let which = references as u32..store.sources.len() as u32;
    write_with(store, which, (&nothing, Some(fields)), target, true, None, progress)
}

fn write_with(
    store: &mut RecordStore<'_>,
    which: Range<u32>,
    (repeats, fields): (&Repeats, Option<AddedFields<'_>>),
    target: &Target<'_>,
    by_document: bool,
    spool: Option<&Path>,
    progress: &dyn Progress,
) -> Result<RestoreData, Error> {
    let documents = store.documents();
    let mut wanted = repeats.concerned();
    wanted.retain(|&document| store.is_out_of_reach(document));
    let first = store.known.get(which.start as usize).map_or(documents, |known| known.first);
    let before = wanted.partition_point(|&document| document < first);
    if before > 0 {
        let is_wanted = |document| wanted[..before].binary_search(&document).is_ok();
        store.fetch(is_wanted, spool, progress)?;
    }
    let mut writer = CorpusWriter {
        store,
        repeats,
        fields,
        target,
        by_document,
        wanted: &wanted,
        spill: (wanted.len() > before).then(|| SpillWriter::new(spool)).transpose()?,
        document: first,
        repeat: repeats.all.partition_point(|repeat| repeat.document < first),
        stream: None,
        edits: Edits::default(),
        has_element: false,
        written: RestoreData::default(),
    };
    let which: Vec<u32> = which.collect();
    block::read(store.sources, store.records, &which, progress, |block| writer.take(&block))?;
    if let Some((_, stream)) = writer.stream.take() {
        writer.written.clean.push(Some(stream.finish(target)?));
    }
    let CorpusWriter { spill, written, .. } = writer;
    if let Some(spill) = spill {
        store.add(spill.finish()?);
    }
    Ok(written)
}

struct CorpusWriter<'w, 'a> {
    store: &'w RecordStore<'a>,
    repeats: &'w Repeats,
    /// The fields that are added to each record.
    fields: Option<AddedFields<'w>>,
    target: &'w Target<'w>,
    by_document: bool,
    /// The documents that are copied to a temporary file for the log, ascending.
    wanted: &'w [u32],
    spill: Option<SpillWriter>,
    /// The number of the next document, and of the next repeat.
    document: u32,
    repeat: usize,
    /// The open clean file, and the number of its source.
    stream: Option<(u32, Stream)>,
    /// The removals from the current Parquet file.
    edits: Edits,
    /// Whether an element of the current array was kept.
    has_element: bool,
    written: RestoreData,
}

impl CorpusWriter<'_, '_> {
    fn take(&mut self, block: &Block) -> Result<(), Error> {
        let mut ends = block.ends.iter().peekable();
        for (place, record) in block.records.iter().enumerate() {
            while let Some((_, end)) = ends.next_if(|(at, _)| *at <= place) {
                self.end(end)?;
            }
            self.record(record, block.bytes_of(record))?;
        }
        ends.try_for_each(|(_, end)| self.end(end))
    }

    fn record(&mut self, record: &Record, bytes: &[u8]) -> Result<(), Error> {
        let source = &self.store.sources[record.source as usize];
        let is_row = source.kind == Kind::Rows;
        let known = &self.store.known[record.source as usize];
        if record.number >= known.records {
            return Err(source.changed());
        }
        if source.reason_to_keep().is_some() {
            return self.copy_whole(record.source);
        }
        if self.fields.is_some() {
            return self.annotate(record, bytes);
        }
        if known.is_without(record.number) {
            let bytes = self.separated(record, bytes);
            return self.copy(record.source, bytes);
        }
        let document = self.document;
        self.document += 1;
        if let Some(spill) = &mut self.spill
            && self.wanted.binary_search(&document).is_ok()
        {
            spill.put(document, bytes)?;
        }
        let all = &self.repeats.all[self.repeat..];
        let own = all.iter().take_while(|repeat| repeat.document == document).count();
        let own = &all[..own];
        let mark =
            if own.is_empty() || self.by_document { 0 } else { self.leave_out_mark(record, bytes) };
        self.repeat += own.len();
        if own.is_empty() {
            let bytes = self.separated(record, bytes);
            return self.copy(record.source, bytes);
        }
        let check = xxh3_64(bytes);
        if self.by_document {
            let at = self.at(record);
            self.written.notes.push(Some(Note { at, check }));
            if is_row {
                self.edits.removed.push(record.number);
            }
            return Ok(());
        }
        self.has_element = true;
        let mut copied = mark;
        for cut in in_record(self.store, record.source, bytes, own)? {
            let Some(cut) = cut else {
                self.written.notes.push(None);
                continue;
            };
            self.copy(record.source, &bytes[copied..cut.start])?;
            let at = self.at(record);
            self.written.notes.push(Some(Note { at, check }));
            copied = cut.end;
            if is_row {
                self.edits.cuts.push((record.number, cut));
            }
        }
        self.copy(record.source, &bytes[copied..])
    }

    /// Copies a record with the added fields.
    fn annotate(&mut self, record: &Record, bytes: &[u8]) -> Result<(), Error> {
        let source = &self.store.sources[record.source as usize];
        let is_document = !self.store.known[record.source as usize].is_without(record.number);
        let document = is_document.then_some(self.document);
        self.document += u32::from(is_document);
        let mark = if self.follows_another_file(record) { mark_len(bytes) } else { 0 };
        let Some(fields) = &mut self.fields else { return Ok(()) };
        let Some(added) = fields.insertion(source, record.number, bytes, document)? else {
            return self.copy(record.source, &bytes[mark..]);
        };
        let (before, behind) = (&bytes[mark..added.at], &bytes[added.at..]);
        [before, &added.bytes, behind].iter().try_for_each(|part| self.copy(record.source, part))
    }

    /// The bytes of a kept record. If all elements before it in its array were removed, the comma
    /// before it is removed too, and the log stores it.
    fn separated<'r>(&mut self, record: &Record, bytes: &'r [u8]) -> &'r [u8] {
        let bytes = &bytes[self.leave_out_mark(record, bytes)..];
        if self.store.sources[record.source as usize].kind != Kind::Array || record.number == 0 {
            return bytes;
        }
        if std::mem::replace(&mut self.has_element, true) {
            return bytes;
        }
        let (separator, element) = bytes.split_at(lead(bytes));
        if !separator.contains(&b',') {
            return bytes;
        }
        self.written.joints.push(Joint {
            after: self.repeat,
            source: record.source,
            at: self.at(record),
            change: Change::Separator(separator.to_vec()),
        });
        element
    }

    /// The length of the byte order mark at the start of a file that is joined to another one, where it would
    /// be in the middle. The log stores it.
    fn leave_out_mark(&mut self, record: &Record, bytes: &[u8]) -> usize {
        let mark = if self.follows_another_file(record) { mark_len(bytes) } else { 0 };
        if mark > 0 {
            self.written.joints.push(Joint {
                after: self.repeat,
                source: record.source,
                at: self.at(record),
                change: Change::Separator(bytes[..mark].to_vec()),
            });
        }
        mark
    }

    /// Whether a record is the first one of its file, and is written behind the records of another file.
    fn follows_another_file(&self, record: &Record) -> bool {
        record.number == 0
            && !self.is_apart()
            && self.stream.as_ref().is_some_and(|(_, stream)| stream.len() > 0)
    }

    /// The position of a record in the output: the offset, or the number of the row.
    fn at(&self, record: &Record) -> u64 {
        let source = record.source;
        if self.store.sources[source as usize].kind == Kind::Rows {
            return record.number - self.edits.removed.len() as u64;
        }
        match &self.stream {
            Some((of, stream)) if !self.is_apart() || *of == source => stream.len(),
            _ => 0,
        }
    }

    /// Whether each input file has its own output file.
    fn is_apart(&self) -> bool {
        matches!(self.target, Target::Folder(_))
    }

    /// Copies bytes of a record. Rows are copied later, with all their columns, at the end of their
    /// file.
    fn copy(&mut self, source: u32, bytes: &[u8]) -> Result<(), Error> {
        if self.store.sources[source as usize].kind == Kind::Rows {
            return Ok(());
        }
        let target = self.target;
        self.stream(source)?.write(bytes).map_err(|error| target.failure(&error))
    }

    /// Copies a file unchanged, without reading it into memory.
    fn copy_whole(&mut self, number: u32) -> Result<(), Error> {
        let (store, target) = (self.store, self.target);
        let source = &store.sources[number as usize];
        let failure = |error: io::Error| source.unreadable(&error);
        let mut reader = source.packing.reader(source.open()?).map_err(failure)?;
        // An empty file is created in the folder too.
        self.copy(number, &[])?;
        let stream = self.stream(number)?;
        let mut written = Ok(());
        let read = each_chunk(&mut reader, |chunk| {
            written = stream.write(chunk);
            if written.is_ok() { Ok(()) } else { Err(io::Error::other("")) }
        });
        written.map_err(|error| target.failure(&error))?;
        read.map_err(|error| source.unreadable(&error))
    }

    /// The clean file of a source.
    fn stream(&mut self, source: u32) -> Result<&mut Stream, Error> {
        let is_open = self.stream.as_ref().is_some_and(|(of, _)| !self.is_apart() || *of == source);
        if !is_open {
            let packer = match self.target {
                Target::Nowhere => Ok(Packer::Nowhere),
                Target::File(draft, packing) => {
                    draft.open_file().and_then(|file| packing.writer(file))
                }
                Target::Folder(draft) => {
                    let source = &self.store.sources[source as usize];
                    let model = match &source.place {
                        Place::Path(path, _) => Some(path.as_path()),
                        Place::Spool(_) => None,
                    };
                    let file = draft.file_in(&source.relative, model, source.rights);
                    file.and_then(|file| source.packing.writer(file))
                }
            };
            let packer = packer.map_err(|error| self.target.failure(&error))?;
            self.stream = Some((source, Stream::new(packer)));
        }
        let (_, stream) = self.stream.as_mut().expect("it was opened above");
        Ok(stream)
    }

    fn end(&mut self, end: &block::End) -> Result<(), Error> {
        let (number, target) = (end.source, self.target);
        self.has_element = false;
        let source = &self.store.sources[number as usize];
        if end.digest != self.store.known[number as usize].digest {
            return Err(source.changed());
        }
        if source.kind == Kind::Rows && !matches!(target, Target::Nowhere) {
            self.rows(number)?;
        }
        if self.is_apart() {
            // A file of records gets a clean file even if all its records were removed.
            if source.kind != Kind::Text {
                self.stream(number)?;
            }
            let own = self.stream.take_if(|(of, _)| *of == number);
            let digest = own.map(|(_, stream)| stream.finish(target)).transpose()?;
            self.written.clean.push(digest);
            return Ok(());
        }
        let is_last = number as usize + 1 == self.store.sources.len();
        let is_shown = matches!(target, Target::Nowhere);
        let stream = self.stream(number)?;
        if !is_last && !is_shown && stream.last().is_some_and(|last| last != b'\n') {
            let at = stream.len();
            stream.write(b"\n").map_err(|error| target.failure(&error))?;
            self.written.joints.push(Joint {
                after: self.repeat,
                source: number,
                at,
                change: Change::LineBreak,
            });
        }
        Ok(())
    }
}

impl CorpusWriter<'_, '_> {
    /// Writes a Parquet file with the added columns.
    fn added_columns(&mut self, number: u32) -> Result<(), Error> {
        let (store, target) = (self.store, self.target);
        let source = &store.sources[number as usize];
        let Some(fields) = &self.fields else { return Ok(()) };
        let (names, rows) = (fields.names.clone(), fields.rows(&store.known[number as usize]));
        let (mut table, file) = source.open_table(&store.records.memory)?;
        if let Some(taken) = fields.taken(&table.field_names()) {
            return Err(taken_error(&source.name, taken));
        }
        let stream = self.stream(number)?;
        append(&mut table, &names, &rows, stream).map_err(|failure| match failure {
            Failure::Write(error) => target.failure(&error),
            Failure::Read(reason) => source.unreadable(&io::Error::other(reason)),
        })?;
        source.check(&file)
    }

    /// Writes a Parquet file without the removed rows and texts.
    fn rows(&mut self, number: u32) -> Result<(), Error> {
        if self.fields.is_some() {
            return self.added_columns(number);
        }
        let (store, target) = (self.store, self.target);
        let source = &store.sources[number as usize];
        let edits = std::mem::take(&mut self.edits);
        let column = store.records.text_field.clone();
        let (mut table, file) = source.open_table(&store.records.memory)?;
        let text = table.paths().into_iter().position(|path| path == column);
        let text = text.ok_or_else(|| source.changed())?;
        let codecs = table.codecs();
        let stream = self.stream(number)?;
        let (content, groups) =
            rewrite(&mut table, text, &edits, stream).map_err(|failure| match failure {
                Failure::Write(error) => target.failure(&error),
                Failure::Read(reason) => source.unreadable(&io::Error::other(reason)),
            })?;
        source.check(&file)?;
        self.written.layouts.insert(number, Layout { column, groups, codecs, content });
        Ok(())
    }
}

/// The bytes of a record that are cut out for its removals; none for a removal that turned out to
/// be unsafe.
pub(in crate::dedup) fn in_record(
    store: &RecordStore<'_>,
    source: u32,
    bytes: &[u8],
    repeats: &[Repeat],
) -> Result<Vec<Option<Range<usize>>>, Error> {
    let source = &store.sources[source as usize];
    let parsed = store.records.parse(source, bytes).map_err(|_| source.changed())?;
    let spans: Vec<_> = repeats.iter().map(|repeat| repeat.span).collect();
    let fits = |at: usize| parsed.text.is_char_boundary(at);
    if !spans.iter().all(|span| fits(span.start) && fits(span.end)) {
        return Err(source.changed());
    }
    Ok(parsed.cuts(bytes, &spans))
}
