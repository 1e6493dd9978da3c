//! The text of a Markdown page.
//!
//! The events of a `CommonMark` parser (`pulldown-cmark`) come with byte ranges. Text events are shown, and
//! the starts and ends of blocks separate paragraphs. Three cases need care:
//!
//! * *Text that differs from its source.* Escapes and the prefixes of quoted lines make an event shorter
//!   than its range. Then the event's characters are searched in the range, in order (`show_matching`).
//! * *Blocks of HTML.* Their events are collected up to the end of the block, which the HTML reader masks.
//! * *Inline HTML.* Each tag is an event of its own. A hidden element hides the text up to its end tag, or
//!   up to the end of the paragraph if there is none.
//!
//! # Example
//! `See [the *manual*](https://example.org)!` shows `See the manual!`, each word at its own offset.
//!
//! # Cost
//! One pass of the parser and one over the text.

use super::html;
use super::mask::{Mask, Masked, Separator};
use crate::input::kinds::KindFilter;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use retold::model::TextKind;
use std::ops::Range;

/// The extensions that documentation uses, other than front matter and formulas.
pub const EXTENSIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_GFM);

/// Blanks everything but the text that a reader of the rendered page sees, byte for byte.
///
/// Link texts, code and footnotes are text. Link targets, alternative texts, front matter, list
/// markers and HTML markup are not. Each row of a table is a paragraph.
pub(in crate::input) fn mask(source: &str, filter: KindFilter) -> Masked {
    let options = EXTENSIONS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut page = MarkdownReader {
        mask: Mask::new(source, filter),
        source,
        hidden: 0,
        hidden_element: None,
        html_block: None,
    };
    // The parser takes a byte order mark for text and would not recognise front matter after it.
    let from = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    for (event, range) in Parser::new_ext(&source[from..], options).into_offset_iter() {
        page.see(event, range.start + from..range.end + from);
    }
    page.mask.finish()
}

/// The kind of a block's text, unless it is prose.
fn kind_of(tag: TagEnd) -> Option<TextKind> {
    match tag {
        TagEnd::Heading(_) => Some(TextKind::Heading),
        TagEnd::List(_) => Some(TextKind::List),
        TagEnd::Table => Some(TextKind::Table),
        TagEnd::CodeBlock => Some(TextKind::Code),
        TagEnd::MetadataBlock(_) => Some(TextKind::FrontMatter),
        _ => None,
    }
}

struct MarkdownReader<'s> {
    mask: Mask<'s>,
    source: &'s str,
    /// The number of open images.
    hidden: usize,
    /// The inline HTML element whose contents are hidden.
    hidden_element: Option<Vec<u8>>,
    /// The extent of the open HTML block so far.
    html_block: Option<Range<usize>>,
}

impl MarkdownReader<'_> {
    fn see(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.is_shown() => self.show_text(range, &text),
            Event::Code(code) if self.is_shown() => {
                let source = &self.source[range.clone()];
                let ticks = source.len() - source.trim_start_matches('`').len();
                let inner = range.start + ticks..range.end - ticks.min(range.len() - ticks);
                if self.source[inner.clone()] == *code {
                    self.mask.show(inner);
                } else {
                    self.mask.show_matching(inner, &code);
                }
            }
            Event::Html(_) => match &mut self.html_block {
                Some(block) => block.end = range.end,
                None => self.html_block = Some(range),
            },
            Event::InlineHtml(_) => self.see_tag(range),
            Event::SoftBreak | Event::HardBreak | Event::FootnoteReference(_) => {
                self.mask.separate(Separator::Space);
            }
            Event::Rule => self.mask.separate(Separator::Paragraph),
            _ => {}
        }
    }

    fn is_shown(&self) -> bool {
        self.hidden == 0 && self.hidden_element.is_none()
    }

    fn start(&mut self, tag: &Tag<'_>) {
        if let Some(kind) = kind_of(tag.to_end()) {
            self.mask.begin(kind);
        }
        match tag {
            Tag::Image { .. } => {
                self.hidden += 1;
                self.mask.separate(Separator::Space);
            }
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } => {}
            Tag::TableCell => self.mask.separate(Separator::Space),
            _ => self.mask.separate(Separator::Paragraph),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        if let Some(kind) = kind_of(tag) {
            self.mask.end_kind(kind);
        }
        match tag {
            TagEnd::Image => {
                self.hidden -= 1;
                self.mask.separate(Separator::Space);
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => {}
            TagEnd::TableCell => self.mask.separate(Separator::Space),
            _ => {
                if let Some(block) = self.html_block.take() {
                    html::show(&mut self.mask, self.source, block);
                }
                // A hidden element ends with its paragraph at the latest.
                self.hidden_element = None;
                self.mask.separate(Separator::Paragraph);
            }
        }
    }

    fn show_text(&mut self, range: Range<usize>, text: &str) {
        let source = &self.source[range.clone()];
        let is_reference = source.starts_with('&') && source.ends_with(';');
        if source == text {
            // In `don\'t`, the backslash and the apostrophe are two bytes. So is the modifier
            // letter that normalisation turns into an apostrophe. With it, the word is not split by
            // a space.
            let before = &self.source[..range.start];
            let mut chars = before.chars().rev();
            let escaped = text.starts_with('\'')
                && chars.next() == Some('\\')
                && chars.next().is_some_and(char::is_alphabetic)
                && text.chars().nth(1).is_some_and(char::is_alphabetic);
            if escaped {
                self.mask.show_as(range.start - 1..range.start + 1, "\u{2bc}");
            }
            self.mask.show(range);
        } else if is_reference {
            self.mask.show_as(range, text);
        } else {
            self.mask.show_matching(range, text);
        }
    }

    /// Handles a tag or comment between words.
    fn see_tag(&mut self, range: Range<usize>) {
        let tag = &self.source[range];
        let inner = tag.trim_start_matches('<');
        let closes = inner.starts_with('/');
        let inner = inner.trim_start_matches('/');
        let end = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
        let name = inner[..end].to_ascii_lowercase().into_bytes();
        match name.as_slice() {
            b"br" => self.mask.end_line(),
            name => self.mask.separate(html::separator_of(name)),
        }
        if closes {
            self.hidden_element.take_if(|hidden| *hidden == name);
        } else if self.hidden_element.is_none() && html::is_hidden(&name) {
            self.hidden_element = Some(name);
        }
    }
}
