//! The stored shingle sets of one width, and those of them that a new set could match.

use crate::detector::engine::Detector;
use crate::lsh::BucketTable;
use crate::matching::shortest_partner;
use crate::model::Similarity;
use crate::report::Comparison;
use crate::shingle::{ShingleSet, ShingleSets};
use crate::sketch::Signature;
use ahash::RandomState;
use std::collections::HashMap;

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

/// Sets that could match a new one.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    pub(super) sets: Vec<u32>,
    /// Whether a limit left some out.
    pub(super) bounded: bool,
    /// The signature of the new set, if bands were asked.
    pub(super) signature: Option<Signature>,
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

    /// The sets that could match: by bands those that share the most first, `limit` at most, and of
    /// those that share as many the newest first; with an exact search all of them, the oldest
    /// first.
    pub(super) fn candidates(
        &self,
        detector: &Detector,
        set: &ShingleSet,
        limit: usize,
    ) -> Candidates {
        match &self.lookup {
            Lookup::Bands(table) => {
                let Some(signature) = detector.hasher().signature(set.as_slice()) else {
                    return Candidates::default();
                };
                let ranked =
                    table.ranked(&signature, limit).expect("one hasher makes all signatures");
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
    pub(super) fn get(&self, set: u32) -> (u32, &[u64]) {
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
