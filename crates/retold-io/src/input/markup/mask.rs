//! The mask: a copy of a source in which markup is blanked and text keeps its offsets.

use crate::input::format::line_breaks;
use crate::input::kinds::KindFilter;
use retold::Span;
use retold::model::TextKind;
use std::ops::Range;

/// How strongly the markup between two shown pieces separates them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::input) enum Separator {
    /// Not at all: `re<b>tell</b>ing` is one word.
    #[default]
    None,
    /// Like a space.
    Space,
    /// Like a line break.
    Line,
    /// Like a blank line.
    Paragraph,
}

/// Builds a string of exactly the length of its source, which contains only the shown text.
///
/// Every byte offset of the result is an offset of the source, and every LF and CR stays in place,
/// so line numbers are right. Everything else is blanked:
/// * with spaces, in general;
/// * inside a word, with U+00AD and U+2060, which belong to the word before them and which normalisation
///   removes. They take two and three bytes and fill every gap but one of a single byte. So `re*tell*ing`
///   becomes `re tell ing`, three words: no one-byte character is invisible, and moving letters would make
///   all offsets after them wrong;
/// * at the end of a line with U+2028 and at the end of a paragraph with U+2029, once in a gap. Editors do
///   not count these as lines. If there is no room for three bytes, form feeds are used: one for a line; two
///   line breaks in a row end a paragraph. If there is only one line break between two paragraphs
///   (`# Heading` with text on the next line), retold's rule for soft wraps decides.
///
/// # Example
/// ```text
/// source   <p>One <b>two</b></p><p>three</p>
/// mask     ···One···two·······¶·····three····      · is a space, ¶ is U+2029 in three bytes
/// ```
#[derive(Debug)]
pub(in crate::input) struct Mask<'a> {
    source: &'a str,
    pieces: Vec<Piece>,
    separator: Separator,
    filter: KindFilter,
    /// The open kinds, the innermost last.
    open: Vec<TextKind>,
    left_out: LeftOut,
}

/// A masked text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::input) struct Masked {
    pub(in crate::input) text: String,
    /// The parts that are not prose, in order.
    pub(in crate::input) kinds: Vec<(Span, TextKind)>,
    pub(in crate::input) left_out: LeftOut,
}

/// The number of parts of each kind that were left out of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut([u64; TextKind::ALL.len()]);

impl LeftOut {
    /// Counts one more part of this kind.
    pub(in crate::input) fn add(&mut self, kind: TextKind) {
        self.0[kind as usize] += 1;
    }

    /// Adds the counts of another text.
    pub fn join(&mut self, other: &LeftOut) {
        self.0.iter_mut().zip(other.0).for_each(|(own, more)| *own += more);
    }

    /// The number of parts of this kind.
    pub fn of(&self, kind: TextKind) -> u64 {
        self.0[kind as usize]
    }
}

/// A piece of the source that is shown, as it is or as the characters that it represents.
#[derive(Debug)]
struct Piece {
    range: Range<usize>,
    /// The characters of a character reference.
    meaning: Option<Box<str>>,
    /// The separator between this piece and the one before.
    separator: Separator,
    kind: TextKind,
}

impl<'a> Mask<'a> {
    pub(in crate::input) fn new(source: &'a str, filter: KindFilter) -> Mask<'a> {
        Mask {
            source,
            pieces: Vec::new(),
            separator: Separator::None,
            filter,
            open: Vec::new(),
            left_out: LeftOut::default(),
        }
    }

    /// Starts a part of this kind.
    pub(in crate::input) fn begin(&mut self, kind: TextKind) {
        if !self.filter.keeps(kind) && self.open.last() != Some(&kind) {
            self.left_out.add(kind);
        }
        self.open.push(kind);
    }

    /// Ends the innermost part of this kind, and all parts inside it.
    pub(in crate::input) fn end_kind(&mut self, kind: TextKind) {
        if let Some(at) = self.open.iter().rposition(|&open| open == kind) {
            self.open.truncate(at);
        }
    }

    fn kind(&self) -> TextKind {
        self.open.last().copied().unwrap_or_default()
    }

    /// Separates the last piece from the next, at least this strongly.
    pub(in crate::input) fn separate(&mut self, separator: Separator) {
        self.separator = self.separator.max(separator);
    }

    /// Ends the line, or the paragraph if the line has ended already.
    pub(in crate::input) fn end_line(&mut self) {
        let again = self.separator >= Separator::Line;
        self.separator = if again { Separator::Paragraph } else { Separator::Line };
    }

    /// Shows a range as it is. Ranges come in order; what was passed already is not changed.
    pub(in crate::input) fn show(&mut self, range: Range<usize>) {
        let start = range.start.max(self.end());
        let Some(text) = self.source.get(start..range.end) else { return };
        // White space at either end belongs to the gap there, where the separator decides.
        let is_space = [' ', '\t', '\n', '\r'];
        let start = range.end - text.trim_start_matches(is_space).len();
        let end = start.max(range.end - (text.len() - text.trim_end_matches(is_space).len()));
        if text.starts_with(is_space) {
            self.separate(Separator::Space);
        }
        if start < end {
            self.show_trimmed(start..end);
        }
        if end < range.end {
            self.separate(Separator::Space);
        }
    }

    fn show_trimmed(&mut self, range: Range<usize>) {
        match self.pieces.last_mut() {
            Some(last)
                if last.range.end == range.start
                    && last.kind == self.open.last().copied().unwrap_or_default()
                    && last.meaning.is_none()
                    && self.separator == Separator::None =>
            {
                last.range.end = range.end;
            }
            _ => self.push(range, None),
        }
    }

    /// Shows a range as other characters, or as spaces if these are white space or do not fit.
    pub(in crate::input) fn show_as(&mut self, range: Range<usize>, meaning: &str) {
        if range.start < self.end() {
            return;
        }
        if meaning.len() > range.len() || meaning.trim().is_empty() {
            self.separate(Separator::Space);
        } else {
            self.push(range, Some(meaning.into()));
        }
    }

    /// Shows those characters of a range that `shown` contains, both in order. This leaves out the
    /// quotation marks before the lines of a code span in a quotation.
    pub(in crate::input) fn show_matching(&mut self, range: Range<usize>, shown: &str) {
        let mut shown = shown.chars().peekable();
        for (at, c) in self.source[range.clone()].char_indices() {
            let is_break = c == '\n' || c == '\r';
            match shown.peek() {
                Some(&next) if next == c || is_break && (next == ' ' || next == '\n') => {
                    shown.next();
                    let at = range.start + at;
                    self.show(at..at + c.len_utf8());
                }
                _ => {}
            }
        }
    }

    /// The end of the last piece.
    fn end(&self) -> usize {
        self.pieces.last().map_or(0, |last| last.range.end)
    }

    fn push(&mut self, range: Range<usize>, meaning: Option<Box<str>>) {
        let kind = self.kind();
        if !self.filter.keeps(kind) {
            self.separate(Separator::Paragraph);
            return;
        }
        let separator = std::mem::take(&mut self.separator);
        self.pieces.push(Piece { range, meaning, separator, kind });
    }

    /// Returns the masked text and the kinds of its parts.
    pub(in crate::input) fn finish(self) -> Masked {
        let mut kinds: Vec<(Span, TextKind)> = Vec::new();
        let mut before = TextKind::Prose;
        for piece in &self.pieces {
            let span = Span::new(piece.range.start, piece.range.end);
            match kinds.last_mut() {
                Some((last, kind)) if *kind == piece.kind && before == piece.kind => {
                    *last = Span::new(last.start, span.end);
                }
                _ if piece.kind != TextKind::Prose => kinds.push((span, piece.kind)),
                _ => {}
            }
            before = piece.kind;
        }
        let left_out = self.left_out;
        Masked { text: self.text(), kinds, left_out }
    }

    fn text(self) -> String {
        let mut out = String::with_capacity(self.source.len());
        for (i, piece) in self.pieces.iter().enumerate() {
            let gap = &self.source[out.len()..piece.range.start];
            if !gap.is_empty() {
                let splits = piece.separator == Separator::None && !self.is_within_word(&out, i);
                let separator = if i == 0 || splits { Separator::Space } else { piece.separator };
                fill(&mut out, gap, separator);
            }
            match &piece.meaning {
                None => out.push_str(&self.source[piece.range.clone()]),
                Some(meaning) => {
                    out.push_str(meaning);
                    fill_unseen(&mut out, piece.range.len() - meaning.len());
                }
            }
        }
        let rest = &self.source[out.len()..];
        fill(&mut out, rest, Separator::Space);
        out
    }

    /// Whether the gap before piece `i` is inside a word: between two letters, or between a letter
    /// and a character that joins letters, such as an apostrophe.
    fn is_within_word(&self, out: &str, i: usize) -> bool {
        let mut before = out.chars().rev().filter(|&c| !is_filler(c));
        let (last, last_but_one) = (before.next(), before.next());
        let mut after = self.chars_from(i);
        let (first, second) = (after.next(), after.next());
        match (last, first) {
            (Some(last), Some(first)) if is_letter(last) && is_letter(first) => true,
            (Some(last), Some(first)) if is_letter(last) && is_joiner(first) => {
                second.is_some_and(is_letter)
            }
            (Some(last), Some(first)) if is_joiner(last) && is_letter(first) => {
                last_but_one.is_some_and(is_letter)
            }
            _ => false,
        }
    }

    /// The characters shown from piece `i` on, up to the next separator.
    fn chars_from(&self, i: usize) -> impl Iterator<Item = char> {
        let joined =
            self.pieces[i + 1..].iter().take_while(|piece| piece.separator == Separator::None);
        std::iter::once(&self.pieces[i]).chain(joined).flat_map(|piece| {
            let source = &self.source[piece.range.clone()];
            piece.meaning.as_deref().unwrap_or(source).chars()
        })
    }
}

/// Fills a gap with as many bytes, with LF and CR at the same offsets.
fn fill(out: &mut String, gap: &str, separator: Separator) {
    let breaks = line_breaks(gap.as_bytes());
    let longest = gap.split(['\n', '\r']).map(str::len).max().unwrap_or(0);
    let mut mark = match separator {
        Separator::None if breaks == 0 && gap.len() > 1 => return fill_unseen(out, gap.len()),
        Separator::None | Separator::Space => "",
        Separator::Line if breaks > 0 => "",
        Separator::Line if longest >= 3 => "\u{2028}",
        Separator::Paragraph if breaks > 1 => "",
        Separator::Paragraph if longest >= 3 => "\u{2029}",
        Separator::Paragraph if breaks == 0 && longest == 2 => "\u{c}\u{c}",
        Separator::Line | Separator::Paragraph => "\u{c}",
    };
    for part in gap.split_inclusive(['\n', '\r']) {
        let text = part.trim_end_matches(['\n', '\r']);
        let mut blank = text.len();
        if !mark.is_empty() && mark.len() <= blank {
            out.push_str(mark);
            blank -= mark.len();
            mark = "";
        }
        out.extend(std::iter::repeat_n(' ', blank));
        out.push_str(&part[text.len()..]);
    }
}

/// Fills `len` bytes with invisible characters that belong to the word before them.
fn fill_unseen(out: &mut String, len: usize) {
    let (short, long) = match len % 3 {
        _ if len == 1 => return out.push(' '),
        0 => (0, len / 3),
        1 => (2, len / 3 - 1),
        _ => (1, len / 3),
    };
    out.extend(std::iter::repeat_n('\u{ad}', short));
    out.extend(std::iter::repeat_n('\u{2060}', long));
}

fn is_filler(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{2060}')
}

/// Whether `c` can be part of a word: letters, digits, and characters beyond general punctuation.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || matches!(c, '\u{300}'..='\u{1fff}' | '\u{a66f}'..='\u{ab2f}')
}

/// Whether `c` joins the letters or digits on either side of it into one word.
fn is_joiner(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '.' | ',' | ':' | ';' | '·' | '\u{2024}' | '\u{2027}')
}
