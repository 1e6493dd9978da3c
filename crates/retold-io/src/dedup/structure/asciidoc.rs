//! The parser of `AsciiDoc` blocks.

use super::blocks::{Line, adornment, lines, range_of};
use super::outline::{Outline, Role, hash};
use std::ops::Range;

/// Parses the blocks of a text in `AsciiDoc`.
///
/// Running text is: paragraphs, items of bullet lists, and the definitions of terms (which are
/// never removed as a whole). Everything else is kept: delimited blocks with their content, blocks
/// below a line of attributes, a block title or a `+`, numbered lists, and literal paragraphs.
pub(super) fn outline(text: &str) -> Outline {
    let lines = lines(text);
    let mut walk = Walk { text, lines: &lines, outline: Outline::default(), attached: false };
    let mut at = 0;
    while at < lines.len() {
        at = if lines[at].is_blank() {
            walk.attached = false;
            at + 1
        } else {
            walk.block(at)
        };
    }
    walk.outline
}

struct Walk<'t> {
    text: &'t str,
    lines: &'t [Line<'t>],
    outline: Outline,
    /// Whether the next block belongs to the line before it.
    attached: bool,
}

impl Walk<'_> {
    /// Reads the block that starts on line `at`, and returns the line after it.
    fn block(&mut self, at: usize) -> usize {
        let line = &self.lines[at];
        let attached = std::mem::take(&mut self.attached);
        if let Some((level, len)) = heading(&self.lines[at..]) {
            return self.whole(Role::Heading(level), at..at + len);
        }
        if let Some(delimiter) = delimiter(line.text) {
            let is_end = |it: &usize| self.lines[*it].text == delimiter;
            let end = (at + 1..self.lines.len()).find(is_end);
            return self.whole(Role::Fixed, at..end.map_or(self.lines.len(), |end| end + 1));
        }
        if let Some(role) = single(line) {
            let is_continuation = line.text == "+";
            self.attached = is_continuation || is_attribute(line);
            return self.whole(role, at..at + 1);
        }
        let end = self.end_of_paragraph(at);
        let continues = self.lines.get(end).is_some_and(|next| next.text == "+");
        if attached || continues || line.indent > 0 || is_numbered(line.text) {
            return self.whole(Role::Fixed, at..end);
        }
        if is_term(line.text) {
            return self.term(at);
        }
        if bullet(line.text).is_some() {
            return self.list(at);
        }
        self.running((0, "paragraph"), at, at..end);
        end
    }

    fn whole(&mut self, role: Role, of: Range<usize>) -> usize {
        self.outline.push_whole(role, self.text, range_of(self.lines, &of));
        of.end
    }

    fn running(&mut self, kind: (u32, &str), first: usize, of: Range<usize>) {
        let mut parts: Vec<_> = self.lines[of].iter().map(|line| line.range.clone()).collect();
        let line = &self.lines[first];
        let marker = line.range.start + line.indent;
        if let Some(mark) = bullet(line.text).filter(|_| kind.1 == "item") {
            parts[0].start = marker + mark.len();
        }
        self.outline.push_lines(kind, self.text, marker, &parts);
    }

    /// Reads one or more terms and the paragraph directly below.
    fn term(&mut self, at: usize) -> usize {
        let is_bare = |line: &Line<'_>| is_term(line.text) && is_open_term(line.text);
        let mut body = at;
        while self.lines.get(body).is_some_and(is_bare) {
            body += 1;
        }
        let first = self.lines.get(body).filter(|line| !line.is_blank());
        let is_text = first.is_some_and(|line| {
            let is_item = bullet(line.text).is_some() || is_numbered(line.text);
            !is_item && single(line).is_none() && delimiter(line.text).is_none()
        });
        if body == at || !is_text {
            let end = if body == at { self.end_of_paragraph(at) } else { body };
            return self.whole(Role::Fixed, at..end);
        }
        let end = self.end_of_paragraph(body);
        let is_mixed = self.lines[body..end].iter().any(|line| is_term(line.text));
        if is_mixed {
            return self.whole(Role::Fixed, at..end);
        }
        let terms = range_of(self.lines, &(at..body));
        let key = hash(&["term", self.text[terms.clone()].trim_end()]);
        self.outline.push(0, Role::Frame, key, terms);
        self.running((1, "definition"), body, body..end);
        end
    }

    /// Reads the items of a list with one kind of bullet.
    fn list(&mut self, at: usize) -> usize {
        let mark = bullet(self.lines[at].text);
        let (mut next, mut end) = (at, at);
        let mut items = Vec::new();
        while let Some(line) = self.lines.get(next) {
            if line.is_blank() {
                next += 1;
                continue;
            }
            if bullet(line.text) != mark {
                break;
            }
            let lines = self.lines[next + 1..].iter();
            end = next + 1 + lines.take_while(|line| goes_on(line)).count();
            items.push(next..end);
            next = end;
        }
        let whole = range_of(self.lines, &(at..end));
        self.outline.push(0, Role::Group, hash(&["list", mark.unwrap_or_default()]), whole);
        for item in items {
            let behind = self.lines.get(item.end);
            let continues =
                behind.is_some_and(|next| next.text == "+" || delimiter(next.text).is_some());
            if continues {
                let range = range_of(self.lines, &item);
                let key = hash(&["item", self.text[range.clone()].trim_end()]);
                self.outline.push(1, Role::Fixed, key, range);
            } else {
                self.running((1, "item"), item.start, item);
            }
        }
        end
    }

    fn end_of_paragraph(&self, at: usize) -> usize {
        let is_over = |line: &&Line<'_>| {
            line.is_blank() || line.text == "+" || delimiter(line.text).is_some()
        };
        let rest = self.lines[at + 1..].iter();
        let mut end = at + 1 + rest.take_while(|line| !is_over(line)).count();
        if let Some(next) = (at + 1..end).find(|&next| heading(&self.lines[next..]).is_some()) {
            end = next;
        }
        end
    }
}

/// Whether a line continues the item above.
fn goes_on(line: &Line<'_>) -> bool {
    !line.is_blank()
        && bullet(line.text).is_none()
        && !is_numbered(line.text)
        && single(line).is_none()
        && delimiter(line.text).is_none()
        && !is_term(line.text)
}

/// The level of the heading that starts here, and its number of lines.
fn heading(lines: &[Line<'_>]) -> Option<(u8, usize)> {
    let line = lines.first().filter(|line| line.indent == 0)?;
    let level = line.text.len() - line.text.trim_start_matches('=').len();
    if (1..=6).contains(&level) && line.text[level..].starts_with(' ') {
        return Some((level as u8, 1));
    }
    let title = line.text.chars().count();
    let is_title = line.text.starts_with(char::is_alphanumeric) && title > 1;
    let (c, len) = adornment(lines.get(1)?.text).filter(|_| is_title)?;
    let level = "=-~^+".find(c)?;
    (len > 1 && len.abs_diff(title) <= 2).then_some((level as u8 + 1, 2))
}

/// The line that ends the delimited block that this line starts.
fn delimiter(line: &str) -> Option<&str> {
    if ["--", "|===", ",===", "!===", ":==="].contains(&line) || line.starts_with("```") {
        return Some(if line.starts_with("```") { "```" } else { line });
    }
    let (c, len) = adornment(line)?;
    (len >= 4 && "-.=_*+/".contains(c)).then_some(line)
}

/// The role of a line that is a block of its own.
fn single(line: &Line<'_>) -> Option<Role> {
    let text = line.text;
    let is_own = text == "+"
        || text == "'''"
        || text == "<<<"
        || text.starts_with("//")
        || is_attribute(line)
        || text.strip_prefix(':').is_some_and(|rest| {
            let name = rest.split(':').next().unwrap_or_default();
            let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '!');
            rest.contains(':') && !name.is_empty() && name.chars().all(is_part)
        });
    if is_own {
        return Some(Role::Fixed);
    }
    let (name, rest) = text.split_once("::")?;
    let is_macro = !name.is_empty()
        && name.chars().all(|c| c.is_ascii_lowercase())
        && rest.contains('[')
        && rest.ends_with(']');
    is_macro.then_some(match name {
        "ifdef" | "ifndef" | "ifeval" if rest.ends_with("[]") || name == "ifeval" => Role::Opens,
        "endif" => Role::Closes,
        _ => Role::Fixed,
    })
}

/// A line that belongs to the block below: `[NOTE]`, `[[anchor]]`, `.Title`.
fn is_attribute(line: &Line<'_>) -> bool {
    let text = line.text;
    let is_title = text
        .strip_prefix('.')
        .is_some_and(|rest| rest.starts_with(|c: char| !c.is_whitespace() && c != '.'));
    text.starts_with('[') && text.ends_with(']') || is_title && line.indent == 0
}

fn bullet(line: &str) -> Option<&str> {
    let stars = line.len() - line.trim_start_matches('*').len();
    let len = if line.starts_with('-') { 1 } else { stars };
    ((1..=5).contains(&len) && line[len..].starts_with(' ')).then(|| &line[..len])
}

/// `. `, `.. `, `1. `, `<1> `.
fn is_numbered(line: &str) -> bool {
    let dots = line.len() - line.trim_start_matches('.').len();
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let is_callout = line.starts_with('<')
        && line.split_once("> ").is_some_and(|(number, _)| {
            number.len() > 1 && number[1..].chars().all(|c| c.is_ascii_digit() || c == '.')
        });
    dots > 0 && line[dots..].starts_with(' ')
        || digits > 0 && line[digits..].starts_with(". ")
        || is_callout
}

/// `term::`, `term:: What it is.`
fn is_term(line: &str) -> bool {
    is_open_term(line) || [":: ", "::: ", ";; "].iter().any(|sign| line.contains(sign))
}

/// Whether a line is a term without its definition.
fn is_open_term(line: &str) -> bool {
    let is_open = line.ends_with("::") || line.ends_with(";;");
    is_open && line.len() > 2
}
