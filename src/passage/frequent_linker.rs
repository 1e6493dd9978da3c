//! Anchors between the places of frequent seeds, in linear work.
//!
//! # Problem
//! A footer in 4,000 articles gives eight million pairs of places, all with the same text. One
//! link for each place is enough to join all of them into one family.
//!
//! A seed alone does not show what its places share, though. Two places of one seed may agree in just its
//! 6 tokens, and two others in a whole page. If each place were linked to the place before it, those two
//! pages might never be compared.
//!
//! # Method
//! The places of a seed are divided by *context*: each run of guaranteed length (8 tokens) for which the
//! seed was kept, and each run as long as a passage ([`wide_runs`], 12 tokens) that begins or ends
//! with such a run. Places with equal contexts are linked:
//!
//! * up to [`frequent`](PassageSettings::frequent) places of a guaranteed run: all pairs;
//! * more places, and all wide runs: each place to the last one before it that is in scope.
//!
//! Example of 12-token passages, `g` a guaranteed run of a footer, between different tokens:
//!
//! ```text
//! place 1   … p q r s g …      places 1 and 3 share the wide run `p q r s g`, a passage
//! place 2   … x x x x g …
//! place 3   … p q r s g …
//! place 4   … x x x x g …      places 2 and 4 share `x x x x g`
//! ```
//!
//! Linked by `g` alone, the pairs are (1, 2), (2, 3) and (3, 4), each 8 equal tokens and no passage.
//! Linked by the wide runs too, (1, 3) and (2, 4) are found.
//!
//! # Blocks
//! Most neighbouring places of boilerplate have the same text all around. Consecutive places whose
//! surroundings lie in one equal run, for which an anchor exists, form a *block*, and only the first
//! place of a block is hashed. The equal runs of a document that have anchors are remembered, four for
//! each document ([`SeenRun`]).
//!
//! # Invariant
//! Every place of a repeated context is linked to another place of it, if one is in scope.
//!
//! # Cost
//! Linear in the postings. Following equal runs takes at most 16 comparisons for each token of all
//! documents; after that a run is followed for 64 tokens to either side, and its remainder has other seeds.

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

/// Appends to `sink` the anchors between the places of frequent seeds, and those of the boilerplate
/// runs whose inside was skipped. Returns how many tokens were compared to follow equal runs.
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

/// How many tokens are compared for each token of all documents, to find the ends of equal runs.
const COMPARED: u64 = 16;

/// How far an equal run is followed to either side once these are used up. The rest of the run has
/// anchors of its own.
const NEAR: usize = 64;

/// The anchor of each boilerplate run to an earlier place of it.
///
/// An earlier place with the same token before the run is preferred, then one with the same token
/// behind it. Two documents that share the run and that token are then one pair. Otherwise the run
/// would make one pair, and the seeds of the token another.
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

/// How many equal runs are remembered for a document: header, menu, footer and one more.
const SEEN_RUNS: usize = 4;

/// A run of a document, `start..end`, that has an anchor to an equal run at `partner_start` in `partner`.
#[derive(Clone, Copy, Default)]
struct SeenRun {
    start: u32,
    end: u32,
    partner: u32,
    partner_start: u32,
}

/// The places with one context.
#[derive(Clone, Default)]
struct RunClass {
    /// [`GUARANTEED`], or a wide run that begins with one (1) or ends with one ([`ENDED`]).
    kind: usize,
    places: usize,
    latest: LastOccurrence<Posting>,
    /// All places of a guaranteed run with few places; otherwise the places that found no partner
    /// before them.
    members: Vec<Posting>,
}

const NO_CLASS: u32 = u32::MAX;

/// The first and the last of the three kinds of contexts.
const GUARANTEED: usize = 0;
const ENDED: usize = 2;

struct FrequentLinker<'l, 't> {
    linker: Linker<'l, 't>,
    /// How many tokens were compared to follow equal runs, and how many may be.
    compared: u64,
    allowed: u64,
    seen: Vec<[SeenRun; SEEN_RUNS]>,
}

impl FrequentLinker<'_, '_> {
    /// Links the places of one seed by their contexts.
    ///
    /// Three passes: divide the places into blocks and give each context a number; count the places
    /// of each context; link.
    fn by_context(&mut self, places: &[Posting]) {
        let settings = self.linker.settings;
        let window = settings.window();
        let reach = window as u32 - 1;
        let (guarantee, wide) = (settings.guarantee() as u32, wide_len(settings) as u32);
        let kinds = if wide > guarantee { ENDED + 1 } else { GUARANTEED + 1 };
        let mut ids: HashMap<(u64, usize), u32> = HashMap::default();
        let mut classes: Vec<RunClass> = Vec::new();
        let mut blocks: Vec<Range<usize>> = Vec::new();
        // A row for each block: the classes of the guaranteed runs around its places, the one that
        // starts first in front; then of the wide runs that begin with each, and that end with each.
        let mut class_of: Vec<u32> = Vec::new();
        let mut next = 0;
        while let Some(&place) = places.get(next) {
            // Two places have the same contexts if all tokens that any context may reach lie in one
            // equal run. Nothing has to be hashed again then.
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
                // How far before the seed the first context of this kind begins.
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
                // The other places of the block were linked to one another when their equal run got its
                // anchor.
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
                // These come before all places in scope for them, so they had no partner when they were
                // added. The last place of the class is one now, if there is any.
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

    /// Links all pairs of the few places of a guaranteed run. Where the run overlaps a longer run that
    /// has an anchor at every place, each place is linked to the previous one instead, as those are.
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

    /// Whether a guaranteed run shares a seed or more with an equal run that has an anchor.
    fn overlaps_seen_run(&self, place: Posting) -> bool {
        let settings = self.linker.settings;
        let end = place.position + settings.guarantee() as u32;
        self.seen[place.document.index()].iter().any(|run| {
            let common = run.end.min(end).saturating_sub(run.start.max(place.position));
            common as usize >= settings.seed_length()
        })
    }

    /// Whether an equal run with an anchor joins the two places and contains `from..to` in the document
    /// of `here`.
    fn has_seen(&self, here: Posting, partner: Posting, from: u32, to: u32) -> bool {
        self.seen[here.document.index()].iter().any(|run| {
            run.partner == partner.document.0
                && run.start <= from
                && to <= run.end
                && run.partner_start + (here.position - run.start) == partner.position
        })
    }

    /// How many tokens before a place, and from it on, its contexts may reach.
    fn extents(&self, place: Posting) -> (u32, u32) {
        let settings = self.linker.settings;
        let wide = wide_len(settings);
        let (before, len) = (wide - settings.seed_length(), self.linker.tokens(place).len() as u32);
        (place.position.min(before as u32), (len - place.position).min(wide as u32))
    }

    /// Appends an anchor, unless an anchor covers these `len` tokens already, and remembers the equal
    /// run that it lies on.
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

    /// Remembers an equal run. The longest is kept in the last slot, so that many short runs do not
    /// push it out; the others move one slot on.
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
