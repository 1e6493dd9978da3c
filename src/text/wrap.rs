//! Soft wraps: line breaks that continue a paragraph.
//!
//! In a block of lines that is wrapped, a break is a soft wrap if the next word would not have fitted
//! into the widest line.

use super::normalise::is_ignorable;
use super::script::{is_ideographic, is_unspaced};
use super::sentence::{is_terminal, last_mark};
use crate::model::Span;
use unicode_normalization::char::is_combining_mark;

/// A wrapped block has no line wider than this, in columns.
///
/// Text that is wrapped for reading has 60 to 80 columns, code and mail gateways go up to 120. Any
/// wider line comes from an editor that wraps on the screen only: the file has one line for each
/// paragraph.
pub(super) const WIDEST_WRAPPED: usize = 120;

/// The letters of a south-east Asian script that a line break keeps together, at most.
const LONGEST_UNSPACED_WORD: usize = 8;

/// A line of a block: not blank.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// The start of the line, before its indentation.
    pub(super) margin: usize,
    /// The line without white space at both ends.
    pub(super) span: Span,
}

/// The start of a line, as far as it shows whether the line continues the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opening {
    /// It has only `>`.
    Bare,
    /// Indented by U+3000, as Chinese and Japanese paragraphs are.
    IdeographicIndent,
    /// `-`, `*`, `+` or a bullet.
    Bullet(char),
    LowerCase,
    Other,
}

/// The measures of a line that the rule uses.
#[derive(Clone, Copy, Debug)]
struct Shape {
    /// From the margin to the last character.
    width: usize,
    /// Of the first word, with the space that would part it from the line before.
    first_word: usize,
    /// The characters that take no column: on the line, and of its first word.
    marks: usize,
    word_marks: usize,
    indent: usize,
    /// The number of `>` in front.
    quoted: usize,
    opening: Opening,
    several_words: bool,
    ends_sentence: bool,
}

/// Finds the soft wraps of a block: lines without a blank one between them.
#[derive(Debug, Default)]
pub(super) struct Wraps {
    shapes: Vec<Shape>,
}

impl Wraps {
    /// Whether the break before each line of `block` is a soft wrap; false for the first line.
    pub(super) fn find(&mut self, text: &str, block: &[Line]) -> impl Iterator<Item = bool> {
        self.shapes.clear();
        let mut wrapped = block.len() > 1;
        for line in block {
            if !wrapped {
                break;
            }
            let shape = Shape::of(text, *line);
            wrapped = shape.width <= WIDEST_WRAPPED || !shape.several_words;
            self.shapes.push(shape);
        }
        if wrapped && self.shapes.iter().any(|shape| shape.marks > 0) {
            self.measure();
        }
        let shapes = self.shapes.as_slice();
        let widest = widest(shapes).unwrap_or(usize::MAX);
        let wrapped = wrapped && is_wrapped(shapes, widest);
        (0..block.len()).map(move |i| wrapped && i > 0 && is_wrap(shapes, i, widest))
    }

    /// Measures in characters instead of columns, if that gives more wraps. Some programs count the combining
    /// marks above and below a letter, some do not, and the text does not say which one wrapped it.
    fn measure(&mut self) {
        let columns = wraps(&self.shapes, widest(&self.shapes).unwrap_or(usize::MAX)).0;
        for shape in &mut self.shapes {
            shape.width += shape.marks;
            shape.first_word += shape.word_marks;
        }
        let characters = wraps(&self.shapes, widest(&self.shapes).unwrap_or(usize::MAX)).0;
        if characters > columns {
            return;
        }
        // Columns are right, or as good: restore them.
        for shape in &mut self.shapes {
            shape.width -= shape.marks;
            shape.first_word -= shape.word_marks;
        }
    }
}

/// The widest line that could have been broken: a long address alone on its line could not. None
/// if three lines or more have one word each: such a block is a list.
fn widest(shapes: &[Shape]) -> Option<usize> {
    let breakable = shapes.iter().filter(|shape| shape.several_words).map(|shape| shape.width);
    breakable.max().or_else(|| {
        let two = shapes.len() == 2;
        two.then(|| shapes[0].width.max(shapes[1].width))
    })
}

/// Whether more than half of the breaks that no sign decides look like wraps.
fn is_wrapped(shapes: &[Shape], widest: usize) -> bool {
    let (wraps, total) = wraps(shapes, widest);
    2 * wraps > total
}

/// How many of the breaks that no sign decides look like wraps, and how many such there are.
fn wraps(shapes: &[Shape], widest: usize) -> (usize, usize) {
    if widest > WIDEST_WRAPPED {
        return (0, 0);
    }
    let (mut wraps, mut total) = (0, 0);
    for i in (1..shapes.len()).filter(|&i| !starts_paragraph(shapes, i)) {
        let continues = shapes[i].opening == Opening::LowerCase && is_long(shapes, i, widest);
        wraps += usize::from(continues || is_tight(shapes, i, widest));
        total += 1;
    }
    (wraps, total)
}

/// Whether line `i` of a wrapped block continues the paragraph of the line before.
fn is_wrap(shapes: &[Shape], i: usize, widest: usize) -> bool {
    let in_sentence = !shapes[i - 1].ends_sentence && is_long(shapes, i, widest);
    let continues = in_sentence || shapes[i].opening == Opening::LowerCase;
    !starts_paragraph(shapes, i) && (continues || is_tight(shapes, i, widest))
}

/// Whether the line before line `i` had no room for the first word of line `i`.
///
/// A word that would just have fitted also counts, since some programs need room for a space behind it.
fn is_tight(shapes: &[Shape], i: usize, widest: usize) -> bool {
    shapes[i - 1].width + shapes[i].first_word >= widest
}

/// Whether the line before line `i` has at least three quarters of the width, as in text with balanced lines.
fn is_long(shapes: &[Shape], i: usize, widest: usize) -> bool {
    4 * shapes[i - 1].width >= 3 * widest
}

/// Whether line `i` shows by its beginning that it starts a paragraph.
fn starts_paragraph(shapes: &[Shape], i: usize) -> bool {
    let (before, line) = (&shapes[i - 1], &shapes[i]);
    let by_opening = match line.opening {
        Opening::Bare | Opening::IdeographicIndent => true,
        Opening::Bullet(_) => line.opening == shapes[0].opening,
        Opening::LowerCase | Opening::Other => before.opening == Opening::Bare,
    };
    // In a block that hangs, as a bibliography does, the first line is not indented.
    let indented = line.indent == shapes[0].indent
        && shapes.get(i + 1).is_some_and(|after| line.indent > before.indent.max(after.indent));
    by_opening || indented || before.quoted != line.quoted
}

impl Shape {
    fn of(text: &str, line: Line) -> Shape {
        let margin = &text[line.margin..line.span.start];
        let body = &text[line.span.range()];
        let quoted = body.starts_with('>');
        let marks = |c: char| quoted && (c == '>' || c.is_whitespace());
        let content = body.trim_start_matches(marks);
        let word = first_word(content);
        // Chinese has no space between words. But a line may be one character shorter or longer than the
        // others, because a comma must not start a line and an opening bracket must not end one.
        let between = if word.contains(is_ideographic) { 2 } else { 1 };
        let indent = width(margin, WIDEST_WRAPPED).0;
        let (columns, marks) = width(body, 2 * WIDEST_WRAPPED);
        let (word_columns, word_marks) = width(word, WIDEST_WRAPPED);
        Shape {
            width: indent + columns,
            first_word: word_columns + between,
            marks,
            word_marks,
            indent,
            quoted: body[..body.len() - content.len()].matches('>').count(),
            opening: Opening::of(margin, content),
            several_words: word.len() < content.len(),
            ends_sentence: ends_sentence(content),
        }
    }
}

impl Opening {
    fn of(margin: &str, content: &str) -> Opening {
        let mut chars = content.chars();
        match (chars.next(), chars.next()) {
            (None, _) => Opening::Bare,
            _ if margin.contains('\u{3000}') => Opening::IdeographicIndent,
            (Some(bullet @ ('-' | '*' | '+' | '•' | '–')), Some(' ' | '\t')) => {
                Opening::Bullet(bullet)
            }
            (Some(letter), _) if letter.is_lowercase() => Opening::LowerCase,
            _ => Opening::Other,
        }
    }
}

fn ends_sentence(line: &str) -> bool {
    last_mark(line).is_some_and(|mark| is_terminal(mark) || matches!(mark, ':' | '：' | '…'))
}

/// The start of a line that a line break would not have divided.
fn first_word(line: &str) -> &str {
    let mut letters = 0;
    let mut whole = false;
    for (at, c) in line.char_indices() {
        let letter = c.is_alphanumeric();
        if c.is_whitespace() || whole && letter && !is_combining_mark(c) {
            return &line[..at];
        }
        if letter && is_unspaced(c) {
            letters += 1;
            whole = letters == LONGEST_UNSPACED_WORD || is_ideographic(c);
        }
    }
    line
}

/// The columns of `text` in a fixed-width font, and the characters that take none; counted up to
/// somewhat more columns than `enough`.
fn width(text: &str, enough: usize) -> (usize, usize) {
    if text.is_ascii() {
        return (text.len(), 0);
    }
    let (mut columns, mut marks) = (0, 0);
    for c in text.chars() {
        let own = match c {
            '\0'..'\u{300}' => usize::from(c != '\u{ad}'),
            _ if is_wide(c) => 2,
            _ => usize::from(!is_ignorable(c) && !is_combining_mark(c)),
        };
        columns += own;
        marks += usize::from(own == 0);
        if columns > enough {
            break;
        }
    }
    (columns, marks)
}

/// Whether `c` takes two columns: Han, kana, Hangul, full-width forms.
fn is_wide(c: char) -> bool {
    matches!(
        c,
        '\u{1100}'..='\u{115f}'
            | '\u{2e80}'..='\u{3029}'
            | '\u{3030}'..='\u{303e}'
            | '\u{3041}'..='\u{3098}'
            | '\u{309b}'..='\u{a4cf}'
            | '\u{ac00}'..='\u{d7a3}'
            | '\u{f900}'..='\u{faff}'
            | '\u{fe30}'..='\u{fe6f}'
            | '\u{ff01}'..='\u{ff60}'
            | '\u{ffe0}'..='\u{ffe6}'
            | '\u{20000}'..='\u{3ffff}'
    )
}
