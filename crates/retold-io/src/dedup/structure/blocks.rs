//! Lines with their indents and the ends of blocks, for markup languages that are parsed line by line.

use std::ops::Range;

/// A line, without its line break.
#[derive(Clone, Debug)]
pub(super) struct Line<'t> {
    pub(super) range: Range<usize>,
    /// The line without leading and trailing white space.
    pub(super) text: &'t str,
    /// The length of its leading white space in bytes.
    pub(super) indent: usize,
}

impl Line<'_> {
    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    pub(super) fn starts(&self, prefix: &str) -> bool {
        self.text.starts_with(prefix)
    }
}

/// The lines of a text.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let start = at;
        at += line.len();
        let inner = line.trim_end_matches(['\n', '\r']);
        let indent = inner.len() - inner.trim_start().len();
        Line { range: start..start + inner.len(), text: inner.trim(), indent }
    });
    lines.collect()
}

/// The range from the start of the first line to the end of the last one, without its line break.
pub(super) fn range_of(lines: &[Line<'_>], of: &Range<usize>) -> Range<usize> {
    lines[of.start].range.start..lines[of.end - 1].range.end
}

/// The end of the indented lines from `at` on, without blank lines at their end.
pub(super) fn end_of_indented(lines: &[Line<'_>], at: usize) -> usize {
    let mut end = at;
    for (number, line) in lines.iter().enumerate().skip(at) {
        if line.is_blank() {
            continue;
        }
        if line.indent == 0 {
            break;
        }
        end = number + 1;
    }
    end
}

/// The first blank line from `at` on.
pub(super) fn end_of_block(lines: &[Line<'_>], at: usize) -> usize {
    at + lines[at..].iter().take_while(|line| !line.is_blank()).count()
}

/// The character that a line repeats, and how often; none if it contains another character.
pub(super) fn adornment(line: &str) -> Option<(char, usize)> {
    let first = line.chars().next()?;
    let is_whole = first.is_ascii_punctuation() && line.chars().all(|c| c == first);
    is_whole.then_some((first, line.len()))
}
