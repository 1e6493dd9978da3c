//! [`Store`]: the stored segments or documents, and the search for the wordings that a new one matches.
//!
//! A *wording* is a sequence of tokens. It is compared once, when it first comes; later items with the same
//! tokens are found by their content hash and chained to it.
//!
//! There are three layers of shingle sets, so that a short wording is compared with the short width and two
//! longer ones with the normal width: `normal`, `short`, and `bridge` for longer wordings that a short one can
//! match, with the short width. A longer wording is looked up in `normal` and `short`, a short one in `short`
//! and `bridge`.
//!
//! Memory: 48 bytes an item, and for each wording its shingles and the entries of its layers.

use super::layer::Layer;
use super::wording_matches::{WordingMatch, WordingMatches};
use crate::detector::engine::Detector;
use crate::detector::progress::Progress;
use crate::error::{Error, Result};
use crate::hash::{ContentHash, content_hash};
use crate::item::{ItemMatch, Scratch, WidthClass};
use crate::model::{DocumentId, Similarity, Span};
use crate::report::{Comparison, Place};
use crate::shingle::ShingleSet;
use crate::table::RandomState;
use std::cmp::Reverse;
use std::collections::HashMap;

/// The end of a chain of items.
const NONE: u32 = u32::MAX;

/// The items of one kind, segments or documents, each with its place.
#[derive(Debug)]
pub(super) struct Store {
    pub(super) items: Vec<Stored>,
    /// The first and the last item of each wording.
    by_content: HashMap<ContentHash, (u32, u32), RandomState>,
    /// Wordings of normal length, with the normal shingle width.
    normal: Layer,
    /// Short wordings, with the short width.
    short: Layer,
    /// Wordings of normal length that a short one can match, with the short width.
    bridge: Layer,
    /// For each item since the last mark, its content, and the last item of its wording before it.
    since_mark: Vec<(ContentHash, Option<u32>)>,
}

/// A state of the store, to go back to.
pub(super) struct Mark {
    /// The number of sets of each layer.
    layers: [usize; 3],
}

#[derive(Debug)]
pub(super) struct Stored {
    pub(super) document: DocumentId,
    pub(super) place: Place,
    /// The first item of its wording.
    pub(super) first: u32,
    /// The next item of its wording.
    next: u32,
    /// Its length in fifths of a word, cut to 32 bits.
    fifths: u32,
}

impl Store {
    pub(super) fn new(comparison: &Comparison) -> Store {
        Store {
            items: Vec::new(),
            by_content: HashMap::default(),
            normal: Layer::new(comparison),
            short: Layer::new(comparison),
            bridge: Layer::new(comparison),
            since_mark: Vec::new(),
        }
    }

    /// Marks the present state.
    pub(super) fn mark(&mut self) -> Mark {
        self.since_mark = Vec::new();
        Mark { layers: [&self.normal, &self.short, &self.bridge].map(Layer::len) }
    }

    /// Goes back to the state of the last mark, in about the time that the way from there took.
    pub(super) fn reset(&mut self, detector: &Detector, mark: &Mark) {
        while let Some((content, last)) = self.since_mark.pop() {
            self.items.pop();
            if let Some(last) = last {
                self.items[last as usize].next = NONE;
                self.by_content.entry(content).and_modify(|wording| wording.1 = last);
            } else {
                self.by_content.remove(&content);
            }
        }
        let layers = [&mut self.normal, &mut self.short, &mut self.bridge];
        for (layer, &sets) in layers.into_iter().zip(&mark.layers) {
            layer.truncate(detector, sets);
        }
    }

    /// The number of the next item. The caller has checked [`Store::has_room`].
    pub(super) fn next_item(&self) -> u32 {
        self.items.len() as u32
    }

    /// An error if the store has no numbers left for `items` more items.
    pub(super) fn has_room(&self, items: usize) -> Result<()> {
        let all = self.items.len().saturating_add(items);
        if all < NONE as usize { Ok(()) } else { Err(Error::capacity("segments", NONE.into())) }
    }

    /// The pairs of a new item and the wordings that it matches, if both have at least `least` fifths
    /// of a word.
    pub(super) fn matches<'s>(
        &'s self,
        document: DocumentId,
        span: Span,
        found: &'s WordingMatches,
        least: usize,
    ) -> impl Iterator<Item = ItemMatch> + 's {
        let is_long = found.fifths >= least;
        found.alike.iter().filter(move |_| is_long).filter_map(move |alike| {
            let earlier = &self.items[alike.first as usize];
            (earlier.fifths as usize >= least).then_some(ItemMatch {
                document,
                span,
                earlier: earlier.document,
                earlier_span: earlier.place.span(),
                resemblance: alike.resemblance,
                same_words: alike.identical,
            })
        })
    }

    /// The items of a wording, in input order.
    pub(super) fn places(&self, first: u32) -> impl Iterator<Item = u32> {
        std::iter::successors(Some(first), |&item| {
            Some(self.items[item as usize].next).filter(|&next| next != NONE)
        })
    }

    /// Finds the matches of the segment in the scratch row, and stores its shingle sets. The caller
    /// stores the segment with [`Store::push`] afterwards. `None` if it has no token. If the observer stops
    /// the run, some matches are missing, and the caller goes back to the last mark.
    pub(super) fn compare(
        &mut self,
        detector: &Detector,
        comparison: &Comparison,
        scratch: &mut Scratch,
        progress: &Progress<'_>,
    ) -> Option<WordingMatches> {
        if scratch.row.hashes.is_empty() {
            return None;
        }
        let fifths = scratch.row.fifths();
        let mut found = WordingMatches {
            content: content_hash(&scratch.row.hashes),
            class: WidthClass::of(comparison, fifths),
            fifths,
            alike: Vec::new(),
            compared: 0,
            bounded: false,
        };
        // A known wording was compared when it first came. Now its only match is itself.
        if let Some(&(first, _)) = self.by_content.get(&found.content) {
            found.alike.push(WordingMatch { first, resemblance: Similarity::ONE, identical: true });
        } else {
            self.compare_wordings(detector, comparison, scratch, &mut found, progress);
        }
        Some(found)
    }

    /// Finds the wordings that match a new one, and stores its shingle sets.
    fn compare_wordings(
        &mut self,
        detector: &Detector,
        comparison: &Comparison,
        scratch: &mut Scratch,
        found: &mut WordingMatches,
        progress: &Progress<'_>,
    ) {
        let item = self.next_item();
        let mut is_stored = true;
        if found.class == WidthClass::Normal {
            scratch.shingle_row(WidthClass::Normal.words(comparison));
            let set = ShingleSet::from_shingles(&scratch.shingles);
            let answer = self.normal.compare(detector, comparison, &set, found, progress);
            is_stored = answer.is_stored;
            if is_stored {
                self.normal.insert(item, &set, answer.signature.as_ref());
            }
        }
        if WidthClass::Short.includes(comparison, found.fifths, &scratch.row.hashes) {
            scratch.shingle_row(WidthClass::Short.words(comparison));
            let set = ShingleSet::from_shingles(&scratch.shingles);
            let answer = self.short.compare(detector, comparison, &set, found, progress);
            // A short wording is stored in `short`, a longer one in `bridge`. The longer one was stored
            // in `normal` already, if it was to be stored.
            let mut own = &mut self.bridge;
            if found.class == WidthClass::Short {
                is_stored = answer.is_stored;
                self.bridge.compare(detector, comparison, &set, found, progress);
                own = &mut self.short;
            }
            if is_stored {
                own.insert(item, &set, answer.signature.as_ref());
            }
        }
        found.alike.sort_by_key(|alike| (Reverse(alike.resemblance), alike.first));
    }

    /// Stores a segment with its place, and chains it to the items of its wording.
    pub(super) fn push(&mut self, document: DocumentId, place: Place, found: &WordingMatches) {
        let item = self.next_item();
        let (first, last) = self.by_content.entry(found.content).or_insert((item, item));
        self.since_mark.push((found.content, (*last != item).then_some(*last)));
        // The items of a wording are a linked list: the last one points to the new one.
        if *last != item {
            self.items[*last as usize].next = item;
            *last = item;
        }
        let first = *first;
        let fifths = u32::try_from(found.fifths).unwrap_or(u32::MAX);
        self.items.push(Stored { document, place, first, next: NONE, fifths });
    }
}
