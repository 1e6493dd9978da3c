//! The store that reads records again by the number of their document.
//!
//! A record is read from its file if the file allows a seek. Compressed files, CSV, JSON arrays and
//! Parquet do not; their records are copied to a temporary file ([`Spill`]) by
//! [`RecordStore::fetch`] first.
//!
//! A stage of a job reads records that another stage fetched ([`FetchedRecords`]).
//!
//! Invariant: a file that changed since the first reading is an error. Memory: 24 bytes for each
//! record of the temporary files.

use super::block;
use super::fetched_records::FetchedRecords;
use super::first_pass::Known;
use super::record::Records;
use super::spill::{Spill, SpillWriter};
use crate::dedup::source::file::{Kind, Source};
use crate::diagnostics::Progress;
use crate::error::Error;
use std::fs::File;
use std::path::Path;
use std::sync::OnceLock;

/// The most files that are kept open.
const OPEN: usize = 128;

/// The bytes of the first read of a line.
const LINE: usize = 4096;

/// The access to records that were read before: in their file, or in a temporary file.
pub(in crate::dedup) struct RecordStore<'a> {
    pub(in crate::dedup) sources: &'a [Source],
    pub(in crate::dedup) known: &'a [Known],
    pub(in crate::dedup) records: &'a Records,
    open: Vec<OnceLock<File>>,
    aside: Vec<Spill>,
    /// Records that another run fetched. Then no record is read from its own file.
    fetched: Option<&'a FetchedRecords>,
}

impl<'a> RecordStore<'a> {
    pub(in crate::dedup) fn new(
        sources: &'a [Source],
        known: &'a [Known],
        records: &'a Records,
    ) -> RecordStore<'a> {
        let open = (0..sources.len().min(OPEN)).map(|_| OnceLock::new()).collect();
        RecordStore { sources, known, records, open, aside: Vec::new(), fetched: None }
    }

    /// A store that reads fetched and temporary records only.
    pub(in crate::dedup) fn of_fetched(
        sources: &'a [Source],
        known: &'a [Known],
        records: &'a Records,
        fetched: &'a FetchedRecords,
    ) -> RecordStore<'a> {
        let store = RecordStore::new(sources, known, records);
        RecordStore { fetched: Some(fetched), ..store }
    }

    /// The number of documents.
    pub(in crate::dedup) fn documents(&self) -> u32 {
        self.known.iter().map(|known| known.documents).sum()
    }

    /// The number of the file that contains a document.
    pub(in crate::dedup) fn source_of(&self, document: u32) -> u32 {
        let behind = self.known.partition_point(|known| known.first <= document);
        behind as u32 - 1
    }

    /// Whether a document can be read only from a temporary file, and is in none yet.
    pub(in crate::dedup) fn is_out_of_reach(&self, document: u32) -> bool {
        let is_in_reach = match self.fetched {
            Some(fetched) => fetched.holds(document),
            None => self.sources[self.source_of(document) as usize].is_seekable(),
        };
        !is_in_reach && !self.aside.iter().any(|aside| aside.holds(document))
    }

    pub(in crate::dedup) fn add(&mut self, aside: Spill) {
        self.aside.push(aside);
    }

    /// Reads the files without seek access again, and copies the records that are `wanted` to a
    /// temporary file.
    pub(in crate::dedup) fn fetch(
        &mut self,
        wanted: impl Fn(u32) -> bool,
        folder: Option<&Path>,
        progress: &dyn Progress,
    ) -> Result<(), Error> {
        let is_wanted = |number: &u32| {
            let known = &self.known[*number as usize];
            !self.sources[*number as usize].is_seekable()
                && (known.first..known.first + known.documents).any(&wanted)
        };
        let which: Vec<u32> = (0..self.sources.len() as u32).filter(is_wanted).collect();
        if which.is_empty() {
            return Ok(());
        }
        let mut spill = SpillWriter::new(folder)?;
        self.each_block(&which, progress, |documents| {
            let mut wanted = documents.iter().filter(|(document, _)| wanted(*document));
            wanted.try_for_each(|(document, record)| spill.put(*document, record))
        })?;
        self.add(spill.finish()?);
        Ok(())
    }

    /// Copies these documents to a temporary file, if they are in none yet and cannot be read from
    /// their file.
    pub(in crate::dedup) fn fetch_documents(
        &mut self,
        documents: impl IntoIterator<Item = u32>,
        folder: Option<&Path>,
        progress: &dyn Progress,
    ) -> Result<(), Error> {
        let mut wanted = vec![false; self.documents() as usize];
        for document in documents {
            wanted[document as usize] = self.is_out_of_reach(document);
        }
        self.fetch(|document| wanted[document as usize], folder, progress)
    }

    /// Reads some files again, and gives the documents of each block to `take`, each with the bytes
    /// of its record.
    ///
    /// # Errors
    /// If a file was changed since the first reading.
    pub(in crate::dedup) fn each_block(
        &self,
        which: &[u32],
        progress: &dyn Progress,
        mut take: impl FnMut(&[(u32, &[u8])]) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let (mut source, mut document) = (u32::MAX, 0);
        block::read(self.sources, self.records, which, progress, |block| {
            let mut documents = Vec::with_capacity(block.records.len());
            for record in &block.records {
                let known = &self.known[record.source as usize];
                if record.source != source {
                    (source, document) = (record.source, known.first);
                }
                if !known.is_without(record.number) {
                    documents.push((document, block.bytes_of(record)));
                    document += 1;
                }
            }
            take(&documents)?;
            for (_, end) in &block.ends {
                let of = end.source as usize;
                if end.digest != self.known[of].digest {
                    return Err(self.sources[of].changed());
                }
            }
            Ok(())
        })
    }

    /// The compared text of a document, from the bytes of its record.
    pub(in crate::dedup) fn text_of(&self, document: u32, record: &[u8]) -> Result<String, Error> {
        let source = &self.sources[self.source_of(document) as usize];
        match self.records.parse(source, record) {
            Ok(parsed) => Ok(parsed.compared().into_owned()),
            Err(_) => Err(source.changed()),
        }
    }

    /// The bytes of the record of a document.
    pub(in crate::dedup) fn record(&self, document: u32) -> Result<Vec<u8>, Error> {
        let number = self.source_of(document) as usize;
        let (source, known) = (&self.sources[number], &self.known[number]);
        if let Some(record) = self.fetched.and_then(|fetched| fetched.record(document)) {
            return record;
        }
        if source.kind == Kind::Text && self.fetched.is_none() {
            return source.read_whole();
        }
        if !source.is_seekable() || self.fetched.is_some() {
            let mut found = self.aside.iter().filter_map(|aside| aside.record(document));
            return found.next().expect("`fetch` was called for this document");
        }
        self.line(number, (document - known.first) as usize)
    }

    /// The bytes of a line, read from a file that is not compressed.
    fn line(&self, number: usize, among: usize) -> Result<Vec<u8>, Error> {
        let (source, known) = (&self.sources[number], &self.known[number]);
        let opened;
        let file = match self.open.get(number).map(|slot| (slot, slot.get())) {
            Some((_, Some(file))) => file,
            Some((slot, None)) => {
                let file = source.open()?;
                slot.get_or_init(|| file)
            }
            None => {
                opened = source.open()?;
                &opened
            }
        };
        let start = known.offsets[among];
        let limit = known.offsets.get(among + 1).copied().unwrap_or(known.digest.bytes);
        // Many lines without a text may follow before the next document, so only a part is read
        // first.
        let mut len = (limit - start) as usize;
        if len > LINE {
            let head = source.read_at(file, start, LINE)?;
            if let Some(end) = memchr::memchr(b'\n', &head) {
                len = end + 1;
            }
        }
        let mut bytes = source.read_at(file, start, len)?;
        if let Some(end) = memchr::memchr(b'\n', &bytes) {
            bytes.truncate(end + 1);
        }
        Ok(bytes)
    }

    /// The compared text of a document. A changed record may give another text; the digests and
    /// hashes of the caller detect that.
    pub(in crate::dedup) fn text(&self, document: u32) -> Result<String, Error> {
        self.text_of(document, &self.record(document)?)
    }
}
