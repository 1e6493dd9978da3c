//! One document at a time: what does it repeat of all that came before?

use super::engine::Detector;
use super::survey::{Scratch, could_match_short, is_short, words};
use crate::hash::{ContentHash, content_hash};
use crate::lsh::BucketTable;
use crate::matching::{Relation, required_overlap};
use crate::model::{DocumentId, Similarity, Span};
use crate::report::{Comparison, Place};
use crate::shingle::{ShingleSet, ShingleSets, overlap_at_least};
use crate::text::{Lines, Unit, segments};
use ahash::RandomState;
use std::collections::HashMap;

/// A segment that already has this many stored look-alikes is not stored itself, and bands compare
/// it with the first of them only: an index of one phrase told a million times stays small and
/// quick.
const ALIKE_LIMIT: usize = 1024;

/// Takes documents one at a time and says at once what each repeats of those before it, and of
/// itself.
///
/// The streaming sibling of [`Detector::detect`]: it keeps no text, only the shingles and band keys
/// of segments that are not exact copies of earlier ones. What it says of a document never changes
/// with the documents that come later.
///
/// Memory: 8 bytes a shingle and about 700 bytes a segment that is not an exact copy (at 16 bands).
///
/// # Examples
/// ```
/// use retold::Detector;
///
/// let paragraph = "The old man walked slowly down to the harbour to look for his brother.";
/// let mut index = Detector::builder().build()?.index();
/// let first = index.add("monday.txt", paragraph);
/// assert!(first.repeats.is_empty());
///
/// let second = index.add("tuesday.txt", &format!("Nothing new.\n\n{paragraph}"));
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

/// What [`Index::add`] has to say of a document.
///
/// # Examples
/// ```
/// let mut index = retold::Detector::builder().build()?.index();
/// index.add("a", "one text");
/// let told = index.add("b", "one text");
/// assert_eq!(told.copy_of.map(|copy| copy.document), Some(retold::DocumentId(0)));
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Added {
    /// The number of the document that was added.
    pub document: DocumentId,
    /// The earlier document that it is most like, if any reaches the threshold.
    pub copy_of: Option<CopyOf>,
    /// The blocks of it that stand in earlier documents, or earlier in it, by position.
    pub repeats: Vec<Earlier>,
}

/// An earlier document that a new one is a near-copy of.
///
/// # Examples
/// ```
/// use retold::Relation;
///
/// let mut index = retold::Detector::builder().build()?.index();
/// index.add("a", "one text");
/// let copy = index.add("b", "One text!").copy_of.expect("the same words");
/// assert_eq!(copy.relation, Relation::Identical);
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct CopyOf {
    /// The earlier document.
    pub document: DocumentId,
    /// How like it the new one is, exact.
    pub resemblance: Similarity,
    /// What kind of copy the new one is.
    pub relation: Relation,
}

/// A block of a new document, and where it stood before.
///
/// # Examples
/// ```
/// let tale = "The old man walked slowly down to the harbour to look for his brother.\n\n";
/// let mut index = retold::Detector::builder().build()?.index();
/// let told = index.add("twice.txt", &tale.repeat(2));
/// assert_eq!(told.repeats[0].words, 14);
/// assert_eq!(told.repeats[0].here.first_line, 3);
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Earlier {
    /// Where it stands in the new document.
    pub here: Place,
    /// Its words there.
    pub words: usize,
    /// The document in which it stood before; the new one itself for a repeat inside it.
    pub document: DocumentId,
    /// Where it stood.
    pub there: Place,
    /// The least resemblance of its segments to those of the earlier place.
    pub resemblance: Similarity,
}

impl Detector {
    /// Starts an index without documents, with the settings of this detector.
    pub fn index(&self) -> Index {
        let settings = self.settings();
        Index {
            detector: self.clone(),
            names: Vec::new(),
            documents: Store::new(&settings.documents),
            segments: Store::new(&settings.segments),
            scratch: Scratch::default(),
            bounded: 0,
        }
    }
}

impl Index {
    /// Compares a document with all earlier ones, then adds it to them.
    ///
    /// # Panics
    /// If the index already holds 2³² − 1 documents or segments.
    pub fn add(&mut self, name: &str, text: &str) -> Added {
        let document = DocumentId(u32::try_from(self.names.len()).expect("fewer than 2^32 texts"));
        self.names.push(name.to_owned());
        let lines = Lines::new(text);
        let unit = self.detector.settings().unit;
        let mut repeats = Repeats::default();
        if unit != Unit::Document {
            for (ordinal, span) in segments(text, unit).into_iter().enumerate() {
                let seen = Segment { document, ordinal, place: Place::new(span, &lines) };
                if let Some((found, fifths)) = self.tell(text, span, seen, false) {
                    repeats.extend(&found, seen, fifths);
                }
            }
        }
        let whole = Span::new(0, text.len());
        let seen = Segment { document, ordinal: 0, place: Place::new(whole, &lines) };
        let copy_of = self.tell(text, whole, seen, true).map(|(found, _)| CopyOf {
            document: found.earlier.document,
            resemblance: found.resemblance,
            relation: found.relation,
        });
        let least = 5 * self.detector.settings().min_words;
        Added { document, copy_of, repeats: repeats.finish(least) }
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

    /// How many segments had 1,024 look-alikes already, and were not kept to be compared with later
    /// ones; by bands, they were compared with the first 1,024 only.
    pub fn bounded(&self) -> usize {
        self.bounded
    }

    /// The best earlier match of a segment, with the segment's length, after which it is stored.
    fn tell(
        &mut self,
        text: &str,
        span: Span,
        seen: Segment,
        whole: bool,
    ) -> Option<(Found, usize)> {
        let Index { detector, documents, segments, scratch, bounded, .. } = self;
        let (store, comparison) = if whole {
            (documents, &detector.settings().documents)
        } else {
            (segments, &detector.settings().segments)
        };
        scratch.row.clear();
        scratch.row.extend(detector.tokenizer(), &text[span.range()]);
        if scratch.row.hashes.is_empty() {
            return None;
        }
        let fifths = scratch.row.fifths();
        let content = content_hash(&scratch.row.hashes);
        if let Some(&item) = store.by_content.get(&content) {
            let earlier = store.items[item as usize].segment;
            let relation = Relation::Identical;
            return Some((Found { earlier, resemblance: Similarity::ONE, relation }, fifths));
        }
        let item = u32::try_from(store.items.len()).expect("fewer than 2^32 segments");
        let mut best: Option<Found> = None;
        let (short, could) = (is_short(comparison, fifths), could_match_short(comparison, fifths));
        for (layer, width, wanted) in [
            (&mut store.normal, comparison.shingle_width, !short),
            (&mut store.short, comparison.short_width, could),
        ] {
            if !wanted {
                continue;
            }
            scratch.shingle_row(width);
            let set = ShingleSet::from_shingles(scratch.shingles.clone());
            let candidates = layer.candidates(detector, &set);
            // Bands propose what is alike. What an exact search proposes may share no more than one
            // frequent shingle: all of it is compared, and true matches alone count as alike.
            let exact = comparison.banding.is_none();
            let compared = if exact { candidates.len() } else { ALIKE_LIMIT };
            let mut alike = if exact { 0 } else { candidates.len() };
            for &candidate in candidates.iter().take(compared) {
                let earlier = &store.items[layer.items[candidate as usize] as usize];
                // Two segments of normal length are compared with the normal width only.
                if layer.is_short && !short && !is_short(comparison, earlier.fifths) {
                    continue;
                }
                let (new, old) = (set.as_slice(), layer.sets.get(candidate as usize));
                let need = required_overlap(new.len(), old.len(), comparison.threshold);
                let Some(shared) = overlap_at_least(new, old, need) else { continue };
                let resemblance = Similarity::ratio(shared, new.len() + old.len() - shared);
                alike += usize::from(exact);
                if best.as_ref().is_none_or(|best| resemblance > best.resemblance) {
                    let earlier = earlier.segment;
                    best = Some(Found { earlier, resemblance, relation: Relation::NearCopy });
                }
            }
            if alike < ALIKE_LIMIT {
                layer.insert(detector, item, &set);
            } else {
                *bounded += 1;
            }
        }
        store.items.push(Stored { segment: seen, fifths });
        store.by_content.insert(content, item);
        best.map(|best| (best, fifths))
    }
}

/// Where a segment stands: its document, its number there, its place.
#[derive(Clone, Copy, Debug)]
struct Segment {
    document: DocumentId,
    ordinal: usize,
    place: Place,
}

#[derive(Debug)]
struct Stored {
    segment: Segment,
    fifths: usize,
}

struct Found {
    earlier: Segment,
    resemblance: Similarity,
    relation: Relation,
}

/// Segments of one kind that have been seen, each content once.
#[derive(Debug)]
struct Store {
    items: Vec<Stored>,
    by_content: HashMap<ContentHash, u32, RandomState>,
    normal: Layer,
    short: Layer,
}

impl Store {
    fn new(comparison: &Comparison) -> Store {
        Store {
            items: Vec::new(),
            by_content: HashMap::default(),
            normal: Layer::new(comparison, false),
            short: Layer::new(comparison, true),
        }
    }
}

/// The shingle sets of one width, and how they are found again.
#[derive(Debug)]
struct Layer {
    is_short: bool,
    threshold: Similarity,
    sets: ShingleSets,
    /// The stored item of each set.
    items: Vec<u32>,
    lookup: Lookup,
}

#[derive(Debug)]
enum Lookup {
    Bands(BucketTable),
    /// Exact search: for each shingle, the sets in whose prefix it stands.
    Prefixes(HashMap<u64, Vec<u32>, RandomState>),
}

impl Layer {
    fn new(comparison: &Comparison, is_short: bool) -> Layer {
        Layer {
            is_short,
            threshold: comparison.threshold,
            sets: ShingleSets::default(),
            items: Vec::new(),
            lookup: match comparison.banding {
                Some(banding) => Lookup::Bands(BucketTable::new(banding)),
                None => Lookup::Prefixes(HashMap::default()),
            },
        }
    }

    /// The sets that could match, ascending.
    fn candidates(&self, detector: &Detector, set: &ShingleSet) -> Vec<u32> {
        match &self.lookup {
            Lookup::Bands(table) => {
                let Some(signature) = detector.hasher().signature(set.as_slice()) else {
                    return Vec::new();
                };
                table.candidates(&signature).expect("one hasher makes all signatures")
            }
            Lookup::Prefixes(postings) => {
                let prefix = self.prefix(set).iter();
                let mut found: Vec<u32> =
                    prefix.filter_map(|shingle| postings.get(shingle)).flatten().copied().collect();
                found.sort_unstable();
                found.dedup();
                found
            }
        }
    }

    fn insert(&mut self, detector: &Detector, item: u32, set: &ShingleSet) {
        let id = self.items.len() as u32;
        let prefix = self.prefix(set).len();
        match &mut self.lookup {
            Lookup::Bands(table) => {
                if let Some(signature) = detector.hasher().signature(set.as_slice()) {
                    table.insert(id, &signature).expect("one hasher makes all signatures");
                }
            }
            Lookup::Prefixes(postings) => {
                for &shingle in &set.as_slice()[..prefix] {
                    postings.entry(shingle).or_default().push(id);
                }
            }
        }
        self.items.push(item);
        self.sets.push(set.as_slice());
    }

    /// The shingles of which two sets at the threshold share one: in any fixed order, so many that
    /// what is left is too little to match.
    fn prefix<'s>(&self, set: &'s ShingleSet) -> &'s [u64] {
        // One more than needed does no harm, one less would: the product is rounded down.
        let least = (self.threshold.get() * set.len() as f64 - 1e-6).floor().max(0.0) as usize;
        &set.as_slice()[..(set.len() - least + 1).min(set.len())]
    }
}

/// Consecutive segments that repeat consecutive earlier ones, joined to blocks.
#[derive(Default)]
struct Repeats {
    blocks: Vec<(Earlier, usize)>,
    /// The last segment of the last block, here and there.
    last: Option<(Segment, Segment)>,
}

impl Repeats {
    fn extend(&mut self, found: &Found, here: Segment, fifths: usize) {
        let there = found.earlier;
        let follows = self.last.as_ref().is_some_and(|(last_here, last_there)| {
            last_here.ordinal + 1 == here.ordinal
                && last_there.document == there.document
                && last_there.ordinal + 1 == there.ordinal
        });
        self.last = Some((here, there));
        if let Some((block, length)) = self.blocks.last_mut().filter(|_| follows) {
            block.here.end = here.place.end;
            block.here.last_line = here.place.last_line;
            block.there.end = there.place.end;
            block.there.last_line = there.place.last_line;
            block.resemblance = block.resemblance.min(found.resemblance);
            *length += fifths;
            return;
        }
        let block = Earlier {
            here: here.place,
            words: 0,
            document: there.document,
            there: there.place,
            resemblance: found.resemblance,
        };
        self.blocks.push((block, fifths));
    }

    /// The blocks of at least so many fifths of a word.
    fn finish(self, least: usize) -> Vec<Earlier> {
        let long = self.blocks.into_iter().filter(|(_, fifths)| *fifths >= least);
        long.map(|(block, fifths)| Earlier { words: words(fifths), ..block }).collect()
    }
}
