//! [`Index`]: the streaming driver, which takes one document at a time.

use super::outcome::{AddOutcome, NearCopy};
use super::repeats::Repeats;
use super::store::Store;
use crate::detector::engine::Detector;
use crate::detector::observer::{Observer, Stage};
use crate::detector::progress::Progress;
use crate::error::Result;
use crate::item::Scratch;
use crate::matching::{Figures, Relation};
use crate::model::{DocumentId, Span};
use crate::report::Place;
use crate::text::{Lines, Unit, segments};

/// Compares each new document with all earlier ones and with itself.
///
/// The streaming variant of [`Detector::detect`]. It keeps no text, only the places of segments, and the
/// shingles and band keys of each distinct wording. The result for a document does not depend on later
/// documents.
///
/// # What is compared
/// Segments of the unit, and whole documents. [`Unit::Passage`], the default, is refused: the passage
/// stage needs the tokens of all documents at once ([`Detector::detect`]). Documents have no groups.
///
/// [`AddOutcome::matches`] has the pairs of items that [`Detector::matches`] finds in a batch. If documents
/// are added in keep order, [`keep_first`](crate::matching::keep_first) can decide removals from them.
///
/// A block is a run of consecutive segments that match consecutive earlier ones, of at least
/// [`min_words`](crate::DetectorBuilder::min_words) words in total. A segment without a word does not
/// interrupt a block. A segment with the same words as a stored one matches the places of that wording
/// only. At most 256 earlier places are followed at a time: first those where a block is in progress, then
/// the most similar, then the earliest.
///
/// # Limits
/// By bands, a segment is compared with at most 24 stored wordings: those that share most bands with it
/// first, of equal ones the newest first. The search ends after 12 that do not match.
/// [`BucketTable::ranked`](crate::lsh::BucketTable::ranked) finds the candidates in bounded time, however
/// many texts are alike. A near-copy of an earlier text shares most bands with it, so it is found among
/// tens of thousands of texts that share fewer.
///
/// With [`Search::Exact`](crate::Search::Exact) every match with a stored wording is found. A segment that
/// matches 1,024 stored wordings is not stored.
///
/// An exact copy of a segment is always found. [`AddOutcome::bounded`] counts the items of a document that
/// reached a limit, and [`Index::capped_items`] those of all documents.
///
/// Memory: 48 bytes a segment, exact copies included, for its place; for each different wording 8
/// bytes a shingle and about 640 bytes of tables at 16 to 19 bands (measured over 100,000 wordings:
/// an entry for each band).
///
/// # Examples
/// ```
/// use retold::{Detector, Unit};
///
/// let paragraph = "Rain is expected in the north and the west with strong winds at night.";
/// let mut index = Detector::builder().unit(Unit::Paragraph).build()?.index()?;
/// let first = index.add("monday.txt", paragraph)?;
/// assert!(first.repeats.is_empty());
///
/// let second = index.add("tuesday.txt", &format!("Nothing new.\n\n{paragraph}"))?;
/// let repeat = &second.repeats[0];
/// assert_eq!(index.name(repeat.document), "monday.txt");
/// assert_eq!((repeat.here.first_line, repeat.there.first_line), (3, 1));
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Debug)]
pub struct Index {
    detector: Detector,
    names: Vec<String>,
    documents: Store,
    segments: Store,
    scratch: Scratch,
    bounded: usize,
}

impl Detector {
    /// Starts an index without documents, with the settings of this detector.
    ///
    /// # Errors
    /// If the unit is [`Unit::Passage`]: there are no segments to compare.
    ///
    /// # Examples
    /// ```
    /// use retold::{Detector, Unit};
    ///
    /// let error = Detector::builder().build()?.index().unwrap_err();
    /// assert!(error.to_string().contains(".unit(Unit::Paragraph)"));
    /// assert!(Detector::builder().unit(Unit::Paragraph).build()?.index().is_ok());
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn index(&self) -> Result<Index> {
        self.items_compared("index")?;
        let settings = self.settings();
        Ok(Index {
            detector: self.clone(),
            names: Vec::new(),
            documents: Store::new(&settings.documents),
            segments: Store::new(&settings.segments),
            scratch: Scratch::default(),
            bounded: 0,
        })
    }
}

impl Index {
    /// Compares a document with all earlier ones, then adds it to them.
    ///
    /// # Errors
    /// If the index would have 2³² − 1 documents or segments. It is unchanged then.
    pub fn add(&mut self, name: &str, text: &str) -> Result<AddOutcome> {
        self.add_with_progress(name, text, &Progress::unobserved())
    }

    /// Does what [`add`](Index::add) does, and reports its progress to an observer, which can stop it: one
    /// [`Stage::Comparing`], with a unit for each segment and one for the whole document.
    ///
    /// If the observer stops it, the document is not added. Its segments are then removed from the index
    /// again, in about the time that their addition took.
    ///
    /// # Errors
    /// If the observer stops the run, or if the index would have 2³² − 1 documents or segments. The index is
    /// unchanged then.
    ///
    /// # Examples
    /// ```
    /// use retold::detector::Observer;
    /// use retold::{Detector, Unit};
    /// use std::ops::ControlFlow;
    /// use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
    ///
    /// /// Allows so many segments.
    /// struct Budget(AtomicUsize);
    ///
    /// impl Observer for Budget {
    ///     fn advance(&self, done: usize) -> ControlFlow<()> {
    ///         let left = self.0.fetch_update(Relaxed, Relaxed, |left| left.checked_sub(done));
    ///         if left.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    ///     }
    /// }
    ///
    /// let mut index = Detector::builder().unit(Unit::Line).build()?.index()?;
    /// let text = "one line\nanother line\na third line";
    /// let error = index.add_with("a", text, &Budget(AtomicUsize::new(2))).unwrap_err();
    /// assert_eq!(error.to_string(), "cancelled by the observer");
    /// assert!(index.is_empty());
    ///
    /// let outcome = index.add_with("a", text, &Budget(AtomicUsize::new(4)))?;
    /// assert!(outcome.copy_of.is_none());
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn add_with(
        &mut self,
        name: &str,
        text: &str,
        observer: &dyn Observer,
    ) -> Result<AddOutcome> {
        self.add_with_progress(name, text, &Progress::observed_by(observer))
    }

    fn add_with_progress(
        &mut self,
        name: &str,
        text: &str,
        progress: &Progress<'_>,
    ) -> Result<AddOutcome> {
        let document = DocumentId::at(self.names.len())?;
        let unit = self.detector.settings().unit;
        let spans = if unit == Unit::Document { Vec::new() } else { segments(text, unit) };
        self.segments.has_room(spans.len())?;
        self.documents.has_room(1)?;
        progress.stage(Stage::Comparing, spans.len() + 1)?;
        let marks = [self.segments.mark(), self.documents.mark()];
        let outcome = self.compare(document, text, &spans, progress);
        if let Err(stopped) = progress.check() {
            let stores = [&mut self.segments, &mut self.documents];
            for (store, mark) in stores.into_iter().zip(&marks) {
                store.reset(&self.detector, mark);
            }
            return Err(stopped);
        }
        self.names.push(name.to_owned());
        self.bounded += outcome.bounded;
        Ok(outcome)
    }

    /// Compares a document with all earlier ones, and stores it. If the observer stops the run, a part of
    /// it is stored, and the outcome is incomplete.
    fn compare(
        &mut self,
        document: DocumentId,
        text: &str,
        spans: &[Span],
        progress: &Progress<'_>,
    ) -> AddOutcome {
        let Index { detector, documents, segments: store, scratch, .. } = self;
        let (mut compared, mut bounded, mut matches) = (0, 0, Vec::new());
        let settings = detector.settings();
        let lines = Lines::new(text);
        let least = 5 * settings.min_words;
        let mut repeats = Repeats::new(store.next_item(), least);
        for &span in spans {
            if progress.is_stopped() {
                break;
            }
            scratch.row.clear();
            detector.tokenizer().extend(&mut scratch.row, &text[span.range()]);
            let found = store.compare(detector, &settings.segments, scratch, progress);
            if let Some(found) = found {
                compared += found.compared;
                bounded += usize::from(found.bounded);
                matches.extend(store.matches(document, span, &found, least));
                repeats.extend(store, found.fifths, &found.alike);
                store.push(document, Place::new(span, &lines), &found);
            }
            progress.advance(1);
        }
        let repeats = repeats.finish(store);
        let mut copy_of = None;
        if !progress.is_stopped() {
            scratch.row.clear();
            detector.tokenizer().extend(&mut scratch.row, text);
            let found = documents.compare(detector, &settings.documents, scratch, progress);
            if let Some(found) = found {
                compared += found.compared;
                bounded += usize::from(found.bounded);
                copy_of = found.alike.first().map(|best| {
                    let (identical, resemblance) = (best.identical, best.resemblance);
                    let figures = Figures { identical, resemblance, ..Figures::default() };
                    NearCopy {
                        document: documents.items[best.first as usize].document,
                        resemblance,
                        relation: Relation::classify(&figures, settings.documents.threshold),
                    }
                });
                let whole = Span::new(0, text.len());
                if settings.unit == Unit::Document {
                    matches.extend(documents.matches(document, whole, &found, 0));
                }
                documents.push(document, Place::new(whole, &lines), &found);
            }
            progress.advance(1);
        }
        matches.sort_unstable();
        AddOutcome { document, copy_of, repeats, matches, compared, bounded }
    }

    /// The name under which a document was added.
    ///
    /// # Panics
    /// If there is no document of that number.
    pub fn name(&self, document: DocumentId) -> &str {
        &self.names[document.index()]
    }

    /// The number of documents added so far.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether no document has been added.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The number of segments and documents that reached a limit: the sum of [`AddOutcome::bounded`].
    ///
    /// An exact copy never reaches one.
    pub fn capped_items(&self) -> usize {
        self.bounded
    }
}
