//! The parallel iterators: rayon's own with the feature `parallel`, and ordinary iterators of the same names
//! without it (`serial`).
//!
//! So the drivers are written once. No result depends on the feature: every stage is a pure function, and
//! results are combined in order.

#[cfg(feature = "parallel")]
pub(super) use rayon::{current_num_threads, join, prelude};

#[cfg(not(feature = "parallel"))]
mod serial;

#[cfg(not(feature = "parallel"))]
pub(super) use serial::{current_num_threads, join, prelude};
