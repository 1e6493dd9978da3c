//! What the drivers use of rayon, over ordinary iterators.
//!
//! `map`, `zip`, `collect` and the rest are the iterator's own. Here are the names that only rayon
//! has, with the meaning that they have there:
//!
//! | rayon | here |
//! |---|---|
//! | `par_iter`, `par_iter_mut`, `into_par_iter`, `par_chunks` | `iter`, `iter_mut`, `into_iter`, `chunks` |
//! | `map_init(init, map)` | one value of `init` for all items: as rayon does on one thread |
//! | `flatten_iter`, `par_extend` | `flatten`, `extend` |
//! | `par_sort_by_key` and the others | the sort of the standard library, stable where rayon's is |
//! | `join(a, b)` | first `a`, then `b` |

/// The number of threads that work is shared among.
pub(in crate::detector) fn current_num_threads() -> usize {
    1
}

/// Does one thing and then the other.
pub(in crate::detector) fn join<A, B>(a: impl FnOnce() -> A, b: impl FnOnce() -> B) -> (A, B) {
    (a(), b())
}

/// The traits, to be imported as rayon's are.
pub(in crate::detector) mod prelude {
    use std::cmp::Ordering;

    /// What a slice gives to be worked on, item by item or in chunks.
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

    /// What gives its items away.
    pub(in crate::detector) trait IntoParallelIterator:
        IntoIterator + Sized
    {
        fn into_par_iter(self) -> Self::IntoIter {
            self.into_iter()
        }
    }

    impl<I: IntoIterator> IntoParallelIterator for I {}

    /// What rayon's iterators have beside the methods that ordinary ones have too.
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

    /// What takes in the items of another.
    pub(in crate::detector) trait ParallelExtend<T>: Extend<T> {
        fn par_extend(&mut self, items: impl IntoIterator<Item = T>) {
            self.extend(items);
        }
    }

    impl<T> ParallelExtend<T> for Vec<T> {}
}
