//! Text that one document after the other repeats, linked as it is read.

use super::document::DocumentTokens;
use super::equal::{common_prefix, common_suffix};
use super::fingerprint::{Posting, fingerprint};
use super::link::Anchor;
use super::settings::PassageSettings;
use crate::model::DocumentId;
use std::iter::once;
use std::ops::Range;

/// How many documents are read with an eye on one another.
pub(crate) const NEIGHBOURS: usize = 256;

/// So many tokens have to be repeated to be worth remembering, and no fewer than the guarantee.
const LEAST: u32 = 32;

/// So many refrains of a document are followed, header, menus, footer and a few more, and so many
/// from one place.
const MOST: usize = 16;
const MOST_ALIKE: usize = 4;

/// Of so many seeds one is remembered, as a power of two, in so many slots.
const SPARSE_BITS: u32 = 4;
const SLOTS: usize = 1 << 11;

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
    let mut reader = Reader {
        first,
        documents,
        least: LEAST.max(settings.guarantee() as u32),
        latest: vec![NOWHERE; SLOTS],
        refrains: Vec::new(),
        ends: Vec::with_capacity(documents.len()),
    };
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
        let found = reader.read(document.hashes(), &sparse, settings.seed_length());
        let known = reader.refrains[found].iter().filter(is_known);
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

/// A long run that a document before has had.
#[derive(Clone, Copy)]
struct Refrain {
    link: Anchor,
    /// How many documents before have had all of it, as far as was followed.
    before: u32,
}

impl Refrain {
    fn start(&self) -> u32 {
        self.link.b_position
    }

    fn end(&self) -> u32 {
        self.link.b_position + self.link.len
    }
}

/// No place of a seed.
const NOWHERE: Posting = Posting { hash: 0, document: DocumentId(u32::MAX), position: 0 };

/// Reads documents one after the other.
struct Reader<'d, 't> {
    first: DocumentId,
    documents: &'d [DocumentTokens<'t>],
    least: u32,
    /// The latest place of some seeds.
    latest: Vec<Posting>,
    /// The refrains of all documents, in the order of the text, and where those of each end.
    refrains: Vec<Refrain>,
    ends: Vec<usize>,
}

impl Reader<'_, '_> {
    /// Finds the refrains of the next document, given its tokens and the seeds to remember.
    fn read(&mut self, tokens: &[u64], seeds: &[Posting], seed_length: usize) -> Range<usize> {
        let start = self.refrains.len();
        // Up to where the document has been compared.
        let mut read = 0;
        for &here in seeds {
            if here.position < read {
                continue;
            }
            let there = self.latest[slot(here.hash)];
            if there.hash != here.hash || there.document == NOWHERE.document {
                continue;
            }
            let earlier = self.documents[(there.document.0 - self.first.0) as usize].hashes();
            let (at, at_earlier) = (here.position as usize, there.position as usize);
            let after = common_prefix(&tokens[at..], &earlier[at_earlier..], usize::MAX);
            if after < seed_length {
                continue;
            }
            let unread = &tokens[read as usize..at];
            let before = common_suffix(unread, &earlier[..at_earlier], usize::MAX);
            read = here.position + after as u32;
            let link = Anchor {
                a: there.document,
                b: here.document,
                a_position: there.position - before as u32,
                b_position: here.position - before as u32,
                len: (before + after) as u32,
            };
            // Of a text that a document says again and again, and the one before too, a few places are
            // enough here: the others are told.
            let is_alike = |refrain: &&Refrain| {
                let other = refrain.link;
                other.a == link.a
                    && other.a_position < link.a_position + link.len
                    && link.a_position < other.a_position + other.len
            };
            let own = &self.refrains[start..];
            let is_free = own.len() < MOST && own.iter().filter(is_alike).count() < MOST_ALIKE;
            if link.len >= self.least && is_free {
                let refrain = self.followed(link);
                self.refrains.push(refrain);
            }
        }
        for &seed in seeds {
            self.latest[slot(seed.hash)] = seed;
        }
        self.ends.push(self.refrains.len());
        start..self.refrains.len()
    }

    /// A refrain, as much of it as the documents before have had, if that is most.
    fn followed(&self, link: Anchor) -> Refrain {
        let earlier = (link.a.0 - self.first.0) as usize;
        let from = earlier.checked_sub(1).map_or(0, |before| self.ends[before]);
        let of_earlier = &self.refrains[from..self.ends[earlier]];
        let a_end = link.a_position + link.len;
        let common = |refrain: &&Refrain| {
            let start = refrain.start().max(link.a_position);
            refrain.end().min(a_end).saturating_sub(start)
        };
        // They are disjoint, so one that has most of it is one of the two around its middle.
        let behind =
            of_earlier.partition_point(|refrain| refrain.start() <= link.a_position + link.len / 2);
        let around = &of_earlier[behind.saturating_sub(1)..of_earlier.len().min(behind + 1)];
        match around.iter().max_by_key(common) {
            Some(refrain) if common(&refrain) >= self.least.max(link.len / 2) => {
                let head = refrain.start().saturating_sub(link.a_position);
                let link = Anchor {
                    a_position: link.a_position + head,
                    b_position: link.b_position + head,
                    len: common(&refrain),
                    ..link
                };
                Refrain { link, before: refrain.before + 1 }
            }
            _ => Refrain { link, before: 1 },
        }
    }
}

/// Whether a seed is one of those that are remembered: by bits that neither the partition nor the
/// slot is chosen by.
fn is_sparse(hash: u64) -> bool {
    (hash >> 16) & ((1 << SPARSE_BITS) - 1) == 0
}

fn slot(hash: u64) -> usize {
    (hash >> (16 + SPARSE_BITS)) as usize & (SLOTS - 1)
}
