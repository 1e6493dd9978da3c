//! Which line breaks are soft wraps?

use super::normalise::is_ignorable;
use super::script::{is_ideographic, is_unspaced};
use crate::model::Span;
use unicode_normalization::char::is_combining_mark;

/// A wrapped block has no line wider than this, in columns.
///
/// Text that is wrapped for reading has 60 to 80 columns, code and mail gateways go up to 120. Any
/// wider line was put there by somebody who lets the screen do the wrapping: one line for each
/// paragraph.
pub(super) const WIDEST_WRAPPED: usize = 120;

/// The letters of a south-east Asian script that a line break keeps together, at most.
const LONGEST_UNSPACED_WORD: usize = 8;

/// A line of a block: not blank.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Where the line starts, before its indentation.
    pub(super) margin: usize,
    /// What is left of it without white space around.
    pub(super) span: Span,
}

/// What the rule needs to know about a line; widths are in columns.
#[derive(Clone, Copy, Debug, Default)]
struct Shape {
    /// From the margin to the last character.
    width: usize,
    /// Of the first word, with the space that would part it from the line before.
    first_word: usize,
    indent: usize,
    /// The number of `>` in front.
    quoted: usize,
    /// `-`, `*`, `+` or a bullet in front.
    bullet: Option<char>,
    several_words: bool,
    lower_case: bool,
    /// Nothing but `>` stands there.
    bare: bool,
    ideographic_indent: bool,
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
        let shapes = self.shapes.as_slice();
        let widest = if wrapped { widest(shapes) } else { 0 };
        wrapped = wrapped && widest <= WIDEST_WRAPPED && {
            let open = (1..shapes.len()).filter(|&i| !starts_paragraph(shapes, i));
            let (mut tight, mut total) = (0, 0);
            for i in open {
                tight += usize::from(is_tight(shapes, i, widest));
                total += 1;
            }
            2 * tight > total
        };
        (0..block.len()).map(move |i| {
            wrapped
                && i > 0
                && !starts_paragraph(shapes, i)
                && (shapes[i].lower_case || is_tight(shapes, i, widest))
        })
    }
}

/// The widest line that could have been broken: a long address alone on its line could not.
fn widest(shapes: &[Shape]) -> usize {
    let breakable =
        shapes.iter().filter(|shape| shape.several_words).map(|shape| shape.width).max();
    breakable.or(shapes.iter().map(|shape| shape.width).max()).unwrap_or(0)
}

/// Whether the first word of line `i` would not have fitted on the line before.
fn is_tight(shapes: &[Shape], i: usize, widest: usize) -> bool {
    shapes[i - 1].width + shapes[i].first_word > widest
}

/// Whether line `i` shows by its beginning that it starts a paragraph.
fn starts_paragraph(shapes: &[Shape], i: usize) -> bool {
    let (before, line) = (&shapes[i - 1], &shapes[i]);
    before.bare
        || line.bare
        || before.quoted != line.quoted
        || line.ideographic_indent
        || line.bullet.is_some() && line.bullet == shapes[0].bullet
        // In a block that hangs, as a bibliography does, the first line is not indented.
        || line.indent == shapes[0].indent
            && shapes.get(i + 1).is_some_and(|after| line.indent > before.indent.max(after.indent))
}

impl Shape {
    fn of(text: &str, line: Line) -> Shape {
        let margin = &text[line.margin..line.span.start];
        let body = &text[line.span.range()];
        let content = body.trim_start_matches(|c: char| c == '>' || c.is_whitespace());
        let content = if body.starts_with('>') { content } else { body };
        let marks = &body[..body.len() - content.len()];
        let mut shape = Shape {
            indent: width(margin, WIDEST_WRAPPED),
            quoted: marks.matches('>').count(),
            bare: content.is_empty(),
            ideographic_indent: margin.contains('\u{3000}'),
            lower_case: content.starts_with(char::is_lowercase),
            ..Shape::default()
        };
        let mut chars = content.chars();
        if let (Some(bullet @ ('-' | '*' | '+' | '•' | '–')), Some(' ' | '\t')) =
            (chars.next(), chars.next())
        {
            shape.bullet = Some(bullet);
        }
        let word = first_word(content);
        shape.several_words = word.len() < content.len();
        let spaced = !word.chars().any(is_ideographic);
        // Without spaces there is none to add; but a line there may stay short by one character,
        // or hang over by one, to keep a comma or a bracket where it belongs.
        shape.first_word = width(word, WIDEST_WRAPPED) + if spaced { 1 } else { 2 };
        shape.width = shape.indent + width(body, 2 * WIDEST_WRAPPED);
        shape
    }
}

/// What a line break would not have parted, at the start of a line.
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

/// The columns of `text` in a fixed-width font, counted up to somewhat more than `enough`.
fn width(text: &str, enough: usize) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    let mut columns = 0;
    for c in text.chars() {
        columns += match c {
            '\0'..'\u{300}' => usize::from(c != '\u{ad}'),
            _ if is_wide(c) => 2,
            _ => usize::from(!is_ignorable(c) && !is_combining_mark(c)),
        };
        if columns > enough {
            break;
        }
    }
    columns
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
