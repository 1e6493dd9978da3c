//! The cuts of paragraphs that do not change the paragraphs beside them.
//!
//! Example: in `Short line.`, a much longer line, `Short line.`, each of the three lines is a
//! paragraph, because their widths differ. Without the long line, the two short lines would become
//! one paragraph, and a second run would compare that one. So the line breaks on both sides of the
//! long line are kept, which leaves a blank line between the short ones.
//!
//! Invariant: the paragraphs of the result are the kept paragraphs of the text. Cost: at most
//! [`ATTEMPTS`] divisions of the text into paragraphs.

use super::cut::{around, breaks, cuts, ends, is_break, pieces, split};
use retold::text::segments;
use retold::{Span, Unit};
use std::ops::Range;

/// The number of attempts.
const ATTEMPTS: usize = 4;

/// The bytes that are cut out for each of some paragraphs of a text, in ascending order; none for a
/// paragraph that is kept.
///
/// Each cut is tried in up to three forms. The first form removes whole lines. If the neighbours
/// would become one paragraph, the second form keeps the line breaks on both sides. If that does
/// not help either, the paragraph is kept. `shown` is the text with spaces in place of the parts
/// that were not compared.
pub(in crate::dedup) fn paragraph_cuts(
    text: &str,
    shown: &str,
    spans: &[Span],
) -> Vec<Option<Range<usize>>> {
    if pieces(text, spans).all(|piece| is_between_blank_lines(text, ends(piece))) {
        return cuts(text, spans).into_iter().map(Some).collect();
    }
    let mut plan = Plan {
        text,
        shown,
        spans,
        paragraphs: segments(shown, Unit::Paragraph),
        pieces: pieces(text, spans).map(|piece| (piece, CutForm::Lines)).collect(),
    };
    let blocks = plan.blocks();
    for attempt in 1..=ATTEMPTS {
        let mut is_good = true;
        for &block in &blocks {
            let own = plan.pieces_in(block);
            if !own.is_empty() && !plan.leaves(block, own.clone()) {
                is_good = false;
                for (_, form) in &mut plan.pieces[own] {
                    *form = if attempt == 1 { CutForm::Words } else { CutForm::Nothing };
                }
            }
        }
        if is_good {
            break;
        }
    }
    plan.cuts()
}

/// Whether there are blank lines on both sides of a piece: then a cut cannot change its neighbours.
fn is_between_blank_lines(text: &str, piece: Range<usize>) -> bool {
    let (before, behind) = (&text[..piece.start], &text[piece.end..]);
    let (above, below) = (before.trim_end(), behind.trim_start());
    (above.is_empty() || breaks(&before[above.len()..]) > 1)
        && (below.is_empty() || breaks(&behind[..behind.len() - below.len()]) > 1)
}

/// The form of a cut.
#[derive(Clone, Copy, Debug)]
enum CutForm {
    /// The piece and white space as [`around`] gives it.
    Lines,
    /// The piece and the spaces on its lines, without line breaks.
    Words,
    Nothing,
}

struct Plan<'t> {
    text: &'t str,
    shown: &'t str,
    spans: &'t [Span],
    paragraphs: Vec<Span>,
    pieces: Vec<(&'t [Span], CutForm)>,
}

impl Plan<'_> {
    /// The blocks between blank lines. Two blocks are one if a piece covers the blank line between
    /// them.
    fn blocks(&self) -> Vec<Span> {
        let mut blocks: Vec<Span> = Vec::new();
        for block in segments(self.shown, Unit::BlankLine) {
            match blocks.last_mut() {
                Some(last) if self.pieces_in(*last).end > self.pieces_in(block).start => {
                    last.end = block.end;
                }
                _ => blocks.push(block),
            }
        }
        blocks
    }

    /// The pieces that overlap a block.
    fn pieces_in(&self, block: Span) -> Range<usize> {
        let from = self.pieces.partition_point(|(piece, _)| ends(piece).end <= block.start);
        let to = self.pieces.partition_point(|(piece, _)| ends(piece).start < block.end);
        from..to
    }

    /// The bytes that are cut out for a piece.
    fn whole(&self, (piece, form): &(&[Span], CutForm)) -> Option<Range<usize>> {
        let Range { start, end } = ends(piece);
        match form {
            CutForm::Lines => Some(around(self.text, start..end)),
            CutForm::Words => {
                let is_space = |c: char| c.is_whitespace() && !is_break(c);
                let before = self.text[..start].trim_end_matches(is_space).len();
                let behind = self.text[end..].trim_start_matches(is_space).len();
                Some(before..self.text.len() - behind)
            }
            CutForm::Nothing => None,
        }
    }

    /// Whether the kept paragraphs of a block are still the same paragraphs without its `own`
    /// pieces.
    fn leaves(&self, block: Span, own: Range<usize>) -> bool {
        let first = self.paragraphs.partition_point(|paragraph| paragraph.start < block.start);
        let kept = self.paragraphs[first..].iter().take_while(|it| it.end <= block.end).filter(
            |paragraph| {
                let at = self.spans.binary_search_by_key(&paragraph.start, |span| span.start);
                at.is_err() || self.stays(paragraph.start, own.clone())
            },
        );
        let kept: Vec<&str> = kept.map(|paragraph| &self.shown[paragraph.range()]).collect();
        // The indentation of the first line matters for the division into paragraphs.
        let mut at = self.shown[..block.start].rfind(is_break).map_or(0, |at| at + 1);
        while !self.shown.is_char_boundary(at) {
            at += 1;
        }
        let mut left = String::with_capacity(block.end - at);
        for whole in self.pieces[own].iter().filter_map(|piece| self.whole(piece)) {
            left.push_str(&self.shown[at..whole.start.max(at)]);
            at = whole.end.max(at);
        }
        left.push_str(&self.shown[at.min(block.end)..block.end]);
        kept.is_empty()
            || segments(&left, Unit::Paragraph).iter().map(|it| &left[it.range()]).eq(kept)
    }

    /// Whether the paragraph that starts at `start` is in a piece that is kept.
    fn stays(&self, start: usize, own: Range<usize>) -> bool {
        let holds = |piece: &[Span]| ends(piece).contains(&start);
        self.pieces[own]
            .iter()
            .any(|(piece, form)| matches!(form, CutForm::Nothing) && holds(piece))
    }

    fn cuts(&self) -> Vec<Option<Range<usize>>> {
        let mut cuts = Vec::with_capacity(self.spans.len());
        for piece in &self.pieces {
            match self.whole(piece) {
                None => cuts.extend(std::iter::repeat_n(None, piece.0.len())),
                Some(whole) => {
                    let mut own = Vec::with_capacity(piece.0.len());
                    split(piece.0, whole, &mut own);
                    cuts.extend(own.into_iter().map(Some));
                }
            }
        }
        cuts
    }
}

#[cfg(test)]
mod tests {
    use super::paragraph_cuts;
    use proptest::prelude::{prop, prop_assert, prop_assert_eq, proptest};
    use retold::text::segments;
    use retold::{Span, Unit};

    /// The rest of a text without some paragraphs, and the number of paragraphs that were kept.
    fn without(text: &str, goes: &[Span]) -> (String, usize) {
        let (mut left, mut at, mut stay) = (String::new(), 0, 0);
        for cut in paragraph_cuts(text, text, goes) {
            let Some(cut) = cut else {
                stay += 1;
                continue;
            };
            left.push_str(&text[at..cut.start]);
            at = cut.end;
        }
        (left + &text[at..], stay)
    }

    fn paragraphs(text: &str) -> Vec<&str> {
        segments(text, Unit::Paragraph).iter().map(|span| &text[span.range()]).collect()
    }

    #[test]
    fn a_piece_across_a_blank_line_does_not_join_its_neighbours() {
        let text = ".\nA\n.\nA aAaAaAaA\n- aaa\na\nA\n.\n\n- aaa\n- aaa\n  Ab";
        let all = segments(text, Unit::Paragraph);
        let kept: Vec<&str> = all
            .iter()
            .enumerate()
            .filter(|(at, _)| !(7..9).contains(at))
            .map(|(_, it)| &text[it.range()])
            .collect();
        let (left, stay) = without(text, &all[7..9]);
        assert_eq!((paragraphs(&left), stay), (kept, 0), "{left:?}");
    }

    #[test]
    fn lines_that_would_be_one_paragraph_are_separated() {
        let wide = "a line that is so much wider than the others around it that they are short";
        let text = format!("Some few words here.\n{wide}\nOther few words too.\n");
        let all = segments(&text, Unit::Paragraph);
        assert_eq!(all.len(), 3);
        let left = without(&text, &all[1..2]);
        assert_eq!(left, ("Some few words here.\n\nOther few words too.\n".to_owned(), 0));
    }

    proptest! {
        #[test]
        fn the_rest_has_the_kept_paragraphs(
            lines in prop::collection::vec("([A-Da-c]{1,8} ?){0,6}[.]?|- [a-c]{3}| {2}Ab", 0..16),
            taken in prop::collection::vec(proptest::bool::ANY, 16),
        ) {
            let text = lines.join("\n");
            let all = segments(&text, Unit::Paragraph);
            let goes = |taken: &bool| *taken;
            let spans: Vec<Span> = all.iter().zip(&taken)
                .filter(|(_, taken)| goes(taken)).map(|(span, _)| *span).collect();
            let cuts = paragraph_cuts(&text, &text, &spans);
            prop_assert_eq!(cuts.len(), spans.len());
            let gone: Vec<Span> = spans.iter().zip(&cuts)
                .filter(|(_, cut)| cut.is_some()).map(|(span, _)| *span).collect();
            let kept: Vec<&str> = all.iter().filter(|span| !gone.contains(span))
                .map(|span| &text[span.range()]).collect();
            let (left, stay) = without(&text, &spans);
            prop_assert_eq!(paragraphs(&left), kept);
            prop_assert!(stay + gone.len() == spans.len());
        }
    }
}
