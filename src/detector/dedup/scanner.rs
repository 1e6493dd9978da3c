//! [`RemovalScanner`]: reads the documents of a corpus once and keeps the fingerprints of their items.
//!
//! Documents are numbered in the order in which they are added, across all calls. A call that fails adds
//! nothing.

use super::band_entries::BandEntries;
use super::document_record::DocumentRecord;
use super::names::Names;
use super::planner::{Numbers, RemovalPlanner};
use super::scanned::ScannedDocuments;
use crate::detector::engine::Detector;
use crate::detector::ingest::ItemTable;
use crate::detector::observer::{Observer, Stage};
use crate::detector::parallel::prelude::*;
use crate::detector::progress::{Progress, TextPieces};
use crate::error::{Error, Result};
use crate::facts::Marks;
use crate::item::{Fingerprinter, Scratch};
use crate::lsh::BandJoin;
use crate::matching::Keep;
use crate::model::{Document, DocumentId, Span};
use crate::text::{Unit, segments};

/// How many documents a thread takes at a time.
const RUN: usize = 64;

/// The first step of a removal from a corpus that need not fit into memory: reads each document once
/// and keeps the fingerprints of its items.
///
/// With [`Unit::Document`] the items are whole documents. With any other unit they are segments of at
/// least [`min_words`](crate::DetectorBuilder::min_words) words. [`Unit::Passage`] is refused: the
/// passage stage needs all tokens in memory ([`Detector::detect`]). Candidates come from bands, those of
/// the [`Fingerprinter`]; [`Search::Exact`](crate::Search::Exact) is refused.
///
/// Memory: 18 bytes a document, and its name where [`Keep`](crate::Keep) orders by names; for each
/// item 56 bytes and 8 for each band (16 bands at the default threshold: 184 bytes), and as much
/// again while candidates are collected. No text is kept.
///
/// # Examples
/// ```
/// use retold::{Detector, Unit};
///
/// let texts = [
///     "The last ferry to the island leaves the harbour at noon from pier four.",
///     "Nobody was there, and the boats lay upside down on the sand as they had in May.",
///     "The last ferry to the island leaves the harbour, at noon from pier four!",
/// ];
/// let detector = Detector::builder().unit(Unit::Document).build()?;
/// let mut first = detector.removal_scanner()?;
/// first.add(&texts)?; // in parts of any size
///
/// let second = first.finish()?;
/// assert!(!second.needs_text(retold::DocumentId(1)));
/// let removals = second.decide(|id| Ok::<_, std::io::Error>(texts[id.index()])).unwrap();
/// assert_eq!(removals.removed.len(), 1);
/// assert_eq!(removals.removed[0].document.index(), 2);
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Debug)]
pub struct RemovalScanner {
    detector: Detector,
    fingerprinter: Fingerprinter,
    documents: Vec<DocumentRecord>,
    names: Names,
    table: ItemTable,
    /// For each item, a hash of the text between its tokens.
    marks: Vec<Marks>,
}

impl Detector {
    /// Starts the removal of repeated items, with the settings of this detector.
    ///
    /// # Errors
    /// - The unit is [`Unit::Passage`]: there are no items to compare.
    /// - The search is [`Search::Exact`](crate::Search::Exact): candidates are found by signatures.
    /// - The unit is a segment, and a
    ///   [`document_threshold`](crate::DetectorBuilder::document_threshold) was set: no whole documents
    ///   are compared.
    ///
    /// # Examples
    /// ```
    /// use retold::{Detector, Unit};
    ///
    /// let error = Detector::builder().build()?.removal_scanner().unwrap_err();
    /// assert!(error.to_string().contains(".unit(Unit::Paragraph)"));
    /// assert!(Detector::builder().unit(Unit::Paragraph).build()?.removal_scanner().is_ok());
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn removal_scanner(&self) -> Result<RemovalScanner> {
        self.removal_scanner_for("removal_scanner")
    }

    /// Does what [`removal_scanner`](Detector::removal_scanner) does; `what` is the method that an error
    /// names.
    pub(in crate::detector) fn removal_scanner_for(&self, what: &str) -> Result<RemovalScanner> {
        Ok(RemovalScanner {
            fingerprinter: self.fingerprinter_for(what)?,
            detector: self.clone(),
            documents: Vec::new(),
            names: Names::default(),
            table: ItemTable::default(),
            marks: Vec::new(),
        })
    }
}

impl RemovalScanner {
    /// Reads texts. They are numbered in input order.
    ///
    /// Work is spread over the threads of the current rayon pool, so a few megabytes a call are best.
    ///
    /// # Errors
    /// - The documents are kept by [`Keep::Rank`](crate::Keep::Rank), and a text has no rank:
    ///   [`add_documents`](RemovalScanner::add_documents) takes documents with ranks.
    /// - There are 2³² − 1 documents or segments.
    ///
    /// Nothing of the texts is added then.
    pub fn add<T: AsRef<str> + Sync>(&mut self, texts: &[T]) -> Result<()> {
        self.add_texts(texts, &Progress::unobserved())
    }

    /// Does what [`add`](RemovalScanner::add) does, and reports its progress to an observer, which can stop
    /// it.
    ///
    /// # Errors
    /// If the observer stops the run, or for the reasons of [`add`](RemovalScanner::add); nothing of the
    /// texts is added then.
    pub fn add_with<T: AsRef<str> + Sync>(
        &mut self,
        texts: &[T],
        observer: &dyn Observer,
    ) -> Result<()> {
        self.add_texts(texts, &Progress::observed_by(observer))
    }

    fn add_texts<T: AsRef<str> + Sync>(
        &mut self,
        texts: &[T],
        progress: &Progress<'_>,
    ) -> Result<()> {
        if self.detector.settings().keep == Keep::Rank {
            return Err(Error::conflict(
                "add reads texts without ranks, and keep is Keep::Rank; call add_documents, or set \
                 another .keep(…)"
                    .to_owned(),
            ));
        }
        self.read(texts, |_| Some(0), |_| "", AsRef::as_ref, progress)
    }

    /// Reads documents. [`Keep::Rank`](crate::Keep::Rank) orders them by their ranks. Where the rule of
    /// [`Keep`](crate::Keep) does not decide, the name that sorts first is kept.
    ///
    /// # Errors
    /// If there are 2³² − 1 documents or segments; nothing of the texts is added then.
    ///
    /// # Examples
    /// ```
    /// use retold::{Detector, Document, Keep, Unit};
    ///
    /// let text = "The last ferry to the island leaves the harbour at noon from pier four.";
    /// let detector = Detector::builder().unit(Unit::Document).keep(Keep::Rank).build()?;
    /// let mut first = detector.removal_scanner()?;
    /// first.add_documents(&[
    ///     Document::new("reprint", text).with_rank(1952),
    ///     Document::new("first print", text).with_rank(1931),
    /// ])?;
    /// let removals = first.finish()?.decide(|_| Ok::<_, ()>(text)).unwrap();
    /// assert_eq!(removals.removed[0].document.index(), 0);
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn add_documents(&mut self, documents: &[Document<'_>]) -> Result<()> {
        self.add_with_progress(documents, &Progress::unobserved())
    }

    /// Does what [`add_documents`](RemovalScanner::add_documents) does, and reports its progress to an
    /// observer, which can stop it.
    ///
    /// # Errors
    /// If the observer stops the run, or if there are 2³² − 1 documents or segments; nothing of the texts
    /// is added then.
    pub fn add_documents_with(
        &mut self,
        documents: &[Document<'_>],
        observer: &dyn Observer,
    ) -> Result<()> {
        self.add_with_progress(documents, &Progress::observed_by(observer))
    }

    pub(in crate::detector) fn add_with_progress(
        &mut self,
        documents: &[Document<'_>],
        progress: &Progress<'_>,
    ) -> Result<()> {
        self.read(documents, |it| Some(it.rank()), |it| it.name(), |it| it.text(), progress)
    }

    /// Reads texts of a reference corpus. They come first in keep order, and nothing of them is removed,
    /// not even what they repeat of one another.
    ///
    /// # Errors
    /// If there are 2³² − 1 documents or segments; nothing of the texts is added then.
    ///
    /// # Examples
    /// ```
    /// use retold::{Detector, Unit};
    ///
    /// let (old, new) = ("the same few words", "The same\nfew words");
    /// let mut first = Detector::builder().unit(Unit::Document).build()?.removal_scanner()?;
    /// first.add(&[new])?;
    /// first.add_references(&[old, old])?;
    /// let texts = [new, old, old];
    /// let removals = first.finish()?.decide(|id| Ok::<_, ()>(texts[id.index()])).unwrap();
    /// assert_eq!(removals.removed.len(), 1);
    /// assert_eq!(removals.removed[0].kept.index(), 1);
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn add_references<T: AsRef<str> + Sync>(&mut self, texts: &[T]) -> Result<()> {
        self.read(texts, |_| None, |_| "", AsRef::as_ref, &Progress::unobserved())
    }

    /// Does what [`add_references`](RemovalScanner::add_references) does, and reports its progress to an
    /// observer, which can stop it.
    ///
    /// # Errors
    /// If the observer stops the run, or if there are 2³² − 1 documents or segments; nothing of the texts
    /// is added then.
    pub fn add_references_with<T: AsRef<str> + Sync>(
        &mut self,
        texts: &[T],
        observer: &dyn Observer,
    ) -> Result<()> {
        self.read(texts, |_| None, |_| "", AsRef::as_ref, &Progress::observed_by(observer))
    }

    /// The number of documents read so far.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Whether no document has been read.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// Ends the scan and finds the candidates.
    ///
    /// # Errors
    /// If there are 2³² buckets of several items.
    pub fn finish(self) -> Result<RemovalPlanner> {
        self.finish_with_progress(&Progress::unobserved())
    }

    /// Does what [`finish`](RemovalScanner::finish) does, and reports its progress to an observer, which
    /// can stop it.
    ///
    /// # Errors
    /// If the observer stops the run, or if there are 2³² buckets of several items.
    pub fn finish_with(self, observer: &dyn Observer) -> Result<RemovalPlanner> {
        self.finish_with_progress(&Progress::observed_by(observer))
    }

    pub(in crate::detector) fn finish_with_progress(
        self,
        progress: &Progress<'_>,
    ) -> Result<RemovalPlanner> {
        let RemovalScanner { detector, fingerprinter, documents, names, table, marks } = self;
        let places = names.places(documents.len());
        let ItemTable { items, normal, short } = table;
        let bands = fingerprinter.bands();
        let entries = BandEntries::new(&items, [normal, short], bands);
        let buckets = move |join: &mut BandJoin, band: usize, numbers: &Numbers<'_>| {
            let of_band = entries.of(band);
            let (keys, ids): (Vec<u64>, Vec<u32>) =
                of_band.filter_map(|(key, item)| Some((key, numbers.first(item)?))).unzip();
            join.join_ids(&keys, &ids)
        };
        let counts = BandEntries::counts(bands);
        RemovalPlanner::new(
            &detector,
            (&documents, &places),
            (items, &marks),
            counts,
            buckets,
            progress,
        )
    }

    /// Ends the scan, and gives the fingerprints of the documents as plain values: for a corpus whose candidates
    /// are found in parts, on several machines, and decided by
    /// [`RemovalPlanner::from_scanned`].
    ///
    /// # Errors
    /// - The unit is not [`Unit::Document`].
    /// - A document has a name, and the order of keeping depends on names.
    ///
    /// # Examples
    /// See [`ScannedDocuments`].
    pub fn into_scanned(self) -> Result<ScannedDocuments> {
        let RemovalScanner { detector, fingerprinter, documents, names, table, marks } = self;
        if !names.is_empty() {
            return Err(Error::conflict(
                "a document has a name, and names are not among its scanned values; leave the names \
                 out, or call finish"
                    .to_owned(),
            ));
        }
        ScannedDocuments::new(&detector, &documents, table, &marks, fingerprinter.bands())
    }

    /// Reads documents of any type, through functions for their parts; `rank` returns none for a
    /// reference.
    fn read<T: Sync>(
        &mut self,
        documents: &[T],
        rank: impl Fn(&T) -> Option<i64> + Sync,
        name: impl Fn(&T) -> &str,
        text: impl Fn(&T) -> &str + Sync,
        progress: &Progress<'_>,
    ) -> Result<()> {
        let before = self.documents.len();
        if let Some(last) = (before + documents.len()).checked_sub(1) {
            DocumentId::at(last)?;
        }
        let (detector, fingerprinter) = (&self.detector, &self.fingerprinter);
        let read = |scratch: &mut Scratch, run: usize, documents: &[T]| {
            let mut part = Part::default();
            let mut pieces = TextPieces::new(progress);
            for (index, document) in documents.iter().enumerate() {
                if progress.is_stopped() {
                    break;
                }
                let number = DocumentId((before + run * RUN + index) as u32);
                part.read(detector, fingerprinter, number, text(document), scratch);
                let rank = rank(document);
                part.documents.push(DocumentRecord {
                    reference: rank.is_none(),
                    rank: rank.unwrap_or_default(),
                });
                pieces.add(1, text(document).len());
            }
            part
        };
        progress.stage(Stage::Reading, documents.len())?;
        let parts: Vec<Part> = documents
            .par_chunks(RUN)
            .enumerate()
            .map_init(Scratch::default, |scratch, (run, documents)| read(scratch, run, documents))
            .collect();
        progress.check()?;
        let items = self.marks.len() + parts.iter().map(|part| part.marks.len()).sum::<usize>();
        if items >= u32::MAX as usize {
            return Err(Error::capacity("segments", u32::MAX.into()));
        }
        if detector.settings().keep.needs_names() {
            for (number, document) in (before..).zip(documents) {
                self.names.put(number, name(document));
            }
        }
        for mut part in parts {
            self.documents.append(&mut part.documents);
            self.table.append(part.table);
            self.marks.append(&mut part.marks);
        }
        Ok(())
    }
}

/// The items of some documents.
#[derive(Default)]
struct Part {
    documents: Vec<DocumentRecord>,
    table: ItemTable,
    marks: Vec<Marks>,
}

impl Part {
    /// Adds the items of a document.
    fn read(
        &mut self,
        detector: &Detector,
        fingerprinter: &Fingerprinter,
        document: DocumentId,
        text: &str,
        scratch: &mut Scratch,
    ) {
        let settings = detector.settings();
        let mut item = |span: Span, least: usize| {
            let marks = fingerprinter.read(scratch, &text[span.range()]);
            if scratch.row.fifths() < least {
                return;
            }
            let index = self.marks.len() as u32;
            let measure = fingerprinter.measure(scratch, |class, keys| {
                self.table.class_items(class).add(index, keys);
            });
            if self.table.put(document.0, span, measure) {
                self.marks.push(marks);
            }
        };
        match settings.unit {
            Unit::Document => item(Span::new(0, text.len()), 0),
            unit => {
                for span in segments(text, unit) {
                    item(span, 5 * settings.min_words);
                }
            }
        }
    }
}
