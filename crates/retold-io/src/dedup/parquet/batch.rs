//! Complete rows of one column, with their levels.
//!
//! A column of Parquet is a list of values and two lists of levels, which describe how values are
//! nested. Each entry has one level of each kind:
//! * The definition level is the number of optional or repeated parents that are present. At its
//!   maximum, the entry has a value.
//! * The repetition level is the depth of the list that the entry continues. 0 starts a new row.
//!
//! Example: the three rows `[1, 2]`, `[]` and `null` in a column of optional lists of required
//! numbers:
//!
//! ```text
//! values      1 2
//! definition  2 2 1 0
//! repetition  0 1 0 0
//! ```
//!
//! The entries `2 0` and `2 1` have the values 1 and 2. The entry `1 0` is a list without elements,
//! and `0 0` is a missing list. A row is all entries from a repetition level of 0 up to the next
//! one. Rows are removed and inserted as such entries, without a view of the nested values, so
//! nested data is unchanged.
//!
//! Invariant: there are as many values as entries with the greatest definition level.

use super::value::Value;
use crate::dedup::digest::Digester;
use parquet::column::reader::ColumnReaderImpl;
use parquet::column::writer::ColumnWriterImpl;
use parquet::data_type::{AsBytes, DataType};
use parquet::errors::ParquetError;
use parquet::schema::types::ColumnDescriptor;
use std::ops::Range;

/// The bytes of values that are passed to the writer at a time, because it checks only after each
/// call whether a page is full.
const PAGE: usize = 1 << 20;

/// The greatest levels of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Depth {
    pub(super) definition: i16,
    pub(super) repetition: i16,
}

impl Depth {
    pub(super) fn of(column: &ColumnDescriptor) -> Depth {
        Depth { definition: column.max_def_level(), repetition: column.max_rep_level() }
    }
}

/// Some whole rows of a column.
pub(super) struct Batch<T: DataType> {
    pub(super) depth: Depth,
    /// The definition levels, and the repetition levels; empty if their maximum is 0.
    pub(super) definition: Vec<i16>,
    pub(super) repetition: Vec<i16>,
    pub(super) values: Vec<T::T>,
    scratch: Vec<u8>,
}

/// The entries of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// The range of its levels.
    pub(super) entries: Range<usize>,
    pub(super) values: Range<usize>,
}

impl<T: DataType> Batch<T>
where
    T::T: Value,
{
    pub(super) fn new(depth: Depth) -> Batch<T> {
        let (definition, repetition, values) = (Vec::new(), Vec::new(), Vec::new());
        Batch { depth, definition, repetition, values, scratch: Vec::new() }
    }

    pub(super) fn clear(&mut self) {
        self.definition.clear();
        self.repetition.clear();
        self.values.clear();
    }

    /// Replaces the content with up to `rows` rows of the reader, and returns their number.
    pub(super) fn read(
        &mut self,
        reader: &mut ColumnReaderImpl<T>,
        rows: usize,
    ) -> Result<usize, ParquetError> {
        self.clear();
        let Batch { definition, repetition, values, .. } = self;
        let (rows, ..) = reader.read_records(rows, Some(definition), Some(repetition), values)?;
        Ok(rows)
    }

    fn entries(&self) -> usize {
        if self.depth.definition == 0 { self.values.len() } else { self.definition.len() }
    }

    /// Whether an entry has a value.
    fn has_value(&self, entry: usize) -> bool {
        self.depth.definition == 0 || self.definition[entry] == self.depth.definition
    }

    /// The rows of the batch.
    ///
    /// # Errors
    /// If the number of values differs from that in the levels.
    pub(super) fn rows(&self) -> Result<Vec<Row>, ParquetError> {
        let mut rows: Vec<Row> = Vec::new();
        let mut value = 0;
        for entry in 0..self.entries() {
            let begins = self.depth.repetition == 0 || self.repetition[entry] == 0;
            let before = value;
            value += usize::from(self.has_value(entry));
            match rows.last_mut() {
                Some(row) if !begins => {
                    row.entries.end = entry + 1;
                    row.values.end = value;
                }
                _ => rows.push(Row { entries: entry..entry + 1, values: before..value }),
            }
        }
        if value == self.values.len() {
            Ok(rows)
        } else {
            Err(ParquetError::General("a column has other values than its levels say".to_owned()))
        }
    }

    /// Adds a row of another batch of the same column.
    pub(super) fn push(&mut self, from: &Batch<T>, row: &Row) {
        self.push_levels(from, row);
        self.values.extend_from_slice(&from.values[row.values.clone()]);
    }

    /// Adds a row of another batch with another value. The row must have exactly one value.
    pub(super) fn push_with(&mut self, from: &Batch<T>, row: &Row, value: T::T) {
        self.push_levels(from, row);
        self.values.push(value);
    }

    fn push_levels(&mut self, from: &Batch<T>, row: &Row) {
        if self.depth.definition > 0 {
            self.definition.extend_from_slice(&from.definition[row.entries.clone()]);
        }
        if self.depth.repetition > 0 {
            self.repetition.extend_from_slice(&from.repetition[row.entries.clone()]);
        }
    }

    /// Writes the rows, page by page.
    pub(super) fn write(&self, writer: &mut ColumnWriterImpl<'_, T>) -> Result<(), ParquetError> {
        let rows = self.rows()?;
        let (mut start, mut bytes) = (0, 0);
        for (at, row) in rows.iter().enumerate() {
            let len = |value: &T::T| value.as_bytes().len();
            bytes += self.values[row.values.clone()].iter().map(len).sum::<usize>();
            if bytes >= PAGE || at + 1 == rows.len() {
                let first = &rows[start];
                let values = &self.values[first.values.start..row.values.end];
                let entries = first.entries.start..row.entries.end;
                let definition =
                    (self.depth.definition > 0).then(|| &self.definition[entries.clone()]);
                let repetition = (self.depth.repetition > 0).then(|| &self.repetition[entries]);
                writer.write_batch(values, definition, repetition)?;
                (start, bytes) = (at + 1, 0);
            }
        }
        Ok(())
    }

    /// Adds the rows to a digest, which does not depend on the division into batches: the levels of
    /// each entry, and its value, with the length if values differ in length.
    pub(super) fn digest(&mut self, digester: &mut Digester) {
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        let mut values = self.values.iter();
        for entry in 0..self.entries() {
            if self.depth.definition > 0 {
                scratch.extend(self.definition[entry].to_le_bytes());
            }
            if self.depth.repetition > 0 {
                scratch.extend(self.repetition[entry].to_le_bytes());
            }
            if self.has_value(entry)
                && let Some(value) = values.next()
            {
                let bytes = value.as_bytes();
                if T::T::HAS_LENGTH {
                    scratch.extend((bytes.len() as u64).to_le_bytes());
                }
                scratch.extend_from_slice(bytes);
            }
            // With a dictionary, a small file can repeat one long text in every row, so the buffer
            // is limited.
            if scratch.len() >= PAGE {
                digester.take(&scratch);
                scratch.clear();
            }
        }
        digester.take(&scratch);
        scratch.shrink_to(2 * PAGE);
        self.scratch = scratch;
    }
}
