//! Exact alignment of the tokens in a gap, and at the ends of a chain.
//!
//! An alignment earns 1 for each equal token. A change costs its longer side plus an opening (Gotoh
//! 1982, with one opening for the whole change). Example with an opening of 1, at the end of a chain:
//!
//! ```text
//! a   new budget for
//! b   revised budget for        one change (cost 2), two equal tokens (earn 2): not worth it
//! a   new budget for the
//! b   revised budget for the    three equal tokens: worth it, by 1
//! ```
//!
//! At an end, four tests make most alignments unnecessary. They run in this order, the cheapest first:
//!
//! 1. [`one_change`]: if a single token is changed and enough equal tokens follow it, this change is taken.
//! 2. [`may_have_common_run`]: a small bitmap shows that no equal run pays for the smallest change, so there is
//!    no extension.
//! 3. [`EqualCells::have_run`]: the same question, answered exactly.
//! 4. [`EqualCells::may_pay`]: a bound of the number of equal tokens shows that no extension earns what it costs.
//!
//! Otherwise only the *equal cells*, the pairs of equal tokens, are aligned. Two texts of 24 tokens have 576
//! cells, of which few are equal. An alignment is a path over equal cells with changes between them, and the
//! cost of a change follows from the two cells around it. For each equal cell, the best cell before it is
//! chosen. For 20 equal cells this takes 200 steps instead of 576 cells with four states each. Texts that repeat a few words have more equal cells
//! than [`MOST_POINTS`]; for these, the whole matrix is filled.
//!
//! Invariant: in a gap, the alignment with the highest score is taken; of several, the one with more equal
//! tokens, then the one that [`rank`] orders first. At an end, the first test can take a change earlier, and
//! paths with a low score are given up. Equal cells and the matrix give the same script, which a test checks.
//!
//! Cost: p² / 2 steps for p equal cells, or (n + 1)(m + 1) cells of the matrix. In a gap, n and m are at most
//! `max_gap`. At an end, they are at most 24, and a path ends if its score is too far below the best.

use super::edits::Script;
use super::settings::PassageSettings;
use std::cmp::Ordering;

/// The most tokens of each side that one step of an extension compares.
const STRETCH: usize = 24;

/// The score of one equal token. Scores are multiples of 4; [`best_of`] uses the two low bits to name a
/// step.
const TOKEN: i32 = 1 << 12;
/// A small addition to the score of each equal token, which decides between alignments of equal score. An
/// alignment has at most 64 equal tokens, so the additions never reach one [`TOKEN`].
const MORE: i32 = 4;
const NEVER: i32 = i32::MIN / 2;

/// The last step of an alignment that ends in a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Equal,
    Swap,
    Insert,
    Delete,
}

const STEPS: [Step; 4] = [Step::Equal, Step::Swap, Step::Insert, Step::Delete];

/// Aligns tokens, and uses the memory of its matrix again.
///
/// A change is a run of swaps, followed by insertions or by deletions. That order makes its cost the longer
/// side: each swap takes a token of both sides, and the other steps take the rest of the longer side.
#[derive(Default)]
pub(super) struct Aligner {
    points: Vec<Point>,
    /// For the matrix: the score of each cell and last step.
    scores: Vec<[i32; 4]>,
    /// For each cell and last step, the step before it.
    before: Vec<[u8; 4]>,
    path: Vec<Step>,
    /// The number of filled cells and of compared pairs of equal cells.
    pub(super) cells: u64,
}

impl Aligner {
    /// Appends the best alignment of `a` with `b`, from end to end, to a script.
    pub(super) fn close_gap(
        &mut self,
        a: &[u64],
        b: &[u64],
        settings: &PassageSettings,
        script: &mut Script,
    ) {
        if a.is_empty() || b.is_empty() || (a.len() == 1 && b.len() == 1 && a != b) {
            script.push_change(a.len(), b.len());
            return;
        }
        let (n, m) = (a.len(), b.len());
        let mut rows = [0; MOST];
        let equal = EqualCells::of(a, b, &mut rows);
        if equal.count() <= MOST_POINTS {
            let opening = settings.change_opening() * TOKEN;
            self.score(&equal, opening, None);
            let (last, _) = self.best_before((n, m), self.points.len(), opening);
            self.follow(last, (n, m));
        } else {
            self.fill(n, m, |i, j| a[i] == b[j], settings, None);
            self.trace(n, m, m + 1);
        }
        for &step in self.path.iter().rev() {
            push(script, step);
        }
    }

    /// Extends an alignment over the first tokens of `a` and `b` as long as that earns more than it costs,
    /// and returns the number of tokens that it took of each. Appends the steps in the order of the text.
    pub(super) fn extend_forward(
        &mut self,
        a: &[u64],
        b: &[u64],
        settings: &PassageSettings,
        script: &mut Script,
    ) -> (usize, usize) {
        let end = self.best_end(&Stretch::of(a.iter()), &Stretch::of(b.iter()), settings);
        for &step in self.path.iter().rev() {
            push(script, step);
        }
        end
    }

    /// The same as [`extend_forward`](Self::extend_forward), from the ends of `a` and `b` backwards.
    pub(super) fn extend_backward(
        &mut self,
        a: &[u64],
        b: &[u64],
        settings: &PassageSettings,
        script: &mut Script,
    ) -> (usize, usize) {
        let (a, b) = (Stretch::of(a.iter().rev()), Stretch::of(b.iter().rev()));
        let end = self.best_end(&a, &b, settings);
        for &step in &self.path {
            push(script, step);
        }
        end
    }

    /// The end of the best extension. Writes its steps to `path`, the last one first.
    fn best_end(&mut self, a: &Stretch, b: &Stretch, settings: &PassageSettings) -> (usize, usize) {
        self.path.clear();
        // The fewest equal tokens that pay for a change of one token.
        let pays = settings.change_cost(1, 1) as usize + 1;
        if let Some((step, len)) = one_change(a, b, pays) {
            self.path.resize(len, Step::Equal);
            self.path.push(step);
            return (
                len + usize::from(step != Step::Insert),
                len + usize::from(step != Step::Delete),
            );
        }
        if !may_have_common_run(a, b, pays) {
            return (0, 0);
        }
        let (a, b) = (&a.tokens[..a.len], &b.tokens[..b.len]);
        let mut rows = [0; MOST];
        let equal = EqualCells::of(a, b, &mut rows);
        if !equal.have_run(pays) || !equal.may_pay(settings.change_opening() as usize) {
            return (0, 0);
        }
        let drop = settings.max_drop() as i32 * TOKEN;
        if equal.count() <= MOST_POINTS {
            let best = self.score(&equal, settings.change_opening() * TOKEN, Some(drop));
            let Some(best) = best else { return (0, 0) };
            let Point { i, j, .. } = self.points[best];
            let end = (usize::from(i) + 1, usize::from(j) + 1);
            self.follow(Some(best as u16), end);
            end
        } else {
            let (i, j) = self.fill(a.len(), b.len(), |i, j| a[i] == b[j], settings, Some(drop));
            self.trace(i, j, b.len() + 1);
            (i, j)
        }
    }

    /// Finds the best path to each equal cell. Returns the point with the highest score above 0; of several,
    /// the first.
    ///
    /// With `drop`, a path is given up if its score falls more than `drop` below the best so far (X-drop).
    /// The score is lowest at the end of a change, in the cell before the next equal one. The best so far is
    /// that of all cells before it, row by row.
    fn score(&mut self, equal: &EqualCells<'_>, opening: i32, drop: Option<i32>) -> Option<usize> {
        self.points.clear();
        let mut best = None;
        // The highest score of all rows, and of all but the last one.
        let (mut highest, mut highest_before_last) = (0, 0);
        let mut last_row = 0..0;
        for (i, &row) in equal.rows.iter().enumerate() {
            let this_row = self.points.len();
            let (mut at, mut floor) = (last_row.start, highest_before_last);
            let mut cells = row;
            while cells != 0 {
                let j = cells.trailing_zeros() as usize;
                cells &= cells - 1;
                while at < last_row.end && usize::from(self.points[at].j) + 1 < j {
                    floor = floor.max(self.points[at].score);
                    at += 1;
                }
                let least = drop.map_or(NEVER, |drop| floor - drop);
                let (before, score) = self.best_before((i, j), this_row, opening);
                if score >= least {
                    let score = score + TOKEN + MORE;
                    self.points.push(Point { i: i as u8, j: j as u8, before, score });
                }
            }
            highest_before_last = highest;
            last_row = this_row..self.points.len();
            for at in last_row.clone() {
                if self.points[at].score > highest {
                    (highest, best) = (self.points[at].score, Some(at));
                }
            }
        }
        best
    }

    /// The best path over the first `points` equal cells that ends before a cell: its last equal cell, and its
    /// score, which includes the change after that cell.
    fn best_before(
        &mut self,
        (i, j): (usize, usize),
        points: usize,
        opening: i32,
    ) -> (Option<u16>, i32) {
        let key = |(i_len, j_len): (usize, usize), score: i32| {
            let cost =
                if i_len + j_len == 0 { 0 } else { opening + i_len.max(j_len) as i32 * TOKEN };
            i64::from(score - cost) << 16 | i64::from(u16::MAX - rank(i_len, j_len))
        };
        let mut best = (key((i, j), 0), None);
        self.cells += 1 + points as u64;
        for (number, point) in self.points[..points].iter().enumerate() {
            let (after_i, after_j) = (usize::from(point.i) + 1, usize::from(point.j) + 1);
            if after_i <= i && after_j <= j {
                let key = key((i - after_i, j - after_j), point.score);
                if key > best.0 {
                    best = (key, Some(number as u16));
                }
            }
        }
        (best.1, (best.0 >> 16) as i32)
    }

    /// Writes the steps of the path through `point` to a cell into `path`, the last one first.
    fn follow(&mut self, mut point: Option<u16>, (mut i, mut j): (usize, usize)) {
        self.path.clear();
        loop {
            let before = point.map(|at| self.points[usize::from(at)]);
            let (from_i, from_j) =
                before.map_or((0, 0), |at| (usize::from(at.i) + 1, usize::from(at.j) + 1));
            let (i_len, j_len) = (i - from_i, j - from_j);
            let swaps = i_len.min(j_len);
            let longer = if i_len > j_len { Step::Delete } else { Step::Insert };
            self.path.resize(self.path.len() + i_len.max(j_len) - swaps, longer);
            self.path.resize(self.path.len() + swaps, Step::Swap);
            let Some(before) = before else { return };
            self.path.push(Step::Equal);
            (i, j, point) = (usize::from(before.i), usize::from(before.j), before.before);
        }
    }

    /// Fills the matrix, row by row.
    ///
    /// With `drop`, returns the best cell that ends with an equal token, or (0, 0) if none scores above 0,
    /// and leaves out cells that score more than `drop` below the best so far (X-drop). Without it, all
    /// cells are filled and the return value has no meaning.
    fn fill(
        &mut self,
        n: usize,
        m: usize,
        equal: impl Fn(usize, usize) -> bool,
        settings: &PassageSettings,
        drop: Option<i32>,
    ) -> (usize, usize) {
        let opening = settings.change_opening() * TOKEN;
        let width = m + 1;
        if self.scores.len() < (n + 1) * width {
            self.scores.resize((n + 1) * width, [NEVER; 4]);
            self.before.resize((n + 1) * width, [0; 4]);
        }
        let mut best = 0;
        let mut best_at = (0, 0);
        let (mut low, mut high) = (0, 0);
        for i in 0..=n {
            let (mut next_low, mut next_high) = (usize::MAX, 0);
            // A row is cleared when it is reached. If no tokens are equal, few rows are reached.
            self.scores[i * width..][..width].fill([NEVER; 4]);
            if i == 0 {
                self.scores[0][Step::Equal as usize] = 0;
            }
            for j in low..=m {
                let here = i * width + j;
                let mut scores = self.scores[here];
                let mut before = [0; 4];
                if i > 0 && j > 0 {
                    let from = self.scores[here - width - 1];
                    if equal(i - 1, j - 1) {
                        let (step, score) = best_of(from);
                        scores[0] = score + TOKEN + MORE;
                        before[0] = step;
                    }
                    // A swap opens a change after an equal token, or continues one. It never follows an
                    // insertion or a deletion, so that one change has one order of steps.
                    let from = [from[0] - opening, from[1], NEVER, NEVER];
                    let (step, score) = best_of(from);
                    scores[1] = score - TOKEN;
                    before[1] = step;
                }
                if j > 0 {
                    let from = self.scores[here - 1];
                    let (step, score) = best_of([from[0] - opening, from[1], from[2], NEVER]);
                    scores[2] = score - TOKEN;
                    before[2] = step;
                }
                if i > 0 {
                    let from = self.scores[here - width];
                    let (step, score) = best_of([from[0] - opening, from[1], NEVER, from[3]]);
                    scores[3] = score - TOKEN;
                    before[3] = step;
                }
                let top = scores[0].max(scores[1]).max(scores[2]).max(scores[3]);
                if let Some(drop) = drop {
                    if top < best - drop {
                        // After `high`, only insertions reach this row, and each lowers the score.
                        if j > high {
                            break;
                        }
                        continue;
                    }
                    if scores[0] > best {
                        best = scores[0];
                        best_at = (i, j);
                    }
                }
                self.scores[here] = scores;
                self.before[here] = before;
                next_low = next_low.min(j);
                next_high = j;
            }
            if next_low == usize::MAX {
                break;
            }
            self.cells += (next_high + 1 - next_low) as u64;
            // The next row is reached from above and from above left, so its cells start at `low` and end one
            // cell later than those of this row.
            (low, high) = (next_low, next_high + 1);
        }
        best_at
    }

    /// Writes the steps to a cell into `path`, the last one first.
    fn trace(&mut self, mut i: usize, mut j: usize, width: usize) {
        self.path.clear();
        let mut step = best_of(self.scores[i * width + j]).0;
        while i > 0 || j > 0 {
            let before = self.before[i * width + j][step as usize];
            let taken = STEPS[step as usize];
            self.path.push(taken);
            i -= usize::from(taken != Step::Insert);
            j -= usize::from(taken != Step::Delete);
            step = before;
        }
    }
}

/// The least number of equal tokens after a single change that is taken without an alignment.
const SURE: usize = 8;

/// A change of one token (replaced, inserted or deleted) with the number of equal tokens after it. It is the only
/// one of the three changes that is followed by `pays` equal tokens or more, and it is followed by [`SURE`] or
/// more. Otherwise none.
///
/// Nearly all changes of near-copies are of this kind.
fn one_change(a: &Stretch, b: &Stretch, pays: usize) -> Option<(Step, usize)> {
    let equal = |step: Step| {
        let a = &a.tokens[..a.len][usize::from(step != Step::Insert).min(a.len)..];
        let b = &b.tokens[..b.len][usize::from(step != Step::Delete).min(b.len)..];
        (step, a.iter().zip(b).take_while(|(x, y)| x == y).count())
    };
    let mut paying =
        [Step::Swap, Step::Insert, Step::Delete].map(equal).into_iter().filter(|it| it.1 >= pays);
    let found = paying.next().filter(|it| it.1 >= SURE)?;
    paying.next().is_none().then_some(found)
}

/// The most equal cells whose pairs are all compared. With more cells, filling the matrix is faster.
const MOST_POINTS: usize = 96;

/// An equal cell, and the best path to it.
#[derive(Clone, Copy)]
struct Point {
    i: u8,
    j: u8,
    /// The equal cell before it on that path; none if it is the first.
    before: Option<u16>,
    /// The score of the path, including this cell.
    score: i32,
}

/// The order of changes of equal score: first no change, then replacements of tokens by as many tokens, then
/// changes that insert, then changes that delete. Inside each kind, the changes that insert or delete fewest
/// tokens are first, then the shortest. The matrix prefers its steps in the same order.
fn rank(i_len: usize, j_len: usize) -> u16 {
    let kind = match i_len.cmp(&j_len) {
        Ordering::Equal => u16::from(i_len > 0),
        Ordering::Less => 2,
        Ordering::Greater => 3,
    };
    kind << 14 | (i_len.abs_diff(j_len) as u16) << 7 | i_len.min(j_len) as u16
}

/// The equal tokens of two short runs: for each token of the first run, a bit for each token of the second.
struct EqualCells<'r> {
    rows: &'r [u64],
    /// The length of the second run.
    columns: usize,
}

/// The most tokens of a run.
const MOST: usize = 64;

impl<'r> EqualCells<'r> {
    /// Compares the lowest byte of a hash with the lowest bytes of eight others in one step. Only if two of
    /// these are equal, which is rare, the whole hashes are compared.
    ///
    /// # Panics
    /// If one of the runs has more than 64 tokens.
    fn of(a: &[u64], b: &[u64], rows: &'r mut [u64; MOST]) -> EqualCells<'r> {
        const LOW: u64 = 0x0101_0101_0101_0101;
        const HIGH: u64 = LOW << 7;
        let mut bytes = [0_u64; MOST / 8];
        for (at, &token) in b.iter().enumerate() {
            bytes[at / 8] |= (token & 0xFF) << (8 * (at % 8));
        }
        let bytes = &bytes[..b.len().div_ceil(8)];
        for (row, &token) in rows.iter_mut().zip(a) {
            *row = 0;
            for (at, &eight) in bytes.iter().enumerate() {
                // A byte of `differing` is 0 where the two are equal. Subtracting 1 from it borrows from its
                // highest bit. A borrow can reach the next byte, and mark one that is not equal.
                let differing = eight ^ (LOW * (token & 0xFF));
                let mut marks = differing.wrapping_sub(LOW) & !differing & HIGH;
                while marks != 0 {
                    let j = 8 * at + marks.trailing_zeros() as usize / 8;
                    marks &= marks - 1;
                    if b.get(j) == Some(&token) {
                        *row |= 1 << j;
                    }
                }
            }
        }
        EqualCells { rows: &rows[..a.len()], columns: b.len() }
    }

    fn count(&self) -> usize {
        self.rows.iter().map(|row| row.count_ones() as usize).sum()
    }

    /// Whether any `len` consecutive tokens of the first run equal `len` consecutive tokens of the second.
    ///
    /// Every equal run of an extension follows a change. If no run earns more than the smallest change
    /// costs, no extension earns anything.
    fn have_run(&self, len: usize) -> bool {
        self.rows.windows(len).any(|rows| {
            let shifted = rows.iter().rev().enumerate().map(|(back, row)| row << back);
            shifted.reduce(|x, y| x & y).is_some_and(|run| run != 0)
        })
    }

    /// Whether an alignment of the first tokens of both runs may earn as much as it costs. The answer no is certain.
    ///
    /// An alignment of the first i tokens of one run with the first j of the other, where m is the larger of i and
    /// j, has at most as many equal tokens as the longest common subsequence (LCS) of the first m tokens of both.
    /// Call its length e. The alignment earns e and costs at least m - e, and an opening if m > e. Example with an
    /// opening of 1: of the first 10 tokens of both runs, 5 are an LCS. An alignment that ends there earns 5 and
    /// costs 5 + 1.
    ///
    /// The LCS of each pair of prefixes comes from the bit-parallel algorithm of Hyyrö (2004): a row of the table
    /// is one word, in which a bit is 0 where the length grows by one. O(n + m) time.
    fn may_pay(&self, opening: usize) -> bool {
        let mut growth = u64::MAX;
        (1..=self.rows.len().max(self.columns)).any(|m| {
            if let Some(row) = self.rows.get(m - 1) {
                let matched = growth & row;
                growth = growth.wrapping_add(matched) | (growth - matched);
            }
            let width = m.min(self.columns);
            let common = (!growth & (u64::MAX >> (64 - width))).count_ones() as usize;
            common == m || 2 * common >= m + opening
        })
    }
}

/// Whether `len` consecutive tokens of `a` occur in `b`, in any order. The answer yes can be wrong, because a
/// bitmap of 256 bits represents the tokens of `b`.
fn may_have_common_run(a: &Stretch, b: &Stretch, len: usize) -> bool {
    let slot = |token: u64| ((token >> 6) as usize % 4, 1_u64 << (token % 64));
    let mut held = [0_u64; 4];
    for &token in &b.tokens[..b.len] {
        let (word, bit) = slot(token);
        held[word] |= bit;
    }
    let mut run = 0;
    for &token in &a.tokens[..a.len] {
        let (word, bit) = slot(token);
        run = if held[word] & bit == 0 { 0 } else { run + 1 };
        if run == len {
            return true;
        }
    }
    false
}

/// The tokens beside an end of a chain, the nearest one first.
struct Stretch {
    tokens: [u64; STRETCH],
    len: usize,
}

impl Stretch {
    fn of<'t>(tokens: impl ExactSizeIterator<Item = &'t u64>) -> Stretch {
        let len = tokens.len().min(STRETCH);
        let mut stretch = Stretch { tokens: [0; STRETCH], len };
        for (slot, token) in stretch.tokens.iter_mut().zip(tokens) {
            *slot = *token;
        }
        stretch
    }
}

/// The index of the best of four scores, and the score; of equal scores, the first. The two low bits represent the
/// index, so that one maximum finds both.
#[inline]
fn best_of([a, b, c, d]: [i32; 4]) -> (u8, i32) {
    let best = (a | 3).max(b | 2).max(c | 1).max(d);
    ((3 - (best & 3)) as u8, best & !3)
}

fn push(script: &mut Script, step: Step) {
    match step {
        Step::Equal => script.push_equal(1),
        Step::Swap => script.push_change(1, 1),
        Step::Insert => script.push_change(0, 1),
        Step::Delete => script.push_change(1, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::{Aligner, EqualCells, MOST, STRETCH, Script, TOKEN, push};
    use crate::hash::SplitMix64;
    use crate::passage::{Edit, PassageSettings};

    /// The steps of an extension over two texts.
    fn edits(a: &[u64], b: &[u64]) -> Vec<Edit> {
        let mut script = Script::default();
        let settings = PassageSettings::default();
        Aligner::default().extend_forward(a, b, &settings, &mut script);
        script.edits().to_vec()
    }

    #[test]
    fn a_single_change_is_recognised() {
        let a: Vec<u64> = (1..100).collect();
        let equal = |len: usize| Edit::Equal { len: len as u32 };
        let swapped = [&[0], &a[1..]].concat();
        assert_eq!(edits(&a, &swapped), [Edit::Replace { a_len: 1, b_len: 1 }, equal(STRETCH - 1)]);
        let inserted = [&[0], &a[..]].concat();
        assert_eq!(edits(&a, &inserted), [Edit::Insert { len: 1 }, equal(STRETCH - 1)]);
        assert_eq!(edits(&a, &a[1..]), [Edit::Delete { len: 1 }, equal(STRETCH - 1)]);
    }

    /// The matrix is the reference. Texts of 2 to 40 words in random order, some of them copies with changes,
    /// have equally good alignments of every kind.
    #[test]
    fn equal_cells_give_the_script_of_the_matrix() {
        let mut random = SplitMix64::new(17);
        let mut below = |limit: usize| (random.next_u64() % limit as u64) as usize;
        let (mut compared, mut extended, mut unpaid, mut ended) = (0, 0, 0, 0);
        for round in 0..30_000 {
            let words = [2, 3, 5, 9, 40][round % 5];
            let most = if round % 2 == 0 { STRETCH } else { 40 };
            let mut a: Vec<u64> = (0..=below(most)).map(|_| below(words) as u64 * 321).collect();
            let mut b = a.clone();
            for _ in 0..below(8) {
                let at = below(b.len());
                match below(3) {
                    0 => b[at] = below(words) as u64 * 321,
                    1 if b.len() < most => b.insert(at, below(words) as u64 * 321),
                    _ if b.len() > 1 => drop(b.remove(at)),
                    _ => a.rotate_left(1),
                }
            }
            let settings =
                if round % 3 == 0 { PassageSettings::noisy() } else { PassageSettings::default() };
            let opening = settings.change_opening() * TOKEN;
            let drop = settings.max_drop() as i32 * TOKEN;
            let mut rows = [0; MOST];
            let equal = EqualCells::of(&a, &b, &mut rows);
            for (i, j) in (0..a.len()).flat_map(|i| (0..b.len()).map(move |j| (i, j))) {
                assert_eq!(equal.rows[i] >> j & 1 == 1, a[i] == b[j]);
            }
            let (mut sparse, mut full) = (Aligner::default(), Aligner::default());
            let is_equal = |i: usize, j: usize| a[i] == b[j];

            sparse.score(&equal, opening, None);
            let (last, _) = sparse.best_before((a.len(), b.len()), sparse.points.len(), opening);
            sparse.follow(last, (a.len(), b.len()));
            full.fill(a.len(), b.len(), is_equal, &settings, None);
            full.trace(a.len(), b.len(), b.len() + 1);
            assert_eq!(sparse.script(), full.script(), "{a:?} {b:?}");
            compared += 1;

            let best = sparse.score(&equal, opening, Some(drop));
            let (i, j) = full.fill(a.len(), b.len(), is_equal, &settings, Some(drop));
            assert_eq!(best.is_some(), (i, j) != (0, 0), "{a:?} {b:?}");
            // The bound never ends an extension that earns something, and it ends most others.
            let may_pay = equal.may_pay(settings.change_opening() as usize);
            assert!(may_pay || best.is_none(), "{a:?} {b:?}");
            unpaid += usize::from(best.is_none());
            ended += usize::from(!may_pay);
            if let Some(best) = best {
                let point = sparse.points[best];
                assert_eq!((usize::from(point.i) + 1, usize::from(point.j) + 1), (i, j));
                sparse.follow(Some(best as u16), (i, j));
                full.trace(i, j, b.len() + 1);
                assert_eq!(sparse.script(), full.script(), "{a:?} {b:?}");
                extended += 1;
            }
        }
        assert!(compared > 20_000 && extended > 20_000, "{compared} and {extended}");
        assert!(unpaid > 100 && 2 * ended > unpaid, "{ended} of {unpaid}");
    }

    impl Aligner {
        fn script(&self) -> Vec<Edit> {
            let mut script = Script::default();
            for &step in self.path.iter().rev() {
                push(&mut script, step);
            }
            script.edits().to_vec()
        }
    }

    /// If one word is repeated, several changes are possible, and the best one is chosen.
    #[test]
    fn an_ambiguous_change_is_aligned_in_full() {
        let a = [7; 12];
        let b = [&[0], &a[..]].concat();
        assert_eq!(edits(&a, &b), [Edit::Insert { len: 1 }, Edit::Equal { len: 12 }]);
    }
}
