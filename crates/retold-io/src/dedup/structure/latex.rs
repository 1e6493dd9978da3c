//! The parser of LaTeX blocks.

use super::blocks::{Line, end_of_block, lines, range_of};
use super::outline::{Outline, Role};
use std::ops::Range;

/// The environments that contain paragraphs.
const PROSE: [&str; 9] = [
    "document",
    "abstract",
    "quote",
    "quotation",
    "center",
    "flushleft",
    "flushright",
    "small",
    "onehalfspacing",
];

/// Commands that show that a block of lines is no paragraph.
const STRUCTURE: [&str; 18] = [
    "\\begin",
    "\\end",
    "\\item",
    "\\[",
    "\\]",
    "$$",
    "\\label",
    "\\bibitem",
    "\\newcommand",
    "\\renewcommand",
    "\\def",
    "\\let",
    "\\input",
    "\\include",
    "\\caption",
    "\\usepackage",
    "\\hypertarget",
    "\\index",
];

/// The commands of headings, the highest first.
const HEADINGS: [&str; 7] =
    ["part", "chapter", "section", "subsection", "subsubsection", "paragraph", "subparagraph"];

/// Parses the blocks of a text in LaTeX.
///
/// Running text is: blocks of lines after the preamble that contain none of these commands, and
/// that are outside all environments except those that contain paragraphs.
pub(super) fn outline(text: &str) -> Outline {
    let lines = lines(text);
    let mut walk = Walk { text, lines: &lines, outline: Outline::default(), open: Vec::new() };
    let mut at = 0;
    if let Some(start) = lines.iter().position(|line| line.starts("\\begin{document}")) {
        walk.open.push("document");
        at = walk.whole(Role::Fixed, 0..start + 1);
    }
    while at < lines.len() {
        at = if lines[at].is_blank() { at + 1 } else { walk.block(at) };
    }
    walk.outline
}

struct Walk<'t> {
    text: &'t str,
    lines: &'t [Line<'t>],
    outline: Outline,
    /// The environments that are open.
    open: Vec<&'t str>,
}

impl Walk<'_> {
    /// Reads the block that starts on line `at`, and returns the line after it.
    fn block(&mut self, at: usize) -> usize {
        let line = self.lines[at].text;
        let is_prose = self.open.iter().all(|name| PROSE.contains(name));
        if is_prose && is_command_only(line) && environments(line).next().is_none() {
            return self.whole(role_of(line), at..at + 1);
        }
        let mut end = end_of_block(self.lines, at);
        if is_prose {
            let is_command = |it: &usize| is_command_only(self.lines[*it].text);
            end = (at + 1..end).find(is_command).unwrap_or(end);
        }
        let own = &self.lines[at..end];
        let has_structure = own.iter().any(|line| {
            line.text.contains('%') || STRUCTURE.iter().any(|sign| line.text.contains(sign))
        });
        let lines: &[Line<'_>] = self.lines;
        for (starts, name) in lines[at..end].iter().flat_map(|line| environments(line.text)) {
            if starts {
                self.open.push(name);
            } else if let Some(last) = self.open.iter().rposition(|open| *open == name) {
                self.open.truncate(last);
            }
        }
        if !is_prose || has_structure {
            return self.whole(Role::Fixed, at..end);
        }
        let parts: Vec<_> = own.iter().map(|line| line.range.clone()).collect();
        self.outline.push_lines((0, "paragraph"), self.text, parts[0].start, &parts);
        end
    }

    fn whole(&mut self, role: Role, of: Range<usize>) -> usize {
        self.outline.push_whole(role, self.text, range_of(self.lines, &of));
        of.end
    }
}

/// The role of a line of commands.
fn role_of(line: &str) -> Role {
    let name = line[1..].split(['{', '[', '*']).next().unwrap_or_default();
    let level = HEADINGS.iter().position(|heading| *heading == name);
    level.map_or(Role::Fixed, |level| Role::Heading(level as u8 + 1))
}

/// The environments that start (true) or end on a line.
fn environments(line: &str) -> impl Iterator<Item = (bool, &str)> {
    let parts = line.split('\\').skip(1);
    parts.filter_map(|part| {
        let (command, rest) = part.split_once('{')?;
        let name = rest.split('}').next()?;
        match command {
            "begin" => Some((true, name)),
            "end" => Some((false, name)),
            _ => None,
        }
    })
}

/// Whether a line contains only commands with their arguments.
fn is_command_only(line: &str) -> bool {
    let mut rest = line.trim();
    if !rest.starts_with('\\') {
        return false;
    }
    while let Some(behind) = rest.strip_prefix('\\') {
        let is_name = |c: char| c.is_ascii_alphabetic() || c == '*';
        let name = behind.len() - behind.trim_start_matches(is_name).len();
        if name == 0 {
            return false;
        }
        rest = behind[name..].trim_start();
        while let Some(close) = match rest.chars().next() {
            Some('{') => Some('}'),
            Some('[') => Some(']'),
            _ => None,
        } {
            let Some(len) = group(rest, close) else { return false };
            rest = rest[len..].trim_start();
        }
    }
    rest.is_empty() || rest.starts_with('%')
}

/// The length of an argument with its braces or brackets.
fn group(text: &str, close: char) -> Option<usize> {
    let open = text.chars().next()?;
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        if c == open {
            depth += 1;
        } else if c == close {
            depth -= 1;
            if depth == 0 {
                return Some(at + 1);
            }
        }
    }
    None
}
