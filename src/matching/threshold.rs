//! The threshold as a number of shared shingles.

use crate::model::Similarity;

/// The number of shingles that sets of `len_a` and `len_b` shingles must share to match.
///
/// This is the smallest overlap o with o / (`len_a` + `len_b` − o) ≥ threshold, where the division
/// is rounded to the nearest `f64`, as [`Similarity::ratio`] does it. So a pair matches exactly if
/// its resemblance, compared as a number, is not below the threshold, and 4 of 5 is a match
/// at 0.8, although 0.8 as an `f64` is a little more than four fifths.
///
/// The result is at least 1: sets that share nothing never match. It is more than the shorter set has
/// if no overlap is enough.
///
/// # Examples
/// ```
/// use retold::matching::required_overlap;
/// use retold::model::Similarity;
///
/// let threshold = Similarity::new(0.8).unwrap();
/// assert_eq!(required_overlap(4, 5, threshold), 4);
/// assert_eq!(required_overlap(90, 90, threshold), 80);
/// assert!(required_overlap(3, 9, threshold) > 3);
/// ```
#[inline]
pub fn required_overlap(len_a: usize, len_b: usize, threshold: Similarity) -> usize {
    let (total, threshold) = (len_a + len_b, threshold.get());
    let enough = |shared: usize| shared as f64 / (total - shared) as f64 >= threshold;
    // Rounding makes the formula wrong by one at most. The quotient grows with the overlap, so one step
    // up or down corrects it.
    let estimate = (threshold / (1.0 + threshold) * total as f64).ceil() as usize;
    let mut need = estimate.clamp(1, total.max(1));
    while need < total && !enough(need) {
        need += 1;
    }
    while need > 1 && enough(need - 1) {
        need -= 1;
    }
    need
}

/// The length of the shortest set that can match one of `len` shingles.
#[inline]
pub(crate) fn shortest_partner(len: usize, threshold: Similarity) -> usize {
    let enough = |shorter: usize| shorter as f64 / len as f64 >= threshold.get();
    let mut shortest = ((threshold.get() * len as f64).ceil() as usize).clamp(1, len.max(1));
    while shortest < len && !enough(shortest) {
        shortest += 1;
    }
    while shortest > 1 && enough(shortest - 1) {
        shortest -= 1;
    }
    shortest
}
