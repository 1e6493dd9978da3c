//! A longest common subsequence of two lists of hashes, with a limit on the edits.
//!
//! The algorithm is the greedy one of E. Myers ("An O(ND) difference algorithm and its variations", 1986). For
//! each number of edits it stores how far each diagonal reaches. Diagonal k has the positions whose index in
//! `a` is k more than that in `b`. Rows of all numbers of edits are stored, to trace the path back.
//!
//! Example: for `a b c` and `b c d`, two edits lead from (0, 0) over the pairs b–b and c–c to (3, 3).
//!
//! Cost: time O((n + m) · edits), memory O(edits²). A common head and tail are taken off first.

/// A pair of positions, one in each list, with equal hashes.
type Pair = (usize, usize);

/// The pairs of a longest common subsequence, ascending; none if more than `most` tokens of both lists
/// together have no counterpart.
pub(super) fn common_subsequence(a: &[u64], b: &[u64], most: usize) -> Option<Vec<Pair>> {
    let head = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a_rest, b_rest) = (&a[head..], &b[head..]);
    let tail = a_rest.iter().rev().zip(b_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let middle = edit_script(&a_rest[..a_rest.len() - tail], &b_rest[..b_rest.len() - tail], most)?;
    let mut pairs: Vec<Pair> = (0..head).map(|at| (at, at)).collect();
    pairs.extend(middle.into_iter().map(|(i, j)| (head + i, head + j)));
    pairs.extend((0..tail).rev().map(|at| (a.len() - 1 - at, b.len() - 1 - at)));
    Some(pairs)
}

fn edit_script(a: &[u64], b: &[u64], most: usize) -> Option<Vec<Pair>> {
    // For each number of edits, the furthest position in `a` on each diagonal. Diagonal k is at index
    // `edits + k` of its row. Only every second index is used, since each edit changes the diagonal by one.
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for edits in 0..=most.min(a.len() + b.len()) {
        let mut row = vec![0; 2 * edits + 1];
        for at in (0..=2 * edits).step_by(2) {
            let diagonal = at as isize - edits as isize;
            let start = match rows.last() {
                None => 0,
                Some(before) if is_insertion(before, at) => before[at],
                Some(before) => before[at - 2] + 1,
            };
            let other = (start as isize - diagonal) as usize;
            // A path may lead past an end of `a` or `b`. It never comes back, and it does not hide a path
            // that remains inside, so it needs no special case.
            let (a_rest, b_rest) = (a.get(start..).unwrap_or(&[]), b.get(other..).unwrap_or(&[]));
            let run = a_rest.iter().zip(b_rest).take_while(|(a, b)| a == b).count();
            row[at] = start + run;
            if start + run == a.len() && other + run == b.len() {
                rows.push(row);
                return Some(trace_back(&rows, a.len(), b.len()));
            }
        }
        rows.push(row);
    }
    None
}

/// Whether the furthest path to a diagonal comes by skipping a token of `b`, and not one of `a`.
///
/// `at` is the index of the diagonal in the row that follows `before`. In `before`, the two neighbouring
/// diagonals have the indices `at - 2` and `at`.
fn is_insertion(before: &[usize], at: usize) -> bool {
    match (at.checked_sub(2), before.get(at)) {
        (None, _) => true,
        (_, None) => false,
        (Some(left), Some(&above)) => before[left] < above,
    }
}

/// The pairs on the path to the ends, traced from the last row to the first.
fn trace_back(rows: &[Vec<usize>], mut a: usize, mut b: usize) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for edits in (0..rows.len()).rev() {
        let at = (edits as isize + a as isize - b as isize) as usize;
        let start = match edits.checked_sub(1).map(|before| &rows[before]) {
            None => 0,
            Some(before) if is_insertion(before, at) => before[at],
            Some(before) => before[at - 2] + 1,
        };
        while a > start {
            (a, b) = (a - 1, b - 1);
            pairs.push((a, b));
        }
        if let Some(before) = edits.checked_sub(1).map(|before| &rows[before]) {
            if is_insertion(before, at) {
                b -= 1;
            } else {
                a -= 1;
            }
        }
    }
    pairs.reverse();
    pairs
}

#[cfg(test)]
mod tests {
    use super::common_subsequence;
    use proptest::prelude::{prop, prop_assert, prop_assert_eq, proptest};

    /// The length of a longest common subsequence, by the table of the textbook.
    fn longest(a: &[u64], b: &[u64]) -> usize {
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..a.len() {
            for j in 0..b.len() {
                table[i + 1][j + 1] = if a[i] == b[j] {
                    table[i][j] + 1
                } else {
                    table[i][j + 1].max(table[i + 1][j])
                };
            }
        }
        table[a.len()][b.len()]
    }

    proptest! {
        #[test]
        fn the_common_subsequence_is_longest_and_found_within_its_edits(
            a in prop::collection::vec(0u64..5, 0..24),
            b in prop::collection::vec(0u64..5, 0..24),
        ) {
            let pairs = common_subsequence(&a, &b, usize::MAX).unwrap_or_default();
            prop_assert!(pairs.is_sorted_by(|a, b| a.0 < b.0 && a.1 < b.1));
            prop_assert!(pairs.iter().all(|&(i, j)| a[i] == b[j]));
            prop_assert_eq!(pairs.len(), longest(&a, &b));
            let edits = a.len() + b.len() - 2 * pairs.len();
            prop_assert_eq!(common_subsequence(&a, &b, edits), Some(pairs));
            prop_assert!(edits == 0 || common_subsequence(&a, &b, edits - 1).is_none());
        }
    }
}
