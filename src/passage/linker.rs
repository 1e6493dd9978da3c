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
use crate::shingle::run_hashes;
use crate::table::{HashMap, HashSet};
use std::sync::OnceLock;

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
    /// For each document, its frequent seeds; see [`FrequentSeeds::starts`].
    starts: Vec<OnceLock<Vec<u64>>>,
}

impl FrequentSeeds {
    /// Takes the frequent postings of all partitions, and the number of documents.
    pub(crate) fn new(partitions: Vec<Vec<Posting>>, documents: usize) -> FrequentSeeds {
        let mut frequent = FrequentSeeds {
            hashes: HashSet::default(),
            postings: partitions,
            boilerplate_runs: Vec::new(),
            starts: vec![OnceLock::new(); documents],
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

    /// The frequent seeds of a document: a bit for each token, set if a seed begins there. They are found when they
    /// are first asked for, and kept.
    fn starts(&self, document: usize, tokens: &[u64], k: usize) -> &[u64] {
        self.starts[document].get_or_init(|| {
            let mut starts = vec![0; tokens.len().div_ceil(64)];
            let mut hashes = [0; 256];
            for first in (0..(tokens.len() + 1).saturating_sub(k)).step_by(hashes.len()) {
                let seeds = hashes.len().min(tokens.len() + 1 - k - first);
                run_hashes(k, &tokens[first..first + seeds + k - 1], &mut hashes[..seeds]);
                for (at, hash) in (first..).zip(&hashes[..seeds]) {
                    starts[at / 64] |= u64::from(self.hashes.contains(hash)) << (at % 64);
                }
            }
            starts
        })
    }
}

/// Finds out whether frequent seeds are near a place.
struct NearFrequent<'l, 't> {
    documents: &'l [DocumentTokens<'t>],
    settings: &'l PassageSettings,
    frequent: &'l FrequentSeeds,
}

impl NearFrequent<'_, '_> {
    fn of(&self, place: Posting) -> Near {
        let window = self.settings.window();
        Near { adjacent: self.is_any(place, window), clear: !self.is_any(place, 2 * window) }
    }

    /// Whether a seed up to `before` tokens before a place, or up to a window behind it, is frequent.
    fn is_any(&self, place: Posting, before: usize) -> bool {
        if self.frequent.is_empty() {
            return false;
        }
        let document = place.document.index();
        let (tokens, k) = (self.documents[document].hashes(), self.settings.seed_length());
        let starts = self.frequent.starts(document, tokens, k);
        let from = (place.position as usize).saturating_sub(before);
        let to = place.position as usize + self.settings.window();
        // The last word may have bits of seeds behind `to`; bits behind the text are 0.
        (from / 64..=to / 64).any(|word| {
            let first = if word == from / 64 { u64::MAX << (from % 64) } else { u64::MAX };
            let last = if word == to / 64 { u64::MAX >> (63 - to % 64) } else { u64::MAX };
            starts.get(word).is_some_and(|bits| bits & first & last != 0)
        })
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
    let near = NearFrequent { documents, settings, frequent };
    let mut near_places = Vec::new();
    for places in postings.chunk_by(|x, y| x.hash == y.hash) {
        linker.link_all_pairs(places, &near, &mut near_places);
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
    /// linked to the previous place each. `near` is a buffer.
    fn link_all_pairs(
        &mut self,
        places: &[Posting],
        frequent: &NearFrequent<'_, '_>,
        near: &mut Vec<Near>,
    ) {
        near.clear();
        near.extend(places.iter().map(|&place| frequent.of(place)));
        // Inside a run that all places share, an earlier seed has made all anchors (see `head_of_run`).
        if near.iter().all(|near| near.clear) && self.have_one_window_before(places) {
            return;
        }
        // With two places there is one pair and nothing to save.
        if places.len() == 2 || !self.may_link_to_previous(places) {
            for near in &mut *near {
                near.adjacent = false;
            }
        }
        for (i, &y) in places.iter().enumerate() {
            for (j, &x) in places[..i].iter().enumerate() {
                if self.is_in_scope(x, y)
                    && !(near[i].adjacent && near[j].adjacent)
                    && let Some(equal) = self.head_of_run(x, y, near[i].clear || near[j].clear)
                {
                    self.push(x, y, equal);
                }
            }
        }
        if near.iter().any(|near| near.adjacent) {
            let adjacent = places.iter().zip(&*near).filter(|(_, near)| near.adjacent);
            self.link_each_to_previous(adjacent.map(|(&place, _)| place));
        }
    }

    /// Whether the tokens of a window before all places are the same.
    fn have_one_window_before(&self, places: &[Posting]) -> bool {
        let before = |place: Posting| {
            let end = place.position as usize;
            Some(&self.tokens(place)[end.checked_sub(self.settings.window())?..end])
        };
        before(places[0])
            .is_some_and(|first| places[1..].iter().all(|&place| before(place) == Some(first)))
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

    /// The number of equal tokens from two equal seeds on, up to the guarantee; `None` if the pair needs
    /// no anchor. It needs none if the equal run around it is shorter than the guarantee, or if an
    /// earlier seed of the run has an anchor.
    fn head_of_run(&self, x: Posting, y: Posting, is_clear: bool) -> Option<usize> {
        let window = self.settings.window();
        let (a, b) = (self.tokens(x), self.tokens(y));
        let (at_a, at_b) = (x.position as usize, y.position as usize);
        let before = common_suffix(&a[..at_a], &b[..at_b], window);
        // The equal run has a whole window of seeds before this one, so one of them was kept at both
        // places and has an anchor, unless it is frequent or next to frequent text.
        if before == window && is_clear {
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
