//! Which parts of a text are tables or code, of which no line goes?

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};
use std::borrow::Cow;
use std::ops::Range;

/// The text with spaces in the place of each byte of a table or of fenced code as Markdown has them,
/// but for line breaks.
///
/// A line that stands twice there is no repetition. Code that is only indented is text, and so is
/// what follows a fence that is never closed: outside of Markdown, both set out much else.
pub(super) fn without_data(text: &str) -> Cow<'_, str> {
    // Most texts have none of these.
    if memchr::memchr3(b'`', b'~', b'|', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let marks = ["```", "~~~", "|-", "-|", "| -", "- |", "|:", ":|", "| :", ": |"];
    if !marks.iter().any(|mark| memchr::memmem::find(text.as_bytes(), mark.as_bytes()).is_some()) {
        return Cow::Borrowed(text);
    }
    let blocks = blocks(text);
    if blocks.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut blanked = String::with_capacity(text.len());
    let mut done = 0;
    for block in blocks {
        blanked.push_str(&text[done..block.start]);
        for line in text[block.clone()].split_inclusive(['\n', '\r']) {
            let inner = line.trim_end_matches(['\n', '\r']);
            blanked.extend(std::iter::repeat_n(' ', inner.len()));
            blanked.push_str(&line[inner.len()..]);
        }
        done = block.end;
    }
    blanked.push_str(&text[done..]);
    Cow::Owned(blanked)
}

/// The tables and the blocks of code of a text, by whole lines, ascending and apart.
fn blocks(text: &str) -> Vec<Range<usize>> {
    let mut blocks: Vec<Range<usize>> = Vec::new();
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        let is_data = match event {
            Event::Start(Tag::Table(_)) => true,
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => {
                is_closed(&text[range.clone()])
            }
            _ => false,
        };
        if !is_data {
            continue;
        }
        // With the quote marks or the indentation of its first line.
        let start = text[..range.start].rfind(['\n', '\r']).map_or(0, |at| at + 1);
        match blocks.last_mut() {
            Some(last) if start <= last.end => last.end = last.end.max(range.end),
            _ => blocks.push(start..range.end),
        }
    }
    blocks
}

/// Whether a block of code ends with a fence as it starts with one.
fn is_closed(block: &str) -> bool {
    let fence = if block.starts_with('~') { '~' } else { '`' };
    let mut lines = block.trim_end().lines();
    let (first, last) = (lines.next(), lines.next_back());
    let length = |line: Option<&str>| {
        let line = line.unwrap_or_default().trim_start_matches(['>', ' ']);
        line.len() - line.trim_start_matches(fence).len()
    };
    length(first) >= 3 && length(last) >= length(first)
}

#[cfg(test)]
mod tests {
    use super::without_data;

    #[test]
    fn tables_and_fenced_code_are_blanked_and_nothing_else() {
        for (text, data) in [
            ("A\n\n| a | b |\n|---|---|\n| 1 | é |\n\nB", "| a | b |\n|---|---|\n| 1 | é |"),
            ("A\n\n```rust\nlet a;\n\n```\nB", "```rust\nlet a;\n\n```"),
            ("A\r\n\r\n~~~\r\nx\r\n~~~\r\n\r\nB", "~~~\r\nx\r\n~~~"),
            ("> A\n>\n> ```\n> x\n> ```\n\nB", "> ```\n> x\n> ```"),
        ] {
            let blank: String = data
                .chars()
                .flat_map(|c| {
                    let shown = if matches!(c, '\n' | '\r') { c } else { ' ' };
                    std::iter::repeat_n(shown, c.len_utf8())
                })
                .collect();
            assert_eq!(without_data(text), text.replace(data, &blank), "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_data_is_text() {
        for text in [
            "A heading\n~~~~~~~~~\n\nText of it.\n\nAnd more.",
            "A\n\n```\nnever closed\n\nB",
            "    indented\n\nB",
            "He said |- and -| no more, either | or.",
        ] {
            assert_eq!(without_data(text), text);
        }
    }
}
