//! The random number generator.

/// The `SplitMix64` generator, with the distributions that generated text needs.
///
/// Integers only: the same seed gives the same choices on every machine.
///
/// # Examples
/// ```
/// use retold_synth::Rng;
///
/// let mut rng = Rng::new(0);
/// assert_eq!(rng.next_u64(), 0xe220_a839_7b1d_cdaf);
/// ```
#[derive(Clone, Debug)]
pub struct Rng {
    state: u64,
}

impl Rng {
    /// Makes the generator for `seed`.
    pub fn new(seed: u64) -> Rng {
        Rng { state: seed }
    }

    /// Makes an independent generator for part `part` of what is made from `seed`.
    ///
    /// # Examples
    /// ```
    /// use retold_synth::Rng;
    ///
    /// assert_ne!(Rng::of_part(1, 0).next_u64(), Rng::of_part(1, 1).next_u64());
    /// ```
    pub fn of_part(seed: u64, part: u64) -> Rng {
        let mut outer = Rng::new(seed);
        let inner = outer.next_u64() ^ part.wrapping_mul(0xd6e8_feb8_6659_fd93);
        Rng::new(Rng::new(inner).next_u64())
    }

    /// The next 64 bits.
    #[inline]
    pub fn next_u64(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `bound`; 0 when `bound` is 0.
    ///
    /// The high half of a product, without rejection: the bias is below 2⁻⁴⁰ for every bound that
    /// this crate uses.
    ///
    /// # Examples
    /// ```
    /// assert!(retold_synth::Rng::new(3).below(10) < 10);
    /// ```
    #[inline]
    pub fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.next_u64()) * bound as u128) >> 64) as usize
    }

    /// A number from `low` to `high`, both included.
    ///
    /// # Panics
    /// If `low > high`.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(retold_synth::Rng::new(3).between(5, 5), 5);
    /// ```
    #[inline]
    pub fn between(&mut self, low: usize, high: usize) -> usize {
        assert!(low <= high, "a range must not end before it starts: {low} to {high}");
        low + self.below(high - low + 1)
    }

    /// Returns true with a probability of `per_mille` in a thousand.
    ///
    /// # Examples
    /// ```
    /// let mut rng = retold_synth::Rng::new(3);
    /// assert!(rng.chance(1000) && !rng.chance(0));
    /// ```
    #[inline]
    pub fn chance(&mut self, per_mille: usize) -> bool {
        self.below(1000) < per_mille
    }

    /// One of `items`, each with the same probability.
    ///
    /// # Panics
    /// If there is none.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(*retold_synth::Rng::new(3).pick(&["only"]), "only");
    /// ```
    #[inline]
    pub fn pick<'i, T>(&mut self, items: &'i [T]) -> &'i T {
        &items[self.below(items.len())]
    }

    /// Shuffles `items`; every permutation has the same probability.
    ///
    /// # Examples
    /// ```
    /// let mut items = [1, 2, 3, 4];
    /// retold_synth::Rng::new(3).shuffle(&mut items);
    /// items.sort();
    /// assert_eq!(items, [1, 2, 3, 4]);
    /// ```
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }

    /// `count` different numbers below `bound`, in ascending order; all of them if there are fewer.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(retold_synth::Rng::new(3).distinct(9, 4), [0, 1, 2, 3]);
    /// ```
    pub fn distinct(&mut self, count: usize, bound: usize) -> Vec<usize> {
        let mut all: Vec<usize> = (0..bound).collect();
        let count = count.min(bound);
        for i in 0..count {
            let j = i + self.below(bound - i);
            all.swap(i, j);
        }
        all.truncate(count);
        all.sort_unstable();
        all
    }
}
