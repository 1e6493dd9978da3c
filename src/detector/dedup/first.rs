//! The first reading.

use super::read::Read;
use super::second::SecondPass;
use crate::detector::engine::Detector;
use crate::detector::parallel::prelude::*;
use crate::detector::survey::{Level, Scratch};
use crate::facts::Marks;
use crate::lsh::Banding;
use crate::model::{Document, DocumentId, Span};
use crate::report::Comparison;
use crate::text::{Unit, segments};

/// How many documents a thread takes at a time.
const RUN: usize = 64;

/// The first of two readings of a corpus that need not fit into memory: what is there, and under
/// which keys it may meet its like.
///
/// With [`Unit::Document`] whole documents are compared, with any other unit its segments, of
/// [`min_words`](crate::DetectorBuilder::min_words) words and more; [`Unit::Passage`] stands for
/// paragraphs here, since passages inside paragraphs take all tokens at once
/// ([`Detector::detect`]). Candidates always come from bands, also with
/// [`Search::Exact`](crate::Search::Exact): then from those of
/// [`Banding::for_threshold`](crate::lsh::Banding::for_threshold), or, where the signatures are too short
/// for that threshold, from bands of a single slot, which find the most that such signatures can.
///
/// Memory: 18 bytes a document; for each item 56 bytes and 8 for each band (16 bands at the default
/// threshold: 184 bytes), and as much again while candidates are sought. No text is kept.
///
/// # Examples
/// ```
/// use retold::{Detector, Unit};
///
/// let texts = [
///     "The old man walked slowly down to the harbour to look for his brother.",
///     "Nobody was there, and the boats lay upside down on the sand as they had in May.",
///     "The old man walked slowly down to the harbour, to look for his brother!",
/// ];
/// let detector = Detector::builder().unit(Unit::Document).build()?;
/// let mut first = detector.first_pass();
/// first.add(&texts); // in parts of any size
///
/// let second = first.finish();
/// assert!(!second.asks_for(retold::DocumentId(1)));
/// let removals = second.decide(|id| Ok::<_, std::io::Error>(texts[id.index()])).unwrap();
/// assert_eq!(removals.removed.len(), 1);
/// assert_eq!(removals.removed[0].document.index(), 2);
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Debug)]
pub struct FirstPass {
    detector: Detector,
    comparison: Comparison,
    documents: Vec<Read>,
    level: Level,
    /// For each item, what is seen of it beside its tokens.
    marks: Vec<Marks>,
}

impl Detector {
    /// Starts to read a corpus of which repeats are to be removed, with the settings of this
    /// detector.
    pub fn first_pass(&self) -> FirstPass {
        let settings = self.settings();
        let mut comparison = match settings.unit {
            Unit::Document => settings.documents,
            _ => settings.segments,
        };
        let slots = settings.signature_length;
        // An exact search has none, at a threshold that signatures of this length may not serve.
        comparison.banding = comparison
            .banding
            .or_else(|| Banding::for_threshold(slots, comparison.threshold.get()).ok())
            .or_else(|| Banding::new(slots, 1).ok());
        FirstPass {
            detector: self.clone(),
            comparison,
            documents: Vec::new(),
            level: Level::default(),
            marks: Vec::new(),
        }
    }
}

impl FirstPass {
    /// Reads some texts; they are numbered in the order in which they come.
    ///
    /// Work is spread over the threads of the current rayon pool, so parts of a few megabytes are
    /// best.
    ///
    /// # Panics
    /// If there are 2³² documents or segments.
    pub fn add<T: AsRef<str> + Sync>(&mut self, texts: &[T]) {
        self.read(texts, |_| Some(0), AsRef::as_ref);
    }

    /// Reads some documents; their ranks are what [`Keep::Rank`](crate::Keep::Rank) goes by.
    ///
    /// # Panics
    /// If there are 2³² documents or segments.
    ///
    /// # Examples
    /// ```
    /// use retold::{Detector, Document, Keep, Unit};
    ///
    /// let text = "The old man walked slowly down to the harbour to look for his brother.";
    /// let detector = Detector::builder().unit(Unit::Document).keep(Keep::Rank).build()?;
    /// let mut first = detector.first_pass();
    /// first.add_documents(&[
    ///     Document::new("reprint", text).with_rank(1952),
    ///     Document::new("first print", text).with_rank(1931),
    /// ]);
    /// let removals = first.finish().decide(|_| Ok::<_, ()>(text)).unwrap();
    /// assert_eq!(removals.removed[0].document.index(), 0);
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn add_documents(&mut self, documents: &[Document<'_>]) {
        self.read(documents, |document| Some(document.rank()), |document| document.text());
    }

    /// Reads some texts of a reference corpus: they come before all others, and nothing of them is
    /// removed, not even what they repeat of one another.
    ///
    /// # Panics
    /// If there are 2³² documents or segments.
    ///
    /// # Examples
    /// ```
    /// use retold::{Detector, Unit};
    ///
    /// let (old, new) = ("the same few words", "The same\nfew words");
    /// let mut first = Detector::builder().unit(Unit::Document).build()?.first_pass();
    /// first.add(&[new]);
    /// first.add_references(&[old, old]);
    /// let texts = [new, old, old];
    /// let removals = first.finish().decide(|id| Ok::<_, ()>(texts[id.index()])).unwrap();
    /// assert_eq!(removals.removed.len(), 1);
    /// assert_eq!(removals.removed[0].kept.index(), 1);
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn add_references<T: AsRef<str> + Sync>(&mut self, texts: &[T]) {
        self.read(texts, |_| None, AsRef::as_ref);
    }

    /// The number of documents read so far.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Whether no document has been read.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// Ends the first reading: brings together what may be alike.
    pub fn finish(self) -> SecondPass {
        SecondPass::new(self.detector, self.comparison, &self.documents, self.level, &self.marks)
    }

    /// `rank` gives none for a reference.
    fn read<T: Sync>(
        &mut self,
        documents: &[T],
        rank: impl Fn(&T) -> Option<i64> + Sync,
        text: impl Fn(&T) -> &str + Sync,
    ) {
        let before = self.documents.len();
        assert!(u32::try_from(before + documents.len()).is_ok(), "fewer than 2^32 documents");
        let (detector, comparison) = (&self.detector, &self.comparison);
        let parts: Vec<Part> = documents
            .par_chunks(RUN)
            .enumerate()
            .map_init(Scratch::default, |scratch, (run, documents)| {
                let mut part = Part::default();
                for (index, document) in documents.iter().enumerate() {
                    let number = DocumentId((before + run * RUN + index) as u32);
                    part.read(detector, comparison, number, text(document), scratch);
                    let rank = rank(document);
                    part.documents
                        .push(Read { reference: rank.is_none(), rank: rank.unwrap_or_default() });
                }
                part
            })
            .collect();
        for mut part in parts {
            self.documents.append(&mut part.documents);
            self.level.append(part.level);
            self.marks.append(&mut part.marks);
        }
    }
}

/// What some documents give.
#[derive(Default)]
struct Part {
    documents: Vec<Read>,
    level: Level,
    marks: Vec<Marks>,
}

impl Part {
    /// Adds the items of a document.
    fn read(
        &mut self,
        detector: &Detector,
        comparison: &Comparison,
        document: DocumentId,
        text: &str,
        scratch: &mut Scratch,
    ) {
        let settings = detector.settings();
        let mut item = |span: Span, least: usize| {
            let text = &text[span.range()];
            let mut marks = Marks::default();
            scratch.row.clear();
            detector.tokenizer().extend_with_gaps(&mut scratch.row, text, |tokens, start, end| {
                marks.add(text, tokens, start, end);
            });
            if scratch.row.fifths() >= least
                && self.level.add(detector, comparison, document.0, span, scratch, 0)
            {
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
