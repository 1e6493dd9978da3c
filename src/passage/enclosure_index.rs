//! An index that finds the sides of passages that contain a run of tokens, the nearest start first.

use super::run::TokenRun;

/// One side of a passage.
pub(super) struct Side {
    pub(super) run: TokenRun,
    /// The passage, and whether this is its side `a`.
    pub(super) passage: usize,
    pub(super) is_a: bool,
    pub(super) place: usize,
}

/// An index over sides that are sorted by run: the furthest end of every block of 1, 2, 4, … sides.
///
/// A side contains a run if it starts no later and ends no earlier. Sorting gives the sides that start
/// no later; blocks whose furthest end is too early are skipped. So the next side that contains the run
/// takes a logarithmic number of steps, however many short passages lie between.
///
/// Memory: 8 bytes a side.
pub(super) struct EnclosureIndex {
    /// The furthest ends of blocks: of single sides in the first row, of two in the second, and so on.
    rows: Vec<Vec<u32>>,
}

impl EnclosureIndex {
    pub(super) fn new(sides: &[Side]) -> EnclosureIndex {
        let mut rows = vec![sides.iter().map(|side| side.run.end).collect::<Vec<u32>>()];
        while let Some(last) = rows.last().filter(|row| row.len() > 1) {
            let pairs = last.chunks(2).map(|pair| pair[0].max(pair[pair.len() - 1]));
            let row = pairs.collect();
            rows.push(row);
        }
        EnclosureIndex { rows }
    }

    /// The sides that contain a run, the last in the list first.
    pub(super) fn holding(&self, sides: &[Side], run: TokenRun) -> impl Iterator<Item = usize> {
        let first = sides.partition_point(|side| side.run.document < run.document);
        let mut upto = sides.partition_point(|side| {
            (side.run.document, side.run.start) <= (run.document, run.start)
        });
        std::iter::from_fn(move || {
            upto = self.last_reaching(upto, run.end)?;
            (upto >= first).then_some(upto)
        })
    }

    /// The last side before the one at `upto` that ends at `end` or later.
    fn last_reaching(&self, upto: usize, end: u32) -> Option<usize> {
        let (mut row, mut block) = (0, upto);
        // Up: the last block before `upto` that reaches `end`. An odd `block` has a neighbour on its
        // left that is not part of a larger block before it; otherwise the search goes on with larger
        // blocks.
        loop {
            if block == 0 {
                return None;
            }
            if block % 2 == 1 && self.rows[row][block - 1] >= end {
                block -= 1;
                break;
            }
            if row + 1 == self.rows.len() {
                return None;
            }
            (row, block) = (row + 1, block / 2);
        }
        // Down: the later of the two halves that reaches `end`.
        while row > 0 {
            row -= 1;
            let later = 2 * block + 1;
            let reaches = self.rows[row].get(later).is_some_and(|&furthest| furthest >= end);
            block = if reaches { later } else { 2 * block };
        }
        Some(block)
    }
}

#[cfg(test)]
mod tests {
    use super::{EnclosureIndex, Side};
    use crate::hash::SplitMix64;
    use crate::model::DocumentId;
    use crate::passage::TokenRun;

    /// The oracle looks at every side. The first one of a document and the last are among them, and
    /// those of the documents before and behind never are.
    #[test]
    fn sides_around_a_run_are_those_that_start_no_later_and_end_no_earlier() {
        let mut random = SplitMix64::new(4);
        let mut below = |n: u32| (random.next_u64() % u64::from(n)) as u32;
        let mut run = || {
            let (document, start) = (DocumentId(below(3)), below(30));
            TokenRun { document, start, end: start + 1 + below(12) }
        };
        for count in (0..60).chain([200, 1000]) {
            let mut runs: Vec<TokenRun> = (0..count).map(|_| run()).collect();
            runs.sort_unstable();
            let side =
                |(place, &run): (usize, &TokenRun)| Side { run, passage: place, is_a: true, place };
            let sides: Vec<Side> = runs.iter().enumerate().map(side).collect();
            let enclosing = EnclosureIndex::new(&sides);
            for _ in 0..60 {
                let run = run();
                let holds = |side: &TokenRun| {
                    side.document == run.document && side.start <= run.start && run.end <= side.end
                };
                let expected: Vec<usize> =
                    (0..runs.len()).rev().filter(|&at| holds(&runs[at])).collect();
                let found: Vec<usize> = enclosing.holding(&sides, run).collect();
                assert_eq!(found, expected, "{run:?} in {runs:?}");
            }
        }
    }
}
