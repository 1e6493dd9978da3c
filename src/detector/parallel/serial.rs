//! The names of rayon that the drivers use, for ordinary iterators.
//!
//! `map`, `zip`, `collect` and others are the iterator's own methods. The traits below add the names that
//! only rayon has, with the same meaning:
//!
//! | rayon | here |
//! |---|---|
//! | `par_iter`, `par_iter_mut`, `into_par_iter`, `par_chunks` | `iter`, `iter_mut`, `into_iter`, `chunks` |
//! | `map_init(init, map)` | one value of `init` for all items, as rayon has on one thread |
//! | `flatten_iter`, `par_extend` | `flatten`, `extend` |
//! | `par_sort_by_key` and the others | the sort of the standard library, stable where rayon's is |
//! | `join(a, b)` | first `a`, then `b` |

/// The number of threads.
pub(in crate::detector) fn current_num_threads() -> usize {
    1
}

/// Calls both functions, one after the other.
pub(in crate::detector) fn join<A, B>(a: impl FnOnce() -> A, b: impl FnOnce() -> B) -> (A, B) {
    (a(), b())
}

/// The traits, which are imported as those of rayon's prelude are.
pub(in crate::detector) mod prelude {
    use std::cmp::Ordering;

    /// The parallel methods of slices.
    pub(in crate::detector) trait ParallelSlice<T> {
        fn par_iter(&self) -> std::slice::Iter<'_, T>;
        fn par_iter_mut(&mut self) -> std::slice::IterMut<'_, T>;
        fn par_chunks(&self, len: usize) -> std::slice::Chunks<'_, T>;
        fn par_sort_by(&mut self, compare: impl Fn(&T, &T) -> Ordering);
        fn par_sort_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K);
        fn par_sort_unstable(&mut self)
        where
            T: Ord;
        fn par_sort_unstable_by(&mut self, compare: impl Fn(&T, &T) -> Ordering);
        fn par_sort_unstable_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K);
    }

    impl<T> ParallelSlice<T> for [T] {
        fn par_iter(&self) -> std::slice::Iter<'_, T> {
            self.iter()
        }

        fn par_iter_mut(&mut self) -> std::slice::IterMut<'_, T> {
            self.iter_mut()
        }

        fn par_chunks(&self, len: usize) -> std::slice::Chunks<'_, T> {
            self.chunks(len)
        }

        fn par_sort_by(&mut self, compare: impl Fn(&T, &T) -> Ordering) {
            self.sort_by(compare);
        }

        fn par_sort_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K) {
            self.sort_by_key(key);
        }

        fn par_sort_unstable(&mut self)
        where
            T: Ord,
        {
            self.sort_unstable();
        }

        fn par_sort_unstable_by(&mut self, compare: impl Fn(&T, &T) -> Ordering) {
            self.sort_unstable_by(compare);
        }

        fn par_sort_unstable_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K) {
            self.sort_unstable_by_key(key);
        }
    }

    /// Everything that can be turned into an iterator.
    pub(in crate::detector) trait IntoParallelIterator:
        IntoIterator + Sized
    {
        fn into_par_iter(self) -> Self::IntoIter {
            self.into_iter()
        }
    }

    impl<I: IntoIterator> IntoParallelIterator for I {}

    /// The methods that rayon's iterators have and ordinary ones lack.
    pub(in crate::detector) trait ParallelIterator: Iterator + Sized {
        fn map_init<S, R>(
            self,
            init: impl Fn() -> S,
            map: impl Fn(&mut S, Self::Item) -> R,
        ) -> impl Iterator<Item = R> {
            let mut state = init();
            self.map(move |item| map(&mut state, item))
        }

        fn flatten_iter(self) -> std::iter::Flatten<Self>
        where
            Self::Item: IntoIterator,
        {
            self.flatten()
        }
    }

    impl<I: Iterator> ParallelIterator for I {}

    /// Collections that can be extended.
    pub(in crate::detector) trait ParallelExtend<T>: Extend<T> {
        fn par_extend(&mut self, items: impl IntoIterator<Item = T>) {
            self.extend(items);
        }
    }

    impl<T> ParallelExtend<T> for Vec<T> {}
}
