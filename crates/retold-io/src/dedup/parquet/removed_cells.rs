//! The removed rows of a row group, in a temporary file until each column is written.
//!
//! The audit log is ordered by row, and Parquet is written column by column. The file has, for each
//! row and each column, a length and the JSON of the cell. Each column reads the whole file and
//! skips the other cells.

use super::removal::{Removal, Removals};
use crate::input::parquet::refused;
use parquet::errors::ParquetError;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};

/// The removed rows of a row group.
pub(super) struct RemovedCells {
    file: File,
    columns: Vec<String>,
    rows: Vec<u64>,
}

impl RemovedCells {
    /// Creates a store in `file`, which nothing else may use.
    pub(super) fn new(file: File, columns: Vec<String>) -> RemovedCells {
        RemovedCells { file, columns, rows: Vec::new() }
    }

    /// The numbers of the rows, ascending.
    pub(super) fn rows(&self) -> &[u64] {
        &self.rows
    }

    /// Replaces the rows with the removed rows before row `end`.
    pub(super) fn fill(
        &mut self,
        removals: &mut dyn Removals,
        end: u64,
    ) -> Result<(), ParquetError> {
        self.rows.clear();
        self.file.rewind().and_then(|()| self.file.set_len(0)).map_err(refused)?;
        let mut out = BufWriter::new(&self.file);
        while let Some((number, true)) = removals.peek().filter(|(number, _)| *number < end) {
            let Removal::Row(row) = removals.take().map_err(refused)? else { break };
            let Fields(fields) = serde_json::from_str(row.get()).map_err(|_| foreign())?;
            if !fields.iter().map(|(name, _)| name.as_ref()).eq(&self.columns) {
                return Err(foreign());
            }
            for (_, cell) in fields {
                let cell = cell.get().as_bytes();
                let len = (cell.len() as u64).to_le_bytes();
                out.write_all(&len).and_then(|()| out.write_all(cell)).map_err(refused)?;
            }
            self.rows.push(number);
        }
        out.flush().map_err(refused)
    }

    /// The cells of a column, from the first row.
    pub(super) fn column(&mut self, at: usize) -> Result<Cells<'_>, ParquetError> {
        self.file.rewind().map_err(refused)?;
        Ok(Cells { reader: BufReader::new(&self.file), at, columns: self.columns.len() })
    }
}

/// The cells of a column, row by row.
pub(super) struct Cells<'f> {
    reader: BufReader<&'f File>,
    at: usize,
    columns: usize,
}

impl Cells<'_> {
    /// The cell of the next row.
    pub(super) fn next(&mut self) -> Result<Box<RawValue>, ParquetError> {
        self.row().map_err(refused)
    }

    fn row(&mut self) -> io::Result<Box<RawValue>> {
        let mut cell = Vec::new();
        for column in 0..self.columns {
            let mut len = [0; 8];
            self.reader.read_exact(&mut len)?;
            let len = u64::from_le_bytes(len);
            if column == self.at {
                self.reader.by_ref().take(len).read_to_end(&mut cell)?;
            } else {
                self.reader.seek_relative(len.cast_signed())?;
            }
        }
        let cell = String::from_utf8(cell).map_err(io::Error::other)?;
        RawValue::from_string(cell).map_err(io::Error::other)
    }
}

fn foreign() -> ParquetError {
    refused(io::Error::other("a row in the log has other columns"))
}

/// The fields of a JSON object in their order.
struct Fields<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Fields<'de>, D::Error> {
        struct InOrder;

        impl<'de> Visitor<'de> for InOrder {
            type Value = Fields<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields<'de>, A::Error> {
                let mut fields = Vec::new();
                while let Some(Name(name)) = map.next_key()? {
                    fields.push((name, map.next_value()?));
                }
                Ok(Fields(fields))
            }
        }

        deserializer.deserialize_map(InOrder)
    }
}

/// A name; it is borrowed unless it has an escape sequence.
#[derive(serde::Deserialize)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);
