//! The reader of complete rows of a Parquet file as JSON, for the audit log.

use super::batch::Batch;
use super::cell::to_json;
use super::column::{Typed, Work};
use super::rewrite::uneven;
use super::table::Table;
use super::value::Value;
use crate::input::parquet::unpanicked;
use parquet::data_type::DataType;
use parquet::errors::ParquetError;
use serde_json::value::{RawValue, to_raw_value};

/// A reader of rows by their ascending numbers. Memory: one page of each column.
pub(crate) struct RowReader {
    table: Table,
    names: Vec<String>,
    /// The open columns of the current row group.
    open: Vec<Box<dyn Lane>>,
    group: usize,
    end: u64,
    next: u64,
}

impl RowReader {
    pub(crate) fn new(table: Table) -> RowReader {
        let names = table.columns().collect();
        RowReader { table, names, open: Vec::new(), group: 0, end: 0, next: 0 }
    }

    /// The row of this number, from 0: an object with the name of each column.
    ///
    /// # Errors
    /// If the file cannot be decoded, or has no such row.
    pub(crate) fn row(&mut self, number: u64) -> Result<Box<RawValue>, String> {
        unpanicked(|| self.decoded(number))
    }

    fn decoded(&mut self, number: u64) -> Result<Box<RawValue>, ParquetError> {
        while number >= self.end {
            let len = self.table.groups().nth(self.group).ok_or_else(uneven)?;
            (self.next, self.end) = (self.end, self.end + len);
            self.open.clear();
            self.group += 1;
        }
        if self.open.is_empty() {
            let columns = self.table.row(self.group - 1)?;
            self.open = columns.into_iter().map(|column| column.with(ColumnOpener)).collect();
        }
        let skipped = number.checked_sub(self.next).ok_or_else(uneven)? as usize;
        let mut row = Vec::from(*b"{");
        for (name, lane) in self.names.iter().zip(&mut self.open) {
            if row.len() > 1 {
                row.push(b',');
            }
            serde_json::to_writer(&mut row, name).map_err(json)?;
            row.push(b':');
            serde_json::to_writer(&mut row, &lane.row(skipped)?).map_err(json)?;
        }
        row.push(b'}');
        self.next = number + 1;
        let text = String::from_utf8(row).map_err(|error| ParquetError::External(error.into()))?;
        RawValue::from_string(text).map_err(json)
    }
}

fn json(error: serde_json::Error) -> ParquetError {
    ParquetError::External(error.into())
}

/// A column of the current row group, of any type.
trait Lane {
    /// The next row after `skipped` rows.
    fn row(&mut self, skipped: usize) -> Result<Box<RawValue>, ParquetError>;
}

struct Open<T: DataType> {
    column: Typed<T>,
    batch: Batch<T>,
}

impl<T: DataType> Lane for Open<T>
where
    T::T: Value,
{
    fn row(&mut self, skipped: usize) -> Result<Box<RawValue>, ParquetError> {
        let reader = &mut self.column.reader;
        if reader.skip_records(skipped)? != skipped || self.batch.read(reader, 1)? != 1 {
            return Err(uneven());
        }
        match self.batch.rows()?.as_slice() {
            [row] => to_raw_value(&to_json(&self.batch, row)).map_err(json),
            _ => Err(uneven()),
        }
    }
}

/// Opens a column for reading row by row.
struct ColumnOpener;

impl Work for ColumnOpener {
    type Done = Box<dyn Lane>;

    fn on<T: DataType>(self, column: Typed<T>) -> Box<dyn Lane>
    where
        T::T: Value,
    {
        let batch = Batch::new(column.depth);
        Box::new(Open { column, batch })
    }
}
