//! The signs of markup languages in a text, which decide the language if the name of the file does
//! not.

use super::blocks::{Line, adornment, lines};
use super::directive::directive;
use super::front_matter::front_matter;
use super::outline::Role;
use memchr::memmem;

/// The number of signs of each language.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Signs {
    pub(super) markdown: usize,
    pub(super) restructured: usize,
    pub(super) asciidoc: usize,
    pub(super) latex: usize,
}

impl Signs {
    /// Counts the signs in one pass over the lines.
    pub(super) fn of(text: &str) -> Signs {
        let mut signs = Signs::default();
        signs.markdown += usize::from(front_matter(text) > 0);
        // Most texts lack a byte of most signs. One pass finds the bytes that occur, and saves most
        // searches.
        let mut occurs = [false; 256];
        text.bytes().for_each(|byte| occurs[usize::from(byte)] = true);
        let has = |sign: &str| {
            let may_be = sign.bytes().all(|byte| occurs[usize::from(byte)]);
            usize::from(may_be && memmem::find(text.as_bytes(), sign.as_bytes()).is_some())
        };
        signs.markdown += has("](") + has("![") + has("][");
        signs.restructured += 2 * (has(":ref:`") + has(":doc:`") + has(":class:`") + has("`_"));
        signs.asciidoc += 2 * (has("linkgit:") + has("xref:") + has("<<<") + has("|==="));
        signs.latex += 4 * (has("\\documentclass") + has("\\begin{document}"));
        let lines = lines(text);
        let mut fence = None;
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_blank()) {
            if let Some(mark) = ["```", "~~~"].into_iter().find(|mark| line.starts(mark)) {
                // A fence that is never closed is no sign of Markdown.
                if fence.replace(mark) == Some(mark) {
                    signs.markdown += 1;
                    fence = None;
                }
                continue;
            }
            signs.see(line, &lines[at + 1..], at == 0 || lines[at - 1].is_blank(), &occurs);
        }
        signs
    }

    fn see(&mut self, line: &Line<'_>, rest: &[Line<'_>], is_first: bool, occurs: &[bool; 256]) {
        let (text, flush) = (line.text, line.indent == 0);
        let title = is_first && flush && rest.first().is_some_and(|next| is_underline(text, next));
        if title {
            let rule = rest.first().and_then(|next| adornment(next.text)).map(|(c, _)| c);
            let is_shared = matches!(rule, Some('=' | '-'));
            self.markdown += usize::from(is_shared);
            self.restructured += if is_shared { 1 } else { 2 };
            self.asciidoc += usize::from(matches!(rule, Some('=' | '-' | '~' | '^' | '+')));
        }
        match text.bytes().next() {
            Some(b'#') => {
                let rest = text.trim_start_matches('#');
                let level = text.len() - rest.len();
                // A comment of a program is longer than a heading, or ends with a full stop.
                let is_title = text.len() <= 120 && !text.ends_with('.');
                self.markdown += usize::from(is_title && level <= 6 && rest.starts_with(' '));
            }
            Some(b'[') => {
                let is_definition = text.find("]:").is_some_and(|at| at > 1);
                self.markdown += usize::from(is_definition);
                let is_anchor = text.starts_with("[[") && text.ends_with("]]");
                let is_style = flush && text.ends_with(']') && is_style(text);
                self.asciidoc += usize::from(is_anchor || is_style);
            }
            Some(b'.') if flush => {
                let is_explicit = text
                    .strip_prefix(".. ")
                    .is_some_and(|rest| rest.starts_with(['_', '[', '|']) || rest.contains("::"));
                self.restructured += 4 * usize::from(is_explicit);
            }
            Some(b':') if flush => {
                let name = text[1..].split(':').next().unwrap_or_default();
                let is_field = text.len() > name.len() + 1 && !name.is_empty();
                let is_attribute = is_field && !name.contains(' ');
                self.asciidoc += usize::from(is_attribute);
                self.restructured += usize::from(is_attribute);
            }
            Some(b'=') => {
                let level = text.len() - text.trim_start_matches('=').len();
                self.asciidoc += 2 * usize::from(level <= 6 && text[level..].starts_with(' '));
            }
            Some(b'\\') => {
                let is_heading = ["\\section", "\\chapter", "\\subsection", "\\begin{"];
                self.latex += usize::from(is_heading.iter().any(|sign| text.starts_with(sign)));
            }
            Some(b'<') => {
                let rest = text[1..].trim_start_matches('/');
                let is_tag =
                    rest.starts_with(|c: char| c.is_ascii_alphabetic()) && text.ends_with('>');
                let is_address = text.contains("://") || text.contains('@');
                self.markdown += usize::from(is_tag && !is_address);
            }
            Some(b'+') if text == "+" => self.asciidoc += 1,
            _ => {}
        }
        // A line of colons closes a container in Markdown.
        let has_name = text.trim_end_matches(':').len() > 1;
        let is_term = flush && has_name && text.ends_with("::");
        if is_term {
            let is_literal = rest.first().is_none_or(Line::is_blank) && text.contains(' ');
            self.asciidoc += usize::from(!is_literal);
            self.restructured += usize::from(is_literal);
        }
        if self.markdown == 0 {
            let is_bold = occurs[usize::from(b'*')]
                && text.split_once("**").is_some_and(|(_, rest)| {
                    rest.starts_with(char::is_alphanumeric) && rest.contains("**")
                });
            let is_formula = text.starts_with('\\');
            let is_directive = !is_formula && directive(text).is_some_and(|it| it != Role::Fixed);
            let is_table = occurs[usize::from(b'|')] && is_delimiter_row(text);
            self.markdown += usize::from(is_bold || is_directive || is_table);
        }
    }
}

/// `[source,c]`, `[NOTE]`, `[verse]`, `[[anchor]]`.
fn is_style(text: &str) -> bool {
    let inner = text.trim_matches(['[', ']']);
    let name = inner.split([',', '=', '%', '#', '.']).next().unwrap_or_default();
    let styles = [
        "source",
        "verse",
        "quote",
        "listing",
        "NOTE",
        "TIP",
        "WARNING",
        "IMPORTANT",
        "CAUTION",
        "horizontal",
        "qanda",
        "cols",
        "options",
        "discrete",
        "synopsis",
    ];
    styles.contains(&name.trim())
}

/// Whether a line is the underline of the title before it.
fn is_underline(title: &str, line: &Line<'_>) -> bool {
    let width = title.chars().count();
    let is_title = adornment(title).is_none() && width <= 120;
    let rule = adornment(line.text);
    is_title
        && line.indent == 0
        && rule.is_some_and(|(c, len)| {
            len >= 3 && len + 2 >= width && len <= width + 40 && "=-~^+\"'#*`:.".contains(c)
        })
}

/// Whether a line separates the header of a table from its rows.
fn is_delimiter_row(text: &str) -> bool {
    text.contains('|')
        && text.contains("--")
        && text.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
}
