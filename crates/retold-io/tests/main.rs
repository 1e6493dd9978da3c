//! The library as its users meet it.

#![allow(clippy::unwrap_used)]

#[cfg(feature = "parquet")]
mod mixtures;
#[cfg(feature = "parquet")]
mod table;
