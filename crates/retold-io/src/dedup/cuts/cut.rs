//! The white space that is removed together with a span of text.
//!
//! Example: `One.\n\nTwo.\n\nThree.` without `Two.` becomes `One.\n\nThree.`, because one of the
//! two blank lines around `Two.` is removed too.
//!
//! Invariant: nothing but the spans and white space beside them is removed. Cost: linear in the
//! text.

use retold::Span;
use std::ops::Range;

/// The bytes that are cut out for each of the spans, which are ascending and do not overlap.
///
/// Spans with only white space between them are cut out together, as one piece. There is white
/// space before it and after it. The side with more line breaks is kept and the other side is
/// removed; if both have the same number, the white space before the piece is kept. The start and
/// the end of the text count as more line breaks than any other white space. If both sides have
/// line breaks, whole lines are removed, so that the next line keeps its indentation.
pub(in crate::dedup) fn cuts(text: &str, spans: &[Span]) -> Vec<Range<usize>> {
    let mut cuts = Vec::with_capacity(spans.len());
    for piece in pieces(text, spans) {
        split(piece, around(text, ends(piece)), &mut cuts);
    }
    cuts
}

/// The pieces: runs of spans with only white space between them.
pub(in crate::dedup) fn pieces<'s>(
    text: &str,
    spans: &'s [Span],
) -> impl Iterator<Item = &'s [Span]> {
    spans.chunk_by(|a, b| text[a.end..b.start].trim().is_empty())
}

/// The range from the start of the first span of a piece to the end of the last one.
pub(in crate::dedup) fn ends(piece: &[Span]) -> Range<usize> {
    piece[0].start..piece[piece.len() - 1].end
}

/// Divides the bytes that are cut out for a piece among its spans.
pub(in crate::dedup) fn split(piece: &[Span], whole: Range<usize>, cuts: &mut Vec<Range<usize>>) {
    let mut start = whole.start;
    for next in &piece[1..] {
        cuts.push(start..next.start);
        start = next.start;
    }
    cuts.push(start..whole.end);
}

/// The range of a piece with the white space that is removed with it.
pub(in crate::dedup) fn around(text: &str, piece: Range<usize>) -> Range<usize> {
    let from = text[..piece.start].trim_end().len();
    let to = text.len() - text[piece.end..].trim_start().len();
    let (before, after) = (&text[from..piece.start], &text[piece.end..to]);
    let at_start = from == 0;
    match (at_start, to == text.len()) {
        (true, true) => return 0..text.len(),
        (false, true) => return from..piece.end,
        _ => {}
    }
    let (breaks_before, breaks_after) = (breaks(before), breaks(after));
    if !at_start && breaks_after > breaks_before {
        return from..piece.end;
    }
    if breaks_after == 0 {
        return piece.start..to;
    }
    from + last_line(before)..piece.end + last_line(after)
}

/// The number of line breaks in white space.
pub(in crate::dedup) fn breaks(space: &str) -> usize {
    space.matches(is_break).count() - space.matches("\r\n").count()
}

/// Where the last line of white space starts.
fn last_line(space: &str) -> usize {
    space.rfind(is_break).map_or(0, |at| at + space[at..].chars().next().map_or(0, char::len_utf8))
}

/// Whether a character ends a line, as in the division of a text into paragraphs.
pub(in crate::dedup) fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::cuts;
    use proptest::prelude::{Strategy, prop, prop_assert, prop_assert_eq, proptest};
    use retold::text::segments;
    use retold::{Span, Unit};

    fn left(text: &str, parts: &[&str]) -> String {
        let spans: Vec<Span> = parts
            .iter()
            .map(|part| {
                let at = text.find(part).unwrap();
                Span::new(at, at + part.len())
            })
            .collect();
        without(text, &spans)
    }

    fn without(text: &str, spans: &[Span]) -> String {
        let (mut left, mut at) = (String::new(), 0);
        for cut in cuts(text, spans) {
            left.push_str(&text[at..cut.start]);
            at = cut.end;
        }
        left + &text[at..]
    }

    #[test]
    fn a_paragraph_is_removed_with_its_line_breaks() {
        assert_eq!(left("A\n\nB\n\nC\n", &["B"]), "A\n\nC\n");
        assert_eq!(left("A\n\nB\n\nC\n", &["A"]), "B\n\nC\n");
        assert_eq!(left("A\n\nB\n\nC\n", &["C"]), "A\n\nB\n");
        assert_eq!(left("A\r\n\r\nB\r\n\r\nC", &["B", "C"]), "A");
        assert_eq!(left("A\nB\n\nC", &["B"]), "A\n\nC");
        assert_eq!(left("A\n\nB\nC", &["B"]), "A\n\nC");
        assert_eq!(left("A\n\n    B\n\n  C", &["B"]), "A\n\n  C");
        assert_eq!(left("  A\n\n  B", &["A"]), "  B");
        assert_eq!(left("A\n", &["A"]), "");
        assert_eq!(left("A\n\nB\n\n* * *\n\nC\n", &["A", "B", "C"]), "* * *\n");
    }

    #[test]
    fn a_removed_sentence_keeps_its_paragraph_intact() {
        assert_eq!(left("One. Two. Three.\n\nFour.", &["Two."]), "One. Three.\n\nFour.");
        assert_eq!(left("One. Two. Three.\n\nFour.", &["Three."]), "One. Two.\n\nFour.");
        assert_eq!(left("One. Two.\n\nThree. Four.", &["Three."]), "One. Two.\n\nFour.");
        assert_eq!(left("One.\nTwo.\nThree.\n\nFour.", &["Three."]), "One.\nTwo.\n\nFour.");
        assert_eq!(left("一。二。三。", &["二。"]), "一。三。");
    }

    proptest! {
        #[test]
        fn only_white_space_is_removed_beside_the_spans(
            text in "([a-c]{1,3}[.] ?|[ \n\r\t]|\u{2028}|\n\n|é){0,60}",
            taken in prop::collection::vec(proptest::bool::ANY, 64),
            unit in prop::sample::select(vec![Unit::Paragraph, Unit::Sentence, Unit::Line])
                .no_shrink(),
        ) {
            let all = segments(&text, unit);
            let spans: Vec<Span> = all.iter().zip(taken.iter().cycle())
                .filter(|(_, taken)| **taken).map(|(span, _)| *span).collect();
            let cuts = cuts(&text, &spans);
            prop_assert_eq!(cuts.len(), spans.len());
            let mut at = 0;
            for (cut, span) in cuts.iter().zip(&spans) {
                prop_assert!(at <= cut.start && cut.start <= span.start && span.end <= cut.end);
                prop_assert!(text[cut.start..span.start].trim().is_empty());
                prop_assert!(text[span.end..cut.end].trim().is_empty());
                at = cut.end;
            }
            prop_assert!(at <= text.len());
            if unit == Unit::Line {
                let lines = |text: &str, spans: &[Span]| -> Vec<String> {
                    spans.iter().map(|span| text[span.range()].to_owned()).collect()
                };
                let left = without(&text, &spans);
                let kept: Vec<Span> =
                    all.iter().filter(|span| !spans.contains(span)).copied().collect();
                prop_assert_eq!(lines(&left, &segments(&left, unit)), lines(&text, &kept));
            }
            let kept: Vec<&str> = all.iter().filter(|span| !spans.contains(span))
                .map(|span| &text[span.range()]).collect();
            let left = without(&text, &spans);
            let mut rest = left.as_str();
            for part in kept {
                let found = rest.find(part);
                prop_assert!(found.is_some());
                rest = &rest[found.unwrap() + part.len()..];
            }
        }
    }
}
