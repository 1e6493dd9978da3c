//! Parquet files: the removal of rows and of parts of texts, the added columns, and the
//! restoration.
//!
//! Columns are copied as levels and values, so nested data is unchanged. One column of a row group
//! is decoded at a time. The audit log contains the removed rows as JSON without any loss.
//!
//! Invariant: the restored file has the content of the original (schema, metadata, row groups,
//! rows), but its bytes may differ, because another writer encoded it. Memory: one page of each
//! open column.

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

pub(super) use added_columns::append;
pub(super) use output::Failure;
pub(super) use records::RowRecords;
pub(super) use removal::{Removal, Removals};
pub(super) use restore::restore;
pub(super) use rewrite::{Edits, rewrite};
pub(super) use row_reader::RowReader;
pub(super) use table::Table;
