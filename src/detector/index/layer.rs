//! The stored shingle sets of one width, and those of them that a new set could match.

use super::wording_matches::{WordingMatch, WordingMatches};
use crate::detector::engine::Detector;
use crate::lsh::BucketTable;
use crate::matching::{shared_at, shortest_partner};
use crate::model::Similarity;
use crate::report::Comparison;
use crate::shingle::{ShingleSet, ShingleSets};
use crate::sketch::Signature;
use crate::table::RandomState;
use std::collections::HashMap;

/// With an exact search: a segment that matches this many stored wordings is not compared with
/// later ones, so that an index of one phrase that came a million times, each time a little
/// different, stays small and quick.
const ALIKE_LIMIT: usize = 1024;
/// By bands: the most candidates that are compared.
const COMPARED_LIMIT: usize = 24;
/// By bands: after so many comparisons without a match no more are made. Candidates are ranked, so
/// those that are left share no more bands than those that did not match.
const FAILED_LIMIT: usize = 12;
/// The shingle sets of one width, and how they are found again.
#[derive(Debug)]
pub(super) struct Layer {
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

/// What a layer says of a new set.
pub(super) struct LayerAnswer {
    /// Whether it is to be stored.
    pub(super) is_stored: bool,
    /// Its signature, if bands were asked.
    pub(super) signature: Option<Signature>,
}

/// Sets that could match a new one.
#[derive(Default)]
struct Candidates {
    sets: Vec<u32>,
    /// Whether a limit left some out.
    bounded: bool,
    signature: Option<Signature>,
}

impl Layer {
    pub(super) fn new(comparison: &Comparison) -> Layer {
        Layer {
            threshold: comparison.threshold,
            sets: ShingleSets::default(),
            items: Vec::new(),
            lookup: match comparison.banding {
                Some(banding) => Lookup::Bands(BucketTable::new(banding)),
                None => Lookup::Prefixes(HashMap::default()),
            },
        }
    }

    /// Compares a set with the stored ones that could match, and adds those that do to `told`.
    pub(super) fn compare(
        &self,
        detector: &Detector,
        comparison: &Comparison,
        set: &ShingleSet,
        found: &mut WordingMatches,
    ) -> LayerAnswer {
        let candidates = self.candidates(detector, set);
        found.bounded |= candidates.bounded;
        let is_exact = comparison.banding.is_none();
        let new = set.as_slice();
        let (mut alike, mut failed) = (0, 0);
        for &candidate in &candidates.sets {
            if !is_exact && failed == FAILED_LIMIT {
                found.bounded = true;
                break;
            }
            let (first, old) = self.get(candidate);
            found.compared += 1;
            let Some(shared) = shared_at(new, old, comparison.threshold) else {
                failed += 1;
                continue;
            };
            alike += 1;
            let resemblance = Similarity::ratio(shared, new.len() + old.len() - shared);
            found.alike.push(WordingMatch { first, resemblance, identical: false });
        }
        let is_stored = !is_exact || alike < ALIKE_LIMIT;
        found.bounded |= !is_stored;
        LayerAnswer { is_stored, signature: candidates.signature }
    }

    /// The sets that could match: by bands those that share the most first, and of those that share
    /// as many the newest first; with an exact search all of them, the oldest first.
    fn candidates(&self, detector: &Detector, set: &ShingleSet) -> Candidates {
        match &self.lookup {
            Lookup::Bands(table) => {
                let Some(signature) = detector.hasher().signature(set.as_slice()) else {
                    return Candidates::default();
                };
                let ranked = table
                    .ranked(&signature, COMPARED_LIMIT)
                    .expect("one hasher makes all signatures");
                let (sets, bounded) = (ranked.ids, ranked.bounded);
                Candidates { sets, bounded, signature: Some(signature) }
            }
            Lookup::Prefixes(postings) => {
                let prefix = self.prefix(set).iter();
                let mut sets: Vec<u32> =
                    prefix.filter_map(|shingle| postings.get(shingle)).flatten().copied().collect();
                sets.sort_unstable();
                sets.dedup();
                Candidates { sets, ..Candidates::default() }
            }
        }
    }

    /// The stored item of a set, and its shingles.
    fn get(&self, set: u32) -> (u32, &[u64]) {
        (self.items[set as usize], self.sets.get(set as usize))
    }

    /// Stores a set under its item, with the signature that its candidates were found by.
    pub(super) fn insert(&mut self, item: u32, set: &ShingleSet, signature: Option<&Signature>) {
        let id = self.items.len() as u32;
        let prefix = self.prefix(set).len();
        match &mut self.lookup {
            Lookup::Bands(table) => {
                if let Some(signature) = signature {
                    table.insert(id, signature).expect("one hasher makes all signatures");
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
        let least = shortest_partner(set.len(), self.threshold);
        &set.as_slice()[..(set.len() + 1 - least).min(set.len())]
    }
}
