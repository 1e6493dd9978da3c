//! The parser of reStructuredText blocks.

use super::blocks::{Line, adornment, end_of_block, end_of_indented, lines, range_of};
use super::outline::{Outline, Role, hash};
use std::ops::Range;

/// Parses the blocks of a text in reStructuredText.
///
/// Running text is: paragraphs without indentation, and items of bullet lists with one paragraph
/// each. Indented lines belong to a directive, a definition, a literal block or a quotation, and
/// are kept. Numbered lists are kept too.
pub(super) fn outline(text: &str) -> Outline {
    let lines = lines(text);
    let mut walk = Walk { text, lines: &lines, outline: Outline::default(), styles: Vec::new() };
    let mut at = 0;
    while at < lines.len() {
        at = if lines[at].is_blank() { at + 1 } else { walk.block(at) };
    }
    walk.outline
}

struct Walk<'t> {
    text: &'t str,
    lines: &'t [Line<'t>],
    outline: Outline,
    /// The adornments of headings, the highest first.
    styles: Vec<(char, bool)>,
}

impl Walk<'_> {
    /// Reads the block that starts on line `at`, and returns the line after it.
    fn block(&mut self, at: usize) -> usize {
        let line = &self.lines[at];
        let rest = &self.lines[at..];
        if line.indent > 0 {
            return self.whole(Role::Fixed, at..end_of_indented(self.lines, at).max(at + 1));
        }
        if let Some((style, len)) = heading(rest) {
            let known = self.styles.iter().position(|known| *known == style);
            let level = known.unwrap_or_else(|| {
                self.styles.push(style);
                self.styles.len() - 1
            });
            let level = u8::try_from(level + 1).unwrap_or(u8::MAX);
            return self.whole(Role::Heading(level), at..at + len);
        }
        let is_explicit = line.text == ".." || line.starts(".. ") || line.starts("__ ");
        if is_explicit || is_field(line.text) || enumerator(line.text) {
            return self.whole(Role::Fixed, at..end_of_indented(self.lines, at + 1).max(at + 1));
        }
        if is_table(line.text) {
            return self.whole(Role::Fixed, at..self.end_of_table(at));
        }
        if line.starts(">>>") || adornment(line.text).is_some_and(|(_, len)| len >= 4) {
            return self.whole(Role::Fixed, at..end_of_block(self.lines, at));
        }
        if bullet(line.text).is_some() {
            return self.list(at);
        }
        self.paragraph(at)
    }

    fn whole(&mut self, role: Role, of: Range<usize>) -> usize {
        self.outline.push_whole(role, self.text, range_of(self.lines, &of));
        of.end
    }

    fn end_of_table(&self, at: usize) -> usize {
        let mut end = end_of_block(self.lines, at);
        // A simple table may have blank lines between its rows; its last border ends it.
        let border = self.lines[at].text;
        if border.starts_with('=') {
            let is_over = |line: &Line<'_>| line.text == border;
            let behind = (at + 1..self.lines.len()).filter(|&it| is_over(&self.lines[it])).nth(1);
            end = behind.map_or(end, |last| (last + 1).max(end));
        }
        end
    }

    /// Reads the items of a list with one kind of bullet.
    fn list(&mut self, at: usize) -> usize {
        let mark = bullet(self.lines[at].text);
        let mut next = at;
        let (mut end, mut items) = (at, Vec::new());
        while let Some(line) = self.lines.get(next) {
            if line.is_blank() {
                next += 1;
                continue;
            }
            if line.indent > 0 || bullet(line.text) != mark {
                break;
            }
            let block = end_of_item(self.lines, next);
            end = end_of_indented(self.lines, next + 1).max(block);
            items.push((next..block, next..end));
            next = end;
        }
        let whole = range_of(self.lines, &(at..end));
        self.outline.push(0, Role::Group, hash(&["list"]), whole);
        for (block, all) in items {
            let margins = self.lines[block.clone()].iter().map(|line| line.indent);
            let hangs = margins.skip(1).all(|indent| indent == 2 || indent == 4);
            let range = range_of(self.lines, &all);
            if block == all && hangs {
                let mut parts: Vec<_> =
                    self.lines[block].iter().map(|line| line.range.clone()).collect();
                parts[0].start = range.start + 2;
                self.outline.push_lines((1, "item"), self.text, range.start, &parts);
            } else {
                let key = hash(&["item", self.text[range.clone()].trim_end()]);
                self.outline.push(1, Role::Fixed, key, range);
            }
        }
        end
    }

    fn paragraph(&mut self, at: usize) -> usize {
        let mut end = end_of_block(self.lines, at);
        if let Some(next) = (at + 1..end).find(|&next| heading(&self.lines[next..]).is_some()) {
            end = next;
        }
        let own = &self.lines[at..end];
        let is_defined = own.iter().any(|line| line.indent > 0);
        if is_defined {
            // A term with its definition.
            return self.whole(Role::Fixed, at..end_of_indented(self.lines, end).max(end));
        }
        if own[own.len() - 1].text.ends_with("::") {
            // The next block is literal because of the `::`.
            return self.whole(Role::Fixed, at..end);
        }
        let parts: Vec<_> = own.iter().map(|line| line.range.clone()).collect();
        self.outline.push_lines((0, "paragraph"), self.text, parts[0].start, &parts);
        end
    }
}

/// The style of the heading that starts here, and its number of lines.
fn heading(lines: &[Line<'_>]) -> Option<((char, bool), usize)> {
    let line = lines.first()?;
    let next = lines.get(1)?;
    if let (Some((c, len)), Some(last)) = (adornment(line.text), lines.get(2)) {
        let is_title = !next.is_blank() && adornment(next.text).is_none();
        if len >= 3 && is_title && last.text == line.text {
            return Some(((c, true), 3));
        }
    }
    let (c, len) = adornment(next.text)?;
    let is_title = !line.is_blank() && line.indent == 0 && adornment(line.text).is_none();
    let is_wide = len >= line.text.chars().count().min(4) && len >= 3;
    (is_title && is_wide && next.indent == 0).then_some(((c, false), 2))
}

/// `:name: value`.
fn is_field(line: &str) -> bool {
    let Some(rest) = line.strip_prefix(':') else { return false };
    let Some((name, value)) = rest.split_once(':') else { return false };
    !name.is_empty() && !name.starts_with(' ') && (value.is_empty() || value.starts_with(' '))
}

/// Whether a line starts a table or a line block.
fn is_table(line: &str) -> bool {
    let is_grid = line.starts_with("+-") || line.starts_with("+=") || line.starts_with('|');
    let is_simple =
        line.starts_with("==") && line.contains(' ') && line.chars().all(|c| c == '=' || c == ' ');
    is_grid || is_simple
}

fn bullet(line: &str) -> Option<char> {
    let mut chars = line.chars();
    let mark = chars.next().filter(|c| matches!(c, '-' | '*' | '+' | '•'))?;
    (chars.next() == Some(' ') && mark.is_ascii()).then_some(mark)
}

/// `1. `, `#. `, `a) `, `(1) `.
fn enumerator(line: &str) -> bool {
    let rest = line.strip_prefix('(').unwrap_or(line);
    let (digits, letters) = (
        rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len(),
        rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == '#').len(),
    );
    let len = if digits > 0 { digits } else { letters };
    let is_short = digits > 0 || letters == 1 || rest[..len].chars().all(|c| "ivxIVX".contains(c));
    let mut behind = rest[len..].chars();
    len > 0
        && is_short
        && matches!(behind.next(), Some('.' | ')'))
        && matches!(behind.next(), Some(' '))
}

/// The line after the first block of an item.
fn end_of_item(lines: &[Line<'_>], at: usize) -> usize {
    let goes_on = |line: &&Line<'_>| !line.is_blank() && line.indent > 0;
    at + 1 + lines[at + 1..].iter().take_while(goes_on).count()
}
