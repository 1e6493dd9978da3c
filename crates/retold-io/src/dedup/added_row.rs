//! The values of a row in the columns that `--annotate` adds to a Parquet file.

/// The values of a row in the added columns.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(not(feature = "parquet"), allow(dead_code, reason = "no Parquet file is ever opened"))]
pub(super) struct AddedRow {
    /// The number of the row, from 0.
    pub(super) row: u64,
    pub(super) cluster: i64,
    pub(super) size: i64,
    pub(super) relation: &'static str,
}
