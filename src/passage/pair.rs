//! The passages between two documents, or inside one.
//!
//! A [`PairComparer`] takes all anchors of a pair through the steps `matches`, `chain`, `extension`,
//! `trim` and `redundancy`; the example of the module shows them. Inside one document it also makes
//! passages of periodic runs: each period is a passage with the next.
//!
//! Cost: O(n log n + c) for n anchors and c tokens covered by matches, except for the alignment of gaps
//! and ends, which has an allowance.

use super::align::Aligner;
use super::allowance::Allowance;
use super::anchor::Anchor;
use super::chain::each_chain;
use super::document::DocumentTokens;
use super::edits::Edit;
use super::extension::{ExtendedRuns, Extension};
use super::matches::{
    ExactMatch, PeriodicRun, keep_covering, maximal_matches, take_periodic_runs, verify,
};
use super::redundancy::drop_redundant;
use super::run::{TokenPassage, TokenRun};
use super::settings::PassageSettings;
use super::trim::{Figures, Outcome, Segment, Sums, split_until, trim};
use super::work::PassageWork;
use crate::model::DocumentId;

/// Finds the passages of one pair of documents at a time; keeps its memory for the next pair.
pub(crate) struct PairComparer {
    settings: PassageSettings,
    aligner: Aligner,
    // Buffers that each pair uses again. Most pairs are short, and allocating would take most of the time.
    anchored: Vec<ExactMatch>,
    matches: Vec<ExactMatch>,
    segments: Vec<Segment>,
    found: Vec<TokenPassage>,
    work: PassageWork,
}

impl PairComparer {
    /// A comparer that has compared nothing yet.
    pub(crate) fn new(settings: PassageSettings) -> PairComparer {
        PairComparer {
            settings,
            aligner: Aligner::default(),
            anchored: Vec::new(),
            matches: Vec::new(),
            segments: Vec::new(),
            found: Vec::new(),
            work: PassageWork::default(),
        }
    }

    /// Appends the passages of a pair of documents to `sink`, sorted by place.
    ///
    /// `anchors` are all anchors of the pair, in any order. Passages are extended by no more steps than
    /// `allowance` has.
    ///
    /// # Panics
    /// In debug builds, if the anchors are of several pairs.
    pub(crate) fn compare(
        &mut self,
        allowance: Allowance,
        anchors: &[Anchor],
        documents: &[DocumentTokens<'_>],
        sink: &mut Vec<TokenPassage>,
    ) {
        let Some(&Anchor { a, b, .. }) = anchors.first() else { return };
        debug_assert!(anchors.iter().all(|x| (x.a, x.b) == (a, b)), "anchors of one pair");
        let (a_tokens, b_tokens) = (&documents[a.index()], &documents[b.index()]);
        let PairComparer { settings, aligner, anchored, matches, segments, found, work } = self;
        let settings = &*settings;
        anchored.clear();
        anchored.extend(anchors.iter().map(|anchor| ExactMatch {
            a: anchor.a_position,
            b: anchor.b_position,
            len: anchor.len,
        }));
        let min_len = settings.guarantee();
        let (a_hashes, b_hashes) = (a_tokens.hashes(), b_tokens.hashes());
        let is_verified = maximal_matches(a_hashes, b_hashes, anchored, min_len, matches, work);

        found.clear();
        if a == b {
            for mut run in take_periodic_runs(matches) {
                if !is_verified && !run.verify(a_hashes, work) {
                    continue;
                }
                push_periods(a, a_tokens, run, settings, found);
            }
        }
        let periods = found.len();
        let lens = (a_hashes.len(), b_hashes.len());
        // From here on `matches` are what ordinary texts have at most.
        let left_out = keep_covering(matches, lens, a == b, min_len);
        work.bounded += left_out;
        let allowed = allowance.steps(left_out, lens.0 + lens.1);
        if !is_verified {
            verify(a_hashes, b_hashes, min_len, matches, work);
        }
        matches.sort_unstable();
        let mut extension = Extension {
            a: a_hashes,
            b: b_hashes,
            same_document: a == b,
            settings,
            aligner,
            allowed,
            gap_cells: 0,
        };
        let mut extended = ExtendedRuns::default();
        let mut cut_short = 0;
        each_chain(matches, a == b, settings, work, |chain| {
            // Nearly all pairs are one chain, and need no record of extended runs.
            let is_only = chain.len() == matches.len();
            if !is_only && extended.hold(chain) {
                return;
            }
            let whole = extension.of(chain);
            cut_short += usize::from(extension.allowed == 0);
            if settings.max_gap() == 0 {
                segments.push(whole);
            } else {
                trim(whole, settings, segments);
            }
            for segment in segments.drain(..) {
                if !is_only {
                    extended.add(&segment, min_len as u32);
                }
                let sums = Sums::new(&segment, a_tokens, b_tokens);
                split_until(
                    &segment,
                    &sums,
                    settings,
                    |part| outcome(part, settings),
                    |part| found.push(sums.passage(&segment, part, (a, b))),
                );
            }
        });
        work.bounded += cut_short;
        work.aligned += extension.gap_cells + allowed - extension.allowed;
        let first = sink.len();
        if found.len() - periods > 1 || (periods > 0 && found.len() > periods) {
            drop_redundant(found, periods, sink, work);
        } else {
            sink.append(found);
        }
        sink[first..].sort_by_key(|passage| (passage.a, passage.b));
    }

    /// The work since the last call.
    pub(crate) fn take_work(&mut self) -> PassageWork {
        std::mem::take(&mut self.work)
    }
}

/// What to do with a part of a segment that has these figures.
fn outcome(passage: &Figures, settings: &PassageSettings) -> Outcome {
    if passage.matched_fifths < 5 * settings.min_words() {
        Outcome::Drop
    } else if passage.identity < settings.min_identity() {
        Outcome::Split
    } else {
        Outcome::Keep
    }
}

/// Adds the passages from each period of a periodic run to the next.
///
/// Example: the run `x y z x y z x` has the period 3 and the passages 0..3 with 3..6, and 3..4 with 6..7 if
/// one token is long enough. Periods shorter than a passage are taken several at a time.
fn push_periods(
    document: DocumentId,
    tokens: &DocumentTokens<'_>,
    run: PeriodicRun,
    settings: &PassageSettings,
    found: &mut Vec<TokenPassage>,
) {
    let fifths = tokens.fifths(run.start..run.start + run.period);
    let unit = run.period * (5 * settings.min_words()).div_ceil(fifths.max(1)) as u32;
    let next_period = |start: u32, len: u32| {
        let [a, b] =
            [start, start + unit].map(|start| TokenRun { document, start, end: start + len });
        TokenPassage::measure((a, tokens), (b, tokens), vec![Edit::Equal { len }])
    };
    let mut start = run.start;
    while start + 2 * unit <= run.end {
        found.push(next_period(start, unit));
        start += unit;
    }
    // The last period is incomplete.
    let rest = run.end.saturating_sub(start + unit);
    if rest > 0 {
        let passage = next_period(start, rest);
        if passage.matches_at_least(settings.min_words(), tokens) {
            found.push(passage);
        }
    }
}
