//! Work that can be done side by side: rayon's names, with rayon or without it.
//!
//! The drivers are written once, over `par_iter` and its like. With the feature `parallel` these are
//! rayon's own. Without it they are ordinary iterators of the same names (`serial`), which do the
//! same work in order, on the thread that asks for it. No result depends on which of the two it is:
//! every stage is a pure function, and what it gives is put together in order.

#[cfg(feature = "parallel")]
pub(super) use rayon::{current_num_threads, join, prelude};

#[cfg(not(feature = "parallel"))]
mod serial;

#[cfg(not(feature = "parallel"))]
pub(super) use serial::{current_num_threads, join, prelude};
