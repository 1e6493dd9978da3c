//! The check of a piece by itself: whether it can be removed without breaking inline markup.
//!
//! Example: `see **the` cannot be removed from `see **the** boat`, because its emphasis ends
//! outside.

use super::directive::is_void;
use super::markup::Markup;
use super::outline::{Inline, InlineKind, Outline};
use retold::Span;
use std::ops::Range;

/// Whether a piece lies in one block of running text, and contains each inline construct completely
/// or not at all.
pub(super) fn fits(
    text: &str,
    markup: Markup,
    outline: &Outline,
    running: &[usize],
    span: Span,
) -> bool {
    let range = span.start..span.end;
    let Some(node) = outline.holding(running, &range) else { return false };
    let inlines = outline.inlines_in(node, &range);
    let is_half = |inline: &Inline| {
        let inside = range.start <= inline.range.start && inline.range.end <= range.end;
        match inline.kind {
            InlineKind::Text | InlineKind::Space => false,
            // Another part of the text refers to it.
            InlineKind::Anchor(_) => true,
            _ => !inside,
        }
    };
    if inlines.iter().any(is_half) {
        return false;
    }
    let own = &text[range.clone()];
    match markup {
        Markup::Plain => true,
        Markup::Markdown | Markup::LikeMarkdown => {
            !is_tied(own) && has_whole_tags(text, inlines, &range) && {
                let bare = bare(text, inlines, &range);
                !has_half_mark(&bare)
            }
        }
        Markup::Restructured => {
            let signs = ["_`", "__", "[#", "[*", "]_", ">`_"];
            !signs.iter().any(|sign| own.contains(sign))
                && own.matches("``").count().is_multiple_of(2)
                && own.matches('`').count().is_multiple_of(2)
                && own.matches("**").count().is_multiple_of(2)
        }
        Markup::AsciiDoc => {
            let signs = ["[[", "anchor:", "indexterm:", "(((", "include::", "+++"];
            !signs.iter().any(|sign| own.contains(sign))
                && is_paired(own, '[', ']')
                && own.matches('`').count().is_multiple_of(2)
        }
        Markup::Latex => {
            let own = own.replace("\\\\", "").replace("\\{", "").replace("\\}", "");
            let own = own.replace("\\$", "");
            is_paired(&own, '{', '}')
                && own.matches('$').count().is_multiple_of(2)
                && own.matches("\\(").count() == own.matches("\\)").count()
        }
    }
}

/// Whether a piece contains a directive, or a half of a pair of braces.
fn is_tied(piece: &str) -> bool {
    let signs = ["{%", "%}", "{{<", ">}}", "{{%", "%}}", "{{#", "{#", "<<[", ":::"];
    signs.iter().any(|sign| piece.contains(sign))
        || piece.matches("{{").count() != piece.matches("}}").count()
}

/// Whether a piece closes each tag that it opens, and contains no tag with a name that links refer
/// to.
fn has_whole_tags(text: &str, inlines: &[Inline], range: &Range<usize>) -> bool {
    let mut open: Vec<&str> = Vec::new();
    for inline in parts(inlines, range).filter(|inline| inline.kind == InlineKind::Tag) {
        let tag = &text[inline.range.clone()];
        if tag.starts_with("<!") || tag.contains("id=") || tag.contains("name=") {
            return false;
        }
        let inner = tag.trim_start_matches(['<', '/']);
        let end = inner.find(|c: char| !c.is_alphanumeric()).unwrap_or(inner.len());
        let name = &inner[..end];
        if tag.starts_with("</") {
            if open.pop() != Some(name) {
                return false;
            }
        } else if !tag.ends_with("/>") && !is_void(name) {
            open.push(name);
        }
    }
    open.is_empty()
}

/// The inline parts inside a range.
fn parts<'i>(inlines: &'i [Inline], range: &Range<usize>) -> impl Iterator<Item = &'i Inline> {
    let (start, end) = (range.start, range.end);
    inlines.iter().filter(move |inline| start <= inline.range.start && inline.range.end <= end)
}

/// The visible text of a piece, with a space in place of each markup character.
fn bare(text: &str, inlines: &[Inline], range: &Range<usize>) -> String {
    let mut bare = String::new();
    let mut last = range.start;
    for inline in inlines {
        let part = inline.range.start.max(range.start)..inline.range.end.min(range.end);
        if inline.kind != InlineKind::Text || part.is_empty() {
            continue;
        }
        if part.start > last {
            bare.push(' ');
        }
        bare.push_str(&text[part.clone()]);
        last = part.end;
    }
    bare
}

/// Whether a markup character is visible text, because its counterpart is missing.
fn has_half_mark(shown: &str) -> bool {
    ["**", "`", "~~", "$$"].iter().any(|mark| shown.contains(mark))
}

/// Whether all brackets are paired.
fn is_paired(text: &str, open: char, close: char) -> bool {
    let mut depth = 0i64;
    for c in text.chars() {
        depth += i64::from(c == open) - i64::from(c == close);
        if depth < 0 {
            return false;
        }
    }
    depth == 0
}
