//! Records in files that another run wrote, with a checksum of each.

use crate::dedup::source::file::read_exact_at;
use crate::error::{Error, ErrorKind};
use crate::regular_file;
use std::fs::File;
use std::path::PathBuf;
use std::sync::OnceLock;
use xxhash_rust::xxh3::xxh3_64;

/// The most files that are kept open.
const OPEN: usize = 128;

/// The place of a fetched record: 32 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::dedup) struct FetchedRecord {
    pub(in crate::dedup) document: u32,
    /// The index of its file.
    pub(in crate::dedup) file: u32,
    /// Its offset in the file, and its length.
    pub(in crate::dedup) at: u64,
    pub(in crate::dedup) len: u64,
    /// The XXH3-64 of its bytes.
    pub(in crate::dedup) check: u64,
}

/// A file of fetched records.
#[derive(Debug)]
pub(in crate::dedup) struct FetchedFile {
    pub(in crate::dedup) path: PathBuf,
    /// What to do if the file is damaged.
    pub(in crate::dedup) remedy: String,
}

/// Fetched records of several files, by their documents.
#[derive(Debug)]
pub(in crate::dedup) struct FetchedRecords {
    files: Vec<FetchedFile>,
    /// The first files, once they are open.
    open: Vec<OnceLock<File>>,
    /// Ascending by document.
    records: Vec<FetchedRecord>,
}

impl FetchedRecords {
    /// A document that is listed several times has one record.
    pub(in crate::dedup) fn new(
        files: Vec<FetchedFile>,
        mut records: Vec<FetchedRecord>,
    ) -> FetchedRecords {
        records.sort_unstable_by_key(|record| record.document);
        records.dedup_by_key(|record| record.document);
        let open = (0..files.len().min(OPEN)).map(|_| OnceLock::new()).collect();
        FetchedRecords { files, open, records }
    }

    pub(in crate::dedup) fn holds(&self, document: u32) -> bool {
        self.find(document).is_some()
    }

    /// The place of the record of a document.
    pub(in crate::dedup) fn find(&self, document: u32) -> Option<&FetchedRecord> {
        let found = self.records.binary_search_by_key(&document, |record| record.document);
        found.ok().map(|at| &self.records[at])
    }

    /// The bytes of the record of a document, if it was fetched.
    pub(in crate::dedup) fn record(&self, document: u32) -> Option<Result<Vec<u8>, Error>> {
        self.find(document).map(|record| self.read(record))
    }

    fn read(&self, record: &FetchedRecord) -> Result<Vec<u8>, Error> {
        let FetchedFile { path, remedy } = &self.files[record.file as usize];
        let failure = |error| Error::reading(path, &error);
        let opened;
        let file = match self.open.get(record.file as usize).map(|slot| (slot, slot.get())) {
            Some((_, Some(file))) => file,
            Some((slot, None)) => {
                let file = regular_file::open(path).map_err(failure)?;
                slot.get_or_init(|| file)
            }
            None => {
                opened = regular_file::open(path).map_err(failure)?;
                &opened
            }
        };
        let mut bytes = vec![0; record.len as usize];
        read_exact_at(file, &mut bytes, record.at).map_err(failure)?;
        if xxh3_64(&bytes) == record.check {
            return Ok(bytes);
        }
        let document = record.document;
        let reason = format!(
            "{} is damaged: the record of document {document} has another checksum; {remedy}",
            path.display()
        );
        Err(Error::at(ErrorKind::Read, path, reason))
    }
}
