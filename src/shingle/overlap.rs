//! The number of elements that two sorted sets share.
//!
//! Three methods: a merge from both ends without branches, a merge with vectors, and a search of the
//! longer set if the lengths are very different. Cost: O(n + m), or O(n log(m / n)) for a search.

use super::kernel::compare;

/// Elements that are merged between two checks of the bound.
const BLOCK: usize = 16;
/// From this ratio of lengths on, the longer set is searched instead of read.
const GALLOP: usize = 16;

/// Counts the elements that two sets have in common.
///
/// Both slices must be sorted, without repeated elements; otherwise the count is wrong. Takes one step
/// without branches for each element, or for four with vector instructions. If the lengths are very
/// different, it takes the shorter length times the logarithm of their ratio.
///
/// # Examples
/// ```
/// assert_eq!(retold::shingle::overlap(&[1, 3, 5], &[3, 4, 5]), 2);
/// ```
pub fn overlap(a: &[u64], b: &[u64]) -> usize {
    overlap_at_least(a, b, 0).unwrap_or(0)
}

/// Counts the common elements of two sets; `None` if there are fewer than `need`, as soon as that is
/// certain.
///
/// Both slices must be sorted, without repeated elements. For sets with little in common a small part
/// of them is read.
///
/// # Examples
/// ```
/// use retold::shingle::overlap_at_least;
///
/// assert_eq!(overlap_at_least(&[1, 3, 5], &[3, 4, 5], 2), Some(2));
/// assert_eq!(overlap_at_least(&[1, 3, 5], &[3, 4, 5], 3), None);
/// ```
pub fn overlap_at_least(a: &[u64], b: &[u64], need: usize) -> Option<usize> {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() < need {
        return None;
    }
    let shared = if long.len() / GALLOP > short.len() {
        gallop(short, long, need)?
    } else {
        let done = compare(short, long, need)?;
        done.shared + merge(&short[done.a..], &long[done.b..], need.saturating_sub(done.shared))?
    };
    (shared >= need).then_some(shared)
}

/// Reads both sets from both ends at once, as long as there is room: each step waits for the one
/// before, so two independent merges take little longer than one.
fn merge(mut a: &[u64], mut b: &[u64], need: usize) -> Option<usize> {
    let mut shared = 0;
    while a.len() >= 2 * BLOCK && b.len() >= 2 * BLOCK {
        let (Some(a_head), Some(b_head)) = (a.first_chunk::<BLOCK>(), b.first_chunk::<BLOCK>())
        else {
            break;
        };
        let (Some(a_tail), Some(b_tail)) = (a.last_chunk::<BLOCK>(), b.last_chunk::<BLOCK>())
        else {
            break;
        };
        let (mut i, mut j, mut k, mut l) = (0, 0, 0, 0);
        for _ in 0..BLOCK {
            // No step leaves its block, since each advances by one at most; the remainders only
            // tell the compiler so. Comparisons become additions: which side is smaller is a coin
            // toss, and a branch on it would be mispredicted every other time.
            let (p, q) = (a_head[i % BLOCK], b_head[j % BLOCK]);
            shared += usize::from(p == q);
            i += usize::from(p <= q);
            j += usize::from(q <= p);
            let (p, q) = (a_tail[BLOCK - 1 - k % BLOCK], b_tail[BLOCK - 1 - l % BLOCK]);
            shared += usize::from(p == q);
            k += usize::from(p >= q);
            l += usize::from(q >= p);
        }
        a = &a[i..a.len() - k];
        b = &b[j..b.len() - l];
        if shared + a.len().min(b.len()) < need {
            return None;
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        let last = i + j + BLOCK;
        while i < a.len() && j < b.len() && i + j < last {
            let (p, q) = (a[i], b[j]);
            shared += usize::from(p == q);
            i += usize::from(p <= q);
            j += usize::from(q <= p);
        }
        if shared + (a.len() - i).min(b.len() - j) < need {
            return None;
        }
    }
    Some(shared)
}

fn gallop(short: &[u64], long: &[u64], need: usize) -> Option<usize> {
    let mut shared = 0;
    let mut rest = long;
    for (seen, element) in short.iter().enumerate() {
        if shared + short.len() - seen < need {
            return None;
        }
        let mut step = 1;
        while step < rest.len() && rest[step] < *element {
            step *= 2;
        }
        let near = &rest[..rest.len().min(step)];
        rest = &rest[near.partition_point(|other| other < element)..];
        shared += usize::from(rest.first() == Some(element));
    }
    Some(shared)
}
