//! Seeds of consecutive documents, without the inside of known boilerplate.
//!
//! # Problem
//! 4,000 articles end with one footer of 100 tokens. Each has some 50 seeds in it, so 200,000 postings
//! would be collected and sorted, and the linker would find for each place that the text around it is
//! equal to the text around the place before. All of them say one thing: this is the footer again.
//!
//! # Method
//! The [`BoilerplateFilter`] reads the documents in order and finds their [`BoilerplateRun`]s. A run is
//! *known* once more documents had it than [`frequent`](PassageSettings::frequent), 32 by default. The
//! seeds inside a known run are skipped. The run itself is returned, and
//! [`link_frequent`](super::link_frequent) makes one anchor of it.
//!
//! Example, with `frequent` = 2 and a footer of 40 tokens:
//!
//! | document | footer at | `before` | seeds of the footer | link |
//! |---|---|---|---|---|
//! | 0 | 100 | – | indexed | – |
//! | 1 | 80 | 1 | indexed | – |
//! | 2 | 120 | 2 | indexed | – |
//! | 3 | 90 | 3: known | indexed while it was read | – |
//! | 4 | 95 | 4 | skipped, except at the edges | (3, 90) → (4, 95) |
//! | 5 | 70 | 5 | skipped; not even hashed, if the footer ends the document | (4, 95) → (5, 70) |
//!
//! Four places are indexed, so each seed of the footer is frequent and its places are linked in a line.
//! Documents 4 and 5 are joined to that line by their links.
//!
//! *Which seeds are inside.* The linker distinguishes places by the runs around a seed, of up to
//! [`wide_len`] tokens. A seed is skipped only if all of these runs lie inside the boilerplate run. With a
//! `wide_len` of 12 and seeds of 6 tokens those are the seeds from 6 tokens after its start up to 12
//! before its end. At the start or the end of the document no run crosses the edge, so nothing is
//! kept there.
//!
//! *Seeds that occur twice* in a document are always indexed, inside or not: they are repeats within the
//! document, which no link to another document reports.
//!
//! *Three states.* A document after one without a known run is indexed while it is read. A document after
//! one with a known run is indexed first into a buffer, since its seeds may have to be skipped; what
//! is skipped is kept as [`SkippedRanges`]. If the next document has the same runs at its start
//! and end, these are compared token by token and not hashed.
//!
//! # Invariant
//! Each skipped place is linked to an earlier place that is indexed, or skipped and linked itself. The
//! first places of a run, more than `frequent`, are indexed.
//!
//! # Parts
//! [`boilerplate_parts`] cuts the documents into parts. The first part is read before all others. A copy
//! of the filter then reads each of the others, in any order and on any thread: what is known depends
//! on the first part and on the part itself alone, so the result does not depend on threads.
//!
//! # Cost
//! O(n) for n tokens: each is compared with one earlier place or two. Nothing is skipped where documents
//! have groups or repeats across documents are not looked for: which place may be linked then depends
//! on both places.
//!
//! # Rejected
//! No filter at all (`may_skip` returning false): 20,000 generated articles of 300 words with one footer of
//! 200 words took about three times the CPU time, and as much with a menu at the head as well; 40,000 of
//! 60 words with a footer of 400 took twice the time. The families were the same except for a word at some ends.
//!
//! Masking all frequent seeds after a first pass that counts them: it reads every document twice, and
//! no longer shows which places have the same text around them.

use super::anchor::Anchor;
use super::boilerplate_run::{BoilerplateRun, RunReader, is_sparse};
use super::document::DocumentTokens;
use super::fingerprint::{Posting, fingerprint, fingerprint_part, wide_len};
use super::settings::PassageSettings;
use crate::model::DocumentId;
use std::iter::once;
use std::ops::Range;

/// The most documents of a part, and the tokens that end a part sooner: so the documents that are
/// compared with one another stay in the cache.
const PART_DOCUMENTS: usize = 1 << 8;
const PART_TOKENS: usize = 1 << 18;
/// The tokens that end the first part, even if it has too few documents for anything to be known. In
/// documents that long boilerplate is a small part.
const WARM_UP_TOKENS: usize = 1 << 22;

/// The parts of the documents that a [`BoilerplateFilter`] reads.
///
/// The first part is long enough for a run to become known in it and to be found once more.
pub(crate) fn boilerplate_parts(
    documents: &[DocumentTokens<'_>],
    settings: &PassageSettings,
) -> Vec<Range<usize>> {
    let may_skip = may_skip(documents, settings);
    let mut parts = Vec::new();
    let (mut start, mut tokens) = (0, 0);
    for (number, document) in documents.iter().enumerate() {
        tokens += document.hashes().len();
        let end = number + 1;
        let is_enough = end - start >= PART_DOCUMENTS || tokens >= PART_TOKENS;
        let is_warm = !may_skip
            || start > 0
            || end >= settings.frequent().saturating_mul(2)
            || tokens >= WARM_UP_TOKENS;
        if (is_enough && is_warm) || end == documents.len() {
            parts.push(start..end);
            (start, tokens) = (end, 0);
        }
    }
    parts
}

/// Whether seeds may be skipped. With groups, two places may be linked only if their groups
/// differ, so the link to the document before is not always allowed.
fn may_skip(documents: &[DocumentTokens<'_>], settings: &PassageSettings) -> bool {
    documents.len() > settings.frequent()
        && settings.scope().across_documents()
        && documents.iter().all(|document| document.group().is_none())
}

/// Gives the postings of documents as [`fingerprint`] does, without those inside known
/// [boilerplate runs](BoilerplateRun).
///
/// The first of the [`boilerplate_parts`] must be read first. Clones of the filter then read the
/// others, in any order.
#[derive(Clone)]
pub(crate) struct BoilerplateFilter<'d, 't> {
    documents: &'d [DocumentTokens<'t>],
    settings: &'d PassageSettings,
    /// None where nothing may be skipped.
    reader: Option<RunReader<'d, 't>>,
    /// Whether the document before had a known run.
    previous_has_known: bool,
    /// What was skipped in the document before, if this one may have the same runs.
    skipped: Option<SkippedRanges>,
}

impl<'d, 't> BoilerplateFilter<'d, 't> {
    pub(crate) fn new(
        documents: &'d [DocumentTokens<'t>],
        settings: &'d PassageSettings,
    ) -> BoilerplateFilter<'d, 't> {
        let reader = may_skip(documents, settings).then(|| RunReader::new(documents, settings));
        BoilerplateFilter { documents, settings, reader, previous_has_known: false, skipped: None }
    }

    /// Gives the postings of one part to `sink`, and returns the runs whose inside was skipped.
    ///
    /// O(n) time for n tokens, besides what `sink` takes.
    pub(crate) fn read(
        &mut self,
        part: Range<usize>,
        mut sink: impl FnMut(Posting),
    ) -> Vec<BoilerplateRun> {
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
        let is_known = |run: &&BoilerplateRun| run.before as usize > settings.frequent();
        for (id, tokens) in documents {
            sparse.clear();
            let foreseen = self.skipped.take().and_then(|inside| {
                inside.followed(id, tokens, |id| self.documents[id.index()].hashes())
            });
            if let Some(inside) = foreseen {
                inside.emit_outside(id, tokens, settings, |posting| {
                    if is_sparse(posting.hash) {
                        sparse.push(posting);
                    }
                    sink(posting);
                });
                left_out.extend(&inside.runs);
                sparse.extend(inside.sparse(id));
                let all = reader.read(tokens, &inside.runs, &sparse);
                let is_all = all.iter().filter(is_known).count() == inside.runs.len();
                self.skipped = is_all.then_some(inside);
                continue;
            }
            // Nothing is known yet of a document after one without a known run: its postings go to the
            // sink as they are found. Otherwise they are buffered until its runs are known.
            if self.previous_has_known {
                postings.clear();
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
            let known = reader.read(tokens, &[], &sparse).iter().filter(is_known);
            let has_known = known.clone().next().is_some();
            if self.previous_has_known {
                left_out.extend(known.clone());
                let inside =
                    SkippedRanges::new(known.copied().collect(), tokens.len(), &postings, settings);
                inside.emit_outside_of(id, &postings, &mut sink);
                self.skipped = has_known.then_some(inside);
            }
            self.previous_has_known = has_known;
        }
        left_out
    }
}

/// The ranges of a document whose seeds are skipped: the insides of its known runs.
#[derive(Clone)]
struct SkippedRanges {
    /// In the order of the text.
    runs: Vec<BoilerplateRun>,
    /// The seeds of each run that are skipped, counted from its start.
    left_out: Vec<Range<usize>>,
    /// How many tokens the document has.
    tokens: usize,
    /// The skipped postings of each run, with positions counted from its start.
    postings: Vec<Vec<Posting>>,
    /// Those of them that are sparse.
    sparse: Vec<Vec<Posting>>,
    seeds: SeedFilter,
    /// The hashes of skipped seeds that occur twice, and of a few others (false positives).
    twice: Vec<u64>,
}

impl SkippedRanges {
    /// Skips the inside of the runs of a document, given its number of tokens and its postings.
    fn new(
        runs: Vec<BoilerplateRun>,
        tokens: usize,
        postings: &[Posting],
        settings: &PassageSettings,
    ) -> SkippedRanges {
        let left_out: Vec<Range<usize>> = runs
            .iter()
            .map(|run| {
                // The runs around a skipped seed, of up to `wide` tokens, must lie in the boilerplate
                // run. At an end of the document no run can reach beyond it.
                let is_at_end = run.end() as usize == tokens;
                let (seed, wide) = (settings.seed_length(), wide_len(settings));
                let last = if is_at_end { seed } else { wide };
                let from = if run.start() == 0 { 0 } else { wide - seed };
                from..(run.link.len as usize + 1).saturating_sub(last).max(from)
            })
            .collect();
        let postings: Vec<Vec<Posting>> = runs
            .iter()
            .zip(&left_out)
            .map(|(run, left_out)| {
                let start = run.start();
                let [from, to] = [left_out.start, left_out.end].map(|at| {
                    postings.partition_point(|posting| posting.position < start + at as u32)
                });
                let counted =
                    |posting: &Posting| Posting { position: posting.position - start, ..*posting };
                postings[from..to].iter().map(counted).collect()
            })
            .collect();
        let mut seeds = SeedFilter::new(postings.iter().map(Vec::len).sum());
        let hashes = postings.iter().flatten().map(|posting| posting.hash);
        let twice = hashes.filter(|&hash| seeds.add(hash)).collect();
        let sparse = postings.iter().map(|postings| {
            postings.iter().filter(|posting| is_sparse(posting.hash)).copied().collect()
        });
        let sparse = sparse.collect();
        SkippedRanges { runs, left_out, tokens, postings, sparse, seeds, twice }
    }

    /// The skipped postings that are [sparse](is_sparse). The [`RunReader`] remembers them, so that it
    /// finds the runs again after a document without them.
    fn sparse(&self, document: DocumentId) -> impl Iterator<Item = Posting> {
        self.runs.iter().zip(&self.sparse).flat_map(move |(run, sparse)| {
            let start = run.start();
            sparse.iter().map(move |it| Posting { document, position: start + it.position, ..*it })
        })
    }

    /// The skipped ranges of the next document, if it has the same runs: one at its start, one at its
    /// end, as this document has them. The tokens are compared, so no hash is trusted.
    fn followed<'t>(
        mut self,
        id: DocumentId,
        tokens: &[u64],
        hashes: impl Fn(DocumentId) -> &'t [u64],
    ) -> Option<SkippedRanges> {
        let mut read = 0;
        for run in &mut self.runs {
            let link = run.link;
            let [from, len] = [link.b_position as usize, link.len as usize];
            let start = match (from == 0, from + len == self.tokens) {
                (true, false) => 0,
                (false, true) => tokens.len().checked_sub(len)?,
                (true, true) if tokens.len() == len => 0,
                _ => return None,
            };
            if start < read || tokens.get(start..start + len)? != &hashes(link.b)[from..from + len]
            {
                return None;
            }
            read = start + len;
            let link = Anchor {
                a: link.b,
                b: id,
                a_position: link.b_position,
                b_position: start as u32,
                len: link.len,
            };
            *run = run.linked(link, tokens);
        }
        self.tokens = tokens.len();
        Some(self)
    }

    /// The parts of the document between the skipped ranges.
    fn around(&self) -> impl Iterator<Item = Range<usize>> {
        let left_out = self.runs.iter().zip(&self.left_out).map(|(run, left_out)| {
            let start = run.start() as usize;
            start + left_out.start..start + left_out.end
        });
        let ends = left_out.clone().map(|left_out| left_out.end);
        let starts = left_out.map(|left_out| left_out.start);
        once(0).chain(ends).zip(starts.chain(once(self.tokens))).map(|(from, to)| from..to)
    }

    /// Gives to `sink` the postings outside the skipped ranges, and skipped ones that occur twice.
    /// Hashes the document outside these ranges only.
    fn emit_outside(
        &self,
        id: DocumentId,
        tokens: &[u64],
        settings: &PassageSettings,
        mut sink: impl FnMut(Posting),
    ) {
        let mut twice = Vec::new();
        for part in self.around() {
            fingerprint_part(id, tokens, part, settings, |posting| {
                if self.seeds.may_have(posting.hash) {
                    twice.push(posting.hash);
                }
                sink(posting);
            });
        }
        self.emit_repeated(id, twice, sink);
    }

    /// The same, for a document whose postings are at hand.
    fn emit_outside_of(&self, id: DocumentId, postings: &[Posting], mut sink: impl FnMut(Posting)) {
        let mut twice = Vec::new();
        for part in self.around() {
            let [from, to] = [part.start, part.end]
                .map(|at| postings.partition_point(|posting| (posting.position as usize) < at));
            for &posting in &postings[from..to] {
                if self.seeds.may_have(posting.hash) {
                    twice.push(posting.hash);
                }
                sink(posting);
            }
        }
        self.emit_repeated(id, twice, sink);
    }

    /// Gives to `sink` the skipped postings that occur twice among the skipped ones, or also outside:
    /// `twice` has the hashes of the latter.
    fn emit_repeated(
        &self,
        document: DocumentId,
        mut twice: Vec<u64>,
        mut sink: impl FnMut(Posting),
    ) {
        twice.extend(&self.twice);
        if twice.is_empty() {
            return;
        }
        twice.sort_unstable();
        for (run, postings) in self.runs.iter().zip(&self.postings) {
            for &Posting { hash, position, .. } in postings {
                if twice.binary_search(&hash).is_ok() {
                    sink(Posting { hash, document, position: run.start() + position });
                }
            }
        }
    }
}

/// A Bloom filter of seed hashes with one bit each. A false positive indexes a seed that could have
/// been skipped.
#[derive(Clone)]
struct SeedFilter {
    bits: Vec<u64>,
}

impl SeedFilter {
    /// An empty filter for so many seeds, of 128 bits or more each: about one in a hundred other seeds is a
    /// false positive.
    fn new(seeds: usize) -> SeedFilter {
        SeedFilter { bits: vec![0; (2 * seeds).next_power_of_two()] }
    }

    fn place(&self, hash: u64) -> (usize, u64) {
        ((hash >> 26) as usize & (self.bits.len() - 1), 1 << (hash >> 20 & 63))
    }

    /// Adds a seed. True if it may have been added before.
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

#[cfg(test)]
mod tests {
    use super::{DocumentTokens, PART_DOCUMENTS, PassageSettings, boilerplate_parts};

    /// The parts of so many documents of so many tokens, and one of `first` tokens before them.
    fn parts(first: usize, documents: usize, tokens: usize) -> Vec<usize> {
        let (first, other) = (vec![0; first], vec![0; tokens]);
        let mut all = vec![DocumentTokens::new(&first)];
        all.resize(1 + documents, DocumentTokens::new(&other));
        let parts = boilerplate_parts(&all, &PassageSettings::default());
        assert!(parts.iter().cloned().flatten().eq(0..all.len()));
        parts.iter().map(ExactSizeIterator::len).collect()
    }

    /// Text of more than 32 documents is known when the first part has been read.
    #[test]
    fn the_first_part_is_long_enough_for_a_run_to_become_known() {
        assert_eq!(boilerplate_parts(&[], &PassageSettings::default()), []);
        assert_eq!(parts(10, 600, 100), [PART_DOCUMENTS, PART_DOCUMENTS, 89]);
        // A long document at first, or only long ones.
        assert_eq!(parts(1 << 20, 400, 100), [64, PART_DOCUMENTS, 81]);
        assert_eq!(parts(1 << 16, 100, 1 << 16)[..4], [64, 4, 4, 4]);
        // Where nothing can become frequent, the first part is like the others.
        assert_eq!(parts(1, 30, 1 << 17).len(), 15);
        // A few very long ones are not read by one thread alone.
        assert_eq!(parts(1 << 22, 5, 1 << 19), [1, 1, 1, 1, 1, 1]);
    }
}
