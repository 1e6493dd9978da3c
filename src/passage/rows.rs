//! Regions of similar rows: the lines of a log, of a table, or of a list made from a template.
//!
//! A row has data: six tokens or more, and either a third of them numbers, two at least between the
//! first token and the last, or three separators of fields (tab, `|`, `=`, `{`, `<`, `":`, or `;`
//! before a word). Two rows are similar if at least half of the longer one's tokens are equal in both at
//! the same place, and three quarters are equal or numbers. Places are counted from the left up to some
//! token and from the right behind it, so that one field may have more words in one of the rows. A
//! region begins with a row. It continues as long as one of the next seven lines is similar to one of the
//! sixteen rows before it. It has at least eight rows, and three quarters of its lines with tokens are
//! rows.
//!
//! Worked example, with the field in the middle longer in the second row:
//!
//! ```text
//! 10:42:07 INFO  worker 3 took  job 7781       10 42 07 info worker 3 took job 7781
//! 10:42:09 INFO  worker 5 has taken job 7790   10 42 09 info worker 5 has taken job 7790
//! ```
//!
//! From the left `10`, `42`, `info` and `worker` are equal, `07`/`09` and `3`/`5` numbers; from the right
//! `job` is equal and `7781`/`7790` are numbers: 5 of 10 equal, 8 of 10 equal or numbers. The rows are similar.
//!
//! Prose is never a row, even if it repeats itself: litanies, songs, dialogues and glossaries have few
//! numbers and no fields; verses and tables of contents are numbered at the edge of a line, and not
//! equal in between.
//!
//! Cost: each line is compared with sixteen others at most, each token with two tokens of each. A line is
//! looked at seven times at most, as a region ends six lines behind its last row.

use crate::model::Similarity;
use std::ops::Range;

/// The fewest rows of a region.
pub(crate) const LEAST_ROWS: usize = 8;
/// How many rows before a line it is compared with.
const LOOK_BACK: usize = 16;
/// How many lines in a row may be unlike.
pub(crate) const MOST_APART: usize = 6;
/// The fewest tokens of a row.
const LEAST_TOKENS: usize = 6;
/// The fewest numbers between the first token of a row and the last: verses and the lines of a table of
/// contents have theirs at the edges.
pub(crate) const LEAST_NUMBERS: usize = 2;
/// The fewest separators of a row.
pub(crate) const LEAST_SEPARATORS: usize = 3;

/// The properties of a token that the comparison of rows uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RowToken {
    pub(crate) hash: u64,
    pub(crate) is_number: bool,
}

/// A line of a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RowLine<'t> {
    pub(crate) tokens: &'t [RowToken],
    /// How many characters separate fields.
    pub(crate) separators: usize,
}

/// Lines most of which are similar.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RowRegion {
    /// The lines, from the first row up to the last.
    pub(crate) lines: Range<usize>,
    /// How many of them are rows.
    pub(crate) rows: usize,
    /// For each of the lines, whether it is a row.
    pub(crate) is_row: Vec<bool>,
    /// How many have tokens and are unlike.
    pub(crate) apart: usize,
    /// The share of tokens that are equal at the same place, the mean of the rows.
    pub(crate) equal: Similarity,
    /// The row in the middle.
    pub(crate) example: usize,
}

/// The regions of rows in a text, in order.
pub(crate) fn row_regions(lines: &[RowLine<'_>]) -> Vec<RowRegion> {
    counted_regions(lines).0
}

/// The same with the number of tokens that were compared.
fn counted_regions(lines: &[RowLine<'_>]) -> (Vec<RowRegion>, usize) {
    let (mut regions, mut compared) = (Vec::new(), 0);
    let mut next = 0;
    while next < lines.len() {
        if !lines[next].has_data() {
            next += 1;
            continue;
        }
        let draft = Draft::from(lines, next);
        next = draft.end();
        compared += draft.compared;
        regions.extend(draft.finish(lines));
    }
    (regions, compared)
}

impl RowLine<'_> {
    fn has_data(&self) -> bool {
        let [_, between @ .., _] = self.tokens else { return false };
        let count = |tokens: &[RowToken]| tokens.iter().filter(|token| token.is_number).count();
        let has_numbers =
            count(between) >= LEAST_NUMBERS && 3 * count(self.tokens) >= self.tokens.len();
        self.tokens.len() >= LEAST_TOKENS && (has_numbers || self.separators >= LEAST_SEPARATORS)
    }

    /// The number of tokens that are equal at the same place, if the two rows are similar.
    fn equal(&self, other: &RowLine<'_>) -> Option<usize> {
        let (longer, shorter) = if self.tokens.len() >= other.tokens.len() {
            (self.tokens, other.tokens)
        } else {
            (other.tokens, self.tokens)
        };
        // Even if all tokens of the shorter row were equal, they would be less than half of the longer one.
        if 2 * shorter.len() < longer.len() {
            return None;
        }
        let (equal, numbers) = aligned(longer, shorter);
        let is_alike = 2 * equal >= longer.len() && 4 * (equal + numbers) >= 3 * longer.len();
        is_alike.then_some(equal)
    }
}

/// How many tokens are equal, and how many others are numbers on both sides, where places are counted
/// from the left up to the best token, and from the right behind it.
fn aligned(longer: &[RowToken], shorter: &[RowToken]) -> (usize, usize) {
    let gap = longer.len() - shorter.len();
    let step = |x: RowToken, y: RowToken| {
        let is_equal = x.hash == y.hash;
        (usize::from(is_equal), usize::from(!is_equal && x.is_number && y.is_number))
    };
    // Start with all tokens counted from the right. Then move the border to the right by one token at a
    // time: that token is counted from the left instead, so a step costs two comparisons, not a recount.
    let from_right = shorter.iter().enumerate().map(|(at, &y)| step(longer[at + gap], y));
    let mut now = from_right.fold((0, 0), |sum, (equal, number)| (sum.0 + equal, sum.1 + number));
    let mut best = now;
    if gap > 0 {
        for (at, &y) in shorter.iter().enumerate() {
            let (left, right) = (step(longer[at], y), step(longer[at + gap], y));
            now = (now.0 + left.0 - right.0, now.1 + left.1 - right.1);
            best = best.max(now);
        }
    }
    best
}

/// A region that grows.
struct Draft {
    /// The lines with data, and whether each is like another one.
    data: Vec<(usize, bool)>,
    /// For the rows, the tokens that are equal and all tokens.
    equal: (usize, usize),
    /// How many tokens were compared.
    compared: usize,
}

impl Draft {
    fn from(lines: &[RowLine<'_>], first: usize) -> Draft {
        let mut draft = Draft { data: vec![(first, false)], equal: (0, 0), compared: 0 };
        let mut last = first;
        for (number, line) in lines.iter().enumerate().skip(first + 1) {
            if number - last > MOST_APART + 1 {
                break;
            }
            if line.has_data() && draft.joins(lines, number) {
                last = number;
            }
        }
        draft
    }

    /// Compares a line with the lines before it. The result is whether it is similar to one of them.
    fn joins(&mut self, lines: &[RowLine<'_>], number: usize) -> bool {
        let line = &lines[number];
        let compared = &mut self.compared;
        let alike = self.data.iter().enumerate().rev().take(LOOK_BACK).find_map(|(at, other)| {
            *compared += line.tokens.len().min(lines[other.0].tokens.len());
            let equal = line.equal(&lines[other.0])?;
            Some((at, equal, line.tokens.len().max(lines[other.0].tokens.len())))
        });
        self.data.push((number, alike.is_some()));
        let Some((at, equal, all)) = alike else { return false };
        // The earlier line is a row too: the first row of a region has no row before it.
        self.data[at].1 = true;
        self.equal = (self.equal.0 + equal, self.equal.1 + all);
        true
    }

    /// The last row, if there is one.
    fn last(&self) -> Option<usize> {
        self.data.iter().rev().find(|(_, is_row)| *is_row).map(|&(line, _)| line)
    }

    /// The first line at which the next region may begin.
    fn end(&self) -> usize {
        self.last().unwrap_or(self.data[0].0) + 1
    }

    fn finish(&self, lines: &[RowLine<'_>]) -> Option<RowRegion> {
        let rows: Vec<usize> =
            self.data.iter().filter(|(_, is_row)| *is_row).map(|&(line, _)| line).collect();
        // Lines before the first row and behind the last one are ordinary text.
        let range = *rows.first()?..*rows.last()? + 1;
        let all = lines[range.clone()].iter().filter(|line| !line.tokens.is_empty()).count();
        if rows.len() < LEAST_ROWS || 4 * rows.len() < 3 * all {
            return None;
        }
        let mut is_row = vec![false; range.len()];
        for row in &rows {
            is_row[row - range.start] = true;
        }
        Some(RowRegion {
            lines: range,
            is_row,
            rows: rows.len(),
            apart: all - rows.len(),
            equal: Similarity::ratio(self.equal.0, self.equal.1),
            example: rows[rows.len() / 2],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{RowLine, RowRegion, RowToken, counted_regions, row_regions};

    /// Words are cut at spaces here.
    fn regions(text: &str) -> Vec<RowRegion> {
        let token = |word: &str| RowToken {
            hash: crate::hash::token_hash(word.as_bytes()),
            is_number: word.starts_with(char::is_numeric),
        };
        let lines: Vec<Vec<RowToken>> =
            text.lines().map(|line| line.split_whitespace().map(token).collect()).collect();
        let lines: Vec<RowLine<'_>> =
            lines.iter().map(|tokens| RowLine { tokens, separators: 0 }).collect();
        row_regions(&lines)
    }

    fn log(row: usize) -> String {
        let name = ["lamp", "red chair", "table"][row % 3];
        format!("10 42 {row} INFO worker {} took {name} job {}\n", row % 7, 7_000 + 13 * row)
    }

    /// Each line has data and is unlike all others, or like one of them far before it: what makes a
    /// region end as often as can be.
    #[test]
    fn work_grows_with_the_text_whatever_it_is() {
        let work = |lines: usize, period: usize| {
            let hash =
                |line: usize, at: usize| crate::hash::mix64((line % period * 97 + at) as u64);
            let tokens: Vec<Vec<RowToken>> = (0..lines)
                .map(|line| {
                    let token = |at| RowToken { hash: hash(line, at), is_number: at % 2 == 1 };
                    (0..12).map(token).collect()
                })
                .collect();
            let lines: Vec<RowLine<'_>> =
                tokens.iter().map(|tokens| RowLine { tokens, separators: 0 }).collect();
            counted_regions(&lines).1
        };
        for period in [1, 2, 6, 7, 8, 16, 17, usize::MAX] {
            let (once, twice) = (work(1_000, period), work(2_000, period));
            assert!(once <= 1_000 * 12 * 16 * 7, "{period}: {once} tokens compared");
            assert!(twice * 10 <= once * 21, "{period}: {once}, then {twice}");
        }
    }

    #[test]
    fn rows_of_a_log_are_one_region() {
        let text: String = (0..40).map(log).collect();
        let found = regions(&text);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].lines.clone(), found[0].rows, found[0].apart), (0..40, 40, 0));
        assert!((0.5..0.9).contains(&found[0].equal.get()), "{}", found[0].equal);
    }

    #[test]
    fn eight_rows_are_needed() {
        let text = |rows| (0..rows).map(log).collect::<String>();
        assert!(regions(&text(7)).is_empty());
        assert_eq!(regions(&text(8)).len(), 1);
    }

    #[test]
    fn a_few_lines_may_be_unlike() {
        let mut text: String = (0..20).map(log).collect();
        text += "the daemon was started again by hand\n\n";
        text.extend((20..40).map(log));
        let found = regions(&text);
        assert_eq!((found.len(), found[0].rows, found[0].apart), (1, 40, 1));
        assert_eq!(found[0].lines, 0..42);
    }

    /// The bound itself: with six lines between them rows are one region, with seven they are two.
    #[test]
    fn six_lines_between_rows_are_bridged_and_seven_are_not() {
        for (between, expected) in [(6, 1), (7, 2)] {
            let mut text: String = (0..20).map(log).collect();
            text += &"and so it went on for a while without a word\n".repeat(between);
            text.extend((20..40).map(log));
            assert_eq!(regions(&text).len(), expected, "{between} lines");
        }
    }

    #[test]
    fn longer_text_between_rows_parts_them() {
        let mut text: String = (0..20).map(log).collect();
        text += &"and so it went on for a while without a word\n".repeat(9);
        text.extend((20..40).map(log));
        let found = regions(&text);
        assert_eq!(
            found.iter().map(|region| region.lines.clone()).collect::<Vec<_>>(),
            [0..20, 29..49]
        );
    }
}
