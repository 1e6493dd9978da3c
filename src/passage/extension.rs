//! Chains of exact matches, turned into segments: gaps aligned, ends extended over changes.
//!
//! Example: behind a chain the texts go on `… and we agreed` and `… and they agreed to meet`. If enough
//! equal tokens follow the change of one word, they pay for it (see `align`), and the segment goes on
//! behind it. Extension repeats until no change is paid for.
//!
//! Invariant: within one document the two sides of a segment never overlap.
//!
//! Cost: the steps for all ends of a pair have an allowance (see `allowance`). A chain without
//! allowance ends with its last exact match.

use super::align::Aligner;
use super::chain::overlap;
use super::common_ends::{common_prefix, common_suffix};
use super::edits::Script;
use super::matches::ExactMatch;
use super::settings::PassageSettings;
use super::trim::Segment;
use std::collections::BTreeMap;

/// Turns the chains of one pair into segments, within an allowance of steps.
pub(super) struct Extension<'e> {
    pub(super) a: &'e [u64],
    pub(super) b: &'e [u64],
    pub(super) same_document: bool,
    pub(super) settings: &'e PassageSettings,
    pub(super) aligner: &'e mut Aligner,
    /// How many steps may still be taken to extend the chains of the pair.
    pub(super) allowed: u64,
    /// How many cells were filled to close gaps.
    pub(super) gap_cells: u64,
}

impl Extension<'_> {
    /// The segment of a chain: its gaps are aligned, and its ends extended unless `max_gap` is 0.
    pub(super) fn of(&mut self, chain: &[ExactMatch]) -> Segment {
        let (first, last) = (chain[0], chain[chain.len() - 1]);
        let mut script = self.close_gaps(chain);
        self.gap_cells += std::mem::take(&mut self.aligner.cells);
        if self.settings.max_gap() == 0 {
            return Segment { a: first.a, b: first.b, edits: script.into_edits() };
        }
        // Within one document side a must end where side b starts, at the latest. The end is extended
        // first; side b may then start no earlier than side a ends.
        let a_limit = if self.same_document { first.b as usize } else { self.a.len() };
        let end = (last.a_end() as usize, last.b_end() as usize);
        let (a_end, _) = self.forward(end, a_limit, &mut script);
        let b_limit = if self.same_document { a_end } else { 0 };
        let start = (first.a as usize, first.b as usize);
        let ((a, b), heads) = self.backward(start, b_limit);
        if !heads.is_empty() {
            // Steps were collected from the chain outwards: the furthest comes first in the text.
            let mut whole = Script::default();
            for head in heads.iter().rev() {
                whole.append(head.edits());
            }
            whole.append(script.edits());
            script = whole;
        }
        Segment { a: a as u32, b: b as u32, edits: script.into_edits() }
    }

    /// Takes the cost of an extension from the allowance: its tokens, and the cells that were filled.
    fn pay(&mut self, tokens: usize) {
        let cells = std::mem::take(&mut self.aligner.cells);
        self.allowed = self.allowed.saturating_sub(tokens as u64 + cells);
    }

    /// The edit script of a chain without its ends. Tokens in which two matches overlap count for the
    /// earlier one, so the gap of the other side becomes an insertion or a deletion.
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

    /// Extends a chain behind `end`, and returns the new end.
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

    /// Extends a chain before `start`, and returns the new start and the steps to the old one, the last
    /// step first.
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

/// The equal runs of the segments of a pair so far: the end of each by its diagonal and start.
///
/// Gaps between the matches of an edited text may be too long for one chain, and still have enough equal
/// words for an extension. The first chain is then extended over the matches of all others, and each
/// of these would be extended over all of it again, with the same result. A chain is skipped if all
/// its matches lie in equal runs of earlier segments.
#[derive(Default)]
pub(super) struct ExtendedRuns(BTreeMap<(i64, u32), u32>);

impl ExtendedRuns {
    /// Adds the equal runs of at least so many tokens: no match is shorter.
    pub(super) fn add(&mut self, segment: &Segment, min_len: u32) {
        let (mut a, mut b) = (segment.a, segment.b);
        for edit in &segment.edits {
            if edit.is_equal() && edit.a_len() >= min_len {
                let end = self.0.entry((i64::from(b) - i64::from(a), a)).or_default();
                *end = (*end).max(a + edit.a_len());
            }
            (a, b) = (a + edit.a_len(), b + edit.b_len());
        }
    }

    /// Whether all matches of a chain lie in these runs.
    pub(super) fn hold(&self, chain: &[ExactMatch]) -> bool {
        !self.0.is_empty()
            && chain.iter().all(|at| {
                let runs = self.0.range((at.diagonal(), 0)..=(at.diagonal(), at.a));
                runs.last().is_some_and(|(_, &end)| at.a_end() <= end)
            })
    }
}
