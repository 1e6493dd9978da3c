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
//! At an end, three tests run before any matrix is filled, the cheapest first: a single changed token with
//! equal tokens behind it ([`one_change`]) needs no matrix; no equal run that pays for the smallest
//! change ([`has_common_run`]) means no extension, which settles nearly all ends; and
//! [`may_have_common_run`] answers that from a small bitmap.
//!
//! Invariant: of all alignments the best is taken; of equally good ones, the one with more equal tokens.
//!
//! Cost: (n + 1)(m + 1) cells for a gap of n and m tokens, each at most `max_gap` long; at an end n and
//! m are at most 24, and a row ends where its score is too far below the best.

use super::edits::Script;
use super::settings::PassageSettings;

/// How many tokens of each side one step of an extension looks at.
const STRETCH: usize = 24;

/// The score of one equal token. Scores are multiples of 4; [`best_of`] uses the two low bits to name a
/// step.
const TOKEN: i32 = 1 << 12;
/// A little more for each equal token, which decides between alignments of equal score: at most 24 or 64
/// tokens of it never add up to one [`TOKEN`].
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

/// Aligns tokens; keeps the memory of its matrix.
///
/// A change is a run of swaps, followed by insertions or by deletions. That order makes its cost the longer
/// side: each swap takes a token of both, and the rest comes from the longer one.
#[derive(Default)]
pub(super) struct Aligner {
    scores: Vec<[i32; 4]>,
    /// For each cell and last step, the step before it.
    before: Vec<[u8; 4]>,
    path: Vec<Step>,
    /// How many cells were filled.
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
        self.fill(a.len(), b.len(), |i, j| a[i] == b[j], settings, None);
        self.trace(a.len(), b.len(), b.len() + 1);
        for &step in self.path.iter().rev() {
            push(script, step);
        }
    }

    /// Extends an alignment over the first tokens of `a` and `b` as long as that earns more than it costs,
    /// and returns how many tokens of each it took. Appends the steps in the order of the text.
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
        if !has_common_run(a, b, pays) {
            return (0, 0);
        }
        let drop = settings.max_drop() as i32 * TOKEN;
        let equal = |i: usize, j: usize| a.tokens[i] == b.tokens[j];
        let (i, j) = self.fill(a.len, b.len, equal, settings, Some(drop));
        self.trace(i, j, b.len + 1);
        (i, j)
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
            // A row is cleared when it is reached. If nothing is equal, few rows are.
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
                    // A swap opens a change behind an equal token, or continues one. It never follows an
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
                        // Behind `high` only insertions reach this row, and they get worse.
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
            // The next row is reached from above and from above left: from `low` on, and one further at
            // its end.
            (low, high) = (next_low, next_high + 1);
        }
        best_at
    }

    /// Puts the steps to a cell into `path`, the last first.
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

/// How many equal tokens must follow a single change for it to be taken without a matrix.
const SURE: usize = 8;

/// A change of one token (replaced, inserted or deleted) with the number of equal tokens behind it, if
/// it is the only one of the three that is followed by `pays` equal tokens, and by [`SURE`] or more.
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

/// Whether any `len` consecutive tokens of `a` equal `len` consecutive tokens of `b`; may be true by
/// chance, since half of each hash is compared.
///
/// Every equal run of an extension follows a change. If no run earns more than the smallest change
/// costs, no extension earns anything.
fn has_common_run(a: &Stretch, b: &Stretch, len: usize) -> bool {
    if !may_have_common_run(a, b, len) {
        return false;
    }
    // Half of each hash is enough here, and takes half the time.
    let b_halves = b.tokens.map(|token| token as u32);
    let b_mask = (1_u32 << b.len) - 1;
    // Bit j of runs[l]: tokens j - l ..= j equal the l + 1 tokens up to the current one.
    let mut runs = [0_u32; 4];
    for &token in &a.tokens[..a.len] {
        let mut here = 0;
        for (j, &other) in b_halves.iter().enumerate() {
            here |= u32::from(other == token as u32) << j;
        }
        for l in (1..len).rev() {
            runs[l] = (runs[l - 1] << 1) & here;
        }
        runs[0] = here;
        if runs[len - 1] & b_mask != 0 {
            return true;
        }
    }
    false
}

/// Whether `len` consecutive tokens of `a` occur in `b`, in any order; may be true by chance. A bitmap of
/// 256 bits holds the tokens of `b`.
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

/// The tokens next to an end of a chain, the nearest first.
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

/// The best of four scores and its index; of equal scores the first. The index is put into the two low
/// bits, so that a maximum of numbers finds both.
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
    use super::{Aligner, STRETCH, Script};
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

    /// If one word is repeated, several changes are possible, and the best one is chosen.
    #[test]
    fn an_ambiguous_change_is_aligned_in_full() {
        let a = [7; 12];
        let b = [&[0], &a[..]].concat();
        assert_eq!(edits(&a, &b), [Edit::Insert { len: 1 }, Edit::Equal { len: 12 }]);
    }
}
