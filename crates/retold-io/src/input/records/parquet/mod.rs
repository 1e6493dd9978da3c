//! Parquet: the text column, row by row.
//!
//! Sizes that a file states are not trusted. The table of contents and the page headers are checked
//! before the Parquet reader allocates memory for them.

mod footer;
mod pages;
mod paths;
mod rows;
mod thrift;

pub(crate) use footer::footer;
pub(crate) use pages::pages;
pub(crate) use paths::paths;
pub use rows::{NULL, Rows, TextRow};
pub(crate) use rows::{refused, unpanicked};
