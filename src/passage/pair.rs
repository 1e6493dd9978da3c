//! All passages between two documents, or inside one.

use super::align::Aligner;
use super::allowance::{Allowance, EACH, whole};
use super::anchor::Anchor;
use super::chain::each_chain;
use super::document::DocumentTokens;
use super::edits::Edit;
use super::effort::Effort;
use super::extension::{Extension, Passed};
use super::informative::keep_informative;
use super::matches::{
    ExactMatch, PeriodicRun, keep_covering, maximal_matches, take_periodic_runs, verify,
};
use super::run::{Passage, TokenRun};
use super::settings::PassageSettings;
use super::trim::{Fate, Figures, Segment, Sums, split_until, trim};
use crate::model::DocumentId;

/// Finds the passages of one pair of documents at a time; keeps its memory for the next pair.
///
/// # Examples
/// ```
/// use retold::passage::{Anchor, PairComparer};
/// use retold::{DocumentId, DocumentTokens, PassageSettings};
///
/// let tokens: Vec<u64> = (0..20).collect();
/// let documents = [DocumentTokens::new(&tokens), DocumentTokens::new(&tokens[4..])];
/// let (a, b) = (DocumentId(0), DocumentId(1));
/// let anchors = [Anchor { a, b, a_position: 9, b_position: 5, len: 6 }];
///
/// let mut passages = Vec::new();
/// let mut comparer = PairComparer::new(PassageSettings::default());
/// comparer.compare(&anchors, &documents, &mut passages);
/// assert_eq!(passages[0].a.range(), 4..20);
/// ```
pub struct PairComparer {
    settings: PassageSettings,
    aligner: Aligner,
    // What a pair needs while it is compared, and the next one again: many pairs are short work.
    anchored: Vec<ExactMatch>,
    matches: Vec<ExactMatch>,
    segments: Vec<Segment>,
    found: Vec<Passage>,
    effort: Effort,
}

impl PairComparer {
    /// A comparer that has compared nothing yet.
    ///
    /// # Examples
    /// ```
    /// let comparer = retold::passage::PairComparer::new(Default::default());
    /// ```
    pub fn new(settings: PassageSettings) -> PairComparer {
        PairComparer {
            settings,
            aligner: Aligner::default(),
            anchored: Vec::new(),
            matches: Vec::new(),
            segments: Vec::new(),
            found: Vec::new(),
            effort: Effort::default(),
        }
    }

    /// Appends to `sink` the passages of a pair of documents, sorted by place. `anchors` are all
    /// anchors of the pair, at least one, in any order.
    ///
    /// Anchors grow to maximal exact matches, matches are chained over gaps, gaps are aligned, the
    /// ends extended over short changes, and what does not pay for itself is cut off, as is what has
    /// fewer equal words than [`min_words`](PassageSettings::min_words). Passages that follow from
    /// others of the pair are dropped, so that a text that occurs n times in one document and m
    /// times in the other gives about n + m passages, not n · m.
    ///
    /// O(n log n + c) for n anchors and c tokens that are covered, except for the alignment of
    /// gaps, which takes (gap + 1)² for each.
    ///
    /// # Panics
    /// In debug builds, if the anchors are of several pairs.
    ///
    /// # Examples
    /// See [`PairComparer`].
    pub fn compare(
        &mut self,
        anchors: &[Anchor],
        documents: &[DocumentTokens<'_>],
        sink: &mut Vec<Passage>,
    ) {
        let Some(&Anchor { a, b, .. }) = anchors.first() else { return };
        let share = whole(&documents[a.index()]).max(whole(&documents[b.index()]));
        let allowance = Allowance { share, each: EACH * anchors.len() as u64, narrow: 1.0 };
        self.compare_within(allowance, anchors, documents, sink);
    }

    /// [`compare`](Self::compare), where no more steps than that are taken to extend passages.
    pub(crate) fn compare_within(
        &mut self,
        allowance: Allowance,
        anchors: &[Anchor],
        documents: &[DocumentTokens<'_>],
        sink: &mut Vec<Passage>,
    ) {
        let Some(&Anchor { a, b, .. }) = anchors.first() else { return };
        debug_assert!(anchors.iter().all(|x| (x.a, x.b) == (a, b)), "anchors of one pair");
        let (a_tokens, b_tokens) = (&documents[a.index()], &documents[b.index()]);
        let PairComparer { settings, aligner, anchored, matches, segments, found, effort } = self;
        let settings = &*settings;
        anchored.clear();
        anchored.extend(anchors.iter().map(|anchor| ExactMatch {
            a: anchor.a_position,
            b: anchor.b_position,
            len: anchor.len,
        }));
        let min_len = settings.guarantee();
        let (a_hashes, b_hashes) = (a_tokens.hashes(), b_tokens.hashes());
        let is_verified = maximal_matches(a_hashes, b_hashes, anchored, min_len, matches, effort);

        found.clear();
        if a == b {
            for mut run in take_periodic_runs(matches) {
                if !is_verified && !run.verify(a_hashes, effort) {
                    continue;
                }
                push_periods(a, a_tokens, run, settings, found);
            }
        }
        let periods = found.len();
        let lens = (a_hashes.len(), b_hashes.len());
        let left_out = keep_covering(matches, lens, a == b, min_len);
        effort.bounded += left_out;
        let allowed = allowance.steps(left_out, lens.0 + lens.1);
        if !is_verified {
            verify(a_hashes, b_hashes, min_len, matches, effort);
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
        let mut passed = Passed::default();
        let mut cut_short = 0;
        each_chain(matches, a == b, settings, effort, |chain| {
            let is_only = chain.len() == matches.len();
            if !is_only && passed.hold(chain) {
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
                    passed.add(&segment, min_len as u32);
                }
                let sums = Sums::new(&segment, a_tokens, b_tokens);
                split_until(
                    &segment,
                    &sums,
                    settings,
                    |part| fate(part, settings),
                    |part| found.push(sums.passage(&segment, part, (a, b))),
                );
            }
        });
        effort.bounded += cut_short;
        effort.aligned += extension.gap_cells + allowed - extension.allowed;
        let first = sink.len();
        if found.len() - periods > 1 || (periods > 0 && found.len() > periods) {
            keep_informative(found, periods, sink, effort);
        } else {
            sink.append(found);
        }
        sink[first..].sort_by_key(|passage| (passage.a, passage.b));
    }

    /// What the comparisons took since this was last asked.
    pub(crate) fn take_effort(&mut self) -> Effort {
        std::mem::take(&mut self.effort)
    }
}

fn fate(passage: &Figures, settings: &PassageSettings) -> Fate {
    if passage.matched_fifths < 5 * settings.min_words() {
        Fate::Left
    } else if passage.identity < settings.min_identity() {
        Fate::Cut
    } else {
        Fate::Kept
    }
}

/// Passages from each period of a periodic run to the next.
///
/// Periods too short to be passages are taken several at a time.
fn push_periods(
    document: DocumentId,
    tokens: &DocumentTokens<'_>,
    run: PeriodicRun,
    settings: &PassageSettings,
    found: &mut Vec<Passage>,
) {
    let fifths = tokens.fifths(run.start..run.start + run.period);
    let unit = run.period * (5 * settings.min_words()).div_ceil(fifths.max(1)) as u32;
    let told_again = |start: u32, len: u32| {
        let [a, b] =
            [start, start + unit].map(|start| TokenRun { document, start, end: start + len });
        Passage::measure((a, tokens), (b, tokens), vec![Edit::Equal { len }])
    };
    let mut start = run.start;
    while start + 2 * unit <= run.end {
        found.push(told_again(start, unit));
        start += unit;
    }
    // The last time the text breaks off.
    let rest = run.end.saturating_sub(start + unit);
    if rest > 0 {
        let passage = told_again(start, rest);
        if passage.matches_at_least(settings.min_words(), tokens) {
            found.push(passage);
        }
    }
}
