//! Places of repeated text that no family joins with the other places.
//!
//! Frequent text is linked in a line: each place is linked to the previous one. A link may become a passage that
//! is longer than the text. Example: in `x A y … x A z … w A z`, the passage of places 1 and 2 is `x A`, and
//! that of 2 and 3 is `A z`. These are two families, and no family has both place 1 and place 3. The report
//! counts such places.
//!
//! For each run of words with the length of the shortest passage, the search finds the families that cover the
//! middle of the run at each of its places. The family that covers most places is the main one. A place that
//! it does not cover is unjoined if it shares the words of a passage with a place of that family.
//!
//! Cost: some hashes and one search for each place of a seed with more than two places, if a seed is frequent.
//! Otherwise there is no cost.

use super::common_ends::{common_prefix, common_suffix};
use super::document::DocumentTokens;
use super::family::TokenFamily;
use super::fingerprint::{Posting, each_run_of, wide_len, wide_runs};
use super::linker::Linker;
use super::run::TokenRun;
use super::settings::PassageSettings;
use crate::hash::shingle_hash;
use crate::model::DocumentId;

/// A place that shares a run with other places and is in no family with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct UnjoinedPlace {
    /// The run.
    pub(crate) place: TokenRun,
    /// The tokens from the first place of the run to the last, if all are in one document.
    pub(crate) around: Option<TokenRun>,
}

/// The number of tokens of a stretch, the unit of the index.
const STRETCH: u32 = 64;

/// An index from tokens to the families that cover them.
pub(crate) struct Coverage {
    /// Sorted by document and stretch.
    covered: Vec<Covered>,
    /// For each document, the index of its first stretch in `starts`. Documents after the last place have none.
    documents: Vec<usize>,
    /// For each stretch, the index of its first entry in `covered`; one more entry for the end.
    starts: Vec<usize>,
}

/// A stretch, and a place of a family that covers some of its tokens.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Covered {
    document: DocumentId,
    stretch: u32,
    family: u32,
    start: u32,
    end: u32,
}

impl Coverage {
    pub(crate) fn new(families: &[TokenFamily]) -> Coverage {
        let mut all = Vec::new();
        for (family, places) in families.iter().enumerate() {
            for run in places.occurrences.iter().map(|occurrence| occurrence.run) {
                all.extend((run.start / STRETCH..run.end.div_ceil(STRETCH)).map(|stretch| {
                    Covered {
                        document: run.document,
                        stretch,
                        family: family as u32,
                        start: run.start,
                        end: run.end,
                    }
                }));
            }
        }
        all.sort_unstable();
        let mut coverage = Coverage { covered: all, documents: Vec::new(), starts: Vec::new() };
        for (number, covered) in coverage.covered.iter().enumerate() {
            let document = covered.document.index();
            if coverage.documents.len() <= document {
                coverage.documents.resize(document + 1, coverage.starts.len());
            }
            let stretches = coverage.documents[document] + covered.stretch as usize + 1;
            if coverage.starts.len() < stretches {
                coverage.starts.resize(stretches, number);
            }
        }
        coverage.documents.push(coverage.starts.len());
        coverage.starts.push(coverage.covered.len());
        coverage
    }

    /// The families with a place that covers a token, in order.
    fn at(&self, document: DocumentId, token: u32) -> impl Iterator<Item = u32> {
        self.in_stretch(document, token / STRETCH)
            .iter()
            .filter(move |covered| covered.start <= token && token < covered.end)
            .map(|covered| covered.family)
    }

    /// The families with a place that covers two tokens and all between them, in order.
    fn over(&self, document: DocumentId, first: u32, last: u32) -> impl Iterator<Item = u32> {
        self.in_stretch(document, first / STRETCH)
            .iter()
            .filter(move |covered| covered.start <= first && last < covered.end)
            .map(|covered| covered.family)
    }

    fn in_stretch(&self, document: DocumentId, stretch: u32) -> &[Covered] {
        let Some(&[first, end]) =
            self.documents.get(document.index()..).and_then(<[_]>::first_chunk)
        else {
            return &[];
        };
        let stretch = first + stretch as usize;
        if stretch >= end {
            return &[];
        }
        &self.covered[self.starts[stretch]..self.starts[stretch + 1]]
    }
}

/// Buffers that every search uses.
#[derive(Default)]
pub(crate) struct Scratch {
    /// Places of a seed, by the hash of the tokens after it.
    contexts: Vec<(u64, Posting)>,
    /// The places of the runs of a seed, by the hash of the run.
    runs: Vec<(u64, DocumentId, u32)>,
    /// The families that cover the places of a run, with the numbers of these places.
    families: Vec<(u32, usize)>,
    /// The families that cover all places of a run.
    common: Vec<u32>,
}

/// The unjoined places among `postings`, which are sorted by seed.
pub(crate) fn unjoined(
    postings: &[Posting],
    coverage: &Coverage,
    documents: &[DocumentTokens<'_>],
    settings: &PassageSettings,
    Scratch { contexts, runs, families, common }: &mut Scratch,
) -> Vec<UnjoinedPlace> {
    let mut sink = Vec::new();
    let linker = Linker { documents, settings, sink: &mut sink };
    let mut finder = Finder { linker, coverage, found: Vec::new() };
    let wide = wide_len(settings) > settings.guarantee();
    // If a seed has two places, these were linked in any case.
    for places in postings.chunk_by(|x, y| x.hash == y.hash).filter(|places| places.len() > 2) {
        if finder.is_one_family(places, common) {
            continue;
        }
        finder.by_context(places, contexts);
        runs.clear();
        let repeated = contexts.chunk_by(|x, y| x.0 == y.0).filter(|same| same.len() > 1);
        for &(_, place) in repeated.flatten() {
            let tokens = documents[place.document.index()].hashes();
            each_run_of(place, tokens, settings, |start, hash| {
                let hash = if wide { wide_runs(start, tokens, settings)[0] } else { Some(hash) };
                runs.extend(hash.map(|hash| (hash, place.document, start)));
            });
        }
        runs.sort_unstable();
        runs.dedup();
        for same in runs.chunk_by(|x, y| x.0 == y.0).filter(|same| same.len() > 1) {
            if !finder.is_joined(same, common) {
                finder.of_run(same, families);
            }
        }
    }
    finder.found.sort_unstable();
    finder.found
}

struct Finder<'f, 't> {
    linker: Linker<'f, 't>,
    coverage: &'f Coverage,
    found: Vec<UnjoinedPlace>,
}

impl Finder<'_, '_> {
    /// Whether one family covers the middles of all runs around all places of a seed, which is nearly always true.
    /// Then it covers all places of each run, and nothing has to be hashed.
    fn is_one_family(&self, places: &[Posting], common: &mut Vec<u32>) -> bool {
        let middle = wide_len(self.linker.settings) as u32 / 2;
        let reach = self.linker.settings.window() as u32 - 1;
        let covering = places.iter().map(|place| {
            let (first, last) = (place.position.saturating_sub(reach), place.position);
            self.coverage.over(place.document, first + middle, last + middle)
        });
        have_common(covering, common)
    }

    /// Sorts the places of a seed by the tokens after it that all runs around the seed contain: with runs of 12
    /// tokens, seeds of 6 and a window of 3, the next 4. A place whose next tokens are unique has no run in common with
    /// another, and most places of a seed that is shared by chance are of this kind.
    fn by_context(&self, places: &[Posting], contexts: &mut Vec<(u64, Posting)>) {
        let settings = self.linker.settings;
        let (k, window) = (settings.seed_length(), settings.window());
        let len = wide_len(settings) - (window - 1) - k;
        contexts.clear();
        contexts.extend(places.iter().filter_map(|&place| {
            let from = place.position as usize + k;
            Some((shingle_hash(self.linker.tokens(place).get(from..from + len)?), place))
        }));
        contexts.sort_unstable();
    }

    /// Whether one family covers all places of a run.
    fn is_joined(&self, places: &[(u64, DocumentId, u32)], common: &mut Vec<u32>) -> bool {
        let middle = wide_len(self.linker.settings) as u32 / 2;
        let covering =
            places.iter().map(|&(_, document, start)| self.coverage.at(document, start + middle));
        have_common(covering, common)
    }

    /// Finds the unjoined places of one run; `places` are all its places, in order.
    fn of_run(&mut self, places: &[(u64, DocumentId, u32)], families: &mut Vec<(u32, usize)>) {
        let len = wide_len(self.linker.settings) as u32;
        families.clear();
        for (number, &(_, document, start)) in places.iter().enumerate() {
            let covering = self.coverage.at(document, start + len / 2);
            families.extend(covering.map(|family| (family, number)));
        }
        families.sort_unstable();
        families.dedup();
        let most = families.chunk_by(|x, y| x.0 == y.0).max_by_key(|places| places.len());
        let most = most.unwrap_or_default();
        if most.len() < places.len() {
            self.outside(most, places, len);
        }
    }

    /// Adds the places of one run that the family of `most` does not cover; `most` are the places that it covers.
    fn outside(&mut self, most: &[(u32, usize)], places: &[(u64, DocumentId, u32)], len: u32) {
        let joined = |number: usize| most.binary_search_by_key(&number, |place| place.1).is_ok();
        // The others are compared with one place of that family.
        let best = most.first().map_or(0, |place| place.1);
        let posting = |number: usize| {
            let (hash, document, position) = places[number];
            Posting { hash, document, position }
        };
        let run = |place: Posting| {
            let (start, end) = (place.position, place.position + len);
            TokenRun { document: place.document, start, end }
        };
        let (first, last) = (run(posting(0)), run(posting(places.len() - 1)));
        let is_one = first.document == last.document;
        let around = is_one.then_some(TokenRun { end: last.end, ..first });
        for number in (0..places.len()).filter(|&number| !joined(number)) {
            let (here, there) = (posting(number), posting(best));
            if number != best && self.is_passage(there, here) {
                self.found.push(UnjoinedPlace { place: run(here), around });
            }
        }
    }

    /// Whether the text that two places of a run share is long enough for a passage, and in scope.
    fn is_passage(&self, x: Posting, y: Posting) -> bool {
        if !self.linker.is_in_scope(x, y) {
            return false;
        }
        let settings = self.linker.settings;
        let (a, b) = (self.linker.tokens(x), self.linker.tokens(y));
        let (at_a, at_b) = (x.position as usize, y.position as usize);
        // A token counts as 0.6 words or more, so twice as many tokens as words are enough.
        let enough = 2 * settings.min_words();
        let before = common_suffix(&a[..at_a], &b[..at_b], enough) as u32;
        let after = common_prefix(&a[at_a..], &b[at_b..], enough) as u32;
        let overlaps = x.document == y.document && x.position.abs_diff(y.position) < before + after;
        let shared = x.position - before..x.position + after;
        let document = &self.linker.documents[x.document.index()];
        !overlaps && document.fifths(shared) >= 5 * settings.min_words()
    }
}

/// Whether one family is in all lists. The lists are sorted; `common` is a buffer.
fn have_common<I: Iterator<Item = u32>>(
    mut lists: impl Iterator<Item = I>,
    common: &mut Vec<u32>,
) -> bool {
    common.clear();
    common.extend(lists.next().into_iter().flatten());
    for families in lists {
        if common.is_empty() {
            break;
        }
        let mut families = families.peekable();
        common.retain(|family| {
            while families.next_if(|other| other < family).is_some() {}
            families.peek() == Some(family)
        });
    }
    !common.is_empty()
}

#[cfg(test)]
mod tests {
    use super::{Coverage, STRETCH};
    use crate::hash::{ContentHash, SplitMix64};
    use crate::model::{DocumentId, Similarity};
    use crate::passage::TokenRun;
    use crate::passage::family::{TokenFamily, TokenOccurrence};

    /// The index has stretches of 64 tokens. A place covers its own tokens of the first and the last
    /// stretch, and none beyond.
    #[test]
    fn a_token_is_covered_by_the_families_with_a_place_around_it() {
        let mut random = SplitMix64::new(5);
        let mut below = |n: u32| (random.next_u64() % u64::from(n)) as u32;
        let most = 5 * STRETCH;
        let families: Vec<TokenFamily> = (0..40)
            .map(|_| {
                let place = |_| {
                    let (document, start) = (DocumentId(below(3)), below(most));
                    let end = start + 1 + below(most - start);
                    let run = TokenRun { document, start, end };
                    TokenOccurrence { run, similarity: Similarity::ONE }
                };
                TokenFamily {
                    occurrences: (0..2).map(place).collect(),
                    medoid: 0,
                    words: 0,
                    content: ContentHash(0),
                    identical: true,
                    boilerplate: false,
                    passages: Vec::new(),
                }
            })
            .collect();
        let coverage = Coverage::new(&families);
        for document in (0..3).map(DocumentId) {
            for token in 0..most + STRETCH {
                let mut found: Vec<u32> = coverage.at(document, token).collect();
                found.dedup();
                let is_around = |run: TokenRun| {
                    run.document == document && run.start <= token && token < run.end
                };
                let expected = families.iter().zip(0..).filter(|(family, _)| {
                    family.occurrences.iter().any(|occurrence| is_around(occurrence.run))
                });
                let expected: Vec<u32> = expected.map(|(_, number)| number).collect();
                assert_eq!(found, expected, "token {token} of {document:?}");
            }
        }
    }
}
