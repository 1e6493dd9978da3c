//! Integration tests of the library.

#![allow(clippy::unwrap_used)]

#[cfg(feature = "parquet")]
mod annotated;
#[cfg(feature = "parquet")]
mod lines;
#[cfg(feature = "parquet")]
mod mixtures;
#[cfg(feature = "parquet")]
mod parquet_lists;
#[cfg(feature = "parquet")]
mod stage_files;
#[cfg(feature = "parquet")]
mod staged_run;
#[cfg(feature = "parquet")]
mod stages;
#[cfg(feature = "parquet")]
mod table;
mod text_records;
