//! The rest of the blocks after some ranges of the text are removed.

use super::outline::{InlineKind, Node, Outline, Role};
use retold::Span;
use std::ops::Range;
use xxhash_rust::xxh3::xxh3_64;

/// A range of a text that is removed. Slices of such ranges are ascending and do not overlap.
pub(super) trait RemovedRange {
    fn range(&self) -> Range<usize>;
}

impl RemovedRange for Span {
    fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

impl RemovedRange for Range<usize> {
    fn range(&self) -> Range<usize> {
        self.clone()
    }
}

/// The removed ranges that overlap `range`.
pub(super) fn within<'r, R: RemovedRange>(removed: &'r [R], range: &Range<usize>) -> &'r [R] {
    let from = removed.partition_point(|other| other.range().end <= range.start);
    let to = removed.partition_point(|other| other.range().start < range.end);
    &removed[from.min(to)..to]
}

/// Calls `see` with each part of a range that is kept.
fn for_each_rest<R: RemovedRange>(
    range: &Range<usize>,
    removed: &[R],
    mut see: impl FnMut(Range<usize>),
) {
    let mut at = range.start;
    for cut in within(removed, range) {
        let cut = cut.range();
        if cut.start > at {
            see(at..cut.start);
        }
        at = at.max(cut.end);
    }
    if at < range.end {
        see(at..range.end);
    }
}

/// Whether any text of a block of running text is kept.
pub(super) fn is_left<R: RemovedRange>(
    text: &str,
    outline: &Outline,
    node: usize,
    removed: &[R],
) -> bool {
    let removed = within(removed, &outline.nodes[node].range);
    if removed.is_empty() {
        return true;
    }
    outline.inlines_of(node).iter().any(|inline| {
        let mut left = false;
        match inline.kind {
            InlineKind::Space | InlineKind::Open(_) | InlineKind::Close => {}
            _ => for_each_rest(&inline.range, removed, |rest| {
                left |= !text[rest].trim().is_empty();
            }),
        }
        left
    })
}

/// The last character of a block of running text that is kept.
pub(super) fn last_char<R: RemovedRange>(
    text: &str,
    outline: &Outline,
    node: usize,
    removed: &[R],
) -> Option<char> {
    let removed = within(removed, &outline.nodes[node].range);
    outline.inlines_of(node).iter().rev().find_map(|inline| {
        let mut last = None;
        if !matches!(inline.kind, InlineKind::Space | InlineKind::Open(_) | InlineKind::Close) {
            for_each_rest(&inline.range, removed, |rest| {
                last = text[rest].trim_end().chars().next_back().or(last);
            });
        }
        last
    })
}

/// A kept block: its key and its index in the outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct KeptBlock {
    pub(super) key: u64,
    pub(super) node: usize,
}

/// The kept blocks; `gone` is true for each block that is removed as a whole.
pub(super) fn kept_blocks<R: RemovedRange>(
    text: &str,
    outline: &Outline,
    removed: &[R],
    gone: &[bool],
) -> Vec<KeptBlock> {
    let mut content = String::new();
    let mut left = Vec::with_capacity(outline.nodes.len());
    for (at, node) in outline.nodes.iter().enumerate() {
        if gone.get(at).copied().unwrap_or_default() {
            continue;
        }
        let mut key = node.key ^ u64::from(node.depth).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        if node.role == Role::Running {
            content.clear();
            write_content(text, outline, at, removed, &mut content);
            key ^= xxh3_64(content.trim().as_bytes());
        }
        left.push(KeptBlock { key, node: at });
    }
    left
}

/// Writes the kept part of running text, with one space for each run of white space.
fn write_content<R: RemovedRange>(
    text: &str,
    outline: &Outline,
    node: usize,
    removed: &[R],
    content: &mut String,
) {
    let Node { range, .. } = &outline.nodes[node];
    let removed = within(removed, range);
    let mut add = |part: &str| {
        for c in part.chars() {
            if !c.is_whitespace() {
                content.push(c);
            } else if !content.ends_with(' ') {
                content.push(' ');
            }
        }
    };
    for inline in outline.inlines_of(node) {
        match inline.kind {
            InlineKind::Text => {
                for_each_rest(&inline.range, removed, |rest| add(&text[rest]));
            }
            InlineKind::Space => add(" "),
            InlineKind::Atom(key) | InlineKind::Open(key) | InlineKind::Anchor(key) => {
                if !is_covered(&inline.range, removed) {
                    add(&format!("\u{0}{key:x}\u{0}"));
                }
            }
            InlineKind::Close => {
                if !is_covered(&inline.range, removed) {
                    add("\u{0}/\u{0}");
                }
            }
            InlineKind::Tag => {
                if !is_covered(&inline.range, removed) {
                    add("\u{0}");
                    add(&text[inline.range.clone()]);
                }
            }
        }
    }
}

/// Whether a range is removed completely.
pub(super) fn is_covered<R: RemovedRange>(range: &Range<usize>, removed: &[R]) -> bool {
    let mut at = range.start;
    for cut in within(removed, range) {
        let cut = cut.range();
        if cut.start > at {
            return false;
        }
        at = at.max(cut.end);
    }
    at >= range.end
}
