//! Parquet: its text column, row by row.
//!
//! What the file says of itself is not believed: the table of contents and the headers of the pages
//! are walked before the reader of the format asks for the memory that they name.

mod footer;
mod pages;
mod rows;
mod thrift;

pub(crate) use footer::footer;
pub(crate) use pages::pages;
pub use rows::{NULL, Rows, TextRow};
pub(crate) use rows::{refused, unpanicked};
