//! Anchors between the places of rare seeds.
//!
//! A rare seed is in at most [`frequent`](PassageSettings::frequent) places, so all pairs of its places
//! are compared. An anchor is made where the equal tokens around two places are at least as many as
//! the guarantee, and where no earlier seed of the same equal run has made one.
//!
//! Places next to frequent text are the exception. Example: 4,000 articles end with `… the footer`, and 20
//! of them with `report the footer`. The seeds of `report the …` are rare, but all pairs of their 20 places
//! would only show the footer with one word more. These places are linked to the previous one
//! each, as the footer itself is (see `frequent_linker`).
//!
//! Invariant: two places that share a run of guaranteed length are joined by anchors, directly or
//! through other places of the run.
//!
//! Cost: O(p²) for the p places of a seed, p at most `frequent`; a comparison stops after as many tokens
//! as the guarantee has.

use super::anchor::Anchor;
use super::boilerplate_run::BoilerplateRun;
use super::common_ends::{common_prefix, common_suffix};
use super::document::DocumentTokens;
use super::fingerprint::{Posting, each_run_of, wide_runs};
use super::last_occurrence::LastOccurrence;
use super::settings::PassageSettings;
use crate::hash::shingle_hash;
use crate::table::{HashMap, HashSet};

/// The seeds in more than [`frequent`](PassageSettings::frequent) places.
///
/// All partitions must be collected before rare seeds are linked: a rare seed of one partition may be
/// next to a frequent seed of another.
#[derive(Clone, Debug, Default)]
pub(crate) struct FrequentSeeds {
    hashes: HashSet<u64>,
    /// The postings of each partition, sorted by seed.
    postings: Vec<Vec<Posting>>,
    /// The links of the places that the postings leave out.
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

    /// Adds the runs whose inside a [`BoilerplateFilter`](super::BoilerplateFilter) skipped, in the
    /// order of the documents.
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
/// All pairs of places of a seed are compared, except pairs that are both next to a frequent seed:
/// these places are linked to the previous one only. An anchor is made where at least
/// [`guarantee`](PassageSettings::guarantee) tokens are equal. A long equal run has a few anchors near
/// its start.
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

/// Whether frequent seeds are near a place.
struct Near {
    /// A frequent seed is at most a window away, and the place may be linked to the previous one.
    adjacent: bool,
    /// No frequent seed is as near as two windows before it or one behind it.
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

    /// Whether text shared by the two places is reported: their documents or groups differ, or repeats
    /// within a document are looked for.
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

    /// Whether linking each place to the previous one joins all of them. It does not where some pairs
    /// are out of scope (repeats within a document, documents of one group): the previous place may
    /// then be one that must not be linked.
    pub(super) fn may_link_to_previous(&self, places: &[Posting]) -> bool {
        self.settings.scope().within_documents()
            && places.iter().all(|place| self.documents[place.document.index()].group().is_none())
    }

    /// Links all pairs of places of a rare seed, except pairs of places next to frequent text. These are
    /// linked to the previous place each.
    fn link_all_pairs(&mut self, places: &[Posting], frequent: &FrequentSeeds) {
        let window = self.settings.window();
        // With two places there is one pair and nothing to save.
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

    /// Links each place to the previous one that has the same run of guaranteed length around it, for
    /// each such run, and for each of the [`wide_runs`].
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

    /// Links a place to the last one in scope, and remembers it as the last place.
    pub(super) fn link_to_previous(&mut self, latest: &mut LastOccurrence<Posting>, here: Posting) {
        if let Some(partner) = latest.partner(|place| self.is_in_scope(place, here)) {
            self.push(partner, here, 0);
        }
        latest.add(here, |x, y| self.is_same_side(x, y));
    }

    /// Whether a seed up to `before` tokens before a place, or up to a window behind it, is frequent.
    fn has_near(&self, place: Posting, before: usize, frequent: &FrequentSeeds) -> bool {
        let tokens = self.tokens(place);
        let k = self.settings.seed_length();
        let from = (place.position as usize).saturating_sub(before);
        let to = (place.position as usize + self.settings.window() + k).min(tokens.len());
        tokens[from..to].windows(k).any(|seed| frequent.has(seed))
    }

    /// The number of equal tokens from two equal seeds on, up to the guarantee; `None` if the pair needs
    /// no anchor. It needs none if the equal run around it is shorter than the guarantee, or if an
    /// earlier seed of the run has an anchor.
    fn head_of_run(&self, x: Posting, y: Posting, is_clear: impl Fn() -> bool) -> Option<usize> {
        let window = self.settings.window();
        let (a, b) = (self.tokens(x), self.tokens(y));
        let (at_a, at_b) = (x.position as usize, y.position as usize);
        let before = common_suffix(&a[..at_a], &b[..at_b], window);
        // The equal run has a whole window of seeds before this one, so one of them was kept at both
        // places and has an anchor, unless it is frequent or next to frequent text.
        if before == window && is_clear() {
            return None;
        }
        let wanted = self.settings.guarantee() - before.min(window - 1);
        let after = common_prefix(&a[at_a..], &b[at_b..], self.settings.guarantee());
        if after < wanted {
            return None;
        }
        // Winnowing may have kept this seed for windows that reach beyond the equal run only. Then
        // another seed was kept for the windows inside, and that one makes the anchor.
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

    /// Appends the anchor of two different places; `equal` tokens from both on were compared.
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
