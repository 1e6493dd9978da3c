//! The cuts that keep the block structure of a text intact.
//!
//! Example: in Markdown, a paragraph between a list and an indented code block separates them.
//! Without it, the code would become part of the last item, so the paragraph is kept. Such effects
//! depend on the markup language, so the rest of the text is parsed again and compared with the
//! expected blocks.
//!
//! Cost: at most [`ATTEMPTS`] + 1 parses of a text.

use super::comparison::differences;
use super::kept_blocks::{KeptBlock, kept_blocks};
use super::markup::Markup;
use super::outline::{Outline, Role};
use super::piece_check::fits;
use super::rules::{chosen, keep, parents, settle};
use super::running_text::running_text_of;
use crate::dedup::cuts::cut::cuts;
use retold::text::segments;
use retold::{Span, Unit};
use std::ops::Range;

/// The most attempts. Before the last one, all pieces from the first fault on are kept.
const ATTEMPTS: usize = 8;

/// The bytes that are cut out for each of some pieces of a text, in ascending order; none for a
/// piece that is kept.
///
/// The rest is parsed. It must have the blocks of the text, without running text, items, lists and
/// quotations that were removed as a whole; other running text must have the expected content. If
/// it differs, the pieces near the difference are kept, and the rest is parsed again. If the pieces
/// are segments of a `unit`, the rest must also be divided into the expected segments, so that a
/// second run finds nothing.
pub(in crate::dedup) fn sound_cuts(
    text: &str,
    markup: Markup,
    spans: &[Span],
    unit: Option<Unit>,
) -> Vec<Option<Range<usize>>> {
    let Some(outline) = markup.outline(text) else {
        return cuts(text, spans).into_iter().map(Some).collect();
    };
    let running = outline.running();
    let mut active: Vec<bool> =
        spans.iter().map(|span| fits(text, markup, &outline, &running, *span)).collect();
    // If every line break is a soft wrap, a block of running text is one segment.
    let unit = unit.filter(|_| !markup.wraps());
    let check = CutCheck {
        text,
        markup,
        parents: parents(&outline),
        segments: unit.map_or_else(Vec::new, |unit| segments_of(text, &outline, markup, unit)),
        outline,
        running,
        spans,
        unit,
    };
    for attempt in 1..=ATTEMPTS {
        let gone = settle(text, &check.outline, &check.parents, spans, &mut active);
        if !active.contains(&true) {
            break;
        }
        let cuts = check.cuts(&active, &gone);
        let faults = check.faults(&cuts, &active, &gone);
        let Some(first) = faults.first() else { return all(cuts, &active) };
        if attempt + 1 == ATTEMPTS {
            keep(spans, &mut active, &(first.start..text.len()));
            check.keep_around(first, &mut active);
            continue;
        }
        for fault in &faults {
            check.keep_around(fault, &mut active);
        }
    }
    vec![None; spans.len()]
}

/// The cuts of the active pieces, with none for the others.
fn all(cuts: Vec<Range<usize>>, active: &[bool]) -> Vec<Option<Range<usize>>> {
    let mut cuts = cuts.into_iter();
    active.iter().map(|active| if *active { cuts.next() } else { None }).collect()
}

/// The segments of the running text, each with the hash of its words.
fn segments_of(text: &str, outline: &Outline, markup: Markup, unit: Unit) -> Vec<(Span, u64)> {
    let shown = running_text_of(text, outline, markup);
    let hash = |span: &Span| {
        let words: Vec<&str> = shown[span.range()].split_whitespace().collect();
        super::outline::hash(&words)
    };
    segments(&shown, unit).into_iter().map(|span| (span, hash(&span))).collect()
}

struct CutCheck<'t> {
    text: &'t str,
    markup: Markup,
    outline: Outline,
    parents: Vec<Option<usize>>,
    running: Vec<usize>,
    spans: &'t [Span],
    /// The unit of the segments that are compared, if any.
    unit: Option<Unit>,
    segments: Vec<(Span, u64)>,
}

impl CutCheck<'_> {
    /// The cuts of the active pieces. If an item is removed as a whole, its marker is removed too.
    fn cuts(&self, active: &[bool], gone: &[bool]) -> Vec<Range<usize>> {
        let mut own = chosen(self.spans, active);
        for &node in self.running.iter().filter(|&&node| gone[node]) {
            let block = &self.outline.nodes[node];
            let first = own.partition_point(|span| span.end <= block.range.start);
            if let Some(span) = own.get_mut(first).filter(|span| span.start < block.range.end) {
                span.start = block.marker;
            }
        }
        cuts(self.text, &own)
    }

    /// The ranges of the text where the rest differs from the expected blocks.
    fn faults(&self, cuts: &[Range<usize>], active: &[bool], gone: &[bool]) -> Vec<Range<usize>> {
        let rest = without(self.text, cuts);
        let Some(found) = self.markup.outline(&rest) else { return Vec::new() };
        let expected = kept_blocks(self.text, &self.outline, cuts, gone);
        let nodes = kept_blocks::<Range<usize>>(&rest, &found, &[], &[]);
        let keys = |left: &[KeptBlock]| left.iter().map(|it| it.key).collect::<Vec<_>>();
        let places = differences(&keys(&expected), &keys(&nodes));
        let mut faults: Vec<Range<usize>> = places
            .into_iter()
            .map(|place| {
                let before = place.checked_sub(1).map(|it| expected[it].node);
                let start = before.map_or(0, |node| self.outline.nodes[node].range.start);
                let end = expected.get(place).map_or(self.text.len(), |it| self.end_of(it.node));
                start..end.max(start)
            })
            .collect();
        let keys =
            |outline: &Outline| outline.definitions.iter().map(|it| it.1).collect::<Vec<_>>();
        let definitions = &self.outline.definitions;
        faults.extend(differences(&keys(&self.outline), &keys(&found)).into_iter().map(|place| {
            let at = definitions.get(place).map_or(self.text.len(), |(range, _)| range.start);
            at..at
        }));
        if let Some(unit) = self.unit.filter(|_| faults.is_empty()) {
            let is_gone = |span: &Span| {
                let at = self.spans.binary_search_by_key(&span.start, |it| it.start);
                at.is_ok_and(|at| active[at])
            };
            let own: Vec<_> = self.segments.iter().filter(|(span, _)| !is_gone(span)).collect();
            let expected: Vec<u64> = own.iter().map(|(_, hash)| *hash).collect();
            let others = segments_of(&rest, &found, self.markup, unit);
            let others: Vec<u64> = others.into_iter().map(|(_, hash)| hash).collect();
            faults.extend(differences(&expected, &others).into_iter().map(|place| {
                let start = place.checked_sub(1).map_or(0, |before| own[before].0.start);
                let end = own.get(place).map_or(self.text.len(), |(span, _)| span.end);
                start..end
            }));
        }
        faults.sort_by_key(|fault| (fault.start, fault.end));
        faults
    }

    /// The end of a block; for a block with others inside, its first byte.
    fn end_of(&self, node: usize) -> usize {
        let block = &self.outline.nodes[node];
        match block.role {
            Role::Group | Role::Item | Role::Numbered { .. } | Role::Frame => block.range.start + 1,
            _ => block.range.end,
        }
    }

    /// Deactivates the pieces at a fault, or else those next to it.
    fn keep_around(&self, fault: &Range<usize>, active: &mut [bool]) {
        if keep(self.spans, active, fault) {
            return;
        }
        let behind = self.spans.partition_point(|span| span.end <= fault.start);
        if let Some(before) = (0..behind).rev().find(|&at| active[at]) {
            active[before] = false;
        }
        if let Some(next) = (behind..active.len()).find(|&at| active[at]) {
            active[next] = false;
        }
    }
}

/// A text without some of its bytes.
fn without(text: &str, cuts: &[Range<usize>]) -> String {
    let mut left = String::with_capacity(text.len());
    let mut at = 0;
    for cut in cuts {
        left.push_str(&text[at..cut.start.max(at)]);
        at = cut.end.max(at);
    }
    left.push_str(&text[at..]);
    left
}
