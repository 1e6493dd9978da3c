//! Cuts a chain where it runs over text that is not shared.

use super::edits::Edit;
use super::run::Passage;
use super::settings::PassageSettings;
use std::cmp::Reverse;

/// A stretch of an edit script and where it starts on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    pub(super) a: u32,
    pub(super) b: u32,
    pub(super) edits: Vec<Edit>,
}

impl Segment {
    pub(super) fn a_len(&self) -> u32 {
        self.edits.iter().map(|edit| edit.a_len()).sum()
    }

    pub(super) fn b_len(&self) -> u32 {
        self.edits.iter().map(|edit| edit.b_len()).sum()
    }

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

/// Gives to `sink` the parts of a segment in which every head and every tail earns more than it
/// costs, and the score never falls by more than one longest change (the X-drop of Zhang, Berman &
/// Miller 1998).
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

/// What becomes of a passage.
pub(super) enum Fate {
    /// It is what was looked for.
    Kept,
    /// Parts of it may be.
    Cut,
    /// No part of it is.
    Left,
}

/// Cuts a passage at its largest change, and each part again, as long as that is its fate. A
/// verbatim run inside a passage that is none is not lost.
pub(super) fn split_until(
    passage: Passage,
    settings: &PassageSettings,
    measure: impl Fn(Segment) -> Passage,
    fate: impl Fn(&Passage) -> Fate,
    kept: &mut Vec<Passage>,
) {
    let mut next = Some(passage);
    let mut open = Vec::new();
    while let Some(passage) = next.take().or_else(|| open.pop()) {
        match fate(&passage) {
            Fate::Kept => kept.push(passage),
            Fate::Left => {}
            Fate::Cut => {
                let segment =
                    Segment { a: passage.a.start, b: passage.b.start, edits: passage.edits };
                let cost = |edit: &Edit| settings.change_cost(edit.a_len(), edit.b_len());
                let largest = (1..segment.edits.len().saturating_sub(1))
                    .filter(|&at| !segment.edits[at].is_equal())
                    .max_by_key(|&at| (cost(&segment.edits[at]), Reverse(at)));
                if let Some(at) = largest {
                    open.push(measure(segment.part(at + 1, segment.edits.len())));
                    next = Some(measure(segment.part(0, at)));
                }
            }
        }
    }
}
