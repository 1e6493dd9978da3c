//! Hash tables in memory.
//!
//! Keys are hashed by ahash, which is fast. An attacker may choose keys, so hashes must be
//! unpredictable and differ between tables. The seeds come from the standard library, which gets them
//! from the operating system where there is one; ahash's own source of random numbers does not exist on
//! every target.
//!
//! Invariant: no result depends on the order of a table, since it differs between processes and tables.

use std::hash::BuildHasher;
use std::sync::OnceLock;

/// A hash map with an unpredictable order.
pub(crate) type HashMap<K, V> = std::collections::HashMap<K, V, RandomState>;

/// A hash set with an unpredictable order.
pub(crate) type HashSet<T> = std::collections::HashSet<T, RandomState>;

/// The hasher of one table, with seeds of its own.
#[derive(Clone, Debug)]
pub(crate) struct RandomState(ahash::RandomState);

impl Default for RandomState {
    fn default() -> RandomState {
        static SEEDS: OnceLock<[u64; 4]> = OnceLock::new();
        let seeds = SEEDS.get_or_init(|| {
            let random = std::hash::RandomState::new();
            [0, 1, 2, 3].map(|number: u64| random.hash_one(number))
        });
        let &[a, b, c, d] = seeds;
        // Mixes a counter of its own into the seeds, so that each state is another.
        RandomState(ahash::RandomState::generate_with(a, b, c, d))
    }
}

impl BuildHasher for RandomState {
    type Hasher = ahash::AHasher;

    #[inline]
    fn build_hasher(&self) -> ahash::AHasher {
        self.0.build_hasher()
    }
}

#[cfg(test)]
mod tests {
    use super::RandomState;
    use std::collections::BTreeSet;
    use std::hash::BuildHasher;

    #[test]
    fn no_two_tables_hash_a_key_alike_and_one_always_does() {
        let states: Vec<RandomState> = (0..64).map(|_| RandomState::default()).collect();
        let hashes: BTreeSet<u64> = states.iter().map(|state| state.hash_one(7_u64)).collect();
        assert_eq!(hashes.len(), states.len());
        assert_eq!(states[0].hash_one(7_u64), states[0].clone().hash_one(7_u64));
    }
}
