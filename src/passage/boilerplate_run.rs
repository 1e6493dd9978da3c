//! Text that one document after the other repeats.

use super::anchor::Anchor;
use super::common_ends::{common_prefix, common_suffix};
use super::document::DocumentTokens;
use super::fingerprint::Posting;
use super::settings::PassageSettings;
use crate::model::DocumentId;

/// So many tokens have to be repeated to be worth remembering, and no fewer than the guarantee.
const MIN_LEN: u32 = 32;

/// So many runs of a document are followed, header, menus, footer and a few more, and so many
/// from one place.
const MAX_RUNS: usize = 16;
const MAX_OVERLAPPING: usize = 4;

/// Of so many seeds one is remembered, as a power of two, in so many slots.
const SPARSE_BITS: u32 = 4;
const SLOTS: usize = 1 << 11;

/// A long run that a document before has had.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BoilerplateRun {
    /// Where it stands, as `b`, and where in a document before.
    pub(super) link: Anchor,
    /// How many documents before have had all of it, as far as was followed.
    pub(super) before: u32,
    /// The place that it was followed from. Refrains of one origin are equal if they are equally long.
    pub(super) origin: (DocumentId, u32),
    /// The tokens before and behind it.
    pub(super) beside: [Option<u64>; 2],
}

impl BoilerplateRun {
    pub(super) fn start(&self) -> u32 {
        self.link.b_position
    }

    pub(super) fn end(&self) -> u32 {
        self.link.b_position + self.link.len
    }

    /// The same, found by this link in a document with these tokens.
    pub(super) fn linked(self, link: Anchor, tokens: &[u64]) -> BoilerplateRun {
        let before = link.b_position.checked_sub(1).map(|at| tokens[at as usize]);
        let behind = tokens.get((link.b_position + link.len) as usize).copied();
        BoilerplateRun { link, before: self.before + 1, beside: [before, behind], ..self }
    }
}

/// No place of a seed.
const NOWHERE: Posting = Posting { hash: 0, document: DocumentId(u32::MAX), position: 0 };

/// Reads documents one after the other. A copy knows what was read, and goes on from anywhere.
#[derive(Clone)]
pub(super) struct RunReader<'d, 't> {
    documents: &'d [DocumentTokens<'t>],
    seed_length: usize,
    least: u32,
    /// The latest place of some seeds.
    latest: Vec<Posting>,
    /// The runs of all documents read, in the order of the text, and where those of each end.
    runs: Vec<BoilerplateRun>,
    ends: Vec<usize>,
    /// What was left out: so many documents were read before the document of this number.
    gap: (usize, usize),
}

impl<'d, 't> RunReader<'d, 't> {
    /// A reader that has read nothing yet.
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

    /// Goes on with the documents from `first` on.
    pub(super) fn skip_to(&mut self, first: usize) {
        self.gap = (self.ends.len(), first);
    }

    /// As which a document was read.
    fn number(&self, document: DocumentId) -> usize {
        let (before, first) = self.gap;
        let document = document.index();
        if document < first { document } else { before + document - first }
    }

    /// Finds the runs of the next document, given its tokens, those of its runs that are known
    /// already, and those of its seeds that are [sparse](is_sparse), in the order of the text but for
    /// those inside of what is known.
    pub(super) fn read(
        &mut self,
        tokens: &[u64],
        given: &[BoilerplateRun],
        seeds: &[Posting],
    ) -> &[BoilerplateRun] {
        let start = self.runs.len();
        // Up to where the document has been compared.
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
            // Of a text that a document says again and again, and the one before too, a few places are
            // enough here: the others are told.
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

    /// A run, as much of it as the documents before have had, if that is most.
    fn followed(&self, link: Anchor, tokens: &[u64]) -> BoilerplateRun {
        let earlier = self.number(link.a);
        let from = earlier.checked_sub(1).map_or(0, |before| self.ends[before]);
        let of_earlier = &self.runs[from..self.ends[earlier]];
        let a_end = link.a_position + link.len;
        let common = |run: &&BoilerplateRun| {
            let start = run.start().max(link.a_position);
            run.end().min(a_end).saturating_sub(start)
        };
        // They are disjoint, so one that has most of it is one of the two around its middle.
        let behind =
            of_earlier.partition_point(|run| run.start() <= link.a_position + link.len / 2);
        let around = &of_earlier[behind.saturating_sub(1)..of_earlier.len().min(behind + 1)];
        match around.iter().max_by_key(common) {
            Some(run) if common(&run) >= self.least.max(link.len / 2) => {
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

/// Whether a seed is one of those that are remembered: by bits that neither the partition nor the
/// slot is chosen by.
pub(super) fn is_sparse(hash: u64) -> bool {
    (hash >> 16) & ((1 << SPARSE_BITS) - 1) == 0
}

fn slot(hash: u64) -> usize {
    (hash >> (16 + SPARSE_BITS)) as usize & (SLOTS - 1)
}
