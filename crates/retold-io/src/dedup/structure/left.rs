//! What is left of a block when some of the text is removed.

use super::outline::{InlineKind, Node, Outline, Role};
use retold::Span;
use std::ops::Range;
use xxhash_rust::xxh3::xxh3_64;

/// Ranges of a text that are removed, ascending and apart.
pub(super) trait Removed {
    fn range(&self) -> Range<usize>;
}

impl Removed for Span {
    fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

impl Removed for Range<usize> {
    fn range(&self) -> Range<usize> {
        self.clone()
    }
}

/// Those of some ranges that have a part in `range`.
pub(super) fn within<'r, R: Removed>(removed: &'r [R], range: &Range<usize>) -> &'r [R] {
    let from = removed.partition_point(|other| other.range().end <= range.start);
    let to = removed.partition_point(|other| other.range().start < range.end);
    &removed[from.min(to)..to]
}

/// Calls `see` with each part of a range that is not removed.
fn for_each_rest<R: Removed>(
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

/// Whether any text of running text is left.
pub(super) fn is_left<R: Removed>(
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

/// The last character of running text that is left.
pub(super) fn last_char<R: Removed>(
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

/// A block that is left, and where it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Left {
    pub(super) key: u64,
    pub(super) node: usize,
}

/// The blocks that are left; `gone` says of each block whether it is removed as a whole.
pub(super) fn left<R: Removed>(
    text: &str,
    outline: &Outline,
    removed: &[R],
    gone: &[bool],
) -> Vec<Left> {
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
        left.push(Left { key, node: at });
    }
    left
}

/// What is left of running text, with one space for all white space in a row.
fn write_content<R: Removed>(
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

/// Whether all of a range is removed.
pub(super) fn is_covered<R: Removed>(range: &Range<usize>, removed: &[R]) -> bool {
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
