//! The figures of a shard after it was signed, as the footer of its file has them.

use crate::dedup::digest::Digest;
use crate::dedup::records::first_pass::Known;
use crate::dedup::records::textless_records::TextlessRecords;
use crate::dedup::source::source_state::SourceState;
use serde::{Deserialize, Serialize};

/// A file of the input with its figures.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct SignedFile {
    /// The file, as it was read: a damaged one is copied unchanged.
    pub(super) state: SourceState,
    pub(super) documents: u32,
    pub(super) records: u64,
    pub(super) without: TextlessRecords,
    pub(super) digest: Digest,
}

impl SignedFile {
    pub(super) fn new(state: SourceState, known: &Known) -> SignedFile {
        SignedFile {
            state,
            documents: known.documents,
            records: known.records,
            without: known.without.clone(),
            digest: known.digest.clone(),
        }
    }

    /// The figures of the file, if its first document has this number.
    pub(super) fn known(&self, first: u32) -> Known {
        let SignedFile { documents, records, without, digest, .. } = self;
        Known::read_before((first, *documents), *records, without.clone(), digest.clone())
    }
}

/// The figures of a shard, or of all of them.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(super) struct Figures {
    pub(super) documents: u64,
    /// The documents of reference corpora among them.
    pub(super) references: u64,
    /// The bytes of their texts.
    pub(super) bytes: u64,
    pub(super) faults: u64,
    pub(super) blank: u64,
    pub(super) null: u64,
    pub(super) whole: u64,
    /// Whether a rank was a number, and whether one was a date.
    pub(super) kinds: [bool; 2],
}

impl Figures {
    pub(super) fn add(&mut self, other: &Figures) {
        self.documents += other.documents;
        self.references += other.references;
        self.bytes += other.bytes;
        self.faults += other.faults;
        self.blank += other.blank;
        self.null += other.null;
        self.whole += other.whole;
        self.kinds = [0, 1].map(|kind| self.kinds[kind] | other.kinds[kind]);
    }
}

/// The facts of the file of a signed shard.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Signed {
    pub(super) files: Vec<SignedFile>,
    pub(super) figures: Figures,
    /// The number of bands.
    pub(super) bands: usize,
}
