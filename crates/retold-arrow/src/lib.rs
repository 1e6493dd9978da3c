//! Near-copies in Arrow columns: the removals of the command `retold dedup`, and its single steps as
//! functions from arrays to arrays.
//!
//! ```
//! use arrow_array::{ArrayRef, StringArray};
//! use retold::{Detector, Keep, Unit};
//! use retold_arrow::{TextColumn, dedup};
//! use std::sync::Arc;
//!
//! let texts: ArrayRef = Arc::new(StringArray::from(vec![
//!     "The last ferry to the island leaves the harbour at noon from pier four.",
//!     "Nobody was there, and the boats lay upside down on the sand.",
//!     "The last ferry to the island leaves the harbour, at noon from pier four!",
//! ]));
//! let column = TextColumn::new(vec![texts])?;
//! let detector = Detector::builder().unit(Unit::Document).keep(Keep::First).build()?;
//! let removals = dedup(&column, &detector)?;
//! assert_eq!(removals.kept_rows().values(), &[0, 1]);
//! # Ok::<(), retold_arrow::Error>(())
//! ```
//!
//! | Function | Input | Output |
//! |---|---|---|
//! | [`dedup`] | texts | kept rows, and removed rows with the row that each repeats |
//! | [`signatures`] | texts | a `FixedSizeList<UInt32>`, one signature a row |
//! | [`band_keys`] | signatures | a `FixedSizeList<Int64>`, one key a band |
//! | [`fingerprints`] | texts | a record batch with the keys by which [`dedup`] finds candidates |
//! | [`verify`] | pairs of rows, texts | a record batch with the verdict on each pair |
//!
//! A join on [`fingerprints`] finds the candidates in a query engine, and [`verify`] decides about them with the
//! rules of [`dedup`]. [`signatures`] and [`band_keys`] are for programs with a join of their own.
//!
//! Work is spread over the threads of the current rayon pool, and no result depends on their number. Each function
//! has a form for a [`retold::detector::Observer`], with `_with` at the end of its name.
//! Row numbers and keys are signed, because several engines have no unsigned integers of 64 bits.

#![warn(clippy::print_stdout, clippy::print_stderr)]

mod blocks;
mod dedup;
mod error;
mod fingerprints;
mod signatures;
mod text_column;
mod verify;

pub use dedup::{DedupedColumn, Relation, RemovedRow, dedup, dedup_with};
pub use error::{Error, ErrorKind};
pub use fingerprints::{fingerprints, fingerprints_with};
pub use signatures::{band_keys, signatures, signatures_with};
pub use text_column::TextColumn;
pub use verify::{verify, verify_with};

/// The example of the README is a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
