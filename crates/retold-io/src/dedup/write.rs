//! The last reading: what is left is written, in the order of the input.

use super::aside::Putting;
use super::audit::Layout;
use super::block::{self, Block, Record, each_chunk};
use super::digest::{Digest, Digester};
use super::packer::Packer;
use super::packing::Packing;
use super::parquet::{Edits, Failure, rewrite};
use super::repeat::{Repeat, Repeats};
use super::shelf::Shelf;
use super::source::{Kind, Place};
use crate::diagnostics::Progress;
use crate::error::{Error, ErrorKind};
use crate::publish::TempOutput;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::Range;
use std::path::Path;
use xxhash_rust::xxh3::xxh3_64;

/// Where the clean corpus goes.
pub(super) enum Target<'d> {
    /// Nowhere: what would go is only shown.
    Nowhere,
    /// All of it into one file.
    File(&'d TempOutput, Packing),
    /// Each file into one of its own.
    Folder(&'d TempOutput),
}

/// What is known of each [`Repeat`] once the clean corpus is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Note {
    /// Where it would be in the clean file, unpacked; the number of its row in a Parquet file.
    pub(super) at: u64,
    /// The hash of the record that it was removed from.
    pub(super) check: u64,
}

/// A line break that was added, since a file does not end with one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Joint {
    /// How many repeats come before it.
    pub(super) after: usize,
    pub(super) source: u32,
    pub(super) at: u64,
}

/// What was written.
#[derive(Default)]
pub(super) struct Written {
    /// For each repeat, in their order; none for one that stays after all.
    pub(super) notes: Vec<Option<Note>>,
    pub(super) joints: Vec<Joint>,
    /// The clean file, or in a folder, that of each file of the input, if there is one.
    pub(super) clean: Vec<Option<Digest>>,
    /// What is known of the Parquet files, by the number of their source.
    pub(super) layouts: BTreeMap<u32, Layout>,
}

/// Reads the input for the last time, and writes what is left of it. Records that the audit log
/// asks for, and that could not be read again later, are put aside meanwhile.
pub(super) fn write(
    shelf: &mut Shelf<'_>,
    references: usize,
    repeats: &Repeats,
    target: &Target<'_>,
    by_document: bool,
    spool: Option<&Path>,
    progress: &dyn Progress,
) -> Result<Written, Error> {
    let documents: u32 = shelf.known.iter().map(|known| known.documents).sum();
    let wanted: Vec<bool> = repeats
        .concerned(documents)
        .into_iter()
        .zip(0..)
        .map(|(concerned, document)| concerned && shelf.is_out_of_reach(document))
        .collect();
    let first = shelf.known.get(references).map_or(documents, |known| known.first);
    if wanted[..first as usize].contains(&true) {
        shelf.fetch(|document| document < first && wanted[document as usize], spool, progress)?;
    }
    let mut writing = Writing {
        shelf,
        repeats,
        target,
        by_document,
        wanted: &wanted,
        putting: wanted[first as usize..]
            .contains(&true)
            .then(|| Putting::new(spool))
            .transpose()?,
        document: first,
        repeat: repeats.all.partition_point(|repeat| repeat.document < first),
        stream: None,
        edits: Edits::default(),
        written: Written::default(),
    };
    let which: Vec<u32> = (references as u32..shelf.sources.len() as u32).collect();
    block::read(shelf.sources, shelf.records, &which, progress, |block| writing.take(&block))?;
    if let Some((_, stream)) = writing.stream.take() {
        writing.written.clean.push(Some(stream.finish(target)?));
    }
    let Writing { putting, written, .. } = writing;
    if let Some(putting) = putting {
        shelf.add(putting.finish()?);
    }
    Ok(written)
}

struct Writing<'w, 'a> {
    shelf: &'w Shelf<'a>,
    repeats: &'w Repeats,
    target: &'w Target<'w>,
    by_document: bool,
    wanted: &'w [bool],
    putting: Option<Putting>,
    /// The number of the next document, and of the next repeat.
    document: u32,
    repeat: usize,
    /// What is being written, and for which source.
    stream: Option<(u32, Stream)>,
    /// What is taken out of the Parquet file that is being read.
    edits: Edits,
    written: Written,
}

impl Writing<'_, '_> {
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
        let source = &self.shelf.sources[record.source as usize];
        let is_row = source.kind == Kind::Rows;
        let known = &self.shelf.known[record.source as usize];
        if record.number >= known.records {
            return Err(source.changed());
        }
        if source.reason_to_keep().is_some() {
            return self.copy_whole(record.source);
        }
        if known.is_without(record.number) {
            return self.copy(record.source, bytes);
        }
        let document = self.document;
        self.document += 1;
        if self.wanted[document as usize]
            && let Some(putting) = &mut self.putting
        {
            putting.put(document, bytes)?;
        }
        let all = &self.repeats.all[self.repeat..];
        let own = all.iter().take_while(|repeat| repeat.document == document).count();
        let own = &all[..own];
        self.repeat += own.len();
        if own.is_empty() {
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
        let mut copied = 0;
        for cut in in_record(self.shelf, record.source, bytes, own)? {
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

    /// Where a record is written: at which byte, or as which row.
    fn at(&self, record: &Record) -> u64 {
        let source = record.source;
        if self.shelf.sources[source as usize].kind == Kind::Rows {
            return record.number - self.edits.removed.len() as u64;
        }
        match &self.stream {
            Some((of, stream)) if !self.is_apart() || *of == source => stream.digest.bytes(),
            _ => 0,
        }
    }

    /// Whether each file is written to a file of its own.
    fn is_apart(&self) -> bool {
        matches!(self.target, Target::Folder(_))
    }

    /// Copies bytes of a record. Rows are copied with all their columns, at the end of their file.
    fn copy(&mut self, source: u32, bytes: &[u8]) -> Result<(), Error> {
        if self.shelf.sources[source as usize].kind == Kind::Rows {
            return Ok(());
        }
        let target = self.target;
        self.stream(source)?.write(bytes).map_err(|error| target.failure(&error))
    }

    /// Copies a file that is kept as it is, without holding it in memory.
    fn copy_whole(&mut self, number: u32) -> Result<(), Error> {
        let (shelf, target) = (self.shelf, self.target);
        let source = &shelf.sources[number as usize];
        let failure = |error: io::Error| source.unreadable(&error);
        let mut reader = source.packing.reader(source.open()?).map_err(failure)?;
        // An empty file has a place in a folder too.
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

    /// What a source is written to.
    fn stream(&mut self, source: u32) -> Result<&mut Stream, Error> {
        let is_open = self.stream.as_ref().is_some_and(|(of, _)| !self.is_apart() || *of == source);
        if !is_open {
            let packer = match self.target {
                Target::Nowhere => Ok(Packer::Nowhere),
                Target::File(draft, packing) => {
                    draft.open_file().and_then(|file| packing.writer(file))
                }
                Target::Folder(draft) => {
                    let source = &self.shelf.sources[source as usize];
                    let model = match &source.place {
                        Place::Path(path, _) => Some(path.as_path()),
                        Place::Spool(_) => None,
                    };
                    let file = draft.file_in(&source.relative, model, source.rights);
                    file.and_then(|file| source.packing.writer(file))
                }
            };
            let packer = packer.map_err(|error| self.target.failure(&error))?;
            self.stream =
                Some((source, Stream { packer, digest: Digester::default(), last: None }));
        }
        let (_, stream) = self.stream.as_mut().expect("it was opened above");
        Ok(stream)
    }

    fn end(&mut self, end: &block::End) -> Result<(), Error> {
        let (number, target) = (end.source, self.target);
        let source = &self.shelf.sources[number as usize];
        if end.digest != self.shelf.known[number as usize].digest {
            return Err(source.changed());
        }
        if source.kind == Kind::Rows && !matches!(target, Target::Nowhere) {
            self.rows(number)?;
        }
        if self.is_apart() {
            if source.kind == Kind::Lines {
                self.stream(number)?;
            }
            let own = self.stream.take_if(|(of, _)| *of == number);
            let digest = own.map(|(_, stream)| stream.finish(target)).transpose()?;
            self.written.clean.push(digest);
            return Ok(());
        }
        let is_last = number as usize + 1 == self.shelf.sources.len();
        let is_shown = matches!(target, Target::Nowhere);
        let stream = self.stream(number)?;
        if !is_last && !is_shown && stream.last.is_some_and(|last| last != b'\n') {
            let at = stream.digest.bytes();
            stream.write(b"\n").map_err(|error| target.failure(&error))?;
            self.written.joints.push(Joint { after: self.repeat, source: number, at });
        }
        Ok(())
    }
}

impl Writing<'_, '_> {
    /// Writes a Parquet file without what was decided to be taken out of it.
    fn rows(&mut self, number: u32) -> Result<(), Error> {
        let (shelf, target) = (self.shelf, self.target);
        let source = &shelf.sources[number as usize];
        let edits = std::mem::take(&mut self.edits);
        let column = shelf.records.text_field.clone();
        let (mut table, file) = source.open_table(&shelf.records.memory)?;
        let text = table.columns().position(|name| name == column);
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

impl Target<'_> {
    fn failure(&self, error: &io::Error) -> Error {
        match self {
            Target::Nowhere => Error::new(ErrorKind::Write, error.to_string()),
            Target::File(draft, _) | Target::Folder(draft) => draft.failure(error),
        }
    }
}

/// The bytes of a record that go with some repeats in it; none for one that stays after all.
pub(super) fn in_record(
    shelf: &Shelf<'_>,
    source: u32,
    bytes: &[u8],
    repeats: &[Repeat],
) -> Result<Vec<Option<Range<usize>>>, Error> {
    let source = &shelf.sources[source as usize];
    let parsed = shelf.records.parse(source, bytes).map_err(|_| source.changed())?;
    let spans: Vec<_> = repeats.iter().map(|repeat| repeat.span).collect();
    let fits = |at: usize| parsed.text.is_char_boundary(at);
    if !spans.iter().all(|span| fits(span.start) && fits(span.end)) {
        return Err(source.changed());
    }
    Ok(parsed.cuts(bytes, &spans))
}

/// A clean file.
struct Stream {
    packer: Packer,
    digest: Digester,
    last: Option<u8>,
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Stream::write(self, bytes).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.packer.flush()
    }
}

impl Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.packer.write_all(bytes)?;
        self.digest.take(bytes);
        self.last = bytes.last().copied().or(self.last);
        Ok(())
    }

    fn finish(self, target: &Target<'_>) -> Result<Digest, Error> {
        self.packer.finish().map_err(|error| target.failure(&error))?;
        Ok(self.digest.digest())
    }
}
