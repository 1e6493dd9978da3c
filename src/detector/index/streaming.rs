//! The index itself.

use super::added::{Added, CopyOf};
use super::repeats::Repeats;
use super::store::Store;
use crate::detector::engine::Detector;
use crate::error::Result;
use crate::item::Scratch;
use crate::matching::{Figures, Relation};
use crate::model::{DocumentId, Span};
use crate::report::Place;
use crate::text::{Lines, Unit, segments};

/// Takes documents one at a time and says at once what each repeats of those before it, and of
/// itself.
///
/// The streaming sibling of [`Detector::detect`]: it keeps no text, only the places of segments, and
/// the shingles and band keys of each different wording. What it says of a document never changes
/// with the documents that come later.
///
/// # What is compared
/// Segments of the unit, and documents as wholes. [`Unit::Passage`], the default, is refused:
/// passages take the tokens of all documents at once ([`Detector::detect`]). Documents have no
/// groups here.
///
/// [`Added::matches`] are the pairs of items that a batch run finds too ([`Detector::matches`]), and
/// what [`keep_first`](crate::matching::keep_first) decides from, if documents are added in the
/// order in which they are kept.
///
/// A block is a run of consecutive segments that match consecutive earlier ones, of at least
/// [`min_words`](crate::DetectorBuilder::min_words) words together. A segment without a word
/// interrupts no block. Where a segment was seen before word for word, only the places of that
/// wording can continue a block. At most 256 earlier places are followed at a time, those at which
/// a block already runs before others, then the most alike, then the earliest.
///
/// # Limits
/// By bands, a segment is compared with 24 stored wordings at most: those that share the most bands
/// with it first, and of those that share as many the newest first. After 12 that do not match no
/// more are compared. [`BucketTable::ranked`](crate::lsh::BucketTable::ranked) finds them in a bounded
/// time however many texts are alike. A near-copy of an earlier text shares most bands with it, and
/// so it is found among tens of thousands of texts that share fewer.
///
/// With [`Search::Exact`](crate::Search::Exact) every match with a wording that was stored is found;
/// what matches 1,024 stored wordings is not stored itself.
///
/// An exact copy of a segment is always found. [`Added::bounded`] says of each document where a
/// limit was met, and [`Index::bounded`] counts all of them.
///
/// Memory: 48 bytes a segment, exact copies included, for its place; for each different wording 8
/// bytes a shingle and about 640 bytes of tables at 16 to 19 bands (measured over 100,000 wordings:
/// an entry for each band).
///
/// # Examples
/// ```
/// use retold::{Detector, Unit};
///
/// let paragraph = "The old man walked slowly down to the harbour to look for his brother.";
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
    /// If the index would hold 2³² − 1 documents or segments; it is as it was then.
    pub fn add(&mut self, name: &str, text: &str) -> Result<Added> {
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
            let Some(told) = store.tell(detector, &settings.segments, scratch) else {
                continue;
            };
            compared += told.compared;
            bounded += usize::from(told.bounded);
            matches.extend(store.matches(document, span, &told, least));
            repeats.extend(store, told.fifths, &told.alike);
            store.push(document, Place::new(span, &lines), &told);
        }
        let repeats = repeats.finish(store);
        scratch.row.clear();
        detector.tokenizer().extend(&mut scratch.row, text);
        let mut copy_of = None;
        if let Some(told) = documents.tell(detector, &settings.documents, scratch) {
            compared += told.compared;
            bounded += usize::from(told.bounded);
            copy_of = told.alike.first().map(|best| {
                let (identical, resemblance) = (best.identical, best.resemblance);
                let figures = Figures { identical, resemblance, ..Figures::default() };
                CopyOf {
                    document: documents.items[best.first as usize].document,
                    resemblance,
                    relation: Relation::classify(&figures, settings.documents.threshold),
                }
            });
            let whole = Span::new(0, text.len());
            if unit == Unit::Document {
                matches.extend(documents.matches(document, whole, &told, 0));
            }
            documents.push(document, Place::new(whole, &lines), &told);
        }
        self.bounded += bounded;
        matches.sort_unstable();
        Ok(Added { document, copy_of, repeats, matches, compared, bounded })
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

    /// How many segments and documents met a limit: the sum of [`Added::bounded`].
    ///
    /// An exact copy never does.
    pub fn bounded(&self) -> usize {
        self.bounded
    }
}
