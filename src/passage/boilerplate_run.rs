//! Long runs of text that consecutive documents repeat, such as a footer.
//!
//! The [`RunReader`] reads documents one after the other. It remembers the last position of one seed in
//! 16 in a table of 2,048 slots. Where a document has a remembered seed, the tokens around it are
//! compared with those of the earlier place. An equal run of 32 tokens or more is a
//! [`BoilerplateRun`]. If the earlier place lies in a run too, the new run continues it: `before`
//! counts the documents that had it, and `origin` stays the first place.
//!
//! Example: documents 0, 1 and 2 end with the same footer of 40 tokens, at 100, 80 and 120. Document 1
//! gets the run (0, 100) → (1, 80) with `before` = 1, document 2 the run (1, 80) → (2, 120) with
//! `before` = 2. Both have the origin (0, 100).
//!
//! Invariant: the two places of a run are equal token for token. A slot that another seed has
//! overwritten loses a run, and never gives a wrong one.
//!
//! Cost: O(n) for n tokens, since each token is compared with one earlier place or two.

use super::anchor::Anchor;
use super::common_ends::{common_prefix, common_suffix};
use super::document::DocumentTokens;
use super::fingerprint::Posting;
use super::settings::PassageSettings;
use crate::model::DocumentId;

/// The fewest tokens of a run. A longer guarantee takes its place.
const MIN_LEN: u32 = 32;

/// The most runs of a document (header, menus, footer and a few more), and the most of them that
/// overlap at their earlier place.
const MAX_RUNS: usize = 16;
const MAX_OVERLAPPING: usize = 4;

/// One seed in 2⁴ is remembered, in a table of so many slots.
const SPARSE_BITS: u32 = 4;
const SLOTS: usize = 1 << 11;

/// A long run that an earlier document has too.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BoilerplateRun {
    /// The run in this document, as `b`, and in the earlier document, as `a`.
    pub(super) link: Anchor,
    /// How many earlier documents had all of it, along the chain of links.
    pub(super) before: u32,
    /// The first place of the chain of links. Runs of one origin and one length are equal.
    pub(super) origin: (DocumentId, u32),
    /// The token before the run and the token after it; none at an end of the document.
    pub(super) beside: [Option<u64>; 2],
}

impl BoilerplateRun {
    pub(super) fn start(&self) -> u32 {
        self.link.b_position
    }

    pub(super) fn end(&self) -> u32 {
        self.link.b_position + self.link.len
    }

    /// The run that continues this one in the document `tokens`, by the link to it.
    pub(super) fn linked(self, link: Anchor, tokens: &[u64]) -> BoilerplateRun {
        let before = link.b_position.checked_sub(1).map(|at| tokens[at as usize]);
        let behind = tokens.get((link.b_position + link.len) as usize).copied();
        BoilerplateRun { link, before: self.before + 1, beside: [before, behind], ..self }
    }
}

/// An empty slot.
const NOWHERE: Posting = Posting { hash: 0, document: DocumentId(u32::MAX), position: 0 };

/// Finds the runs of documents, one document after the other.
///
/// A clone has read the same documents and may continue with any later one.
#[derive(Clone)]
pub(super) struct RunReader<'d, 't> {
    documents: &'d [DocumentTokens<'t>],
    seed_length: usize,
    least: u32,
    /// The last place of some seeds, by slot.
    latest: Vec<Posting>,
    /// The runs of all documents that were read, by document and position; where those of each
    /// document end.
    runs: Vec<BoilerplateRun>,
    ends: Vec<usize>,
    /// The documents that were skipped: how many were read before, and the number of the next.
    gap: (usize, usize),
}

impl<'d, 't> RunReader<'d, 't> {
    /// A reader that has read no document.
    pub(super) fn new(
        documents: &'d [DocumentTokens<'t>],
        settings: &PassageSettings,
    ) -> RunReader<'d, 't> {
        RunReader {
            documents,
            seed_length: settings.seed_length(),
            least: MIN_LEN.max(settings.guarantee() as u32),
            latest: vec![NOWHERE; SLOTS],
            runs: Vec::new(),
            ends: Vec::new(),
            gap: (0, 0),
        }
    }

    /// Skips the documents before `first`.
    pub(super) fn skip_to(&mut self, first: usize) {
        self.gap = (self.ends.len(), first);
    }

    /// How many documents were read before this one: its index in `ends`.
    fn number(&self, document: DocumentId) -> usize {
        let (before, first) = self.gap;
        let document = document.index();
        if document < first { document } else { before + document - first }
    }

    /// Finds the runs of the next document.
    ///
    /// `given` are the runs that the caller has found already, in order. `seeds` are the
    /// [sparse](is_sparse) seeds of the document, in order, except that those inside `given` may come
    /// last: they are remembered, and not looked up.
    pub(super) fn read(
        &mut self,
        tokens: &[u64],
        given: &[BoilerplateRun],
        seeds: &[Posting],
    ) -> &[BoilerplateRun] {
        let start = self.runs.len();
        // The document is compared up to here. Seeds before it lie in a run that was found, and need
        // no look: that keeps the whole loop linear.
        let mut read = 0;
        for &here in seeds {
            let (behind, next) =
                given.split_at(given.partition_point(|given| given.end() <= here.position));
            read = read.max(behind.last().map_or(0, BoilerplateRun::end));
            let end = next.first().map_or(tokens.len() as u32, BoilerplateRun::start);
            if here.position < read || end <= here.position {
                continue;
            }
            let there = self.latest[slot(here.hash)];
            if there.hash != here.hash || there.document == NOWHERE.document {
                continue;
            }
            let earlier = self.documents[there.document.index()].hashes();
            let (at, at_earlier) = (here.position as usize, there.position as usize);
            let ahead = &tokens[at..end as usize];
            let after = common_prefix(ahead, &earlier[at_earlier..], usize::MAX);
            if after < self.seed_length {
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
            // Two documents that both repeat a text many times would give a run for each pair of
            // places. A few runs are enough; the seeds of all other places are indexed as usual.
            let is_alike = |run: &&BoilerplateRun| {
                let other = run.link;
                other.a == link.a
                    && other.a_position < link.a_position + link.len
                    && link.a_position < other.a_position + other.len
            };
            let own = &self.runs[start..];
            let is_free =
                own.len() < MAX_RUNS && own.iter().filter(is_alike).count() < MAX_OVERLAPPING;
            if link.len >= self.least && is_free {
                let run = self.followed(link, tokens);
                self.runs.push(run);
            }
        }
        if !given.is_empty() {
            self.runs.extend_from_slice(given);
            self.runs[start..].sort_by_key(BoilerplateRun::start);
        }
        for &seed in seeds {
            self.latest[slot(seed.hash)] = seed;
        }
        self.ends.push(self.runs.len());
        &self.runs[start..]
    }

    /// The run of a link: the continuation of a run of the earlier document if that covers most of the
    /// link, and a new run otherwise.
    fn followed(&self, link: Anchor, tokens: &[u64]) -> BoilerplateRun {
        let earlier = self.number(link.a);
        let from = earlier.checked_sub(1).map_or(0, |before| self.ends[before]);
        let of_earlier = &self.runs[from..self.ends[earlier]];
        let a_end = link.a_position + link.len;
        let common = |run: &&BoilerplateRun| {
            let start = run.start().max(link.a_position);
            run.end().min(a_end).saturating_sub(start)
        };
        // The runs of a document are disjoint, so one that covers more than half of the link is the
        // last that starts before its middle, or the next one.
        let behind =
            of_earlier.partition_point(|run| run.start() <= link.a_position + link.len / 2);
        let around = &of_earlier[behind.saturating_sub(1)..of_earlier.len().min(behind + 1)];
        match around.iter().max_by_key(common) {
            Some(run) if common(&run) >= self.least.max(link.len / 2) => {
                // Only the common part continues the run. What the link has beyond it is indexed as
                // usual.
                let head = run.start().saturating_sub(link.a_position);
                let link = Anchor {
                    a_position: link.a_position + head,
                    b_position: link.b_position + head,
                    len: common(&run),
                    ..link
                };
                let into = link.a_position - run.start();
                let origin = (run.origin.0, run.origin.1 + into);
                BoilerplateRun { origin, ..*run }.linked(link, tokens)
            }
            _ => {
                let origin = (link.a, link.a_position);
                BoilerplateRun { link, before: 0, origin, beside: [None; 2] }.linked(link, tokens)
            }
        }
    }
}

/// Whether a seed is one of those that are remembered. Its bits choose neither the partition (the
/// lowest bits) nor the slot.
pub(super) fn is_sparse(hash: u64) -> bool {
    (hash >> 16) & ((1 << SPARSE_BITS) - 1) == 0
}

fn slot(hash: u64) -> usize {
    (hash >> (16 + SPARSE_BITS)) as usize & (SLOTS - 1)
}
