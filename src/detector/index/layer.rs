//! [`Layer`]: the stored shingle sets of one width, and the search for those that match a new set.
//!
//! By bands, the candidates are ranked by the number of shared bands, and few are compared: a near-copy shares
//! most bands. With an exact search, a set is found by any shingle of its prefix. The prefix is so long that
//! what is left is too short for a match, so nothing is missed.
//!
//! Cost: by bands at most [`COMPARED_LIMIT`] comparisons a set. Memory: the shingles, and an entry for each band
//! or for each shingle of the prefix.

use super::wording_matches::{WordingMatch, WordingMatches};
use crate::detector::engine::Detector;
use crate::detector::progress::Progress;
use crate::lsh::BucketTable;
use crate::matching::{shared_at, shortest_partner};
use crate::model::Similarity;
use crate::report::Comparison;
use crate::shingle::{ShingleSet, ShingleSets};
use crate::sketch::Signature;
use crate::table::RandomState;
use std::collections::HashMap;

/// With an exact search, a segment that matches this many stored wordings is not stored. So an index of a
/// million variants of one phrase stays small and fast.
const ALIKE_LIMIT: usize = 1024;
/// By bands, the largest number of candidates that are compared.
const COMPARED_LIMIT: usize = 24;
/// By bands, the search ends after so many comparisons without a match. Candidates are ranked, so the rest
/// shares no more bands than those that did not match.
const FAILED_LIMIT: usize = 12;
/// The observer is asked after so many comparisons of a segment. An exact search has no limit for them.
const ASKED_AFTER: usize = 256;

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
    /// Exact search: for each shingle, the sets with it in their prefix.
    Prefixes(HashMap<u64, Vec<u32>, RandomState>),
}

/// The result of the search for a new set, without its matches.
pub(super) struct LayerAnswer {
    /// Whether the set should be stored.
    pub(super) is_stored: bool,
    /// Its signature, if the search was by bands.
    pub(super) signature: Option<Signature>,
}

/// The candidates for a new set.
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

    /// Compares a set with its candidates, and adds the matches to `found`. If the observer stops the run,
    /// some are missing.
    pub(super) fn compare(
        &self,
        detector: &Detector,
        comparison: &Comparison,
        set: &ShingleSet,
        found: &mut WordingMatches,
        progress: &Progress<'_>,
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
            if found.compared % ASKED_AFTER == ASKED_AFTER - 1 && !progress.goes_on() {
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

    /// The candidates for a set. By bands: those that share most bands first, of equal ones the newest
    /// first. With an exact search: all of them, the oldest first.
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
                let prefix = set.as_slice()[..prefix_len(set.len(), self.threshold)].iter();
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

    /// Stores the set of an item; `signature` is the one that the search returned.
    pub(super) fn insert(&mut self, item: u32, set: &ShingleSet, signature: Option<&Signature>) {
        let id = self.items.len() as u32;
        let prefix = prefix_len(set.len(), self.threshold);
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

    /// The number of stored sets.
    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    /// Removes the sets that were stored after the first `len`. Then the layer answers as if they had never
    /// been stored.
    pub(super) fn truncate(&mut self, detector: &Detector, len: usize) {
        for id in (len..self.items.len()).rev() {
            let set = self.sets.get(id);
            match &mut self.lookup {
                Lookup::Bands(table) => {
                    // The signature is made again: to keep those of a document would cost memory in every
                    // call that is not stopped.
                    if let Some(signature) = detector.hasher().signature(set) {
                        table
                            .remove(id as u32, &signature)
                            .expect("one hasher makes all signatures");
                    }
                }
                Lookup::Prefixes(postings) => {
                    for shingle in &set[..prefix_len(set.len(), self.threshold)] {
                        let sets = postings.get_mut(shingle).expect("the set was stored");
                        sets.pop();
                        if sets.is_empty() {
                            postings.remove(shingle);
                        }
                    }
                }
            }
            self.items.pop();
            self.sets.pop();
        }
    }
}

/// The length of the prefix of a set. Two sets at the threshold share at least `shortest_partner` shingles of
/// each; so of the first `len + 1 - shortest_partner`, in any order that all sets use, one is shared.
fn prefix_len(len: usize, threshold: Similarity) -> usize {
    (len + 1 - shortest_partner(len, threshold)).min(len)
}
