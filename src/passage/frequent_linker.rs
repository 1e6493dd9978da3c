//! Text that stands in very many places, in linear work.

use super::anchor::Anchor;
use super::boilerplate_run::BoilerplateRun;
use super::common_ends::{common_prefix, common_suffix};
use super::document::DocumentTokens;
use super::fingerprint::{Posting, each_run_of, wide_len, wide_runs};
use super::last_occurrence::LastOccurrence;
use super::linker::{FrequentSeeds, Linker};
use super::settings::PassageSettings;
use crate::model::DocumentId;
use crate::table::HashMap;
use std::ops::Range;

/// Appends to `sink` the anchors between frequent postings, as
/// [`FrequentSeeds`](super::FrequentSeeds) holds them.
///
/// The places of a seed are told apart by the runs of guaranteed length for which the seed was
/// kept, and by those as long as a passage that begin or end with one. Equal runs in up to
/// [`frequent`](PassageSettings::frequent) places are compared all with all; beyond that, where they
/// run over the end of a longer frequent text, and where they are as long as a passage, each place is
/// linked to the one before it. So every place of a repeated run has a partner, and the work is linear
/// in the postings. What a long common run has shown already costs nothing again. What [`find_passages`](super::find_passages) linked while it read
/// the documents is appended too. Returns how many tokens were compared to follow common runs.
pub(crate) fn link_frequent(
    frequent: &FrequentSeeds,
    documents: &[DocumentTokens<'_>],
    settings: &PassageSettings,
    sink: &mut Vec<Anchor>,
) -> u64 {
    let runs = link_boilerplate_runs(frequent.boilerplate_runs());
    sink.extend(&runs);
    let mut seeds = frequent.postings().peekable();
    if seeds.peek().is_none() {
        return 0;
    }
    let tokens: u64 = documents.iter().map(|document| document.hashes().len() as u64).sum();
    let mut linker = FrequentLinker {
        linker: Linker { documents, settings, sink },
        compared: 0,
        allowed: COMPARED * tokens,
        seen: vec![[SeenRun::default(); SEEN_RUNS]; documents.len()],
    };
    for run in runs {
        linker.remember(run);
    }
    for places in seeds {
        linker.by_context(places);
    }
    linker.compared
}

/// How many tokens are compared one by one for each token, to find how far the common runs go that
/// are remembered.
const COMPARED: u64 = 16;

/// How far they are followed when these are used up, on either side: the rest of a run has anchors of
/// its own.
const NEAR: usize = 64;

/// Links each run, in the order of the documents, to an earlier place of it: to one that has the
/// same token before it, or else behind it, if there is one. What the two share is one pair then,
/// not one for the run and one for the token.
fn link_boilerplate_runs(runs: &[BoilerplateRun]) -> Vec<Anchor> {
    let mut latest: HashMap<_, (DocumentId, u32)> = HashMap::default();
    let to_earlier = |run: &BoilerplateRun| {
        let BoilerplateRun { link, origin, beside, .. } = *run;
        let here = (link.b, link.b_position);
        let mut partner = |side: u32, token: Option<u64>| {
            let there = latest.insert((origin, link.len, side, token?), here);
            let (a, start) = there.filter(|there| there.0 != link.b)?;
            let (a_position, b_position) = (start - side, here.1 - side);
            Some(Anchor { a, a_position, b_position, len: link.len + 1, ..link })
        };
        let [before, behind] = beside;
        let [before, behind] = [partner(1, before), partner(0, behind)];
        before.or(behind).unwrap_or(link)
    };
    runs.iter().map(to_earlier).collect()
}

/// How many common runs are remembered for a document: header, menu, footer and one more.
const SEEN_RUNS: usize = 4;

/// A common run of a document with another one, for which an anchor was given.
#[derive(Clone, Copy, Default)]
struct SeenRun {
    start: u32,
    end: u32,
    partner: u32,
    partner_start: u32,
}

/// The places of one run.
#[derive(Clone, Default)]
struct RunClass {
    /// Of guaranteed length, or a longer one that begins or ends with one of these.
    kind: usize,
    places: usize,
    latest: LastOccurrence<Posting>,
    /// All places, if they are few and of guaranteed length; if not, those that found no partner
    /// before them.
    members: Vec<Posting>,
}

const NO_CLASS: u32 = u32::MAX;

/// The first and the last of the three kinds of runs.
const GUARANTEED: usize = 0;
const ENDED: usize = 2;

struct FrequentLinker<'l, 't> {
    linker: Linker<'l, 't>,
    /// How many tokens were compared to follow common runs, and how many may be.
    compared: u64,
    allowed: u64,
    seen: Vec<[SeenRun; SEEN_RUNS]>,
}

impl FrequentLinker<'_, '_> {
    fn by_context(&mut self, places: &[Posting]) {
        let settings = self.linker.settings;
        let window = settings.window();
        let reach = window as u32 - 1;
        let (guarantee, wide) = (settings.guarantee() as u32, wide_len(settings) as u32);
        let kinds = if wide > guarantee { ENDED + 1 } else { GUARANTEED + 1 };
        let mut ids: HashMap<(u64, usize), u32> = HashMap::default();
        let mut classes: Vec<RunClass> = Vec::new();
        let mut blocks: Vec<Range<usize>> = Vec::new();
        // The classes of the runs around the places of each block, the run that starts furthest
        // left first; then those of the longer runs that begin with each of these, and those that
        // end with each.
        let mut class_of: Vec<u32> = Vec::new();
        let mut next = 0;
        while let Some(&place) = places.get(next) {
            // Where all around two places is equal, the runs are.
            let followers = places[next..].windows(2).take_while(|pair| {
                let [before, here] = [pair[0], pair[1]];
                let (left, right) = self.extents(here);
                self.extents(before) == (left, right)
                    && self.has_seen(here, before, here.position - left, here.position + right)
            });
            let end = next + 1 + followers.count();
            blocks.push(next..end);
            next = end;
            let first = class_of.len();
            class_of.resize(first + kinds * window, NO_CLASS);
            let tokens = self.linker.tokens(place);
            each_run_of(place, tokens, settings, |start, hash| {
                let [begun, ended] = wide_runs(start, tokens, settings);
                for (kind, hash) in [Some(hash), begun, ended].into_iter().enumerate() {
                    let Some(hash) = hash else { continue };
                    let id = *ids.entry((hash, kind)).or_insert_with(|| {
                        classes.push(RunClass { kind, ..RunClass::default() });
                        classes.len() as u32 - 1
                    });
                    let nth = (start + reach - place.position) as usize;
                    class_of[first + kind * window + nth] = id;
                }
            });
        }
        for (block, ids) in blocks.iter().zip(class_of.chunks_exact(kinds * window)) {
            for &id in ids.iter().filter(|&&id| id != NO_CLASS) {
                classes[id as usize].places += block.len();
            }
        }
        for (block, ids) in blocks.iter().zip(class_of.chunks_exact(kinds * window)) {
            for (nth, &id) in ids.iter().enumerate() {
                if id == NO_CLASS || classes[id as usize].places < 2 {
                    continue;
                }
                let class = &mut classes[id as usize];
                let len = if class.kind == GUARANTEED { guarantee } else { wide };
                // How far before the seed the run of the first place in the list begins.
                let back = reach + if class.kind == ENDED { wide - guarantee } else { 0 };
                let nth = (nth % window) as u32;
                let here =
                    |place: Posting| Posting { position: place.position + nth - back, ..place };
                let places = &places[block.clone()];
                if class.kind == GUARANTEED && class.places <= settings.frequent() {
                    class.members.extend(places.iter().copied().map(here));
                    continue;
                }
                let first = here(places[0]);
                let partner = class.latest.partner(|place| self.linker.is_in_scope(place, first));
                if partner.is_none() {
                    class.members.push(first);
                }
                // The other places of the block are linked to one another already.
                let members = places.iter().copied().map(here);
                class.latest.add_all(members, |x, y| self.linker.is_same_side(x, y));
                if let Some(partner) = partner {
                    self.push_once(partner, first, len);
                }
            }
        }
        let in_line = self.linker.may_link_to_previous(places);
        for class in classes {
            if class.kind == GUARANTEED && class.places <= settings.frequent() {
                self.link_few(&class.members);
            } else if !in_line {
                // These stand before all others that are news for them.
                for &here in &class.members {
                    let partner =
                        class.latest.partner(|place| self.linker.is_in_scope(place, here));
                    if let Some(partner) = partner {
                        self.linker.push(here, partner, 0);
                    }
                }
            }
        }
    }

    /// Links the few places of a run all with all, unless it runs over the end of a longer common
    /// one: then in one line, as that is.
    fn link_few(&mut self, members: &[Posting]) {
        if self.linker.may_link_to_previous(members)
            && members.iter().all(|&place| self.overlaps_seen_run(place))
        {
            let mut latest = LastOccurrence::default();
            for &here in members {
                self.linker.link_to_previous(&mut latest, here);
            }
            return;
        }
        for (i, &y) in members.iter().enumerate() {
            for &x in &members[..i] {
                if self.linker.is_in_scope(x, y) {
                    self.linker.push(x, y, 0);
                }
            }
        }
    }

    /// Whether a run of guaranteed length shares a seed with a common run for which an anchor was
    /// given.
    fn overlaps_seen_run(&self, place: Posting) -> bool {
        let settings = self.linker.settings;
        let end = place.position + settings.guarantee() as u32;
        self.seen[place.document.index()].iter().any(|run| {
            let common = run.end.min(end).saturating_sub(run.start.max(place.position));
            common as usize >= settings.seed_length()
        })
    }

    /// Whether an anchor was given for a common run of the two places that goes from `from` up to
    /// `to` in the document of `here`.
    fn has_seen(&self, here: Posting, partner: Posting, from: u32, to: u32) -> bool {
        self.seen[here.document.index()].iter().any(|run| {
            run.partner == partner.document.0
                && run.start <= from
                && to <= run.end
                && run.partner_start + (here.position - run.start) == partner.position
        })
    }

    /// How many tokens before a place, and from it on, are in the runs around it.
    fn extents(&self, place: Posting) -> (u32, u32) {
        let settings = self.linker.settings;
        let wide = wide_len(settings);
        let (before, len) = (wide - settings.seed_length(), self.linker.tokens(place).len() as u32);
        (place.position.min(before as u32), (len - place.position).min(wide as u32))
    }

    /// Gives an anchor, unless the place has one to the same run of so many tokens already, and
    /// remembers the common run that it lies on.
    fn push_once(&mut self, partner: Posting, here: Posting, len: u32) {
        let end = here.position + len;
        let is_linked = if partner.document == here.document {
            self.has_seen(here, partner, here.position, end)
        } else {
            let runs = &self.seen[here.document.index()];
            runs.iter().any(|run| run.start <= here.position && end <= run.end)
        };
        if is_linked {
            return;
        }
        let (a, b) = (self.linker.tokens(partner), self.linker.tokens(here));
        let (at_a, at_b) = (partner.position as usize, here.position as usize);
        let limit = if self.compared < self.allowed { usize::MAX } else { NEAR };
        let before = common_suffix(&a[..at_a], &b[..at_b], limit) as u32;
        let after = common_prefix(&a[at_a..], &b[at_b..], limit) as u32;
        self.compared += u64::from(before + after);
        let head = |place: Posting| Posting { position: place.position - before, ..place };
        let (a, b) = (head(partner), head(here));
        let len = before + after;
        self.linker.push(a, b, len as usize);
        self.remember(Anchor {
            a: a.document,
            b: b.document,
            a_position: a.position,
            b_position: b.position,
            len,
        });
    }

    /// Remembers a common run of a document with one before: the longest of them in the last slot,
    /// which the many short ones between do not push out.
    fn remember(&mut self, run: Anchor) {
        let seen = SeenRun {
            start: run.b_position,
            end: run.b_position + run.len,
            partner: run.a.0,
            partner_start: run.a_position,
        };
        let [newer @ .., longest] = &mut self.seen[run.b.index()];
        let len = |run: &SeenRun| run.end - run.start;
        let next = if len(&seen) > len(longest) { std::mem::replace(longest, seen) } else { seen };
        if len(&next) > 0 {
            newer.rotate_right(1);
            newer[0] = next;
        }
    }
}
