//! The signed shards of a job, and the corpus that they form: its files, and the numbers of its documents.
//!
//! A document is identified by its file and its record. Its number is the number of documents before it, in the
//! order of the files and records, as in a run of `dedup`.

use super::job::Job;
use super::signed::{Signed, SignedFile};
use super::stage_file::StageFile;
use super::task::{Stage, Task};
use crate::dedup::records::first_pass::Known;
use crate::dedup::source::file::Source;
use crate::error::{Error, ErrorKind};
use std::ops::Range;

/// A signed shard.
pub(super) struct SignedShard {
    pub(super) file: StageFile,
    pub(super) signed: Signed,
    /// The number of its first document in the corpus.
    pub(super) first: u32,
}

/// Opens the files of all signed shards.
///
/// # Errors
/// If one is missing or cannot be used, or if there are too many documents.
pub(super) fn signed_shards(job: &Job) -> Result<Vec<SignedShard>, Error> {
    let mut shards: Vec<SignedShard> = Vec::with_capacity(job.file.shards.len());
    let mut first = 0u64;
    for number in 0..job.tasks(Stage::Sign) {
        let file = StageFile::open(&job.folder, &job.id, Task::new(Stage::Sign, number))?;
        let signed: Signed = file.facts()?;
        let expected = job.file.shards[number as usize].range().len();
        if signed.files.len() != expected {
            return Err(file.damaged("it has another number of files"));
        }
        let documents = signed.figures.documents;
        shards.push(SignedShard { file, signed, first: first as u32 });
        first += documents;
        if first >= u64::from(u32::MAX) {
            return Err(Error::new(
                ErrorKind::Capacity,
                "more than 4,294,967,294 documents: divide the input into several jobs",
            ));
        }
    }
    Ok(shards)
}

/// The files of a corpus, with the numbers of their documents.
pub(super) struct Corpus {
    pub(super) sources: Vec<Source>,
    pub(super) known: Vec<Known>,
}

impl Corpus {
    pub(super) fn new(files: &[SignedFile]) -> Corpus {
        let mut first = 0;
        let known = files.iter().map(|file| {
            let known = file.known(first);
            first += file.documents;
            known
        });
        Corpus {
            known: known.collect(),
            sources: files.iter().map(|file| file.state.source()).collect(),
        }
    }

    /// The numbers of the documents of some files.
    pub(super) fn documents(&self, files: Range<usize>) -> Range<u32> {
        let known = &self.known[files];
        let first = known.first().map_or(0, |known| known.first);
        first..known.last().map_or(first, |known| known.first + known.documents)
    }
}
