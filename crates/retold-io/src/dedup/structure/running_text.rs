//! The compared part of a text: its running text, with spaces in place of everything else.

use super::markup::Markup;
use super::outline::{InlineKind, Outline};
use crate::dedup::cuts::cut::breaks;
use std::borrow::Cow;

/// The running text, at the same offsets as in `text`.
///
/// Two line breaks replace the markers between two blocks of running text, so that these are not
/// read as one paragraph. In Markdown by name, spaces replace the line breaks inside a block,
/// because all of them are soft wraps; the lines of other texts may be paragraphs.
pub(in crate::dedup) fn running_text(text: &str, markup: Markup) -> Cow<'_, str> {
    let Some(outline) = markup.outline(text) else { return Cow::Borrowed(text) };
    Cow::Owned(running_text_of(text, &outline, markup))
}

/// The running text of a text with this outline.
pub(super) fn running_text_of(text: &str, outline: &Outline, markup: Markup) -> String {
    let mut shown = String::with_capacity(text.len());
    for node in outline.running() {
        let block = &outline.nodes[node];
        if block.range.start < shown.len() {
            // Blocks of running text do not overlap; a parser that returned such a block would
            // break the offsets.
            continue;
        }
        let gap = &text[shown.len()..block.range.start];
        if !shown.is_empty() && breaks(gap) < 2 && gap.len() > 1 {
            shown.push_str("\n\n");
        }
        let gap = &text[shown.len()..block.range.start];
        blank(&mut shown, gap, false);
        let inlines = outline.inlines_of(node);
        for (at, inline) in inlines.iter().enumerate() {
            if inline.kind != InlineKind::Space || inline.range.start < shown.len() {
                continue;
            }
            shown.push_str(&text[shown.len()..inline.range.start]);
            // The markers of the next line, such as `> `, are replaced too.
            let next = inlines.get(at + 1).map_or(inline.range.end, |next| next.range.start);
            let end = next.max(inline.range.end).min(block.range.end);
            blank(&mut shown, &text[inline.range.start..end], markup.wraps());
        }
        if block.range.end > shown.len() {
            shown.push_str(&text[shown.len()..block.range.end]);
        }
    }
    let rest = &text[shown.len()..];
    blank(&mut shown, rest, false);
    shown
}

/// Appends as many bytes of white space; line breaks are kept unless they are `joined`.
fn blank(shown: &mut String, text: &str, joined: bool) {
    if joined {
        shown.extend(std::iter::repeat_n(' ', text.len()));
        return;
    }
    for line in text.split_inclusive(['\n', '\r']) {
        let inner = line.trim_end_matches(['\n', '\r']);
        shown.extend(std::iter::repeat_n(' ', inner.len()));
        shown.push_str(&line[inner.len()..]);
    }
}
