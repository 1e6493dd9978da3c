//! The ingest: reads each document of a corpus once, and keeps what the next stages need of it.
//!
//! Of each document and each segment of the unit, one [`Item`] is kept: its place, length and content hash,
//! and its band keys. Where passages are searched, the token hashes are kept too (`token_store`). The
//! texts stay with the corpus and are borrowed.
//!
//! Invariant: sources are sorted by name, then text, then input order, and items by source and position. So
//! the report depends on the order of the input only where two documents have one name and one text.
//!
//! Documents are read in parallel, in runs of [`RUN`]. The results are appended in order.
//!
//! Cost: linear in the bytes. Memory: 48 bytes an item, 5 a band key, 8 a token where tokens are kept.

use super::band_keys::BandKeys;
use super::engine::Detector;
use super::observer::Stage;
use super::parallel::prelude::*;
use super::progress::{Progress, TextPieces};
use super::token_store::{TokenChunk, TokenStore};
use crate::error::{Error, Result};
use crate::hash::ContentHash;
use crate::item::{Measure, Scratch, WidthClass};
use crate::model::{Corpus, Document, DocumentId, Span};
use crate::report::Comparison;
use crate::text::{TokenKind, TokenRow, Unit, segments, words};

/// How many documents a thread takes at a time: enough for one allocation to serve many, few enough to
/// spread the work.
const RUN: usize = 64;

/// How many runs are read before their results are appended. While they are appended they are in memory
/// twice, so this is a small part of a large corpus.
const RUNS: usize = 512;

/// A document. Its position among the sources, by name, is its number within the drivers.
pub(super) struct Source<'c> {
    pub(super) id: DocumentId,
    pub(super) document: &'c Document<'c>,
}

/// A document or a segment with at least one token.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// The position of its document among the sources.
    pub(super) source: u32,
    pub(super) span: Span,
    /// Its length in fifths of a word: a word counts 5, a character of a script without spaces 3.
    pub(super) fifths: usize,
    pub(super) content: ContentHash,
}

/// The items of one kind, documents or segments. All of them are compared by the same settings.
#[derive(Debug, Default)]
pub(super) struct ItemTable {
    pub(super) items: Vec<Item>,
    /// The items of normal length, with band keys of the normal shingle width.
    pub(super) normal: ClassItems,
    /// The short items and those that can match a short one, with band keys of the short width.
    pub(super) short: ClassItems,
}

/// The items of one width class. Two items are a candidate pair only within a class.
#[derive(Debug, Default)]
pub(super) struct ClassItems {
    pub(super) items: Vec<u32>,
    /// The band keys of each item, item by item; empty if the search is exact.
    keys: BandKeys,
}

/// A corpus after the ingest.
pub(super) struct Ingested<'c> {
    pub(super) sources: Vec<Source<'c>>,
    pub(super) merged: IngestedPart,
    /// The tokens of the documents in which passages are searched.
    token_store: TokenStore,
}

/// The items of a run of documents, or of all of them.
#[derive(Default)]
pub(super) struct IngestedPart {
    /// One item for each document with a token.
    pub(super) documents: ItemTable,
    /// The segments of the unit; empty if the unit is the document.
    pub(super) segments: ItemTable,
    /// For each document, the numbers of its segments.
    counts: Vec<Counts>,
    /// The tokens of a run of documents, if they are kept.
    tokens: TokenChunk,
}

/// The number of segments of a document: 12 bytes. A corpus has fewer than 2³² segments.
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

    /// The group of the document, if the caller gave it one.
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

    /// The token hashes of a document, and the kind of each; no kinds if each token is a word. Empty if
    /// the tokens were not kept.
    pub(super) fn tokens(&self, source: u32) -> (&[u64], &[TokenKind]) {
        self.token_store.tokens(source)
    }

    /// The block of a document's text that has the token with a number, its start, and the number of
    /// its first token.
    pub(super) fn around(&self, source: u32, token: u32) -> (&str, usize, u32) {
        let text = self.sources[source as usize].document.text();
        let (bytes, first) = self.token_store.around(source, token, text.len());
        (&text[bytes.clone()], bytes.start, first)
    }

    /// Reads the documents with `is_wanted` once more and keeps their tokens. Used with `collapse`, where
    /// the searched documents are known only after the near-copies.
    pub(super) fn store_tokens(
        &mut self,
        detector: &Detector,
        is_wanted: &[bool],
        progress: &Progress<'_>,
    ) -> Result<()> {
        let runs = self.sources.par_chunks(RUN).zip(is_wanted.par_chunks(RUN));
        let chunks = runs.map_init(TokenRow::default, |row, (sources, is_wanted)| {
            let wanted = sources.iter().zip(is_wanted).filter(|&(_, &is_wanted)| is_wanted);
            let mut chunk = TokenChunk::default();
            chunk.reserve(bytes(wanted.map(|(source, _)| source)));
            let mut pieces = TextPieces::new(progress);
            for (source, &is_wanted) in sources.iter().zip(is_wanted) {
                row.clear();
                if is_wanted && pieces.add(0, source.document.text().len()) {
                    detector.tokenizer().extend(row, source.document.text());
                }
                chunk.push(row, detector.tokenizer().is_local());
            }
            chunk.shrink();
            chunk
        });
        self.token_store = TokenStore::new(chunks.collect(), RUN);
        progress.check()
    }

    /// The number of segments without a token.
    pub(super) fn empty_count(&self, source: usize) -> usize {
        self.merged.counts[source].empty as usize
    }

    /// Frees the band keys of the documents. They are not used once the candidates are known.
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

/// Reads sources in parallel, in runs of [`RUN`]. The first source has the number `first`.
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
        let mut pieces = TextPieces::new(progress);
        for (index, source) in sources.iter().enumerate() {
            if progress.is_stopped() {
                break;
            }
            let number = (first + run * RUN + index) as u32;
            part.add(detector, number, source.document.text(), scratch);
            pieces.add(1, source.document.text().len());
        }
        part.tokens.shrink();
        part
    };
    let parts = sources
        .par_chunks(RUN)
        .enumerate()
        .map_init(Scratch::default, |scratch, (run, sources)| read(scratch, run, sources))
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
        // The tokens of all lines or paragraphs together are the tokens of the document, since no word
        // contains a line break. Then each text is tokenised once. A word may cross the end of a
        // sentence, and a custom tokenizer may do anything, so there the document is read again.
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
            // A document with fewer words than the shortest passage has none.
            if words(scratch.row.fifths()) < detector.passages().min_words() {
                scratch.row.clear();
            }
            self.tokens.push(&scratch.row, detector.tokenizer().is_local());
        }
        self.counts.push(counts);
    }

    /// Reserves room for documents, with one item each.
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
    /// Adds the item whose tokens are in the row from `first` on. Returns false if it has none.
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

    /// The items of a width class.
    pub(super) fn class_items(&mut self, class: WidthClass) -> &mut ClassItems {
        match class {
            WidthClass::Normal => &mut self.normal,
            WidthClass::Short => &mut self.short,
        }
    }

    /// Adds an item whose band keys were added. Returns false if there is no item.
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

    /// A band key of the item at a position of [`items`](ClassItems::items); `bands` is the number of
    /// bands.
    pub(super) fn key(&self, place: usize, band: usize, bands: usize) -> u64 {
        self.keys.at(place * bands + band)
    }

    fn append(&mut self, other: ClassItems, offset: u32) {
        self.items.extend(other.items.iter().map(|item| item + offset));
        self.keys.append(other.keys);
    }
}
