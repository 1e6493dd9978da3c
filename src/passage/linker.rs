//! Equal seeds in different places to anchors.

use super::anchor::Anchor;
use super::boilerplate_run::BoilerplateRun;
use super::common_ends::{common_prefix, common_suffix};
use super::document::DocumentTokens;
use super::fingerprint::{Posting, each_run_of, wide_runs};
use super::last_occurrence::LastOccurrence;
use super::settings::PassageSettings;
use crate::hash::shingle_hash;
use crate::table::{HashMap, HashSet};

/// The seeds that stand in too many places for all pairs of these to be compared.
///
/// All partitions are needed before any is linked.
#[derive(Clone, Debug, Default)]
pub(crate) struct FrequentSeeds {
    hashes: HashSet<u64>,
    /// By partition, the places of each seed side by side.
    postings: Vec<Vec<Posting>>,
    /// What links places that the postings leave out.
    boilerplate_runs: Vec<BoilerplateRun>,
}

impl FrequentSeeds {
    /// Takes the frequent postings of all partitions.
    pub(crate) fn new(partitions: Vec<Vec<Posting>>) -> FrequentSeeds {
        let mut frequent = FrequentSeeds {
            hashes: HashSet::default(),
            postings: partitions,
            boilerplate_runs: Vec::new(),
        };
        frequent.hashes = frequent.postings().map(|places| places[0].hash).collect();
        frequent
    }

    /// The same with what a [`BoilerplateFilter`](super::BoilerplateFilter) left out, in the order of the
    /// documents.
    pub(crate) fn with_boilerplate_runs(
        self,
        boilerplate_runs: Vec<BoilerplateRun>,
    ) -> FrequentSeeds {
        FrequentSeeds { boilerplate_runs, ..self }
    }

    pub(super) fn boilerplate_runs(&self) -> &[BoilerplateRun] {
        &self.boilerplate_runs
    }

    /// The places of each frequent seed.
    pub(crate) fn postings(&self) -> impl Iterator<Item = &[Posting]> {
        self.postings.iter().flat_map(|partition| partition.chunk_by(|x, y| x.hash == y.hash))
    }

    fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    fn has(&self, seed: &[u64]) -> bool {
        self.hashes.contains(&shingle_hash(seed))
    }
}

/// Appends to `sink` the anchors between the rare postings of one partition, as
/// [`keep_repeated`](super::keep_repeated) gives them.
///
/// All places of a seed are compared with all, but for those beside a frequent seed: what few
/// places of a frequent text share besides, a word or two before it, links each place to the one
/// before, as the text itself does. An anchor is given only where the common tokens are
/// at least as many as the [`guarantee`](PassageSettings::guarantee) says; a long common run has
/// a few anchors near its head.
pub(crate) fn link(
    postings: &[Posting],
    documents: &[DocumentTokens<'_>],
    frequent: &FrequentSeeds,
    settings: &PassageSettings,
    sink: &mut Vec<Anchor>,
) {
    let mut linker = Linker { documents, settings, sink };
    for places in postings.chunk_by(|x, y| x.hash == y.hash) {
        linker.link_all_pairs(places, frequent);
    }
}

/// What is near a place of a seed.
struct Near {
    /// A frequent seed, up to a window away.
    adjacent: bool,
    /// None at all, as far as two windows before.
    clear: bool,
}

pub(super) struct Linker<'l, 't> {
    pub(super) documents: &'l [DocumentTokens<'t>],
    pub(super) settings: &'l PassageSettings,
    pub(super) sink: &'l mut Vec<Anchor>,
}

impl Linker<'_, '_> {
    pub(super) fn tokens(&self, place: Posting) -> &[u64] {
        self.documents[place.document.index()].hashes()
    }

    /// Whether what the two places share would be news.
    pub(super) fn is_in_scope(&self, x: Posting, y: Posting) -> bool {
        if x.document == y.document {
            self.settings.scope().within_documents()
        } else {
            self.settings.scope().across_documents() && !self.is_same_side(x, y)
        }
    }

    /// Whether two places are in one document, or one group.
    pub(super) fn is_same_side(&self, x: Posting, y: Posting) -> bool {
        let group = |place: Posting| self.documents[place.document.index()].group();
        x.document == y.document || (group(x).is_some() && group(x) == group(y))
    }

    /// Whether it is enough to link each place to the one before it. Where repeats within a document
    /// are no news, or documents are in groups, the one before may be none to link to.
    pub(super) fn may_link_to_previous(&self, places: &[Posting]) -> bool {
        self.settings.scope().within_documents()
            && places.iter().all(|place| self.documents[place.document.index()].group().is_none())
    }

    /// Links all places of a rare seed with all, but for those beside a frequent text: what all of
    /// these share with it is linked in one line already, and what few of them share besides is too.
    fn link_all_pairs(&mut self, places: &[Posting], frequent: &FrequentSeeds) {
        let window = self.settings.window();
        let mut near: Vec<Near> = Vec::new();
        if places.len() > 2 && !frequent.is_empty() {
            let in_line = self.may_link_to_previous(places);
            near.extend(places.iter().map(|&place| Near {
                adjacent: in_line && self.has_near(place, window, frequent),
                clear: !self.has_near(place, 2 * window, frequent),
            }));
        }
        let is_adjacent = |number: usize| near.get(number).is_some_and(|near| near.adjacent);
        let is_clear = |number: usize, place: Posting, linker: &Self| match near.get(number) {
            Some(near) => near.clear,
            None => frequent.is_empty() || !linker.has_near(place, 2 * window, frequent),
        };
        for (i, &y) in places.iter().enumerate() {
            for (j, &x) in places[..i].iter().enumerate() {
                let clear = || is_clear(j, x, self) || is_clear(i, y, self);
                if self.is_in_scope(x, y)
                    && !(is_adjacent(i) && is_adjacent(j))
                    && let Some(equal) = self.head_of_run(x, y, clear)
                {
                    self.push(x, y, equal);
                }
            }
        }
        if near.iter().any(|near| near.adjacent) {
            let adjacent = places.iter().enumerate().filter(|&(number, _)| is_adjacent(number));
            self.link_each_to_previous(adjacent.map(|(_, &place)| place));
        }
    }

    /// Links each place with the one before it for each run of guaranteed length around it.
    fn link_each_to_previous(&mut self, places: impl Iterator<Item = Posting>) {
        let (documents, settings) = (self.documents, self.settings);
        let mut latest: HashMap<(u64, u8), LastOccurrence<Posting>> = HashMap::default();
        for place in places {
            let tokens = documents[place.document.index()].hashes();
            each_run_of(place, tokens, settings, |start, hash| {
                let here = Posting { position: start, ..place };
                self.link_to_previous(latest.entry((hash, 0)).or_default(), here);
                for (kind, hash) in (1..).zip(wide_runs(start, tokens, settings)) {
                    let Some(hash) = hash else { continue };
                    self.link_to_previous(latest.entry((hash, kind)).or_default(), here);
                }
            });
        }
    }

    /// Links a place to the latest one that is news for it, and is the latest itself from then on.
    pub(super) fn link_to_previous(&mut self, latest: &mut LastOccurrence<Posting>, here: Posting) {
        if let Some(partner) = latest.partner(|place| self.is_in_scope(place, here)) {
            self.push(partner, here, 0);
        }
        latest.add(here, |x, y| self.is_same_side(x, y));
    }

    /// Whether one of the seeds up to `before` in front of a seed, or up to a window behind it, is
    /// frequent.
    fn has_near(&self, place: Posting, before: usize, frequent: &FrequentSeeds) -> bool {
        let tokens = self.tokens(place);
        let k = self.settings.seed_length();
        let from = (place.position as usize).saturating_sub(before);
        let to = (place.position as usize + self.settings.window() + k).min(tokens.len());
        tokens[from..to].windows(k).any(|seed| frequent.has(seed))
    }

    /// How many tokens are equal from two equal seeds on, as far as was looked; `None` if the
    /// common run around them is shorter than guaranteed, or an earlier seed in it speaks for it, as
    /// it does where no frequent text is near one of the two.
    fn head_of_run(&self, x: Posting, y: Posting, is_clear: impl Fn() -> bool) -> Option<usize> {
        let window = self.settings.window();
        let (a, b) = (self.tokens(x), self.tokens(y));
        let (at_a, at_b) = (x.position as usize, y.position as usize);
        let before = common_suffix(&a[..at_a], &b[..at_b], window);
        // A whole window of seeds lies before this one in the common run, so one of them was kept
        // at both places. It has its own anchor, unless it is frequent or beside what is.
        if before == window && is_clear() {
            return None;
        }
        let wanted = self.settings.guarantee() - before.min(window - 1);
        let after = common_prefix(&a[at_a..], &b[at_b..], self.settings.guarantee());
        if after < wanted {
            return None;
        }
        // Near the end of the common run stand seeds that were kept for runs that go beyond it.
        let common = x.position - before as u32..x.position + after as u32;
        let mut is_kept_for_common_run = false;
        each_run_of(x, a, self.settings, |start, _| {
            let end = start + self.settings.guarantee() as u32;
            is_kept_for_common_run |= common.start <= start && end <= common.end;
        });
        if !is_kept_for_common_run {
            return None;
        }
        Some(after)
    }

    /// Gives an anchor; `equal` tokens from the two places on have been compared.
    pub(super) fn push(&mut self, x: Posting, y: Posting, equal: usize) {
        let key = |place: Posting| (place.document, place.position);
        let (x, y) = if key(x) <= key(y) { (x, y) } else { (y, x) };
        if key(x) != key(y) {
            self.sink.push(Anchor {
                a: x.document,
                b: y.document,
                a_position: x.position,
                b_position: y.position,
                len: equal as u32,
            });
        }
    }
}
