//! The ends of equal runs around two places, in a logarithmic number of steps.
//!
//! In text that repeats itself, two places begin equal runs on very many diagonals (pairs of places
//! with the same distance). `x` written n times has a run for every distance, and comparing each token by
//! token takes n² / 2 steps. Prefix sums of token hashes take n steps once. After that one
//! multiplication shows whether two runs of any length are equal, and bisection finds the end.
//!
//! With S(i) = t₀ + t₁·B + … + tᵢ₋₁·Bⁱ⁻¹ mod 2⁶¹ - 1, the runs of `len` tokens from `i` in one text and
//! from `j` in the other are equal (up to collisions) if
//! (S(i + len) - S(i)) · Bʲ⁻ⁱ = T(j + len) - T(j).
//! The power depends on the diagonal alone. Example: in `a b a b a` the runs from 0 and 2 are
//! `a b a`; S gives 3 equal tokens at distance 2 after two bisections.
//!
//! A collision makes a run seem longer than it is, so callers compare the runs that they use token by
//! token. Suffix arrays would be exact, but take ten times the time and memory to build.

const PRIME: u64 = (1 << 61) - 1;
/// Any large number that is not a small power of another.
const BASE: u64 = 0x09E3_779B_97F4_A7C1;

/// The prefix sums of two texts.
pub(super) struct Extents {
    a: Vec<u64>,
    /// Empty where both texts are one.
    b: Vec<u64>,
}

impl Extents {
    /// O(n) time and 8 bytes a token.
    pub(super) fn new(a: &[u64], b: &[u64]) -> Extents {
        let same = std::ptr::eq(a, b);
        Extents { a: sums(a), b: if same { Vec::new() } else { sums(b) } }
    }

    /// The number of equal tokens before two places, the number from them on, and the steps taken.
    pub(super) fn around(&self, at_a: usize, at_b: usize) -> (usize, usize, u64) {
        let (s, t) = (&self.a, if self.b.is_empty() { &self.a } else { &self.b });
        let (shift, a_is_first) = (at_a.abs_diff(at_b), at_a <= at_b);
        let power = power(shift as u64);
        let is_equal = |from_a: usize, from_b: usize, len: usize| {
            let x = difference(s[from_a + len], s[from_a]);
            let y = difference(t[from_b + len], t[from_b]);
            if a_is_first { multiply(x, power) == y } else { x == multiply(y, power) }
        };
        let most_before = at_a.min(at_b);
        let most_after = (s.len() - 1 - at_a).min(t.len() - 1 - at_b);
        let (before, first) = longest(most_before, |len| is_equal(at_a - len, at_b - len, len));
        let (after, second) = longest(most_after, |len| is_equal(at_a, at_b, len));
        (before, after, first + second)
    }
}

fn sums(tokens: &[u64]) -> Vec<u64> {
    let mut power = 1;
    let mut sum = 0;
    let mut sums = Vec::with_capacity(tokens.len() + 1);
    sums.push(0);
    for &token in tokens {
        sum = reduce(u128::from(sum) + u128::from(power) * u128::from(token % PRIME));
        power = multiply(power, BASE);
        sums.push(sum);
    }
    sums
}

fn reduce(x: u128) -> u64 {
    let folded = (x & u128::from(PRIME)) as u64 + (x >> 61) as u64;
    let folded = (folded & PRIME) + (folded >> 61);
    if folded >= PRIME { folded - PRIME } else { folded }
}

fn multiply(x: u64, y: u64) -> u64 {
    reduce(u128::from(x) * u128::from(y))
}

fn difference(x: u64, y: u64) -> u64 {
    if x >= y { x - y } else { x + PRIME - y }
}

fn power(mut exponent: u64) -> u64 {
    let (mut base, mut result) = (BASE, 1);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = multiply(result, base);
        }
        base = multiply(base, base);
        exponent >>= 1;
    }
    result
}

/// The largest number up to `most` for which `holds` is true, and the number of calls. `holds` must be
/// true for all smaller numbers too. Doubling finds an upper bound, bisection the number.
fn longest(most: usize, holds: impl Fn(usize) -> bool) -> (usize, u64) {
    let mut asked = 0;
    let (mut low, mut high) = (0, 1);
    while high <= most && {
        asked += 1;
        holds(high)
    } {
        low = high;
        high *= 2;
    }
    // `low` holds; `high` does not, or is over `most`.
    high = high.min(most + 1);
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        asked += 1;
        if holds(middle) { low = middle } else { high = middle }
    }
    (low, asked)
}

#[cfg(test)]
mod tests {
    use super::Extents;
    use crate::hash::SplitMix64;
    use crate::passage::common_ends::{common_prefix, common_suffix};

    /// Texts of one to three words in random order. The oracle compares token by token.
    #[test]
    fn extents_are_those_that_a_comparison_finds() {
        let mut random = SplitMix64::new(3);
        for words in 1..4 {
            for len in [1, 2, 7, 60, 300] {
                let text = |random: &mut SplitMix64| -> Vec<u64> {
                    (0..len).map(|_| u64::MAX - random.next_u64() % words).collect()
                };
                let (a, b) = (text(&mut random), text(&mut random));
                let (two, one) = (Extents::new(&a, &b), Extents::new(&a, &a));
                for (other, extents) in [(&b, two), (&a, one)] {
                    for _ in 0..200 {
                        let [i, j] = [0; 2].map(|_| random.next_u64() as usize % (a.len() + 1));
                        let (before, after, _) = extents.around(i, j);
                        assert_eq!(before, common_suffix(&a[..i], &other[..j], usize::MAX));
                        assert_eq!(after, common_prefix(&a[i..], &other[j..], usize::MAX));
                    }
                }
            }
        }
    }
}
