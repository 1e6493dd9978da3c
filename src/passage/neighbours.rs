//! The seeds of documents that are read one after the other, but for what most of them repeat.

use super::document::DocumentTokens;
use super::fingerprint::{Posting, fingerprint};
use super::refrain::{Reader, Refrain, is_sparse};
use super::settings::PassageSettings;
use crate::model::DocumentId;
use std::iter::once;
use std::ops::Range;

/// How many documents are read with an eye on one another, or how many tokens if that is less: their
/// tokens stay in a near cache.
const NEIGHBOURS: usize = 1 << 8;
const TOKENS: usize = 1 << 18;

/// Cuts documents into parts that are read with an eye on one another.
pub(crate) fn neighbours(documents: &[DocumentTokens<'_>]) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let (mut start, mut tokens) = (0, 0);
    for (number, document) in documents.iter().enumerate() {
        tokens += document.hashes().len();
        let end = number + 1;
        if end - start == NEIGHBOURS || tokens >= TOKENS || end == documents.len() {
            parts.push(start..end);
            (start, tokens) = (end, 0);
        }
    }
    parts
}

/// Gives the postings of documents, each as [`fingerprint`] does, but leaves out what says nothing
/// new: the inside of a *refrain*, a long run that so many documents before have had that its seeds
/// are [`frequent`](PassageSettings::frequent) already.
///
/// Every place that is left out is linked to one that is told or linked itself, and the first places
/// of a refrain, more than are compared all with all, are all told. So what
/// [`link_frequent`](super::link_frequent) would have said of the others is said already: a footer
/// costs most documents one comparison, while its tokens are at hand. A seed that stands in one
/// document twice is always told.
///
/// The first of the [`neighbours`] have to be read first; what they have taught goes with a copy to
/// each of the others, in any order.
#[derive(Clone)]
pub(crate) struct NeighbourReader<'d, 't> {
    documents: &'d [DocumentTokens<'t>],
    settings: &'d PassageSettings,
    /// None where nothing may be left out.
    reader: Option<Reader<'d, 't>>,
    /// Whether the document before had a refrain that all know.
    awaits_known: bool,
}

impl<'d, 't> NeighbourReader<'d, 't> {
    pub(crate) fn new(
        documents: &'d [DocumentTokens<'t>],
        settings: &'d PassageSettings,
    ) -> NeighbourReader<'d, 't> {
        // Among groups it depends on who stands before whom what is news.
        let may_skip = documents.len() > settings.frequent()
            && settings.across_documents()
            && documents.iter().all(|document| document.group().is_none());
        let reader = may_skip.then(|| Reader::new(documents, settings));
        NeighbourReader { documents, settings, reader, awaits_known: false }
    }

    /// Gives the postings of one part to `sink`, and returns the refrains that were left out.
    ///
    /// O(n) time for n tokens, besides what `sink` takes: each token is compared once at most. Only
    /// the seeds that stand in a refrain twice are sorted.
    pub(crate) fn read(
        &mut self,
        part: Range<usize>,
        mut sink: impl FnMut(Posting),
    ) -> Vec<Refrain> {
        let settings = self.settings;
        let documents = part.clone().zip(&self.documents[part.clone()]);
        let documents = documents.map(|(id, document)| (DocumentId(id as u32), document.hashes()));
        let Some(reader) = &mut self.reader else {
            for (id, tokens) in documents {
                fingerprint(id, tokens, settings, &mut sink);
            }
            return Vec::new();
        };
        reader.skip_to(part.start);
        let mut left_out = Vec::new();
        let (mut postings, mut sparse) = (Vec::new(), Vec::new());
        let is_known = |refrain: &&Refrain| refrain.before as usize > settings.frequent();
        for (id, tokens) in documents {
            postings.clear();
            sparse.clear();
            // Where the document before had no refrain that all know, this one is told as it is read.
            if self.awaits_known {
                fingerprint(id, tokens, settings, |posting| postings.push(posting));
                sparse.extend(postings.iter().filter(|posting| is_sparse(posting.hash)));
            } else {
                fingerprint(id, tokens, settings, |posting| {
                    if is_sparse(posting.hash) {
                        sparse.push(posting);
                    }
                    sink(posting);
                });
            }
            let known = reader.read(tokens, &sparse).iter().filter(is_known);
            if self.awaits_known {
                left_out.extend(known.clone());
                tell_outside(known.clone(), &postings, tokens.len() as u32, settings, &mut sink);
            }
            self.awaits_known = known.count() > 0;
        }
        left_out
    }
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
