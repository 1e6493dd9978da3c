//! Lines of wrapped text: a sentence goes on in the next line.
//!
//! Example: two paragraphs begin with the line `The buyer shall pay within thirty days and must`. One
//! continues with `not delay the payment.` and the other with `pay interest.` If the second copy of the line
//! was cut out, `pay interest.` would be left without its subject. So a line is cut out only together with
//! all lines that its sentences join to it.
//!
//! Invariant: no sentence that spans lines is cut in two. Cost: two divisions of the text into segments.

use super::cut::cuts;
use retold::text::segments;
use retold::{Span, Unit};
use std::ops::Range;

/// The bytes that are cut out for each of some lines of a text, in ascending order; none for a line that is
/// kept.
pub(in crate::dedup) fn line_cuts(text: &str, spans: &[Span]) -> Vec<Option<Range<usize>>> {
    let can_be_cut = whole_sentences(text, spans);
    let whole = spans.iter().zip(&can_be_cut).filter(|(_, can)| **can);
    let whole: Vec<Span> = whole.map(|(span, _)| *span).collect();
    let mut cuts = cuts(text, &whole).into_iter();
    can_be_cut.into_iter().map(|can| if can { cuts.next() } else { None }).collect()
}

/// For each line, whether it can be cut out with the others.
fn whole_sentences(text: &str, spans: &[Span]) -> Vec<bool> {
    let mut can_be_cut = vec![true; spans.len()];
    let lines = segments(text, Unit::Line);
    let mut paragraphs = segments(text, Unit::Paragraph).into_iter().peekable();
    let mut next_span = 0;
    let is_joined = |before: &Span, line: &Span| {
        while paragraphs.next_if(|paragraph| paragraph.end <= before.start).is_some() {}
        let is_in_one = paragraphs.peek().is_some_and(|paragraph| line.start < paragraph.end);
        is_in_one && continues(&text[before.range()], &text[line.range()])
    };
    for joined in lines.chunk_by(is_joined) {
        let end = joined[joined.len() - 1].end;
        let first = next_span;
        while spans.get(next_span).is_some_and(|span| span.end <= end) {
            next_span += 1;
        }
        if next_span - first < joined.len() {
            can_be_cut[first..next_span].fill(false);
        }
    }
    can_be_cut
}

/// Whether a sentence of a line goes on in the next one. Only scripts with small letters show it.
fn continues(line: &str, next: &str) -> bool {
    let line = line.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']']);
    let is_end = line.ends_with(['.', '!', '?', ':', '…']);
    !is_end && next.starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::whole_sentences;
    use retold::text::segments;
    use retold::{Span, Unit};

    /// Whether each of these lines can be cut out of a text, together with the others.
    fn can_be_cut(text: &str, numbers: &[usize]) -> Vec<bool> {
        let lines = segments(text, Unit::Line);
        let spans: Vec<Span> = numbers.iter().map(|&number| lines[number]).collect();
        whole_sentences(text, &spans)
    }

    const WRAPPED: &str = "The buyer shall pay the price to the seller within thirty days and must\n\
                           not delay the payment for any reason, unless the seller agrees to this in\n\
                           writing before the end of the thirty days.\n\
                           The seller shall deliver the goods to the buyer within sixty days.\n";

    #[test]
    fn a_sentence_is_cut_out_with_all_its_lines() {
        assert_eq!(can_be_cut(WRAPPED, &[0]), [false]);
        assert_eq!(can_be_cut(WRAPPED, &[0, 2]), [false, false]);
        assert_eq!(can_be_cut(WRAPPED, &[0, 1, 2]), [true; 3]);
        assert_eq!(can_be_cut(WRAPPED, &[3]), [true]);
        assert_eq!(can_be_cut(WRAPPED, &[1, 2, 3]), [false, false, true]);
    }

    #[test]
    fn lines_of_their_own_are_cut_out_alone() {
        let verse = "Tiger Tiger, burning bright\nIn the forests of the night\n";
        assert_eq!(can_be_cut(verse, &[0]), [true]);
        let blank = "the first line of a text\n\nthe first line of another one\n";
        assert_eq!(can_be_cut(blank, &[0, 1]), [true; 2]);
        let log = "error: no route to the host 17\nerror: no route to the host 18 after all of these tries\n";
        assert_eq!(can_be_cut(log, &[0]), [true], "widths differ, so nothing is wrapped");
        assert!(can_be_cut("", &[]).is_empty());
    }
}
