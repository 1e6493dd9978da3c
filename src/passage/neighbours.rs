//! The seeds of documents that are read one after the other, but for what most of them repeat.

use super::document::DocumentTokens;
use super::fingerprint::{Posting, fingerprint};
use super::link::Anchor;
use super::refrain::{Reader, Refrain, is_sparse};
use super::settings::PassageSettings;
use crate::model::DocumentId;
use std::iter::once;
use std::ops::Range;

/// How many documents are read with an eye on one another.
pub(crate) const NEIGHBOURS: usize = 256;

/// Gives the postings of neighbouring documents to `sink`, each document as
/// [`fingerprint`] does, but leaves out what says nothing new: the inside of a *refrain*, a long run
/// that so many documents before have had that its seeds are
/// [`frequent`](PassageSettings::frequent) already. Returns what links these refrains to the ones
/// before.
///
/// Every place that is left out is linked to one that is told or linked itself, and the first places
/// of a refrain, more than are compared all with all, are all told. So what
/// [`link_frequent`](super::link_frequent) would have said of the others is said already: a footer
/// costs most documents one comparison, while its tokens are at hand. A seed that stands in one
/// document twice is always told.
///
/// O(n) time for n tokens, besides what `sink` takes: each token is compared once at most. Only the
/// seeds that stand in a refrain twice are sorted.
pub(crate) fn fingerprint_all(
    first: DocumentId,
    documents: &[DocumentTokens<'_>],
    settings: &PassageSettings,
    mut sink: impl FnMut(Posting),
) -> Vec<Anchor> {
    let id = |number: usize| DocumentId(first.0 + number as u32);
    // Among groups it depends on who stands before whom what is news.
    let may_skip = documents.len() > settings.frequent()
        && settings.across_documents()
        && documents.iter().all(|document| document.group().is_none());
    if !may_skip {
        for (number, document) in documents.iter().enumerate() {
            fingerprint(id(number), document.hashes(), settings, &mut sink);
        }
        return Vec::new();
    }
    let mut reader = Reader::new(first, documents, settings);
    let mut links = Vec::new();
    let (mut postings, mut sparse) = (Vec::new(), Vec::new());
    let is_known = |refrain: &&Refrain| refrain.before as usize > settings.frequent();
    let mut awaits_known = false;
    for (number, document) in documents.iter().enumerate() {
        postings.clear();
        sparse.clear();
        // Where the document before had no refrain that all know, this one is told as it is read.
        if awaits_known {
            fingerprint(id(number), document.hashes(), settings, |posting| postings.push(posting));
            sparse.extend(postings.iter().filter(|posting| is_sparse(posting.hash)));
        } else {
            fingerprint(id(number), document.hashes(), settings, |posting| {
                if is_sparse(posting.hash) {
                    sparse.push(posting);
                }
                sink(posting);
            });
        }
        let known = reader.read(document.hashes(), &sparse).iter().filter(is_known);
        if awaits_known {
            links.extend(known.clone().map(|refrain| refrain.link));
            let tokens = document.hashes().len() as u32;
            tell_outside(known.clone(), &postings, tokens, settings, &mut sink);
        }
        awaits_known = known.count() > 0;
    }
    links
}

/// Gives to `sink` the postings of a document of so many tokens that are not inside of a refrain,
/// and those that stand twice.
fn tell_outside<'r>(
    refrains: impl Iterator<Item = &'r Refrain>,
    postings: &[Posting],
    tokens: u32,
    settings: &PassageSettings,
    mut sink: impl FnMut(Posting),
) {
    let mut inside: Vec<Range<usize>> = Vec::new();
    for refrain in refrains {
        // All runs of guaranteed length around a seed inside lie inside: no run begins before the
        // text does, or ends behind it.
        let (start, end) = (refrain.start(), refrain.end());
        let from = if start == 0 { 0 } else { start + settings.window() as u32 - 1 };
        let last = if end == tokens { settings.seed_length() } else { settings.guarantee() };
        let to = (end + 1).saturating_sub(last as u32).max(from);
        let [from, to] =
            [from, to].map(|at| postings.partition_point(|posting| posting.position < at));
        inside.push(from..to);
    }
    let mut seeds = Seeds::new(inside.iter().map(Range::len).sum());
    let mut twice: Vec<u64> = Vec::new();
    for posting in inside.iter().flat_map(|range| &postings[range.clone()]) {
        if seeds.add(posting.hash) {
            twice.push(posting.hash);
        }
    }
    let mut next = 0;
    for range in inside.iter().cloned().chain(once(postings.len()..postings.len())) {
        for &posting in &postings[next..range.start] {
            if seeds.may_have(posting.hash) {
                twice.push(posting.hash);
            }
            sink(posting);
        }
        next = range.end;
    }
    if !twice.is_empty() {
        twice.sort_unstable();
        twice.dedup();
        let inside = inside.iter().flat_map(|range| &postings[range.clone()]);
        let is_twice = |posting: &&Posting| twice.binary_search(&posting.hash).is_ok();
        inside.filter(is_twice).copied().for_each(sink);
    }
}

/// A set of seeds, of which it may have a few more than were added.
struct Seeds {
    bits: Vec<u64>,
}

impl Seeds {
    /// An empty set for so many seeds: one in a hundred that are not in it seems to be.
    fn new(seeds: usize) -> Seeds {
        Seeds { bits: vec![0; (2 * seeds).next_power_of_two()] }
    }

    fn place(&self, hash: u64) -> (usize, u64) {
        ((hash >> 26) as usize & (self.bits.len() - 1), 1 << (hash >> 20 & 63))
    }

    /// Adds a seed, and says whether it may have been there.
    fn add(&mut self, hash: u64) -> bool {
        let (word, bit) = self.place(hash);
        let had = self.bits[word] & bit != 0;
        self.bits[word] |= bit;
        had
    }

    fn may_have(&self, hash: u64) -> bool {
        let (word, bit) = self.place(hash);
        self.bits[word] & bit != 0
    }
}
