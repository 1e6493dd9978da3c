//! Which paragraphs can be cut out, so that those beside them stay what they are?

use super::cut::{around, breaks, cuts, ends, is_break, pieces, split};
use retold::text::segments;
use retold::{Span, Unit};
use std::ops::Range;

/// After so many attempts, what still has no good end stays.
const ATTEMPTS: usize = 4;

/// For each of some paragraphs of a text, ascending, the bytes that are cut out with it; none if it
/// stays.
///
/// Lines that come to stand together may be read as one paragraph, and a second run would find what
/// this one has not. Where that would happen, the line breaks on both sides of a piece stay, so that
/// there is a blank line; if that does not help, the piece does. `shown` is the text with spaces in
/// the place of what was not compared.
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
        pieces: pieces(text, spans).map(|piece| (piece, Taking::Lines)).collect(),
    };
    let blocks = plan.blocks();
    for attempt in 1..=ATTEMPTS {
        let mut is_good = true;
        for &block in &blocks {
            let own = plan.pieces_in(block);
            if !own.is_empty() && !plan.leaves(block, own.clone()) {
                is_good = false;
                for (_, taking) in &mut plan.pieces[own] {
                    *taking = if attempt == 1 { Taking::Words } else { Taking::Nothing };
                }
            }
        }
        if is_good {
            break;
        }
    }
    plan.cuts()
}

/// Whether blank lines part a piece from all else: then it has no part in what its neighbours are.
fn is_between_blank_lines(text: &str, piece: Range<usize>) -> bool {
    let (before, behind) = (&text[..piece.start], &text[piece.end..]);
    let (above, below) = (before.trim_end(), behind.trim_start());
    (above.is_empty() || breaks(&before[above.len()..]) > 1)
        && (below.is_empty() || breaks(&behind[..behind.len() - below.len()]) > 1)
}

/// What is taken out with a piece.
#[derive(Clone, Copy, Debug)]
enum Taking {
    /// Its lines, or what else leaves no hole.
    Lines,
    /// What stands on its lines, but no line break in front of it or behind it.
    Words,
    Nothing,
}

struct Plan<'t> {
    text: &'t str,
    shown: &'t str,
    spans: &'t [Span],
    paragraphs: Vec<Span>,
    pieces: Vec<(&'t [Span], Taking)>,
}

impl Plan<'_> {
    /// What blank lines part, and no piece joins: such a piece goes with the blank line.
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

    /// The pieces that have a part in a block.
    fn pieces_in(&self, block: Span) -> Range<usize> {
        let from = self.pieces.partition_point(|(piece, _)| ends(piece).end <= block.start);
        let to = self.pieces.partition_point(|(piece, _)| ends(piece).start < block.end);
        from..to
    }

    /// The bytes that go with a piece.
    fn whole(&self, (piece, taking): &(&[Span], Taking)) -> Option<Range<usize>> {
        let Range { start, end } = ends(piece);
        match taking {
            Taking::Lines => Some(around(self.text, start..end)),
            Taking::Words => {
                let is_space = |c: char| c.is_whitespace() && !is_break(c);
                let before = self.text[..start].trim_end_matches(is_space).len();
                let behind = self.text[end..].trim_start_matches(is_space).len();
                Some(before..self.text.len() - behind)
            }
            Taking::Nothing => None,
        }
    }

    /// Whether the paragraphs of a block that stay are paragraphs still when its `own` pieces went.
    fn leaves(&self, block: Span, own: Range<usize>) -> bool {
        let first = self.paragraphs.partition_point(|paragraph| paragraph.start < block.start);
        let kept = self.paragraphs[first..].iter().take_while(|it| it.end <= block.end).filter(
            |paragraph| {
                let at = self.spans.binary_search_by_key(&paragraph.start, |span| span.start);
                at.is_err() || self.stays(paragraph.start, own.clone())
            },
        );
        let kept: Vec<&str> = kept.map(|paragraph| &self.shown[paragraph.range()]).collect();
        // How far the first line is indented counts.
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

    /// Whether the paragraph that starts there is in a piece that stays.
    fn stays(&self, start: usize, own: Range<usize>) -> bool {
        let holds = |piece: &[Span]| ends(piece).contains(&start);
        self.pieces[own]
            .iter()
            .any(|(piece, taking)| matches!(taking, Taking::Nothing) && holds(piece))
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

    /// What is left without some paragraphs, and how many of these stay.
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
    fn a_piece_across_a_blank_line_does_not_join_what_it_parts() {
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
    fn lines_that_would_be_one_paragraph_are_held_apart() {
        let wide = "a line that is so much wider than the others around it that they are short";
        let text = format!("Some few words here.\n{wide}\nOther few words too.\n");
        let all = segments(&text, Unit::Paragraph);
        assert_eq!(all.len(), 3);
        let left = without(&text, &all[1..2]);
        assert_eq!(left, ("Some few words here.\n\nOther few words too.\n".to_owned(), 0));
    }

    proptest! {
        #[test]
        fn what_is_left_has_the_paragraphs_that_stay(
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
