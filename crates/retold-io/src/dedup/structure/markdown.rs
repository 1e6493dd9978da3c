//! The parser of Markdown blocks.

use super::directive::{directive, tag_role};
use super::front_matter::front_matter;
use super::inline::inline;
use super::outline::{Inline, InlineKind, Node, Outline, Role, hash};
use crate::input::markdown::EXTENSIONS;
use pulldown_cmark::{Event, Options, Parser, Tag};
use std::ops::Range;

/// The most markup characters and lines of a text that is parsed, because the parser takes up to
/// 190 bytes of memory for each. A text with more is one block, which is kept.
const MOST_MARKS: usize = 4 << 20;

/// Whether a text has more markup characters and lines than `most`.
fn is_excessive(text: &str, most: usize) -> bool {
    let is_mark = |byte: &u8| b"[]()*_`<>&\\!~|$\n".contains(byte);
    text.len() > most && text.as_bytes().iter().filter(|byte| is_mark(byte)).count() > most
}

/// Parses the blocks of a text in Markdown, with the extensions that documentation uses. Definition
/// lists are not enabled, because `:::` would start one.
///
/// A paragraph with a directive on one of its lines is no running text, and neither is a paragraph
/// that starts with a tag.
pub(super) fn outline(text: &str) -> Outline {
    let options = EXTENSIONS | Options::ENABLE_MATH | Options::ENABLE_WIKILINKS;
    let head = front_matter(text);
    let mut walk = Walk {
        text,
        outline: Outline::default(),
        open: Vec::new(),
        skipped: 0,
        paragraph: None,
        has_formula: false,
    };
    if head > 0 {
        walk.outline.push(0, Role::Heading(0), hash(&["front matter", &text[..head]]), 0..head);
    }
    if is_excessive(text, MOST_MARKS) {
        walk.whole("text", Role::Fixed, head..text.len());
        return walk.outline;
    }
    let body = &text[head..];
    let parser = Parser::new_ext(body, options);
    let definitions = parser.reference_definitions().iter().map(|(label, definition)| {
        let title = definition.title.as_deref().unwrap_or_default();
        let range = definition.span.start + head..definition.span.end + head;
        (range, hash(&[label, &definition.dest, title]))
    });
    walk.outline.definitions = definitions.collect();
    walk.outline.definitions.sort_by_key(|(range, key)| (range.start, *key));
    for (event, range) in parser.into_offset_iter() {
        walk.see(&event, range.start + head..range.end + head);
    }
    walk.end_paragraph();
    walk.outline
}

struct Walk<'t> {
    text: &'t str,
    outline: Outline,
    /// The open blocks; for a numbered list, the number of its next item.
    open: Vec<Option<u64>>,
    /// The number of open tags inside a block that is added as one block.
    skipped: usize,
    /// The first inline part of the current paragraph.
    paragraph: Option<usize>,
    has_formula: bool,
}

impl Walk<'_> {
    fn see(&mut self, event: &Event<'_>, range: Range<usize>) {
        if self.skipped > 0 {
            match event {
                Event::Start(_) => self.skipped += 1,
                Event::End(_) => self.skipped -= 1,
                _ => {}
            }
            return;
        }
        if let Some(kind) = inline(event, self.text, &range) {
            let first = *self.paragraph.get_or_insert(self.outline.inlines.len());
            self.has_formula |= matches!(event, Event::DisplayMath(_));
            // A text of many brackets has an event for each of them, so adjacent texts are merged.
            match self.outline.inlines[first..].last_mut() {
                Some(Inline { kind: InlineKind::Text, range: last })
                    if kind == InlineKind::Text && last.end == range.start =>
                {
                    last.end = range.end;
                }
                _ => self.outline.inlines.push(Inline { kind, range }),
            }
            return;
        }
        self.end_paragraph();
        match event {
            Event::Start(Tag::Paragraph) => self.paragraph = Some(self.outline.inlines.len()),
            Event::Start(tag) => self.start(tag, range),
            Event::End(end) => {
                let is_paragraph = matches!(end, pulldown_cmark::TagEnd::Paragraph);
                if !is_paragraph {
                    self.open.pop();
                }
            }
            _ => self.whole("rule", Role::Fixed, range),
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        let (role, key) = match tag {
            Tag::Heading { level, .. } => {
                self.skipped = 1;
                return self.whole("heading", Role::Heading(*level as u8), range);
            }
            Tag::HtmlBlock => {
                self.skipped = 1;
                let role = tag_role(&self.text[range.clone()]);
                return self.whole("html", role, range);
            }
            Tag::CodeBlock(_) | Tag::Table(_) => {
                self.skipped = 1;
                return self.whole("block", Role::Fixed, range);
            }
            Tag::BlockQuote(None) => (Role::Group, hash(&["quotation"])),
            Tag::BlockQuote(Some(kind)) => (Role::Frame, hash(&["alert", &format!("{kind:?}")])),
            Tag::List(number) => {
                let kind = if number.is_some() { "numbered list" } else { "list" };
                (Role::Group, hash(&[kind]))
            }
            Tag::Item => self.item(&range),
            Tag::FootnoteDefinition(_) => {
                self.skipped = 1;
                return self.whole("footnote", Role::Note, range);
            }
            // The enabled extensions have no other blocks.
            _ => (Role::Frame, 0),
        };
        self.outline.push(self.open.len() as u32, role, key, range);
        self.open.push(if let Tag::List(number) = tag { *number } else { None });
    }

    fn item(&mut self, range: &Range<usize>) -> (Role, u64) {
        let Some(Some(number)) = self.open.last_mut() else {
            return (Role::Item, hash(&["item"]));
        };
        let shown = *number;
        *number += 1;
        let source = self.text[range.clone()].trim_start();
        let digits = source.len() - source.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let written = source[..digits].parse().unwrap_or(shown);
        (Role::Numbered { shown, written }, hash(&["item", &shown.to_string()]))
    }

    /// Adds a block whose content is not parsed.
    fn whole(&mut self, kind: &str, role: Role, range: Range<usize>) {
        let key = hash(&[kind, self.text[range.clone()].trim()]);
        self.outline.push(self.open.len() as u32, role, key, range);
    }

    fn end_paragraph(&mut self) {
        let Some(first) = self.paragraph.take() else { return };
        let has_formula = std::mem::take(&mut self.has_formula);
        let inlines = first..self.outline.inlines.len();
        let own = &self.outline.inlines[inlines.clone()];
        let (Some(start), Some(end)) = (
            own.iter().map(|inline| inline.range.start).min(),
            own.iter().map(|inline| inline.range.end).max(),
        ) else {
            return;
        };
        let range = start..end;
        if let Some(role) = self.role_of(&range, has_formula) {
            self.outline.inlines.truncate(first);
            if self.text[range.clone()].starts_with(": ") {
                self.keep_term();
            }
            return self.whole("directive", role, range);
        }
        let marker = marker(self.text, start);
        let (depth, key) = (self.open.len() as u32, hash(&["paragraph"]));
        self.outline.nodes.push(Node { depth, role: Role::Running, key, range, marker, inlines });
    }

    /// Keeps the paragraph before a definition, because it is the term.
    fn keep_term(&mut self) {
        let depth = self.open.len() as u32;
        if let Some(term) = self.outline.nodes.last_mut().filter(|it| it.depth == depth)
            && term.role == Role::Running
        {
            term.key = hash(&["term", &self.text[term.range.clone()]]);
            term.role = Role::Fixed;
        }
    }

    /// The role of a paragraph that is no running text.
    fn role_of(&self, range: &Range<usize>, has_formula: bool) -> Option<Role> {
        let text = &self.text[range.clone()];
        let starts_with_tag = text.strip_prefix('<').is_some_and(|rest| {
            let is_name = |c: char| c.is_ascii_alphabetic() || c == '/' || c == '>';
            let name = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
            rest.starts_with(is_name) && !rest[name..].starts_with([':', '@', '.', '+', '-'])
        });
        if starts_with_tag {
            return Some(tag_role(text));
        }
        if has_formula || text.starts_with("Table: ") {
            return Some(Role::Fixed);
        }
        let lines = text.lines().map(|line| line.trim_start_matches(['>', ' ', '\t']));
        let mut roles = lines.enumerate().filter_map(|(at, line)| Some((at, directive(line)?)));
        let (first, role) = roles.next()?;
        let last = roles.last().map_or(role, |(_, role)| role);
        Some(match (first, role, last) {
            (0, Role::Opens, Role::Opens) => Role::Opens,
            (_, Role::Closes, Role::Closes) => Role::Closes,
            _ => Role::Fixed,
        })
    }
}

/// The start of the markers before a text on its first line: `- `, `3. `, `> `.
fn marker(text: &str, start: usize) -> usize {
    let line = text[..start].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let prefix = &text[line..start];
    let is_marker =
        |c: char| c.is_ascii_digit() || matches!(c, '-' | '*' | '+' | '.' | ')' | '>' | ' ' | '\t');
    if prefix.chars().all(is_marker) { start - prefix.trim_start().len() } else { start }
}

#[cfg(test)]
mod tests {
    use super::is_excessive;

    #[test]
    fn excessive_texts_are_recognised_by_their_markup_characters() {
        assert!(is_excessive("[[[[", 3) && is_excessive("a\nb\nc\n*", 3));
        assert!(!is_excessive("[[[", 3) && !is_excessive("some words of text [[[", 3));
    }
}
