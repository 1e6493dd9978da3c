//! Sorting of shingles, and removal of repeated ones.
//!
//! Shingles are hashes, so a counting pass over their upper bits leaves nearly all in order, and an
//! insertion pass does the rest. Cost: O(n); elements that turn out to be no hashes are sorted in O(n
//! log n).

/// Below this length the standard sort is as fast.
const FEW: usize = 64;
/// Up to this length one pass is faster than two: its counters stay in the cache next to the core.
const MOST_AT_ONCE: usize = 4096;
/// So many more places than elements, as a power of two, and few elements share one.
const ROOM_BITS: u32 = 2;
/// Counters for a digit of that many bits stay in the cache next to the core.
const MOST_DIGIT_BITS: u32 = 11;
/// Steps of insertion for each element, after which the elements are no hashes.
const PATIENCE: usize = 4;

/// Appends the different ones of some shingles to `out`, in ascending order; `ends` is working
/// memory.
///
/// Shingles are hashes, spread evenly over their range: sorting n of them by their upper
/// 2 + log₂ n bits leaves n / 8 pairs in wrong order at most, and by 2 log₂ n bits one or none. So
/// a counting pass over these bits, or two where one would need too many counters, and one of
/// insertion do, with few comparisons that a processor cannot foresee.
///
/// What is not spread evenly (a tokenizer of one's own may give anything, and so may an attacker)
/// is sorted by comparison as soon as insertion takes too many steps.
pub(super) fn append_different(shingles: &[u64], out: &mut Vec<u64>, ends: &mut Vec<u32>) {
    let start = out.len();
    if shingles.len() < FEW {
        out.extend_from_slice(shingles);
        out[start..].sort_unstable();
    } else {
        out.resize(start + shingles.len(), 0);
        let sorted = &mut out[start..];
        if shingles.len() <= MOST_AT_ONCE {
            let bits = shingles.len().ilog2() + ROOM_BITS;
            distribute(shingles, bits, |shingle| (shingle >> (64 - bits)) as usize, sorted, ends);
        } else {
            by_two_digits(shingles, sorted, ends);
        }
        if !sort_by_insertion(sorted) {
            sorted.sort_unstable();
        }
    }
    let different = keep_different(&mut out[start..]);
    out.truncate(start + different);
}

fn by_two_digits(shingles: &[u64], sorted: &mut [u64], ends: &mut Vec<u32>) {
    let bits = shingles.len().ilog2().min(MOST_DIGIT_BITS);
    let mask = (1 << bits) - 1;
    let mut half_sorted = vec![0; shingles.len()];
    let lower = |shingle: u64| (shingle >> (64 - 2 * bits)) as usize & mask;
    distribute(shingles, bits, lower, &mut half_sorted, ends);
    distribute(&half_sorted, bits, |shingle| (shingle >> (64 - bits)) as usize, sorted, ends);
}

/// Sorts by a digit of so many bits; what has the same digit stays in order.
#[inline]
fn distribute(
    from: &[u64],
    bits: u32,
    digit: impl Fn(u64) -> usize,
    to: &mut [u64],
    ends: &mut Vec<u32>,
) {
    ends.clear();
    ends.resize(1 << bits, 0);
    for &element in from {
        ends[digit(element)] += 1;
    }
    let mut start = 0;
    for end in &mut *ends {
        start += std::mem::replace(end, start);
    }
    for &element in from {
        let next = &mut ends[digit(element)];
        to[*next as usize] = element;
        *next += 1;
    }
}

/// Sorts what is nearly sorted; gives up, with all elements still there, if it is not.
fn sort_by_insertion(sorted: &mut [u64]) -> bool {
    let mut steps = PATIENCE * sorted.len();
    for place in 1..sorted.len() {
        let element = sorted[place];
        let mut to = place;
        while to > 0 && sorted[to - 1] > element {
            sorted[to] = sorted[to - 1];
            to -= 1;
        }
        sorted[to] = element;
        match steps.checked_sub(place - to) {
            Some(rest) => steps = rest,
            None => return false,
        }
    }
    true
}

/// Moves the different elements of a sorted slice to its front, and gives their number.
fn keep_different(sorted: &mut [u64]) -> usize {
    let Some(&first) = sorted.first() else { return 0 };
    let (mut kept, mut previous) = (1, first);
    for place in 1..sorted.len() {
        let element = sorted[place];
        sorted[kept] = element;
        kept += usize::from(element != previous);
        previous = element;
    }
    kept
}
