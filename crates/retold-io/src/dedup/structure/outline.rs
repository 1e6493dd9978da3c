//! The outline of a text: its blocks in a flat list, each with its depth.

use std::ops::Range;
use xxhash_rust::xxh3::xxh3_64;

/// The role of a block, which decides whether it may be removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Running text: a paragraph, also one in a list item or in a quotation.
    Running,
    /// A heading; level 1 is the highest. Front matter, which contains the title of a page, is a
    /// heading of level 0.
    Heading(u8),
    /// A block that opens something that a later block closes: `:::note`, `<div>`.
    Opens,
    Closes,
    /// A block that is always kept: code, a table, a definition.
    Fixed,
    /// A list or a quotation: it is removed if all of its content is removed.
    Group,
    /// An item of a list: removed like a group. Its marker is before its first block.
    Item,
    /// An item of a numbered list, with the number that readers see and the number in the source.
    Numbered {
        shown: u64,
        written: u64,
    },
    /// A block that must not become empty: a definition, an alert.
    Frame,
    /// A footnote, which is displayed elsewhere.
    Note,
}

/// A block. The blocks inside it follow it, with a greater depth.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) depth: u32,
    pub(super) role: Role,
    /// The hash of its kind, and of its content unless it is running text.
    pub(super) key: u64,
    /// Its range in the source; for running text, from its first to its last character.
    pub(super) range: Range<usize>,
    /// The start of the markers before it: `- `, `> `.
    pub(super) marker: usize,
    /// The inline parts of running text.
    pub(super) inlines: Range<usize>,
}

/// An inline part of running text.
#[derive(Clone, Debug)]
pub(super) struct Inline {
    pub(super) kind: InlineKind,
    pub(super) range: Range<usize>,
}

impl Inline {
    /// The sort key of inline parts.
    fn at(&self) -> (usize, bool) {
        match self.kind {
            InlineKind::Close => (self.range.end, false),
            _ => (self.range.start, true),
        }
    }

    /// Whether a cut at `place` would split it.
    fn is_cut_at(&self, place: usize) -> bool {
        let is_mark = matches!(self.kind, InlineKind::Open(_) | InlineKind::Close);
        !is_mark && self.range.start < place && place < self.range.end
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InlineKind {
    Text,
    /// A line break.
    Space,
    /// A part that is kept or removed as a whole: a code span, a formula.
    Atom(u64),
    /// An HTML tag.
    Tag,
    /// The reference to a footnote, or another part that is referred to or counted.
    Anchor(u64),
    /// The start of emphasis, a link or an image; the range is that of the whole part.
    Open(u64),
    /// The end of such a part, with the same range.
    Close,
}

/// The blocks of a text, in its order.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub(super) nodes: Vec<Node>,
    pub(super) inlines: Vec<Inline>,
    /// The definitions of links, which are not displayed, with a hash of each.
    pub(super) definitions: Vec<(Range<usize>, u64)>,
}

impl Outline {
    /// Adds a block without inline parts.
    pub(super) fn push(&mut self, depth: u32, role: Role, key: u64, range: Range<usize>) {
        let (at, marker) = (self.inlines.len(), range.start);
        self.nodes.push(Node { depth, role, key, range, marker, inlines: at..at });
    }

    /// Adds a block on the top level whose content is not parsed.
    pub(super) fn push_whole(&mut self, role: Role, text: &str, range: Range<usize>) {
        let key = hash(&[text[range.clone()].trim_end()]);
        self.push(0, role, key, range);
    }

    /// Adds running text without inline markup, given by its lines.
    pub(super) fn push_lines(
        &mut self,
        (depth, kind): (u32, &str),
        text: &str,
        marker: usize,
        lines: &[Range<usize>],
    ) {
        let first = self.inlines.len();
        for (number, line) in lines.iter().enumerate() {
            if number > 0 {
                let range = lines[number - 1].end..line.start;
                self.inlines.push(Inline { kind: InlineKind::Space, range });
            }
            let inner = &text[line.clone()];
            let start = line.end - inner.trim_start().len();
            let range = start..(start + inner.trim().len());
            self.inlines.push(Inline { kind: InlineKind::Text, range });
        }
        let (Some(start), Some(end)) = (self.inlines.get(first), self.inlines.last()) else {
            return;
        };
        let range = start.range.start..end.range.end;
        let inlines = first..self.inlines.len();
        let key = hash(&[kind]);
        self.nodes.push(Node { depth, role: Role::Running, key, range, marker, inlines });
    }

    /// The index of the block of running text that contains a range.
    pub(super) fn holding(&self, running: &[usize], range: &Range<usize>) -> Option<usize> {
        let after = running.partition_point(|&at| self.nodes[at].range.start <= range.start);
        let at = *running.get(after.checked_sub(1)?)?;
        (range.end <= self.nodes[at].range.end).then_some(at)
    }

    /// The indices of the blocks of running text.
    pub(super) fn running(&self) -> Vec<usize> {
        let is_running = |at: &usize| self.nodes[*at].role == Role::Running;
        (0..self.nodes.len()).filter(is_running).collect()
    }

    pub(super) fn inlines_of(&self, node: usize) -> &[Inline] {
        &self.inlines[self.nodes[node].inlines.clone()]
    }

    /// The inline parts of a block that start or end in a range.
    pub(super) fn inlines_in(&self, node: usize, range: &Range<usize>) -> &[Inline] {
        let all = self.inlines_of(node);
        // A part that ends at the start of the range is before it.
        let from = all.partition_point(|inline| inline.at() < (range.start, true));
        let from = from - usize::from(from > 0 && all[from - 1].is_cut_at(range.start));
        let to = all.partition_point(|inline| inline.at() < (range.end, true));
        &all[from..to.max(from)]
    }
}

/// The hash of a sequence of texts.
pub(super) fn hash(parts: &[&str]) -> u64 {
    parts.iter().fold(0, |hash, part| {
        (hash ^ xxh3_64(part.as_bytes())).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29)
    })
}
