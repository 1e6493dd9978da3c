//! Shingles into ascending order.

/// Below this length the standard sort is as fast.
const FEW: usize = 64;
/// Counters for a digit of that many bits stay in the cache next to the core.
const MOST_DIGIT_BITS: u32 = 11;
/// Steps of insertion for each element, after which the elements are no hashes.
const PATIENCE: usize = 4;

/// Sorts shingles in place and moves the different ones to the front; gives their number.
///
/// Shingles are hashes, spread evenly over their range: sorting n of them by their upper 2 log₂ n
/// bits leaves less than one pair in wrong order, on average. So two counting passes over these
/// bits and one of insertion do, without comparisons that a processor cannot foresee.
///
/// What is not spread evenly (a tokenizer of one's own may give anything, and so may an attacker)
/// is sorted by comparison as soon as insertion takes too many steps.
pub(super) fn sort_different(shingles: &mut [u64]) -> usize {
    if shingles.len() < FEW {
        shingles.sort_unstable();
    } else {
        sort_by_digits(shingles);
        if !sort_by_insertion(shingles) {
            shingles.sort_unstable();
        }
    }
    keep_different(shingles)
}

fn sort_by_digits(shingles: &mut [u64]) {
    let bits = shingles.len().ilog2().min(MOST_DIGIT_BITS);
    let mask = (1 << bits) - 1;
    let upper = |shingle: u64| (shingle >> (64 - bits)) as usize;
    let lower = |shingle: u64| (shingle >> (64 - 2 * bits)) as usize & mask;
    let mut upper_counts = vec![0_u32; 1 << bits];
    let mut lower_counts = vec![0_u32; 1 << bits];
    for &shingle in &*shingles {
        upper_counts[upper(shingle)] += 1;
        lower_counts[lower(shingle)] += 1;
    }
    let mut half_sorted = vec![0; shingles.len()];
    distribute(shingles, &mut lower_counts, lower, &mut half_sorted);
    distribute(&half_sorted, &mut upper_counts, upper, shingles);
}

/// Moves each element to the next place of its digit; `counts` says how many each digit has.
#[inline]
fn distribute(from: &[u64], counts: &mut [u32], digit: impl Fn(u64) -> usize, to: &mut [u64]) {
    let mut start = 0;
    for count in &mut *counts {
        start += std::mem::replace(count, start);
    }
    for &element in from {
        let next = &mut counts[digit(element)];
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
