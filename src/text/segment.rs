//! The segments of a text that are compared.

use super::breaks::Breaks;
use super::normalise::is_ignorable;
use super::unit::Unit;
use super::wrap::{Line, Wraps};
use crate::model::Span;
use unicode_segmentation::UnicodeSegmentation;

/// Cuts a text into segments, in the order of the text.
///
/// No segment is blank, none overlaps another, and every visible character is in one of them.
/// White space and byte order marks around a segment are left out. [`Unit::Document`] is the
/// exception: it gives the whole text as it is, even if it is empty.
///
/// Lines end at `\n`, `\r\n`, `\r`, vertical tab, form feed, U+0085, U+2028 and U+2029. A line of
/// white space and of invisible characters is blank.
///
/// # Paragraphs
/// A blank line ends a paragraph; U+2029 does the same. The lines between two such ends are a *block*.
/// Any other break in a block either ends a paragraph or is a *wrap*:
/// * A break is *tight* if the first word of the next line would not have fitted on the line
///   before: if the width of that line, a space and the word is as much as the widest line of
///   the block, or more. In scripts without spaces the first word is one character and its
///   punctuation; Thai and its relatives are given eight letters. A line of a single word, such as
///   a long address, is not taken for the widest.
/// * A line is *long* if it has three quarters of the widest. Programs that balance the lines of
///   a paragraph leave long lines that are not tight.
/// * A block is *wrapped* if no line of several words has more than 120 columns (an East Asian
///   character takes two; signs above and below a letter take one each where more breaks are tight
///   then, and none otherwise), and if more than half of its breaks are tight or lie between a
///   long line and a lower-case letter. Three lines of one word each are a list, and not wrapped.
/// * In a wrapped block, a break is a wrap if it is tight, if the next line starts with a
///   lower-case letter, or if the line before is long and no sentence ends with it. In any other
///   block, every break ends a paragraph.
/// * A break is never a wrap, and not counted either way, where the next line is quoted (`>`) more
///   or less deeply, is indented by U+3000, is indented deeper than both of its neighbours and as
///   deep as the first line of the block, or starts with the same bullet as the block does.
///
/// The rule finds the paragraphs of text with one paragraph on each line, of text that is wrapped at a fixed
/// width, with or without blank lines, and of mixtures. Its limit: a block of few short
/// lines of about equal width, such as two lines of an address, is one paragraph.
///
/// # Sentences
/// Those of UAX#29 within each paragraph; a wrap counts as a space.
///
/// Time is linear in the text; the result takes 16 bytes for each segment.
///
/// # Examples
/// ```
/// use retold::Unit;
/// use retold::text::segments;
///
/// let text = "A paragraph that was wrapped at some\nforty columns. It ends here.\n\nAnother.";
/// let cut = |unit| {
///     segments(text, unit).into_iter().map(|span| &text[span.range()]).collect::<Vec<_>>()
/// };
/// assert_eq!(
///     cut(Unit::Paragraph),
///     ["A paragraph that was wrapped at some\nforty columns. It ends here.", "Another."]
/// );
/// assert_eq!(
///     cut(Unit::Sentence),
///     ["A paragraph that was wrapped at some\nforty columns.", "It ends here.", "Another."]
/// );
/// ```
pub fn segments(text: &str, unit: Unit) -> Vec<Span> {
    match unit {
        Unit::Document => vec![Span::new(0, text.len())],
        Unit::Paragraph | Unit::Passage => paragraphs(text),
        Unit::BlankLine => {
            let mut blocks = Vec::new();
            for_each_block(text, |block| blocks.push(joined(block)));
            blocks
        }
        Unit::Sentence => sentences(text, &paragraphs(text)),
        Unit::Line => {
            let mut lines = Vec::new();
            for_each_block(text, |block| lines.extend(block.iter().map(|line| line.span)));
            lines
        }
    }
}

fn paragraphs(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut wraps = Wraps::default();
    for_each_block(text, |block| {
        for (line, wrapped) in block.iter().zip(wraps.find(text, block)) {
            match found.last_mut() {
                Some(paragraph) if wrapped => paragraph.end = line.span.end,
                _ => found.push(line.span),
            }
        }
    });
    found
}

fn sentences(text: &str, paragraphs: &[Span]) -> Vec<Span> {
    let mut found = Vec::new();
    let mut unwrapped = String::new();
    for paragraph in paragraphs {
        let original = &text[paragraph.range()];
        // UAX#29 ends a sentence at every line break, and all breaks within a paragraph are wraps. Each
        // break is replaced by as many spaces as it has bytes: no sentence ends there, and the offsets in
        // the copy are those of the text.
        unwrapped.clear();
        let mut copied = 0;
        for line_break in Breaks::new(original) {
            unwrapped.push_str(&original[copied..line_break.at]);
            let rest = &original[line_break.end..];
            // The quotation marks of mail (`>`) at the start of a wrapped line are not part of the sentence.
            let quoted = rest.len() - rest.trim_start_matches(['>', ' ']).len();
            copied = line_break.end + quoted;
            unwrapped.extend(std::iter::repeat_n(' ', copied - line_break.at));
        }
        let sentences = if copied == 0 {
            original
        } else {
            unwrapped.push_str(&original[copied..]);
            &unwrapped
        };
        for (start, sentence) in sentences.split_sentence_bound_indices() {
            let start = paragraph.start + start;
            let span = trimmed(text, Span::new(start, start + sentence.len()));
            if !is_blank(&text[span.range()]) {
                found.push(span);
            }
        }
    }
    found
}

/// Calls `sink` for each block: a run of lines that are not blank.
fn for_each_block(text: &str, mut sink: impl FnMut(&[Line])) {
    let mut block: Vec<Line> = Vec::new();
    let mut margin = 0;
    let mut breaks = Breaks::new(text);
    loop {
        let line_break = breaks.next();
        let end = line_break.map_or(text.len(), |found| found.at);
        let span = trimmed(text, Span::new(margin, end));
        let blank = is_blank(&text[span.range()]);
        if !blank {
            block.push(Line { margin, span });
        }
        // U+2029 ends a block without a blank line.
        let last = line_break.is_none_or(|found| found.ends_paragraph);
        if (blank || last) && !block.is_empty() {
            sink(&block);
            block.clear();
        }
        let Some(found) = line_break else { return };
        margin = found.end;
    }
}

fn joined(block: &[Line]) -> Span {
    let (first, last) = (block.first(), block.last());
    let start = first.expect("a block has a line").span.start;
    Span::new(start, last.expect("a block has a line").span.end)
}

/// The span without white space and byte order marks at either end.
fn trimmed(text: &str, span: Span) -> Span {
    let is_margin = |c: char| c.is_whitespace() || c == '\u{feff}';
    let rest = text[span.range()].trim_start_matches(is_margin);
    let start = span.end - rest.len();
    Span::new(start, start + rest.trim_end_matches(is_margin).len())
}

fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_ignorable(c))
}
