//! The rules that the kept blocks of a text must follow.

use super::kept_blocks::{is_left, last_char, within};
use super::outline::{Outline, Role};
use retold::Span;
use std::ops::Range;

/// The most rounds; after them, nothing is removed.
const ROUNDS: usize = 64;

/// Deactivates pieces until the rest of the text follows the rules. Returns for each block whether
/// it is removed as a whole.
///
/// * A heading and an opening directive keep a block below them if they had one.
/// * A definition and an alert do not become empty.
/// * A text that ends with a colon and the block that it introduces are removed together, or not at
///   all.
/// * A piece without a word, such as a reference in brackets, is removed only together with the
///   sentence before it, and the sentence only together with it.
/// * The items of a numbered list keep their numbers.
/// * An item that keeps one of its blocks keeps its first block.
///
/// A piece that is deactivated may break another rule, so the rules are applied until nothing
/// changes. Example: a heading keeps its only paragraph; the paragraph ends with a colon, so an
/// item of the list below is kept too.
pub(super) fn settle(
    text: &str,
    outline: &Outline,
    parents: &[Option<usize>],
    spans: &[Span],
    active: &mut [bool],
) -> Vec<bool> {
    for _ in 0..ROUNDS {
        let own: Vec<Span> = chosen(spans, active);
        let gone = gone(text, outline, &own);
        let mut kept = Vec::new();
        let is_changed = wordless(text, outline, &own, &gone, active, spans);
        sections(outline, &gone, &mut kept);
        introductions(text, outline, &own, &gone, &mut kept);
        frames(outline, parents, &gone, &mut kept);
        numbers(outline, parents, &gone, &mut kept);
        if kept.is_empty() && !is_changed {
            return gone;
        }
        for node in kept {
            keep(spans, active, &outline.nodes[node].range);
        }
    }
    active.fill(false);
    vec![false; outline.nodes.len()]
}

/// The pieces that are active.
pub(super) fn chosen(spans: &[Span], active: &[bool]) -> Vec<Span> {
    spans.iter().zip(active).filter(|(_, active)| **active).map(|(span, _)| *span).collect()
}

/// Deactivates the pieces in a range. Returns whether there were any.
pub(super) fn keep(spans: &[Span], active: &mut [bool], range: &Range<usize>) -> bool {
    let from = spans.partition_point(|span| span.end <= range.start);
    let to = spans.partition_point(|span| span.start < range.end).max(from);
    let any = active[from..to].contains(&true);
    active[from..to].fill(false);
    any
}

/// The parent of each block.
pub(super) fn parents(outline: &Outline) -> Vec<Option<usize>> {
    let mut open: Vec<usize> = Vec::new();
    let mut parents = Vec::with_capacity(outline.nodes.len());
    for (at, node) in outline.nodes.iter().enumerate() {
        open.truncate(node.depth as usize);
        parents.push(open.last().copied());
        open.push(at);
    }
    parents
}

/// For each block, whether it is removed as a whole: running text without any text, and groups of
/// such blocks.
fn gone(text: &str, outline: &Outline, removed: &[Span]) -> Vec<bool> {
    let mut gone = vec![false; outline.nodes.len()];
    let deepest = outline.nodes.iter().map(|node| node.depth).max().unwrap_or_default() as usize;
    // The blocks are visited backwards. For each depth: whether a block was seen since the last
    // less deep block, and whether one of them is kept.
    let mut seen = vec![(false, false); deepest + 2];
    for (at, node) in outline.nodes.iter().enumerate().rev() {
        let (any, stays) = std::mem::take(&mut seen[node.depth as usize + 1]);
        gone[at] = match node.role {
            Role::Running => !is_left(text, outline, at, removed),
            Role::Group | Role::Item | Role::Numbered { .. } => any && !stays,
            _ => false,
        };
        let (any, stays) = &mut seen[node.depth as usize];
        *any = true;
        *stays |= !gone[at];
    }
    gone
}

/// The first removed block of running text in a block.
fn first_gone_inside(outline: &Outline, gone: &[bool], at: usize) -> Option<usize> {
    let depth = outline.nodes[at].depth;
    let is_inside = |it: &usize| *it == at || outline.nodes[*it].depth > depth;
    let mut inside = (at..outline.nodes.len()).take_while(is_inside);
    inside.find(|&at| gone[at] && outline.nodes[at].role == Role::Running)
}

/// Collects blocks to keep below headings and opening directives.
fn sections(outline: &Outline, gone: &[bool], kept: &mut Vec<usize>) {
    // The last kept block, and the first removed running text after it.
    let mut last: Option<(usize, Option<usize>)> = None;
    for (at, node) in outline.nodes.iter().enumerate() {
        if node.role == Role::Note {
            continue;
        }
        if !gone[at] {
            kept.extend(last.and_then(|last| bare(outline, last, Some(node.role))));
            last = Some((at, None));
        } else if let (Some((_, first)), Role::Running) = (&mut last, node.role) {
            first.get_or_insert(at);
        }
    }
    kept.extend(last.and_then(|last| bare(outline, last, None)));
}

/// The removed running text that must be kept below `opener`, because no other block is left before
/// `next`.
fn bare(
    outline: &Outline,
    (opener, first_gone): (usize, Option<usize>),
    next: Option<Role>,
) -> Option<usize> {
    let is_bare = match (outline.nodes[opener].role, next) {
        (Role::Heading(own), Some(Role::Heading(next))) => next <= own,
        (Role::Heading(_) | Role::Opens, None | Some(Role::Closes))
        | (Role::Opens, Some(Role::Opens | Role::Heading(_))) => true,
        _ => false,
    };
    first_gone.filter(|_| is_bare)
}

/// Collects blocks to keep next to a text that ends with a colon.
fn introductions(
    text: &str,
    outline: &Outline,
    removed: &[Span],
    gone: &[bool],
    kept: &mut Vec<usize>,
) {
    let is_colon = |c: Option<char>| matches!(c, Some(':' | '：'));
    for (at, pair) in outline.nodes.windows(2).enumerate() {
        let [own, next] = pair else { continue };
        let is_beside = own.role == Role::Running && own.depth == next.depth;
        let is_heading = matches!(next.role, Role::Heading(_));
        if !is_beside || is_heading || !gone[at] && !gone[at + 1] {
            continue;
        }
        if gone[at] && !gone[at + 1] {
            if is_colon(last_char::<Span>(text, outline, at, &[])) {
                kept.push(at);
            }
        } else if !gone[at] && is_colon(last_char(text, outline, at, removed)) {
            kept.extend(first_gone_inside(outline, gone, at + 1));
        }
    }
}

/// Deactivates pieces without a word in kept blocks, and all pieces of a block that would keep a
/// part without a word of a removed sentence. Returns whether there were any.
fn wordless(
    text: &str,
    outline: &Outline,
    removed: &[Span],
    gone: &[bool],
    active: &mut [bool],
    spans: &[Span],
) -> bool {
    let is_reference = |range: Range<usize>| !text[range].contains(char::is_alphabetic);
    // Whether the text after a piece is, or starts with, a reference without a word, such as `(3)`.
    let belongs = |range: Range<usize>| {
        let rest = text[range].trim();
        let own = match rest.chars().next() {
            Some('(') => rest.split_inclusive(')').next(),
            Some('[') => rest.split_inclusive(']').next(),
            _ => Some(rest),
        };
        own.is_some_and(|own| {
            own.contains(char::is_alphanumeric) && !own.contains(char::is_alphabetic)
        })
    };
    let mut is_changed = false;
    let mut next = 0;
    for (at, node) in outline.nodes.iter().enumerate() {
        if node.role != Role::Running {
            continue;
        }
        let own = within(&removed[next..], &node.range);
        next += own.len();
        if gone[at] || own.is_empty() {
            continue;
        }
        let mut start = node.range.start;
        for span in own {
            let follows_removed = start > node.range.start;
            let is_apart =
                !follows_removed || !text[start..span.start.max(start)].trim().is_empty();
            if is_apart && is_reference(span.start..span.end) {
                is_changed |= keep(spans, active, &(span.start..span.end));
            }
            // The text between two pieces, or after the last one, belongs to the first.
            let end = span.start.max(start);
            if follows_removed && belongs(start..end) {
                is_changed |= keep(spans, active, &node.range);
            }
            start = span.end.max(start);
        }
        if belongs(start..node.range.end.max(start)) {
            is_changed |= keep(spans, active, &node.range);
        }
    }
    is_changed
}

/// Collects blocks to keep in frames that would become empty, and in items that would lose only
/// their first block.
fn frames(outline: &Outline, parents: &[Option<usize>], gone: &[bool], kept: &mut Vec<usize>) {
    let mut stays = vec![false; outline.nodes.len()];
    for (at, parent) in parents.iter().enumerate() {
        if let Some(parent) = parent.filter(|_| !gone[at]) {
            stays[parent] = true;
        }
    }
    for (at, parent) in parents.iter().enumerate() {
        let Some(parent) = *parent else { continue };
        let is_first = at == parent + 1;
        let must = match outline.nodes[parent].role {
            Role::Frame => is_first && !stays[parent],
            Role::Item | Role::Numbered { .. } => is_first && gone[at] && stays[parent],
            _ => false,
        };
        if must {
            kept.extend(first_gone_inside(outline, gone, at));
        }
    }
}

/// Collects blocks to keep so that the numbers of kept items of numbered lists do not change.
fn numbers(outline: &Outline, parents: &[Option<usize>], gone: &[bool], kept: &mut Vec<usize>) {
    let mut items: Vec<(usize, usize)> = Vec::new();
    for (at, node) in outline.nodes.iter().enumerate() {
        if let (Role::Numbered { .. }, Some(list)) = (node.role, parents[at]) {
            items.push((list, at));
        }
    }
    items.sort_unstable();
    for list in items.chunk_by(|a, b| a.0 == b.0) {
        let stays = |(_, at): &&(usize, usize)| !gone[*at];
        let Some(first) = list.iter().position(|it| stays(&it)) else { continue };
        let last = list.iter().rposition(|it| stays(&it)).unwrap_or(first);
        let keeps_number = matches!(
            outline.nodes[list[first].1].role,
            Role::Numbered { shown, written } if shown == written
        );
        let from = if keeps_number { first } else { 0 };
        for (_, at) in list[from..last].iter().filter(|(_, at)| gone[*at]) {
            let depth = outline.nodes[*at].depth;
            let inside = outline.nodes[*at..].iter().skip(1).take_while(|it| it.depth > depth);
            let end = *at + 1 + inside.count();
            let running = |it: &usize| outline.nodes[*it].role == Role::Running;
            kept.extend((*at..end).filter(running));
        }
    }
}
