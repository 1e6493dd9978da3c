//! [`ScannedDocuments`]: the fingerprints of documents as plain values, and the planner that is made of them.
//!
//! A corpus can be decided in parts: the decision on a document depends on the documents of its connected
//! component only, if two documents that share a band key are joined (`matching::keep_first`). So a part is a
//! set of documents with all documents that share a key with one of them, and its planner gives the decisions
//! of the planner of the whole corpus. `planner` and `candidates` are the same for both.

use super::band_entries::BandEntries;
use super::document_record::DocumentRecord;
use super::planner::{Numbers, RemovalPlanner};
use crate::detector::engine::Detector;
use crate::detector::ingest::{Item, ItemTable};
use crate::detector::progress::Progress;
use crate::error::{Error, Result};
use crate::facts::Marks;
use crate::hash::ContentHash;
use crate::lsh::{BandJoin, Buckets};
use crate::model::{DocumentId, Span};
use crate::text::Unit;

/// The values of a scanned document that a decision needs, besides its text.
///
/// # Examples
/// See [`ScannedDocuments`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ScannedDocument {
    /// Whether it is a reference, of which nothing is removed.
    pub is_reference: bool,
    /// Its rank, for [`Keep::Rank`](crate::Keep::Rank).
    pub rank: i64,
    /// The bytes of its text.
    pub bytes: u64,
    /// Its length in units of 0.2 words; 0 if it has no token.
    pub fifths: u64,
    /// The hash of its tokens.
    pub content: ContentHash,
    /// A hash of the text between its tokens. Two documents with the same tokens and the same marks are exact
    /// copies.
    pub marks: u64,
}

impl ScannedDocument {
    /// The values of a document, from another machine or an earlier run.
    pub fn new(
        (is_reference, rank): (bool, i64),
        (bytes, fifths): (u64, u64),
        (content, marks): (ContentHash, u64),
    ) -> ScannedDocument {
        ScannedDocument { is_reference, rank, bytes, fifths, content, marks }
    }
}

/// The fingerprints of scanned documents as plain values: one [`ScannedDocument`] each, and their band keys.
///
/// Two documents are candidates if they share a key of a band. Band keys have 40 bits; those of band 0 have 64.
/// They depend on the settings of the detector, which are frozen like all hashes.
///
/// Memory: 72 bytes a document, and 5 for each of its keys.
///
/// # Examples
/// Candidates are found by the caller, here in one part:
/// ```
/// use retold::lsh::Buckets;
/// use retold::detector::RemovalPlanner;
/// use retold::{Detector, DocumentId, Unit};
///
/// let texts = [
///     "The last ferry to the island leaves the harbour at noon from pier four.",
///     "Nobody was there, and the boats lay upside down on the sand as they had in May.",
///     "The last ferry to the island leaves the harbour, at noon from pier four!",
/// ];
/// let detector = Detector::builder().unit(Unit::Document).build()?;
/// let mut scanner = detector.removal_scanner()?;
/// scanner.add(&texts)?;
/// let scanned = scanner.into_scanned()?;
///
/// let buckets: Vec<Buckets> = (0..scanned.bands())
///     .map(|band| {
///         let (keys, ids): (Vec<u64>, Vec<u32>) =
///             scanned.keys(band).map(|(key, document)| (key, document.0)).unzip();
///         Buckets::from_band(&keys, &ids)
///     })
///     .collect();
/// let planner = RemovalPlanner::from_scanned(&detector, scanned.documents(), &buckets)?;
/// let removals = planner.decide(|id| Ok::<_, ()>(texts[id.index()])).unwrap();
/// assert_eq!(removals.removed[0].document, DocumentId(2));
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Debug)]
pub struct ScannedDocuments {
    documents: Vec<ScannedDocument>,
    /// For each item, its document.
    sources: Vec<u32>,
    entries: BandEntries,
    bands: usize,
}

impl ScannedDocuments {
    pub(super) fn new(
        detector: &Detector,
        documents: &[DocumentRecord],
        table: ItemTable,
        marks: &[Marks],
        bands: usize,
    ) -> Result<ScannedDocuments> {
        only_documents(detector, "into_scanned")?;
        let mut scanned: Vec<ScannedDocument> = documents
            .iter()
            .map(|document| {
                let of = (document.reference, document.rank);
                ScannedDocument::new(of, (0, 0), (ContentHash(0), 0))
            })
            .collect();
        let ItemTable { items, normal, short } = table;
        for (item, marks) in items.iter().zip(marks) {
            let document = &mut scanned[item.source as usize];
            document.bytes = item.span.end as u64;
            document.fifths = item.fifths as u64;
            (document.content, document.marks) = (item.content, marks.0);
        }
        Ok(ScannedDocuments {
            documents: scanned,
            sources: items.iter().map(|item| item.source).collect(),
            entries: BandEntries::new(&items, [normal, short], bands),
            bands: BandEntries::counts(bands).iter().sum(),
        })
    }

    /// The documents, in the order in which they were added.
    pub fn documents(&self) -> &[ScannedDocument] {
        &self.documents
    }

    /// The number of bands.
    pub fn bands(&self) -> usize {
        self.bands
    }

    /// The keys of a band, each with its document, by ascending documents. A document has one key or none.
    ///
    /// # Panics
    /// If there is no such band.
    pub fn keys(&self, band: usize) -> impl Iterator<Item = (u64, DocumentId)> {
        assert!(band < self.bands, "there is no band {band}");
        let of_band = self.entries.of(band);
        of_band.map(|(key, item)| (key, DocumentId(self.sources[item as usize])))
    }
}

impl RemovalPlanner {
    /// Plans the removals from documents that were scanned elsewhere.
    ///
    /// `buckets` has, for each band, the documents that share a key, by their numbers in `documents`. The result
    /// is that of one scan of the whole corpus if `documents` contains every document that shares a key with one
    /// of them, in the order of the corpus.
    ///
    /// # Errors
    /// - The unit is not [`Unit::Document`], or the reasons of
    ///   [`removal_scanner`](Detector::removal_scanner).
    /// - There are more or fewer lists of buckets than bands.
    /// - There are 2³² − 1 documents, or 2³² buckets.
    ///
    /// # Panics
    /// If a bucket names a document that is not there.
    ///
    /// # Examples
    /// See [`ScannedDocuments`].
    pub fn from_scanned(
        detector: &Detector,
        documents: &[ScannedDocument],
        buckets: &[Buckets],
    ) -> Result<RemovalPlanner> {
        only_documents(detector, "from_scanned")?;
        let counts = BandEntries::counts(detector.fingerprinter_for("from_scanned")?.bands());
        let bands: usize = counts.iter().sum();
        if buckets.len() != bands {
            return Err(Error::conflict(format!(
                "from_scanned needs the buckets of {bands} bands, got {}; give an empty list for a band \
                 without buckets",
                buckets.len()
            )));
        }
        if let Some(last) = documents.len().checked_sub(1) {
            DocumentId::at(last)?;
        }
        let (mut items, mut marks, mut records) = (Vec::new(), Vec::new(), Vec::new());
        // A document without a token is no item.
        let mut item_of = Vec::with_capacity(documents.len());
        for (source, document) in (0u32..).zip(documents) {
            item_of.push(items.len() as u32);
            records.push(DocumentRecord { reference: document.is_reference, rank: document.rank });
            if document.fifths > 0 {
                items.push(Item {
                    source,
                    span: Span::new(0, document.bytes as usize),
                    fifths: document.fifths as usize,
                    content: document.content,
                });
                marks.push(Marks(document.marks));
            }
        }
        let of_band = |_: &mut BandJoin, band: usize, numbers: &Numbers<'_>| {
            Buckets::from_groups(buckets[band].iter().map(|members| {
                members.iter().filter_map(|&document| numbers.first(item_of[document as usize]))
            }))
        };
        let progress = Progress::unobserved();
        RemovalPlanner::new(detector, (&records, &[]), (items, &marks), counts, of_band, &progress)
    }
}

/// Refuses units other than whole documents.
fn only_documents(detector: &Detector, what: &str) -> Result<()> {
    if detector.settings().unit == Unit::Document {
        return Ok(());
    }
    Err(Error::conflict(format!(
        "{what} takes whole documents, but the unit is another one; set .unit(Unit::Document)"
    )))
}
