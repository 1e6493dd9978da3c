//! The work and the memory for hostile texts are bounded. Both are counted, not timed, so each run gives the
//! same numbers.
//!
//! A binary by itself, since the `allocation-counter` crate takes the place of the allocator. It
//! counts by thread, so each test works in one thread and they run side by side.
#![allow(clippy::unwrap_used)]

mod alike;
mod collide;
mod counted;
mod entries;
mod folded;
mod large;
mod letters;
mod passages;
mod periodic;
mod repetitive;
mod steps;
mod streamed;
mod table;
