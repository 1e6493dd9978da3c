//! [`Index`]: the streaming driver, which takes one document at a time.

use super::outcome::{AddOutcome, NearCopy};
use super::repeats::Repeats;
use super::store::Store;
use crate::detector::engine::Detector;
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
        let document = DocumentId::at(self.names.len())?;
        let unit = self.detector.settings().unit;
        let spans = if unit == Unit::Document { Vec::new() } else { segments(text, unit) };
        self.segments.has_room(spans.len())?;
        self.documents.has_room(1)?;
        self.names.push(name.to_owned());
        let Index { detector, documents, segments: store, scratch, .. } = self;
        let (mut compared, mut bounded, mut matches) = (0, 0, Vec::new());
        let settings = detector.settings();
        let lines = Lines::new(text);
        let least = 5 * settings.min_words;
        let mut repeats = Repeats::new(store.next_item(), least);
        for span in spans {
            scratch.row.clear();
            detector.tokenizer().extend(&mut scratch.row, &text[span.range()]);
            let Some(found) = store.compare(detector, &settings.segments, scratch) else {
                continue;
            };
            compared += found.compared;
            bounded += usize::from(found.bounded);
            matches.extend(store.matches(document, span, &found, least));
            repeats.extend(store, found.fifths, &found.alike);
            store.push(document, Place::new(span, &lines), &found);
        }
        let repeats = repeats.finish(store);
        scratch.row.clear();
        detector.tokenizer().extend(&mut scratch.row, text);
        let mut copy_of = None;
        if let Some(found) = documents.compare(detector, &settings.documents, scratch) {
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
            if unit == Unit::Document {
                matches.extend(documents.matches(document, whole, &found, 0));
            }
            documents.push(document, Place::new(whole, &lines), &found);
        }
        self.bounded += bounded;
        matches.sort_unstable();
        Ok(AddOutcome { document, copy_of, repeats, matches, compared, bounded })
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
