//! What has been seen, and what of it is like a new segment.

use super::layer::Layer;
use crate::detector::engine::Detector;
use crate::detector::survey::{Scratch, could_match_short, is_short};
use crate::hash::{ContentHash, content_hash};
use crate::matching::required_overlap;
use crate::model::{DocumentId, Similarity};
use crate::report::{Comparison, Place};
use crate::shingle::{ShingleSet, overlap_at_least};
use ahash::RandomState;
use std::cmp::Reverse;
use std::collections::HashMap;

/// With an exact search: a segment that matches this many stored wordings is not compared with
/// later ones, so that an index of one phrase that came a million times, each time a little
/// different, stays small and quick.
const ALIKE_LIMIT: usize = 1024;
/// By bands: the most candidates that are compared.
const COMPARED_LIMIT: usize = 32;
/// By bands: after so many comparisons without a match no more are made. Candidates are ranked, so
/// those that are left share no more bands than those that did not match.
const FAILED_LIMIT: usize = 16;
/// The end of a chain of places.
const NONE: u32 = u32::MAX;

/// Segments of one kind, each with its place; each wording is compared once.
#[derive(Debug)]
pub(super) struct Store {
    pub(super) items: Vec<Stored>,
    /// The first and the last item of each content.
    by_content: HashMap<ContentHash, (u32, u32), RandomState>,
    normal: Layer,
    short: Layer,
}

#[derive(Debug)]
pub(super) struct Stored {
    pub(super) document: DocumentId,
    pub(super) place: Place,
    /// The first item of the same content.
    pub(super) first: u32,
    /// The next item of the same content.
    next: u32,
    is_short: bool,
}

/// A segment that is about to be stored, and what it is like.
pub(super) struct Told {
    content: ContentHash,
    is_short: bool,
    pub(super) fifths: usize,
    /// The wordings that it matches, the most alike first; of an exact copy, only its own.
    pub(super) alike: Vec<Alike>,
    /// How many wordings it was compared with.
    pub(super) compared: usize,
    /// Whether a limit left something out.
    pub(super) bounded: bool,
}

/// A wording, by its first item.
#[derive(Clone, Copy)]
pub(super) struct Alike {
    pub(super) first: u32,
    pub(super) resemblance: Similarity,
    pub(super) identical: bool,
}

impl Store {
    pub(super) fn new(comparison: &Comparison) -> Store {
        Store {
            items: Vec::new(),
            by_content: HashMap::default(),
            normal: Layer::new(comparison),
            short: Layer::new(comparison),
        }
    }

    /// The number of the next item.
    pub(super) fn next_item(&self) -> u32 {
        u32::try_from(self.items.len())
            .ok()
            .filter(|&item| item != NONE)
            .expect("fewer than 2^32 - 1 segments")
    }

    /// The places at which a wording stands, in the order in which they were seen.
    pub(super) fn places(&self, first: u32) -> impl Iterator<Item = u32> {
        std::iter::successors(Some(first), |&item| {
            Some(self.items[item as usize].next).filter(|&next| next != NONE)
        })
    }

    /// Compares the segment in the scratch row with all stored ones; [`Store::push`] is to follow.
    /// `None` if it has no token.
    pub(super) fn tell(
        &mut self,
        detector: &Detector,
        comparison: &Comparison,
        scratch: &mut Scratch,
    ) -> Option<Told> {
        if scratch.row.hashes.is_empty() {
            return None;
        }
        let fifths = scratch.row.fifths();
        let mut told = Told {
            content: content_hash(&scratch.row.hashes),
            is_short: is_short(comparison, fifths),
            fifths,
            alike: Vec::new(),
            compared: 0,
            bounded: false,
        };
        if let Some(&(first, _)) = self.by_content.get(&told.content) {
            told.alike.push(Alike { first, resemblance: Similarity::ONE, identical: true });
        } else {
            self.compare(detector, comparison, scratch, &mut told);
        }
        Some(told)
    }

    /// Finds the wordings that match a new one, and adds it to them.
    fn compare(
        &mut self,
        detector: &Detector,
        comparison: &Comparison,
        scratch: &mut Scratch,
        told: &mut Told,
    ) {
        let item = self.next_item();
        let Store { items, normal, short, .. } = self;
        let could = could_match_short(comparison, told.fifths, &scratch.row.hashes);
        for (layer, in_short, wanted) in [(normal, false, !told.is_short), (short, true, could)] {
            if !wanted {
                continue;
            }
            let width = if in_short { comparison.short_width } else { comparison.shingle_width };
            scratch.shingle_row(width);
            let set = ShingleSet::from_shingles(&scratch.shingles);
            let candidates = layer.candidates(detector, &set, COMPARED_LIMIT);
            told.bounded |= candidates.bounded;
            let is_exact = comparison.banding.is_none();
            let (mut alike, mut failed) = (0, 0);
            for &candidate in &candidates.sets {
                if !is_exact && failed == FAILED_LIMIT {
                    told.bounded = true;
                    break;
                }
                let (first, old) = layer.get(candidate);
                let new = set.as_slice();
                let need = required_overlap(new.len(), old.len(), comparison.threshold);
                told.compared += 1;
                let Some(shared) = overlap_at_least(new, old, need) else {
                    failed += 1;
                    continue;
                };
                alike += 1;
                // Two segments of normal length are compared with the normal width only. With this
                // one they count, so that no more of a kind are stored.
                if in_short && !told.is_short && !items[first as usize].is_short {
                    continue;
                }
                let resemblance = Similarity::ratio(shared, new.len() + old.len() - shared);
                told.alike.push(Alike { first, resemblance, identical: false });
            }
            if is_exact && alike >= ALIKE_LIMIT {
                told.bounded = true;
            } else {
                layer.insert(item, &set, candidates.signature.as_ref());
            }
        }
        told.alike.sort_by_key(|alike| (Reverse(alike.resemblance), alike.first));
    }

    /// Stores a segment with its place.
    pub(super) fn push(&mut self, document: DocumentId, place: Place, told: &Told) {
        let item = self.next_item();
        let (first, last) = self.by_content.entry(told.content).or_insert((item, item));
        if *last != item {
            self.items[*last as usize].next = item;
            *last = item;
        }
        let (first, is_short) = (*first, told.is_short);
        self.items.push(Stored { document, place, first, next: NONE, is_short });
    }
}
