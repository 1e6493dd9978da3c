//! The seeds of documents that are read one after the other, but for what most of them repeat.

use super::anchor::Anchor;
use super::boilerplate_run::{BoilerplateRun, RunReader, is_sparse};
use super::document::DocumentTokens;
use super::fingerprint::{Posting, fingerprint, fingerprint_part, wide_len};
use super::settings::PassageSettings;
use crate::model::DocumentId;
use std::iter::once;
use std::ops::Range;

/// How many documents are read with an eye on one another, or how many tokens if that is less: their
/// tokens stay in a near cache.
const PART_DOCUMENTS: usize = 1 << 8;
const PART_TOKENS: usize = 1 << 18;
/// How many tokens the first of them may have until they have taught what they are to teach. In
/// longer documents what all repeat is a small part.
const WARM_UP_TOKENS: usize = 1 << 22;

/// Cuts documents into parts that are read with an eye on one another. The first part is long enough
/// for something to become frequent in it, and to be seen again.
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

/// Whether anything may be left out. Among groups it depends on who stands before whom what is news.
fn may_skip(documents: &[DocumentTokens<'_>], settings: &PassageSettings) -> bool {
    documents.len() > settings.frequent()
        && settings.scope().across_documents()
        && documents.iter().all(|document| document.group().is_none())
}

/// Gives the postings of documents, each as [`fingerprint`] does, but leaves out what says nothing
/// new: the inside of a *run*, a long run that so many documents before have had that its seeds
/// are [`frequent`](PassageSettings::frequent) already.
///
/// Every place that is left out is linked to one that is told or linked itself, and the first places
/// of a run, more than are compared all with all, are all told. So what
/// [`link_frequent`](super::link_frequent) would have said of the others is said already: a footer
/// costs most documents one comparison, while its tokens are at hand. A seed that stands in one
/// document twice is always told.
///
/// The first of the [`boilerplate_parts`] have to be read first; what they have taught goes with a copy to
/// each of the others, in any order.
#[derive(Clone)]
pub(crate) struct BoilerplateFilter<'d, 't> {
    documents: &'d [DocumentTokens<'t>],
    settings: &'d PassageSettings,
    /// None where nothing may be left out.
    reader: Option<RunReader<'d, 't>>,
    /// Whether the document before had a run that all know.
    previous_has_known: bool,
    /// What was left out of the document before.
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

    /// Gives the postings of one part to `sink`, and returns the runs that were left out.
    ///
    /// O(n) time for n tokens, besides what `sink` takes: each token is compared with one earlier
    /// place or two. Only the seeds that stand in a run twice are sorted.
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
            // Where the document before had no run that all know, this one is told as it is read.
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

/// What is left out of a document: the seeds inside of its runs.
#[derive(Clone)]
struct SkippedRanges {
    /// In the order of the text.
    runs: Vec<BoilerplateRun>,
    /// Which seeds of each are left out, from its start.
    left_out: Vec<Range<usize>>,
    /// How many tokens the document has.
    tokens: usize,
    /// The postings that are left out, by run, as if each were a document.
    postings: Vec<Vec<Posting>>,
    /// Those of them that are sparse.
    sparse: Vec<Vec<Posting>>,
    seeds: SeedFilter,
    /// The seeds that stand inside twice, and perhaps a few more.
    twice: Vec<u64>,
}

impl SkippedRanges {
    /// Leaves out what is inside of the runs of a document of so many tokens.
    fn new(
        runs: Vec<BoilerplateRun>,
        tokens: usize,
        postings: &[Posting],
        settings: &PassageSettings,
    ) -> SkippedRanges {
        let left_out: Vec<Range<usize>> = runs
            .iter()
            .map(|run| {
                // All runs around a seed inside lie inside: none begins before the text does, or ends
                // behind it.
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

    /// The postings that are left out of the document and [sparse](is_sparse): so the runs are
    /// found again after a document that has none.
    fn sparse(&self, document: DocumentId) -> impl Iterator<Item = Posting> {
        self.runs.iter().zip(&self.sparse).flat_map(move |(run, sparse)| {
            let start = run.start();
            sparse.iter().map(move |it| Posting { document, position: start + it.position, ..*it })
        })
    }

    /// The same in the next document, if that has the same runs, each where it begins or ends
    /// as this one does.
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

    /// The parts of the document of which no seed is left out.
    fn around(&self) -> impl Iterator<Item = Range<usize>> {
        let left_out = self.runs.iter().zip(&self.left_out).map(|(run, left_out)| {
            let start = run.start() as usize;
            start + left_out.start..start + left_out.end
        });
        let ends = left_out.clone().map(|left_out| left_out.end);
        let starts = left_out.map(|left_out| left_out.start);
        once(0).chain(ends).zip(starts.chain(once(self.tokens))).map(|(from, to)| from..to)
    }

    /// Gives to `sink` the postings of the document that are not inside of a run, and those that
    /// stand twice.
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

    /// The same, given all postings of the document.
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

    /// Gives those postings inside to `sink` that stand there twice, or outside too.
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

/// A set of seeds, of which it may have a few more than were added.
#[derive(Clone)]
struct SeedFilter {
    bits: Vec<u64>,
}

impl SeedFilter {
    /// An empty set for so many seeds: one in a hundred that are not in it seems to be.
    fn new(seeds: usize) -> SeedFilter {
        SeedFilter { bits: vec![0; (2 * seeds).next_power_of_two()] }
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

    /// What stands in more than 32 documents is to be known when the first part has been read.
    #[test]
    fn the_first_part_is_long_enough_to_teach() {
        assert_eq!(boilerplate_parts(&[], &PassageSettings::default()), []);
        assert_eq!(parts(10, 600, 100), [PART_DOCUMENTS, PART_DOCUMENTS, 89]);
        // A long document at first, or none but long ones.
        assert_eq!(parts(1 << 20, 400, 100), [64, PART_DOCUMENTS, 81]);
        assert_eq!(parts(1 << 16, 100, 1 << 16)[..4], [64, 4, 4, 4]);
        // Where nothing can become frequent there is nothing to teach.
        assert_eq!(parts(1, 30, 1 << 17).len(), 15);
        // A few very long ones are not read by one thread alone.
        assert_eq!(parts(1 << 22, 5, 1 << 19), [1, 1, 1, 1, 1, 1]);
    }
}
