//! The comparison of two lists of blocks.

/// The number of items in which the next agreement of two lists is searched.
const WINDOW: usize = 48;

/// The most differences that are found; the rest of the lists is not compared.
const MOST: usize = 256;

/// The indices in `expected` at which `found` differs: one for each stretch that differs, or the
/// length of `expected` if `found` has more items at its end.
///
/// After a difference, the comparison continues at the next two equal items, at most [`WINDOW`]
/// items further. Cost: at most `MOST × WINDOW²` comparisons.
pub(super) fn differences(expected: &[u64], found: &[u64]) -> Vec<usize> {
    let mut places = Vec::new();
    let (mut a, mut b) = (0, 0);
    loop {
        let (rest, others) = (&expected[a..], &found[b..]);
        let same = rest.iter().zip(others).take_while(|(a, b)| a == b).count();
        a += same;
        b += same;
        if a == expected.len() && b == found.len() {
            return places;
        }
        places.push(a);
        match agreement(&expected[a..], &found[b..]) {
            Some((own, other)) if places.len() < MOST => {
                a += own;
                b += other;
            }
            _ => return places,
        }
    }
}

/// The number of items to skip in both lists until two items are equal, or the last ones.
fn agreement(expected: &[u64], found: &[u64]) -> Option<(usize, usize)> {
    let agree = |own: usize, other: usize| {
        let (own, other) = (&expected[own..], &found[other..]);
        let same = own.iter().zip(other).take(2).take_while(|(a, b)| a == b).count();
        same == 2 || same > 0 && own.len() == 1 && other.len() == 1
    };
    let own_most = WINDOW.min(expected.len());
    let other_most = WINDOW.min(found.len());
    (1..own_most + other_most).find_map(|sum| {
        let from = sum.saturating_sub(other_most.saturating_sub(1));
        let to = sum.min(own_most.saturating_sub(1));
        (from..=to)
            .map(|own| (own, sum - own))
            .find(|&(own, other)| own < expected.len() && other < found.len() && agree(own, other))
    })
}

#[cfg(test)]
mod tests {
    use super::differences;

    #[test]
    fn each_stretch_that_differs_is_one_difference() {
        assert_eq!(differences(&[1, 2, 3, 4], &[1, 2, 3, 4]), [0; 0]);
        assert_eq!(differences(&[1, 2, 3, 4, 5], &[1, 9, 3, 4, 5]), [1]);
        assert_eq!(differences(&[1, 2, 3, 4, 5, 6, 7], &[1, 3, 4, 9, 9, 6, 7]), [1, 4]);
        assert_eq!(differences(&[1, 2], &[1, 2, 3]), [2]);
        assert_eq!(differences(&[1, 2, 3], &[1, 2]), [2]);
        assert_eq!(differences(&[], &[1]), [0]);
    }
}
