//! The inline parts of a paragraph in Markdown.

use super::outline::{InlineKind, hash};
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// The kind of the inline part that an event is; none if the event starts or ends a block.
pub(super) fn inline(event: &Event<'_>, text: &str, range: &Range<usize>) -> Option<InlineKind> {
    Some(match event {
        Event::Text(_) => InlineKind::Text,
        Event::SoftBreak | Event::HardBreak => InlineKind::Space,
        Event::Code(code) => InlineKind::Atom(hash(&["code", code])),
        Event::InlineMath(math) | Event::DisplayMath(math) => {
            InlineKind::Atom(hash(&["formula", math]))
        }
        Event::InlineHtml(_) => InlineKind::Tag,
        Event::FootnoteReference(label) => InlineKind::Anchor(hash(&["footnote", label])),
        Event::TaskListMarker(done) => {
            InlineKind::Atom(hash(&["task", if *done { "done" } else { "" }]))
        }
        Event::Start(tag) => InlineKind::Open(start(tag)?),
        Event::End(end) if is_inline(*end) => InlineKind::Close,
        // Inside a block of HTML, which is one block.
        Event::Html(_) => InlineKind::Atom(hash(&["html", &text[range.clone()]])),
        Event::End(_) | Event::Rule => return None,
    })
}

fn start(tag: &Tag<'_>) -> Option<u64> {
    Some(match tag {
        Tag::Emphasis => hash(&["emphasis"]),
        Tag::Strong => hash(&["strong"]),
        Tag::Strikethrough => hash(&["strikethrough"]),
        Tag::Superscript => hash(&["superscript"]),
        Tag::Subscript => hash(&["subscript"]),
        Tag::Link { dest_url, title, .. } => hash(&["link", dest_url, title]),
        Tag::Image { dest_url, title, .. } => hash(&["image", dest_url, title]),
        _ => return None,
    })
}

fn is_inline(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}
