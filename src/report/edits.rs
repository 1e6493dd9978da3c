//! The changes between two places of a passage, in bytes of both texts.

use super::place::Place;
use super::records::{Change, Passage, Repeat};
use crate::model::{Similarity, Span};

/// One step from the first place of a passage to the second.
///
/// The steps of a passage cover both places without a gap, in order: their spans in the first text
/// make up the first place, and those in the second text the second.
///
/// # Examples
/// ```
/// use retold::report::EditKind;
///
/// let old = "Put the dough into the oven at once and bake it for 12 minutes, until the crust is brown.";
/// let new = "Put the dough into the oven at once and bake it for 13 minutes, until the crust is brown.";
/// let report = retold::scan([old, new]);
/// let edits = report.pairs()[0].passages[0].edits();
/// assert_eq!(edits.len(), 3);
/// assert_eq!(edits[1].kind, EditKind::Replace);
/// assert_eq!((&old[edits[1].a.range()], &new[edits[1].b.range()]), ("12", "13"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct EditStep {
    /// The kind of the step.
    pub kind: EditKind,
    /// The bytes in the first text; empty for [`EditKind::Insert`].
    pub a: Span,
    /// The bytes in the second text; empty for [`EditKind::Delete`].
    pub b: Span,
}

/// The kinds of [`EditStep`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum EditKind {
    /// The same words on both sides. Case, punctuation and white space may differ; where whole
    /// segments are compared, the order of the words may, too.
    Equal,
    /// Words of the first text for which the second has others.
    Replace,
    /// Words that the second text alone has.
    Insert,
    /// Words that the first text alone has.
    Delete,
}

impl Passage {
    /// How the place in the first document becomes the place in the second.
    ///
    /// If whole segments are compared, no changes are listed: the script of two places that differ
    /// is then one step, which replaces the one by the other.
    pub fn edits(&self) -> Vec<EditStep> {
        edits([self.a, self.b], &self.changes, self.identity)
    }
}

impl Repeat {
    /// How the earlier place becomes the later one, as [`Passage::edits`] says.
    pub fn edits(&self) -> Vec<EditStep> {
        edits([self.a, self.b], &self.changes, self.identity)
    }
}

fn edits([a, b]: [Place; 2], changes: &[Change], identity: Similarity) -> Vec<EditStep> {
    if changes.is_empty() {
        let kind = if identity == Similarity::ONE { EditKind::Equal } else { EditKind::Replace };
        return vec![EditStep { kind, a: a.span(), b: b.span() }];
    }
    let mut steps = Vec::with_capacity(2 * changes.len() + 1);
    let mut at = [a.start, b.start];
    for change in changes {
        // A report from elsewhere may list changes in any order: steps never overlap all the same.
        let [own_a, own_b] =
            [(change.a, at[0], a.end), (change.b, at[1], b.end)].map(|(span, from, end)| {
                let start = span.start.clamp(from, end);
                Span::new(start, span.end.clamp(start, end))
            });
        push(
            &mut steps,
            EditKind::Equal,
            Span::new(at[0], own_a.start),
            Span::new(at[1], own_b.start),
        );
        let kind = match (own_a.is_empty(), own_b.is_empty()) {
            (true, _) => EditKind::Insert,
            (false, true) => EditKind::Delete,
            (false, false) => EditKind::Replace,
        };
        push(&mut steps, kind, own_a, own_b);
        at = [own_a.end, own_b.end];
    }
    push(&mut steps, EditKind::Equal, Span::new(at[0], a.end), Span::new(at[1], b.end));
    steps
}

/// Adds a step, unless it has no byte on either side.
fn push(steps: &mut Vec<EditStep>, kind: EditKind, a: Span, b: Span) {
    if !a.is_empty() || !b.is_empty() {
        steps.push(EditStep { kind, a, b });
    }
}
