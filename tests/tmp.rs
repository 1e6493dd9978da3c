#![allow(clippy::unwrap_used, clippy::float_cmp)]
mod effects;
mod stopping;
