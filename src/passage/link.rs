//! Equal seeds in different places to anchors.

use super::anchor::Anchor;
use super::document::DocumentTokens;
use super::equal::{common_prefix, common_suffix};
use super::fingerprint::{Posting, each_run_of, wide_runs};
use super::latest::Latest;
use super::refrain::Refrain;
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
    refrains: Vec<Refrain>,
}

impl FrequentSeeds {
    /// Takes the frequent postings of all partitions.
    pub(crate) fn new(partitions: Vec<Vec<Posting>>) -> FrequentSeeds {
        let mut frequent = FrequentSeeds {
            hashes: HashSet::default(),
            postings: partitions,
            refrains: Vec::new(),
        };
        frequent.hashes = frequent.postings().map(|places| places[0].hash).collect();
        frequent
    }

    /// The same with what a [`NeighbourReader`](super::NeighbourReader) left out, in the order of the
    /// documents.
    pub(crate) fn with_refrains(self, refrains: Vec<Refrain>) -> FrequentSeeds {
        FrequentSeeds { refrains, ..self }
    }

    pub(super) fn refrains(&self) -> &[Refrain] {
        &self.refrains
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
        linker.all_with_all(places, frequent);
    }
}

/// What is near a place of a seed.
struct Near {
    /// A frequent seed, up to a window away.
    beside: bool,
    /// None at all, as far as two windows before.
    calm: bool,
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
    pub(super) fn is_news(&self, x: Posting, y: Posting) -> bool {
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
    pub(super) fn may_stand_in_line(&self, places: &[Posting]) -> bool {
        self.settings.scope().within_documents()
            && places.iter().all(|place| self.documents[place.document.index()].group().is_none())
    }

    /// Links all places of a rare seed with all, but for those beside a frequent text: what all of
    /// these share with it is linked in one line already, and what few of them share besides is too.
    fn all_with_all(&mut self, places: &[Posting], frequent: &FrequentSeeds) {
        let window = self.settings.window();
        let mut near: Vec<Near> = Vec::new();
        if places.len() > 2 && !frequent.is_empty() {
            let in_line = self.may_stand_in_line(places);
            near.extend(places.iter().map(|&place| Near {
                beside: in_line && self.has_near(place, window, frequent),
                calm: !self.has_near(place, 2 * window, frequent),
            }));
        }
        let is_beside = |number: usize| near.get(number).is_some_and(|near| near.beside);
        let is_calm = |number: usize, place: Posting, linker: &Self| match near.get(number) {
            Some(near) => near.calm,
            None => frequent.is_empty() || !linker.has_near(place, 2 * window, frequent),
        };
        for (i, &y) in places.iter().enumerate() {
            for (j, &x) in places[..i].iter().enumerate() {
                let calm = || is_calm(j, x, self) || is_calm(i, y, self);
                if self.is_news(x, y)
                    && !(is_beside(i) && is_beside(j))
                    && let Some(equal) = self.head_of_run(x, y, calm)
                {
                    self.push(x, y, equal);
                }
            }
        }
        if near.iter().any(|near| near.beside) {
            let beside = places.iter().enumerate().filter(|&(number, _)| is_beside(number));
            self.each_with_one_before(beside.map(|(_, &place)| place));
        }
    }

    /// Links each place with the one before it for each run of guaranteed length around it.
    fn each_with_one_before(&mut self, places: impl Iterator<Item = Posting>) {
        let (documents, settings) = (self.documents, self.settings);
        let mut latest: HashMap<(u64, u8), Latest<Posting>> = HashMap::default();
        for place in places {
            let tokens = documents[place.document.index()].hashes();
            each_run_of(place, tokens, settings, |start, hash| {
                let here = Posting { position: start, ..place };
                self.push_in_line(latest.entry((hash, 0)).or_default(), here);
                for (kind, hash) in (1..).zip(wide_runs(start, tokens, settings)) {
                    let Some(hash) = hash else { continue };
                    self.push_in_line(latest.entry((hash, kind)).or_default(), here);
                }
            });
        }
    }

    /// Links a place to the latest one that is news for it, and is the latest itself from then on.
    pub(super) fn push_in_line(&mut self, latest: &mut Latest<Posting>, here: Posting) {
        if let Some(partner) = latest.partner(|place| self.is_news(place, here)) {
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
    fn head_of_run(&self, x: Posting, y: Posting, is_calm: impl Fn() -> bool) -> Option<usize> {
        let window = self.settings.window();
        let (a, b) = (self.tokens(x), self.tokens(y));
        let (at_a, at_b) = (x.position as usize, y.position as usize);
        let before = common_suffix(&a[..at_a], &b[..at_b], window);
        // A whole window of seeds lies before this one in the common run, so one of them was kept
        // at both places. It has its own anchor, unless it is frequent or beside what is.
        if before == window && is_calm() {
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
