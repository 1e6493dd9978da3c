//! One pass over the bytes: what is there, and the band keys under which it is looked for.

use super::band_keys::BandKeys;
use super::engine::Detector;
use super::observer::Stage;
use super::parallel::prelude::*;
use super::progress::Progress;
use super::token_store::{TokenChunk, TokenStore};
use crate::error::{Error, Result};
use crate::hash::ContentHash;
use crate::item::{Measure, Scratch, WidthClass};
use crate::model::{Corpus, Document, DocumentId, Span};
use crate::report::Comparison;
use crate::text::{TokenKind, TokenRow, Unit, segments};

/// How many documents a thread takes at a time: enough to keep what it gives in one piece, few
/// enough to share the work.
const RUN: usize = 64;

/// How many runs are read before what they give is put together. What waits for that is in memory
/// twice for a moment, so it must be little beside a large corpus.
const RUNS: usize = 512;

/// A document in the order of the engine: by name, so that nothing depends on the order in which
/// documents were handed over.
pub(super) struct Source<'c> {
    pub(super) id: DocumentId,
    pub(super) document: &'c Document<'c>,
}

/// A segment that has at least one token.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// The place of its document among the sources.
    pub(super) source: u32,
    pub(super) span: Span,
    /// Its length in fifths of a word.
    pub(super) fifths: usize,
    pub(super) content: ContentHash,
}

/// Fifths of a word to whole words, rounded half up.
pub(super) fn words(fifths: usize) -> usize {
    (2 * fifths + 5) / 10
}

/// Segments of one kind, all compared in one way.
#[derive(Debug, Default)]
pub(super) struct ItemTable {
    pub(super) items: Vec<Item>,
    /// The items of normal length, with the normal shingle width.
    pub(super) normal: ClassItems,
    /// The short items and those that could match one, with the short width.
    pub(super) short: ClassItems,
}

/// Items that are compared with one shingle width. Pairs are formed within a class_items only.
#[derive(Debug, Default)]
pub(super) struct ClassItems {
    pub(super) items: Vec<u32>,
    /// The band keys of each item, item by item; empty if the search is exact.
    keys: BandKeys,
}

/// All that one pass over the corpus gives.
pub(super) struct Ingested<'c> {
    pub(super) sources: Vec<Source<'c>>,
    pub(super) merged: IngestedPart,
    /// The tokens of the documents that passages are looked for in.
    token_store: TokenStore,
}

/// What a run of documents gives.
#[derive(Default)]
pub(super) struct IngestedPart {
    /// One item for each document with a token.
    pub(super) documents: ItemTable,
    /// The segments of the unit; empty if the unit is the document.
    pub(super) segments: ItemTable,
    /// For each document, what there is in it.
    counts: Vec<Counts>,
    /// The tokens of the documents, if they are kept in this reading.
    tokens: TokenChunk,
}

/// What there is in one document: 12 bytes. A document of 2³² segments is beyond every other limit.
struct Counts {
    /// Its document item; [`NO_ITEM`] if it has no token.
    item: u32,
    /// Its segments with a token.
    with_tokens: u32,
    /// Its segments without one.
    empty: u32,
}

/// The number of the item of a document without a token.
const NO_ITEM: u32 = u32::MAX;

impl Ingested<'_> {
    pub(super) fn id(&self, source: u32) -> DocumentId {
        self.sources[source as usize].id
    }

    /// The group that the document was put into.
    pub(super) fn document_group(&self, source: u32) -> Option<u32> {
        self.sources[source as usize].document.group()
    }

    /// The document as an item; `None` if it has no token.
    pub(super) fn document(&self, source: usize) -> Option<&Item> {
        let item = self.merged.counts[source].item;
        (item != NO_ITEM).then(|| &self.documents().items[item as usize])
    }

    pub(super) fn documents(&self) -> &ItemTable {
        &self.merged.documents
    }

    pub(super) fn segments(&self) -> &ItemTable {
        &self.merged.segments
    }

    pub(super) fn document_fifths(&self, source: usize) -> usize {
        self.document(source).map_or(0, |item| item.fifths)
    }

    /// The number of segments, with or without tokens.
    pub(super) fn segment_count(&self, source: usize) -> usize {
        let counts = &self.merged.counts[source];
        counts.with_tokens as usize + counts.empty as usize
    }

    /// The tokens of a document that passages are looked for in, and what each of them counts;
    /// nothing if each is a word.
    pub(super) fn tokens(&self, source: u32) -> (&[u64], &[TokenKind]) {
        self.token_store.tokens(source)
    }

    /// A part of the text of a document that has a certain token, where it starts, and the number
    /// of the first token in it.
    pub(super) fn around(&self, source: u32, token: u32) -> (&str, usize, u32) {
        let text = self.sources[source as usize].document.text();
        let (bytes, first) = self.token_store.around(source, token, text.len());
        (&text[bytes.clone()], bytes.start, first)
    }

    /// Reads some documents once more, those of which `is_wanted` is true, and keeps their tokens.
    pub(super) fn store_tokens(&mut self, detector: &Detector, is_wanted: &[bool]) {
        let runs = self.sources.par_chunks(RUN).zip(is_wanted.par_chunks(RUN));
        let chunks = runs.map_init(TokenRow::default, |row, (sources, is_wanted)| {
            let wanted = sources.iter().zip(is_wanted).filter(|&(_, &is_wanted)| is_wanted);
            let mut chunk = TokenChunk::default();
            chunk.reserve(bytes(wanted.map(|(source, _)| source)));
            for (source, &is_wanted) in sources.iter().zip(is_wanted) {
                row.clear();
                if is_wanted {
                    detector.tokenizer().extend(row, source.document.text());
                }
                chunk.push(row, detector.tokenizer().is_local());
            }
            chunk.shrink();
            chunk
        });
        self.token_store = TokenStore::new(chunks.collect(), RUN);
    }

    /// The number of segments without a token.
    pub(super) fn empty_count(&self, source: usize) -> usize {
        self.merged.counts[source].empty as usize
    }

    /// Frees the band keys of the documents, which nobody needs once the candidates are known.
    pub(super) fn forget_keys(&mut self) {
        self.merged.documents.normal = ClassItems::default();
        self.merged.documents.short = ClassItems::default();
    }
}

/// Reads all documents of a corpus.
pub(super) fn ingest<'c>(
    detector: &Detector,
    corpus: &'c Corpus<'c>,
    progress: &Progress<'_>,
) -> Result<Ingested<'c>> {
    progress.stage(Stage::Reading, corpus.len())?;
    let mut sources: Vec<Source<'c>> =
        corpus.iter().map(|(id, document)| Source { id, document }).collect();
    sources.par_sort_by(|a, b| {
        (a.document.name(), a.document.text(), a.id).cmp(&(
            b.document.name(),
            b.document.text(),
            b.id,
        ))
    });
    let mut merged = IngestedPart::default();
    let mut chunks = Vec::with_capacity(sources.len().div_ceil(RUN));
    merged.reserve(sources.len());
    for (window, sources) in sources.chunks(RUNS * RUN).enumerate() {
        let first = window * RUNS * RUN;
        for mut part in runs(detector, first, sources, progress)? {
            chunks.push(std::mem::take(&mut part.tokens));
            merged.append(part);
        }
        if merged.segments.items.len() >= u32::MAX as usize {
            return Err(Error::capacity("segments", u32::MAX.into()));
        }
    }
    Ok(Ingested { sources, merged, token_store: TokenStore::new(chunks, RUN) })
}

/// Reads some sources, the first of which has the number `first`, in runs of [`RUN`].
fn runs(
    detector: &Detector,
    first: usize,
    sources: &[Source<'_>],
    progress: &Progress<'_>,
) -> Result<Vec<IngestedPart>> {
    let read = |scratch: &mut Scratch, run: usize, sources: &[Source<'_>]| {
        let mut part = IngestedPart::default();
        if keeps_tokens(detector) {
            part.tokens.reserve(bytes(sources.iter()));
        }
        for (index, source) in sources.iter().enumerate() {
            let number = (first + run * RUN + index) as u32;
            part.add(detector, number, source.document.text(), scratch);
        }
        part.tokens.shrink();
        part
    };
    let parts = sources
        .par_chunks(RUN)
        .enumerate()
        .map_init(Scratch::default, |scratch, (run, sources)| {
            progress.piece(sources.len(), || read(scratch, run, sources))
        })
        .collect();
    progress.check()?;
    Ok(parts)
}

/// Whether the tokens of all documents are kept as they are read.
fn keeps_tokens(detector: &Detector) -> bool {
    let settings = detector.settings();
    settings.unit == Unit::Passage && !settings.collapse
}

fn bytes<'s>(sources: impl Iterator<Item = &'s Source<'s>>) -> usize {
    sources.map(|source| source.document.text().len()).sum()
}

impl IngestedPart {
    fn add(&mut self, detector: &Detector, source: u32, text: &str, scratch: &mut Scratch) {
        let settings = detector.settings();
        let whole = Span::new(0, text.len());
        let mut counts = Counts { item: NO_ITEM, with_tokens: 0, empty: 0 };
        // The tokens of lines and paragraphs, one after the other, are the tokens of the document:
        // a line break is never inside a word. Sentences and a user's tokens promise no such thing.
        let additive = detector.tokenizer().is_words()
            && !matches!(settings.unit, Unit::Sentence | Unit::Document | Unit::Passage);
        scratch.row.clear();
        if settings.unit == Unit::Passage {
            for span in segments(text, settings.unit) {
                if detector.tokenizer().finds_any(&text[span.range()]) {
                    counts.with_tokens += 1;
                } else {
                    counts.empty += 1;
                }
            }
        } else if settings.unit != Unit::Document {
            for span in segments(text, settings.unit) {
                if !additive {
                    scratch.row.clear();
                }
                let first = scratch.row.hashes.len();
                detector.tokenizer().extend(&mut scratch.row, &text[span.range()]);
                let table = &mut self.segments;
                if table.add(detector, &settings.segments, source, span, scratch, first) {
                    counts.with_tokens += 1;
                } else {
                    counts.empty += 1;
                }
            }
        }
        if !additive {
            scratch.row.clear();
            detector.tokenizer().extend(&mut scratch.row, text);
        }
        let item = self.documents.items.len() as u32;
        if self.documents.add(detector, &settings.documents, source, whole, scratch, 0) {
            counts.item = item;
        }
        if settings.unit == Unit::Document {
            (counts.with_tokens, counts.empty) =
                if counts.item == NO_ITEM { (0, 1) } else { (1, 0) };
        }
        if keeps_tokens(detector) {
            // No passage is in a document of fewer words than the shortest passage has.
            if words(scratch.row.fifths()) < detector.passages().min_words() {
                scratch.row.clear();
            }
            self.tokens.push(&scratch.row, detector.tokenizer().is_local());
        }
        self.counts.push(counts);
    }

    /// Makes room for so many documents, with one item each.
    fn reserve(&mut self, documents: usize) {
        self.documents.items.reserve_exact(documents);
        self.counts.reserve_exact(documents);
    }

    fn append(&mut self, other: IngestedPart) {
        let items = self.documents.items.len() as u32;
        self.documents.append(other.documents);
        self.segments.append(other.segments);
        self.counts.extend(other.counts.into_iter().map(|counts| {
            let item = if counts.item == NO_ITEM { NO_ITEM } else { counts.item + items };
            Counts { item, ..counts }
        }));
    }
}

impl ItemTable {
    /// Adds the segment whose tokens are in the row from `first` on, and says whether it has any.
    fn add(
        &mut self,
        detector: &Detector,
        comparison: &Comparison,
        source: u32,
        span: Span,
        scratch: &mut Scratch,
        first: usize,
    ) -> bool {
        let index = self.items.len() as u32;
        let measure = Measure::of(detector.hasher(), comparison, scratch, first, |class, keys| {
            self.class_items(class).add(index, keys);
        });
        self.put(source, span, measure)
    }

    /// The items of a class.
    pub(super) fn class_items(&mut self, class: WidthClass) -> &mut ClassItems {
        match class {
            WidthClass::Normal => &mut self.normal,
            WidthClass::Short => &mut self.short,
        }
    }

    /// Adds an item whose keys are in their by_class, and says whether there is one.
    pub(super) fn put(&mut self, source: u32, span: Span, measure: Option<Measure>) -> bool {
        let Some(Measure { fifths, content }) = measure else { return false };
        self.items.push(Item { source, span, fifths, content });
        true
    }

    pub(super) fn append(&mut self, mut other: ItemTable) {
        let offset = self.items.len() as u32;
        self.items.append(&mut other.items);
        self.normal.append(other.normal, offset);
        self.short.append(other.short, offset);
    }
}

impl ClassItems {
    pub(super) fn add(&mut self, item: u32, keys: &[u64]) {
        self.items.push(item);
        self.keys.extend(keys);
    }

    /// The key of the item at a place of [`items`](ClassItems::items) in one of so many bands.
    pub(super) fn key(&self, place: usize, band: usize, bands: usize) -> u64 {
        self.keys.at(place * bands + band)
    }

    fn append(&mut self, other: ClassItems, offset: u32) {
        self.items.extend(other.items.iter().map(|item| item + offset));
        self.keys.append(other.keys);
    }
}
