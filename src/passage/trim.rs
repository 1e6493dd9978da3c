//! Segments, cut where they run over text that is not shared.
//!
//! 1. [`trim`] cuts a segment where its score falls: every start and every end of a part earns more than it
//!    costs.
//! 2. [`split_until`] cuts a part whose identity is too low at its largest change, and each half again,
//!    until a part is a passage or has too few equal words.
//!
//! Invariant: a part starts and ends with equal tokens, and no equal tokens are lost that could make a
//! passage of their own.
//!
//! Cost: O(e) for e steps of an edit script, besides the parts themselves; see [`split_until`].

use super::document::DocumentTokens;
use super::edits::Edit;
use super::run::{TokenPassage, TokenRun, identity, whole_words};
use super::settings::PassageSettings;
use crate::model::{DocumentId, Similarity};
use std::ops::Range;

/// A part of an edit script, and its start on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    pub(super) a: u32,
    pub(super) b: u32,
    pub(super) edits: Vec<Edit>,
}

impl Segment {
    /// The steps `from..to` as a segment of its own.
    fn part(&self, from: usize, to: usize) -> Segment {
        let before = &self.edits[..from];
        Segment {
            a: self.a + before.iter().map(|edit| edit.a_len()).sum::<u32>(),
            b: self.b + before.iter().map(|edit| edit.b_len()).sum::<u32>(),
            edits: self.edits[from..to].to_vec(),
        }
    }
}

/// Appends to `sink` the parts of a segment whose score never falls to 0 and never by more than one longest
/// change (the X-drop of Zhang, Berman & Miller 1998). A part ends where its score is highest.
///
/// Example, with the cost of a change in brackets: 20 equal, a change (5), 3 equal, a change (9), 30
/// equal. The score is 20, 15, 18, 9, 39: one part. With 8 equal tokens instead of the 20 it is 8, 3,
/// 6, then below 0: the first part ends after the 8 tokens, then parts start at the 3 and at the 30.
pub(super) fn trim(whole: Segment, settings: &PassageSettings, sink: &mut Vec<Segment>) {
    let edits = &whole.edits;
    let mut start = 0;
    while start < edits.len() {
        if !edits[start].is_equal() {
            start += 1;
            continue;
        }
        let (mut score, mut best, mut best_end) = (0_i64, 0_i64, start);
        for (at, edit) in edits.iter().enumerate().skip(start) {
            if let Edit::Equal { len } = edit {
                score += i64::from(*len);
                if score > best {
                    (best, best_end) = (score, at + 1);
                }
            } else {
                score -= settings.change_cost(edit.a_len(), edit.b_len());
                if score <= 0 || best - score > settings.max_drop() {
                    break;
                }
            }
        }
        if start == 0 && best_end == edits.len() {
            sink.push(whole);
            return;
        }
        // The loop sees at least the equal run at `start`, so `best_end` lies behind it.
        sink.push(whole.part(start, best_end));
        start = best_end;
    }
}

/// What to do with a part of a segment.
pub(super) enum Outcome {
    /// It is a passage.
    Keep,
    /// It is none, but parts of it may be.
    Split,
    /// No part of it is one.
    Drop,
}

/// The figures of a part that its outcome depends on.
pub(super) struct Figures {
    /// In fifths of a word.
    pub(super) matched_fifths: usize,
    pub(super) identity: Similarity,
}

/// Cuts a segment at its largest change (the first of equal ones), and each half again, as long as the
/// outcome of a part is [`Outcome::Split`]. Gives the parts to keep, as ranges of steps, to `kept`.
///
/// A text with every fourth word changed is cut at each change. Searching each part for its largest
/// change would take the square of its length, so a Cartesian tree has them all: the largest change at
/// the root, below it the largest on its left and on its right. With changes of 2, 5, 3, 5 and 1
/// tokens the root is the first 5; below it are the 2 and the other 5, and below that the 3 and the 1.
/// The figures of a part are the difference of two prefix sums.
///
/// O(e) for e steps, besides the calls of `kept`.
pub(super) fn split_until(
    segment: &Segment,
    sums: &Sums,
    settings: &PassageSettings,
    outcome: impl Fn(&Figures) -> Outcome,
    mut kept: impl FnMut(Range<usize>),
) {
    let whole = 0..segment.edits.len();
    match outcome(&sums.figures(whole.clone())) {
        Outcome::Keep => return kept(whole),
        Outcome::Drop => return,
        Outcome::Split => {}
    }
    let cuts = Cuts::new(&segment.edits, settings);
    let mut open = vec![(whole, cuts.root)];
    while let Some((part, cut)) = open.pop() {
        match outcome(&sums.figures(part.clone())) {
            Outcome::Keep => kept(part),
            Outcome::Drop => {}
            Outcome::Split => {
                if let Some(at) = cut {
                    let [before, behind] = cuts.below[at];
                    open.push((at + 1..part.end, behind));
                    open.push((part.start..at, before));
                }
            }
        }
    }
}

/// The Cartesian tree of the changes of a script.
struct Cuts {
    root: Option<usize>,
    /// For each change, the largest change on its left and on its right, up to the next larger one.
    below: Vec<[Option<usize>; 2]>,
}

impl Cuts {
    fn new(edits: &[Edit], settings: &PassageSettings) -> Cuts {
        let cost = |at: usize| settings.change_cost(edits[at].a_len(), edits[at].b_len());
        let mut below = vec![[None; 2]; edits.len()];
        // The right edge of the tree so far: costs fall from the root on. A new change takes the place
        // of the smaller ones at its end, which become its left subtree.
        let mut falling: Vec<usize> = Vec::new();
        for at in (0..edits.len()).filter(|&at| !edits[at].is_equal()) {
            let mut before = None;
            while let Some(smaller) = falling.pop_if(|&mut last| cost(last) < cost(at)) {
                before = Some(smaller);
            }
            below[at][0] = before;
            if let Some(&larger) = falling.last() {
                below[larger][1] = Some(at);
            }
            falling.push(at);
        }
        Cuts { root: falling.first().copied(), below }
    }
}

/// The prefix sums of the steps of a segment.
pub(super) struct Sums(Vec<Sum>);

/// The sums of all steps before one.
#[derive(Clone, Copy, Default)]
struct Sum {
    /// Tokens on both sides.
    a: u32,
    b: u32,
    /// Fifths of a word on both sides, and equal ones.
    a_fifths: usize,
    b_fifths: usize,
    equal_fifths: usize,
}

impl Sums {
    pub(super) fn new(segment: &Segment, a: &DocumentTokens<'_>, b: &DocumentTokens<'_>) -> Sums {
        let mut at = Sum::default();
        let steps = segment.edits.iter().map(|edit| {
            let (a_at, b_at) = (segment.a + at.a, segment.b + at.b);
            at.a += edit.a_len();
            at.b += edit.b_len();
            let fifths = a.fifths(a_at..segment.a + at.a);
            at.a_fifths += fifths;
            at.b_fifths += b.fifths(b_at..segment.b + at.b);
            if edit.is_equal() {
                at.equal_fifths += fifths;
            }
            at
        });
        Sums(std::iter::once(Sum::default()).chain(steps).collect())
    }

    fn figures(&self, part: Range<usize>) -> Figures {
        let [from, to] = [self.0[part.start], self.0[part.end]];
        let longer = (to.a_fifths - from.a_fifths).max(to.b_fifths - from.b_fifths);
        let matched_fifths = to.equal_fifths - from.equal_fifths;
        Figures { matched_fifths, identity: identity(matched_fifths, longer) }
    }

    /// A part of the segment as a passage of two documents.
    pub(super) fn passage(
        &self,
        segment: &Segment,
        part: Range<usize>,
        (a, b): (DocumentId, DocumentId),
    ) -> TokenPassage {
        let [from, to] = [self.0[part.start], self.0[part.end]];
        let Figures { matched_fifths, identity } = self.figures(part.clone());
        let run =
            |document, start, from, to| TokenRun { document, start: start + from, end: start + to };
        TokenPassage {
            a: run(a, segment.a, from.a, to.a),
            b: run(b, segment.b, from.b, to.b),
            matched_words: whole_words(matched_fifths),
            identity,
            edits: segment.edits[part].to_vec(),
        }
    }
}
