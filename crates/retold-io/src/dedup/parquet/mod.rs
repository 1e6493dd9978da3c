//! Parquet files, written again without some of their rows, and put together again.
//!
//! Columns are copied as levels and values, so that whatever is nested comes out as it was, and one
//! column of a row group is decoded at a time. The rows that were removed are in the audit log, as
//! JSON from which every bit of them comes back.

mod added_columns;
mod batch;
mod cell;
mod column;
mod content;
mod output;
mod records;
mod removal;
mod removed_cells;
mod restore;
mod rewrite;
mod row_reader;
mod table;
#[cfg(test)]
mod tests;
mod value;

pub(super) use added_columns::{AddedRow, append};
pub(super) use output::Failure;
pub(super) use records::RowRecords;
pub(super) use removal::{Removal, Removals};
pub(super) use restore::restore;
pub(super) use rewrite::{Edits, rewrite};
pub(super) use row_reader::RowReader;
pub(super) use table::Table;
