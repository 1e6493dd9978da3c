//! All passages between two documents, or inside one.

use super::align::Aligner;
use super::allowance::{Allowance, EACH, whole};
use super::anchor::Anchor;
use super::chain::{each_chain, overlap};
use super::document::DocumentTokens;
use super::edits::{Edit, Script};
use super::effort::Effort;
use super::equal::{common_prefix, common_suffix};
use super::matches::{
    ExactMatch, PeriodicRun, keep_covering, maximal_matches, take_periodic_runs, verify,
};
use super::place::{Places, project};
use super::run::{Passage, TokenRun};
use super::settings::PassageSettings;
use super::trim::{Fate, Figures, Segment, Sums, split_until, trim};
use crate::model::DocumentId;
use std::collections::BTreeMap;

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
        let allowance = Allowance { share, each: EACH * anchors.len() as u64 };
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

/// Makes a chain as long as it can be, as long as there is an allowance for it.
struct Extension<'e> {
    a: &'e [u64],
    b: &'e [u64],
    same_document: bool,
    settings: &'e PassageSettings,
    aligner: &'e mut Aligner,
    /// How many steps may still be taken to extend the chains of the pair.
    allowed: u64,
    /// How many cells were filled to close gaps.
    gap_cells: u64,
}

impl Extension<'_> {
    /// A chain with the gaps aligned and the ends extended, unless no gap is allowed.
    fn of(&mut self, chain: &[ExactMatch]) -> Segment {
        let (first, last) = (chain[0], chain[chain.len() - 1]);
        let mut script = self.close_gaps(chain);
        self.gap_cells += std::mem::take(&mut self.aligner.cells);
        if self.settings.max_gap() == 0 {
            return Segment { a: first.a, b: first.b, edits: script.into_edits() };
        }
        // Inside one document side a must not run into side b.
        let a_limit = if self.same_document { first.b as usize } else { self.a.len() };
        let end = (last.a_end() as usize, last.b_end() as usize);
        let (a_end, _) = self.forward(end, a_limit, &mut script);
        let b_limit = if self.same_document { a_end } else { 0 };
        let start = (first.a as usize, first.b as usize);
        let ((a, b), heads) = self.backward(start, b_limit);
        if !heads.is_empty() {
            let mut whole = Script::default();
            for head in heads.iter().rev() {
                whole.append(head.edits());
            }
            whole.append(script.edits());
            script = whole;
        }
        Segment { a: a as u32, b: b as u32, edits: script.into_edits() }
    }

    /// Takes from the allowance what an extension over so many tokens cost.
    fn pay(&mut self, tokens: usize) {
        let cells = std::mem::take(&mut self.aligner.cells);
        self.allowed = self.allowed.saturating_sub(tokens as u64 + cells);
    }

    fn close_gaps(&mut self, chain: &[ExactMatch]) -> Script {
        let mut script = Script::equal(chain[0].len as usize);
        for pair in chain.windows(2) {
            let (earlier, later) = (pair[0], pair[1]);
            let skip = overlap(earlier, later);
            let a_gap = &self.a[earlier.a_end() as usize..(later.a + skip) as usize];
            let b_gap = &self.b[earlier.b_end() as usize..(later.b + skip) as usize];
            self.aligner.close_gap(a_gap, b_gap, self.settings, &mut script);
            script.push_equal((later.len - skip) as usize);
        }
        script
    }

    /// Goes on behind a chain that ends at `end`; gives where that ends.
    fn forward(
        &mut self,
        end: (usize, usize),
        a_limit: usize,
        script: &mut Script,
    ) -> (usize, usize) {
        let (mut a_end, mut b_end) = end;
        while self.allowed > 0 {
            let (a_rest, b_rest) = (&self.a[a_end..a_limit], &self.b[b_end..]);
            let (i, j) = self.aligner.extend_forward(a_rest, b_rest, self.settings, script);
            if (i, j) == (0, 0) {
                self.pay(0);
                break;
            }
            let more = common_prefix(&a_rest[i..], &b_rest[j..], usize::MAX);
            script.push_equal(more);
            (a_end, b_end) = (a_end + i + more, b_end + j + more);
            self.pay(i.max(j) + more);
        }
        (a_end, b_end)
    }

    /// Goes on before a chain that begins at `start`; gives where that begins, and the steps from
    /// there, the last first.
    fn backward(&mut self, start: (usize, usize), b_limit: usize) -> ((usize, usize), Vec<Script>) {
        let (mut a_start, mut b_start) = start;
        let mut heads = Vec::new();
        while self.allowed > 0 {
            let (a_rest, b_rest) = (&self.a[..a_start], &self.b[b_limit..b_start]);
            let mut head = Script::default();
            let (i, j) = self.aligner.extend_backward(a_rest, b_rest, self.settings, &mut head);
            if (i, j) == (0, 0) {
                self.pay(0);
                break;
            }
            heads.push(head);
            (a_start, b_start) = (a_start - i, b_start - j);
            let mut head = Script::default();
            let more = common_suffix(&self.a[..a_start], &self.b[b_limit..b_start], usize::MAX);
            head.push_equal(more);
            heads.push(head);
            (a_start, b_start) = (a_start - more, b_start - more);
            self.pay(i.max(j) + more);
        }
        ((a_start, b_start), heads)
    }
}

/// The equal runs of the segments of a pair so far, by diagonal.
///
/// Between the matches of an edited text there may be gaps too long for a chain, but with enough equal
/// words for an extension. Then the first chain is extended over the matches of all others, and each
/// of these would be extended over all of it again, with the same result. A chain whose matches are
/// all in an equal run of an earlier segment is left out.
#[derive(Default)]
struct Passed(BTreeMap<(i64, u32), u32>);

impl Passed {
    /// Adds the equal runs of at least so many tokens: no match is shorter.
    fn add(&mut self, segment: &Segment, min_len: u32) {
        let (mut a, mut b) = (segment.a, segment.b);
        for edit in &segment.edits {
            if edit.is_equal() && edit.a_len() >= min_len {
                let end = self.0.entry((i64::from(b) - i64::from(a), a)).or_default();
                *end = (*end).max(a + edit.a_len());
            }
            (a, b) = (a + edit.a_len(), b + edit.b_len());
        }
    }

    fn hold(&self, chain: &[ExactMatch]) -> bool {
        !self.0.is_empty()
            && chain.iter().all(|at| {
                let runs = self.0.range((at.diagonal(), 0)..=(at.diagonal(), at.a));
                runs.last().is_some_and(|(_, &end)| at.a_end() <= end)
            })
    }
}

/// How many passages of a pair a new one is compared with, to see whether it follows from them.
const MAX_COMPARED: usize = 4096;

/// How many of these comparisons there are for each passage of the pair, and besides. What is not
/// compared is kept.
const COMPARED: usize = 64;
const LEAST_COMPARED: usize = 1 << 16;

/// Drops passages that say nothing new: all of whose tokens lie in passages that were kept, and
/// whose two places are joined by those already. The first `given` stay.
fn keep_informative(
    found: &mut Vec<Passage>,
    given: usize,
    sink: &mut Vec<Passage>,
    effort: &mut Effort,
) {
    let mut kept = Kept::new(found);
    let mut rest = found.split_off(given);
    for passage in found.drain(..) {
        kept.push(passage);
    }
    rest.sort_by(|x, y| {
        y.matched_words.cmp(&x.matched_words).then_with(|| (x.a, x.b).cmp(&(y.a, y.b)))
    });
    // What is half new on one side comes first, then what adds most, so that a periodic text is
    // covered in few steps.
    let mut left = Vec::new();
    for passage in rest {
        let (a_new, b_new) = kept.new_tokens(&passage);
        if 2 * a_new >= passage.a.len() || 2 * b_new >= passage.b.len() {
            kept.push(passage);
        } else {
            left.push((a_new.max(b_new), passage));
        }
    }
    left.sort_by_key(|(new, _)| usize::MAX - new);
    for (_, passage) in left {
        if kept.new_tokens(&passage) != (0, 0) || !kept.implies(&passage) {
            kept.push(passage);
        }
    }
    effort.placed += kept.places.looked + kept.compared as u64;
    sink.append(&mut kept.passages);
}

/// Passages of one pair, what they cover and which places they join.
struct Kept {
    passages: Vec<Passage>,
    /// The covered tokens of the two documents; of the first alone, if they are the same.
    covers: [Cover; 2],
    b_side: usize,
    places: Places,
    /// How many passages were compared with one another, and how many may be.
    compared: usize,
    allowed: usize,
}

impl Kept {
    /// Nothing yet, with room for `all`.
    fn new(all: &[Passage]) -> Kept {
        let same = all.iter().any(|passage| passage.a.document == passage.b.document);
        let b_runs = all.iter().map(|passage| passage.b);
        let a_runs = all.iter().map(|passage| passage.a);
        let covers = if same {
            [Cover::over(a_runs.chain(b_runs)), Cover::over(std::iter::empty())]
        } else {
            [Cover::over(a_runs), Cover::over(b_runs)]
        };
        let b_side = usize::from(!same);
        let allowed = LEAST_COMPARED + COMPARED * all.len();
        let places = Places::default();
        Kept { passages: Vec::new(), covers, b_side, places, compared: 0, allowed }
    }

    fn push(&mut self, passage: Passage) {
        self.covers[0].add(passage.a);
        self.covers[self.b_side].add(passage.b);
        let [a, b] = [passage.a, passage.b].map(|run| self.places.find_or_add(run));
        self.places.join(a, b);
        self.passages.push(passage);
    }

    fn new_tokens(&self, passage: &Passage) -> (usize, usize) {
        let a_new = self.covers[0].new_tokens(passage.a);
        (a_new, self.covers[self.b_side].new_tokens(passage.b))
    }

    /// Whether a passage follows from those that were kept: they lead from one of its places to
    /// the other, or it is a part of one of them.
    fn implies(&mut self, passage: &Passage) -> bool {
        if let [Some(a), Some(b)] = [passage.a, passage.b].map(|run| self.places.find(run))
            && self.places.root(a) == self.places.root(b)
        {
            return true;
        }
        let most = MAX_COMPARED.min(self.allowed.saturating_sub(self.compared));
        self.passages.iter().take(most).any(|kept| {
            self.compared += 1;
            kept.a.holds(passage.a)
                && kept.b.holds(passage.b)
                && project(kept, passage.a, true).is_same_place(passage.b)
        })
    }
}

/// Which tokens of a stretch are covered: one bit each.
struct Cover {
    base: u32,
    bits: Vec<u64>,
}

impl Cover {
    fn over(runs: impl Iterator<Item = TokenRun>) -> Cover {
        let (mut start, mut end) = (u32::MAX, 0);
        for run in runs {
            (start, end) = (start.min(run.start), end.max(run.end));
        }
        let len = end.saturating_sub(start) as usize;
        Cover { base: start, bits: vec![0; len.div_ceil(64)] }
    }

    fn add(&mut self, run: TokenRun) {
        self.each_word(run, |word, mask| *word |= mask);
    }

    fn new_tokens(&self, run: TokenRun) -> usize {
        let mut new = 0;
        for (word, mask) in words_of(run.start - self.base..run.end - self.base) {
            new += (mask & !self.bits[word]).count_ones() as usize;
        }
        new
    }

    fn each_word(&mut self, run: TokenRun, mut change: impl FnMut(&mut u64, u64)) {
        for (word, mask) in words_of(run.start - self.base..run.end - self.base) {
            change(&mut self.bits[word], mask);
        }
    }
}

/// The words that hold a range of bits, each with the bits of the range.
fn words_of(bits: std::ops::Range<u32>) -> impl Iterator<Item = (usize, u64)> {
    let (first, end) = (bits.start / 64, bits.end.div_ceil(64));
    (first..end).map(move |word| {
        let low = bits.start.saturating_sub(word * 64);
        let high = (bits.end - word * 64).min(64);
        let mask = (u64::MAX >> (64 - high)) & (u64::MAX << low);
        (word as usize, mask)
    })
}
