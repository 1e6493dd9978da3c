//! The reader of all records, in blocks of a few megabytes.
//!
//! One thread reads and splits the files, while other threads process the blocks before. Invariant:
//! the blocks come in the order of the input, and a file that changed during the reading is an
//! error. Memory: [`AHEAD`] + 2 blocks, and the longest record.

use super::record::Records;
use crate::dedup::digest::{Digest, Digester};
use crate::dedup::field_names::FieldNames;
use crate::dedup::parquet::RowRecords;
use crate::dedup::source::file::{Kind, Source};
use crate::dedup::source::splitter::Splitter;
use crate::diagnostics::Progress;
use crate::error::{Error, ErrorKind};
use crate::input::CHUNK;
use crate::input::jsonl::LONGEST_RECORD;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::sync::mpsc::sync_channel;
use std::thread;

/// The bytes of a block; a longer record is a block of its own.
const BLOCK: usize = 4 << 20;

/// The most records of a block, because each record takes memory besides its bytes.
const MOST: usize = 1 << 16;

/// The number of blocks that are read ahead.
const AHEAD: usize = 2;

/// Consecutive records, and the files that end between them.
#[derive(Default)]
pub(in crate::dedup) struct Block {
    bytes: Vec<u8>,
    pub(in crate::dedup) records: Vec<Record>,
    /// The files that end in this block, each with the number of records in the block before its
    /// end.
    pub(in crate::dedup) ends: Vec<(usize, End)>,
}

/// A record: a line with its line ending, an element of an array with the bytes before it, a row of
/// a table, or a whole text. The record of a file that is copied unchanged is empty, so that the
/// file is not read into memory.
#[derive(Clone, Copy, Debug)]
pub(in crate::dedup) struct Record {
    pub(in crate::dedup) source: u32,
    /// Its number in its file, from 0.
    pub(in crate::dedup) number: u64,
    /// Its offset in its uncompressed file; for a row, its number.
    pub(in crate::dedup) offset: u64,
    start: usize,
    end: usize,
}

/// The end of a file, with the figures of the whole file.
pub(in crate::dedup) struct End {
    pub(in crate::dedup) source: u32,
    pub(in crate::dedup) records: u64,
    pub(in crate::dedup) digest: Digest,
}

impl Block {
    pub(in crate::dedup) fn bytes_of(&self, record: &Record) -> &[u8] {
        &self.bytes[record.start..record.end]
    }
}

/// Reads the files `which` completely, and gives the blocks to `take` in their order. With more
/// than one thread, the next blocks are read at the same time.
pub(in crate::dedup) fn read(
    sources: &[Source],
    records: &Records,
    which: &[u32],
    progress: &dyn Progress,
    mut take: impl FnMut(Block) -> Result<(), Error>,
) -> Result<(), Error> {
    let reader = Reader { sources, records, progress, block: Block::default() };
    if rayon::current_num_threads() == 1 {
        return reader.read(which, &mut take);
    }
    let (sender, receiver) = sync_channel(AHEAD);
    thread::scope(|scope| {
        let reading = scope.spawn(move || {
            // A closed channel means that `take` failed; its error is returned instead of this one.
            reader.read(which, &mut |block| {
                sender.send(block).map_err(|_| Error::new(ErrorKind::Settings, ""))
            })
        });
        let taken = receiver.iter().try_for_each(&mut take);
        drop(receiver);
        let read = reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        taken.and(read)
    })
}

struct Reader<'a> {
    sources: &'a [Source],
    records: &'a Records,
    progress: &'a dyn Progress,
    block: Block,
}

type Take<'t> = dyn FnMut(Block) -> Result<(), Error> + 't;

impl Reader<'_> {
    fn read(mut self, which: &[u32], take: &mut Take<'_>) -> Result<(), Error> {
        for &number in which {
            let source = &self.sources[number as usize];
            let file = source.open()?;
            let (records, digest) = if source.kind == Kind::Rows {
                self.rows(number, &file, take)?
            } else {
                self.bytes(number, &file, take)?
            };
            source.check(&file)?;
            self.block
                .ends
                .push((self.block.records.len(), End { source: number, records, digest }));
            if self.block.bytes.len() >= BLOCK
                || self.block.records.len() + self.block.ends.len() >= MOST
            {
                take(std::mem::take(&mut self.block))?;
            }
        }
        take(self.block)
    }

    /// Reads a file whose records are byte ranges of it.
    fn bytes(
        &mut self,
        number: u32,
        file: &File,
        take: &mut Take<'_>,
    ) -> Result<(u64, Digest), Error> {
        let source = &self.sources[number as usize];
        let opened = source.packing.reader(ProgressReader { file, progress: self.progress });
        let mut reader = opened.map_err(|error| source.unreadable(&error))?;
        match source.kind {
            Kind::Lines | Kind::Rows | Kind::Csv | Kind::Array | Kind::Values => {
                self.split(number, &mut reader, take)
            }
            Kind::Text if source.reason_to_keep().is_some() => self.kept(number, &mut reader),
            Kind::Text => self.whole(number, &mut reader),
        }
    }

    /// Reads the rows of a Parquet file. The digest covers the bytes of the file, and so all its
    /// columns.
    fn rows(
        &mut self,
        source: u32,
        file: &File,
        take: &mut Take<'_>,
    ) -> Result<(u64, Digest), Error> {
        let source_of = &self.sources[source as usize];
        let failure = |reason: String| source_of.unreadable(&io::Error::other(reason));
        let mut digester = Digester::default();
        let reader = ProgressReader { file, progress: self.progress };
        each_chunk(&mut BufReader::with_capacity(CHUNK, reader), |chunk| {
            digester.take(chunk);
            Ok(())
        })
        .map_err(|error| source_of.unreadable(&error))?;
        let again = file.try_clone().map_err(|error| source_of.unreadable(&error))?;
        let Records { text_field, id_field, rule, memory, .. } = self.records;
        let columns = FieldNames { text: text_field, others: [id_field.as_deref(), rule.field()] };
        let mut rows = RowRecords::new(again, columns, memory).map_err(failure)?;
        let mut number = 0;
        loop {
            let start = self.block.bytes.len();
            if rows.read(&mut self.block.bytes).map_err(failure)?.is_none() {
                return Ok((number, digester.digest()));
            }
            let end = self.block.bytes.len();
            self.block.records.push(Record { source, number, offset: number, start, end });
            number += 1;
            if end >= BLOCK || self.block.records.len() >= MOST {
                take(std::mem::take(&mut self.block))?;
            }
        }
    }

    /// Reads a file that is copied unchanged, only to compute its digest.
    fn kept(&mut self, source: u32, reader: &mut dyn BufRead) -> Result<(u64, Digest), Error> {
        let mut digester = Digester::default();
        each_chunk(reader, |chunk| {
            digester.take(chunk);
            Ok(())
        })
        .map_err(|error| self.sources[source as usize].unreadable(&error))?;
        let at = self.block.bytes.len();
        self.block.records.push(Record { source, number: 0, offset: 0, start: at, end: at });
        Ok((1, digester.digest()))
    }

    fn whole(&mut self, source: u32, reader: &mut dyn BufRead) -> Result<(u64, Digest), Error> {
        let start = self.block.bytes.len();
        let read = reader.take(LONGEST_RECORD as u64 + 1).read_to_end(&mut self.block.bytes);
        let source_of = &self.sources[source as usize];
        let read = read.map_err(|error| source_of.unreadable(&error))?;
        if read > LONGEST_RECORD {
            let error =
                io::Error::other("the text is longer than 1 GiB, the most that is compared");
            return Err(source_of.unreadable(&error));
        }
        let mut digester = Digester::default();
        digester.take(&self.block.bytes[start..]);
        let end = self.block.bytes.len();
        self.block.records.push(Record { source, number: 0, offset: 0, start, end });
        Ok((1, digester.digest()))
    }

    fn split(
        &mut self,
        source: u32,
        reader: &mut dyn BufRead,
        take: &mut Take<'_>,
    ) -> Result<(u64, Digest), Error> {
        let mut digester = Digester::default();
        let mut splitter = Splitter::of(&self.sources[source as usize]);
        let (mut number, mut offset) = (0, 0);
        let mut ends = Vec::new();
        // The start of the current record in the block.
        let mut start = self.block.bytes.len();
        loop {
            let block = &mut self.block;
            let chunk = match reader.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(self.sources[source as usize].unreadable(&error)),
            };
            let read = chunk.len();
            let before = block.bytes.len();
            digester.take(chunk);
            block.bytes.extend_from_slice(chunk);
            reader.consume(read);
            ends.clear();
            let split = splitter.read(&block.bytes[before..], &mut ends);
            split.and_then(|()| if read == 0 { splitter.finish() } else { Ok(()) }).map_err(
                |reason| self.sources[source as usize].unreadable(&io::Error::other(reason)),
            )?;
            let mut last = start;
            for end in ends.iter().map(|at| before + at) {
                block.records.push(Record { source, number, offset, start: last, end });
                number += 1;
                offset += (end - last) as u64;
                last = end;
            }
            start = last;
            if read == 0 {
                let end = block.bytes.len();
                if end > start {
                    block.records.push(Record { source, number, offset, start, end });
                    number += 1;
                }
                return Ok((number, digester.digest()));
            }
            if block.bytes.len() - start > LONGEST_RECORD {
                let reason = format!("record {} is longer than 1 GiB", number + 1);
                return Err(self.sources[source as usize].unreadable(&io::Error::other(reason)));
            }
            if start >= BLOCK || block.records.len() >= MOST {
                // The incomplete record is moved to the next block.
                let mut next = Block::default();
                next.bytes.reserve(BLOCK + (BLOCK >> 2));
                next.bytes.extend_from_slice(&block.bytes[start..]);
                block.bytes.truncate(start);
                start = 0;
                take(std::mem::replace(block, next))?;
            }
        }
    }
}

/// Gives the rest of a stream to `take`, chunk by chunk.
pub(in crate::dedup) fn each_chunk(
    reader: &mut dyn BufRead,
    mut take: impl FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<()> {
    loop {
        let chunk = match reader.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if chunk.is_empty() {
            return Ok(());
        }
        take(chunk)?;
        let len = chunk.len();
        reader.consume(len);
    }
}

/// A reader that reports the number of bytes to the progress display.
struct ProgressReader<'a> {
    file: &'a File,
    progress: &'a dyn Progress,
}

impl Read for ProgressReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.progress.read(read as u64);
        Ok(read)
    }
}
