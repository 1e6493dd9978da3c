//! The restoration of a Parquet file: the removed rows and parts of texts are inserted into the
//! clean file.
//!
//! Example: the original has the rows `a`, `b`, `c` in one row group, and `b` was removed. For each
//! column, the values of `a` and `c` come from the clean file, and that of `b` from the audit log.
//!
//! A row group of which all rows were removed is missing in the clean file; the audit log has its
//! length. Memory: [`ROWS`] rows of one column.

use super::batch::Batch;
use super::cell::push_json;
use super::column::{Typed, Work};
use super::content;
use super::output::{Failure, write};
use super::removal::{Removal, Removals};
use super::removed_cells::RemovedCells;
use super::rewrite::uneven;
use super::table::Table;
use super::value::Value;
use crate::dedup::digest::{Digest, Digester};
use crate::input::parquet::refused;
use parquet::data_type::{AsBytes, DataType};
use parquet::errors::ParquetError;
use parquet::file::writer::SerializedColumnWriter;
use std::fs::File;
use std::io::{self, Write};
use std::ops::Range;

/// The rows that are encoded at a time, and the bytes of restored cells among them.
const ROWS: usize = 256;
const BYTES: usize = 1 << 20;

/// Writes the original file. `groups` has the number of rows of each row group, and `text` is the
/// number of the column with the texts. `spool` stores the removed rows of a row group. Returns the
/// digest of the content.
///
/// # Errors
/// If the removals do not fit the file, or something cannot be read or written.
pub(crate) fn restore(
    table: &mut Table,
    (text, groups): (usize, &[u64]),
    removals: &mut dyn Removals,
    spool: File,
    out: impl Write + Send,
) -> Result<Digest, Failure> {
    let clean: Vec<u64> = table.groups().collect();
    let columns: Vec<String> = table.columns().collect();
    let mut digester = content::head(table);
    let mut cells = RemovedCells::new(spool, columns);
    write(table, out, |table, writer| {
        let (mut start, mut next) = (0_u64, 0);
        for &len in groups {
            let rows = start..start.checked_add(len).ok_or_else(uneven)?;
            start = rows.end;
            cells.fill(removals, rows.end)?;
            let kept = len.checked_sub(cells.rows().len() as u64).ok_or_else(uneven)?;
            let group = (kept > 0).then_some(next);
            if let Some(group) = group {
                next += 1;
                if clean.get(group) != Some(&kept) {
                    return Err(uneven());
                }
            }
            content::group(&mut digester, len);
            let mut written = writer.next_row_group()?;
            let mut at = 0;
            while let Some(mut column) = written.next_column()? {
                let source = match group {
                    Some(group) => table.column(group, at)?,
                    None => table.empty_column(at),
                };
                source.with(Merge {
                    writer: &mut column,
                    rows: rows.clone(),
                    at,
                    cells: &mut cells,
                    pieces: if at == text { Some(&mut *removals) } else { None },
                    digester: &mut digester,
                })?;
                column.close()?;
                at += 1;
            }
            written.close()?;
        }
        if next == clean.len() { Ok(()) } else { Err(uneven()) }
    })?;
    Ok(digester.digest())
}

/// The merge of a column of a row group with its removed cells.
struct Merge<'m, 'w> {
    writer: &'m mut SerializedColumnWriter<'w>,
    rows: Range<u64>,
    at: usize,
    cells: &'m mut RemovedCells,
    /// The removed parts of texts, for the column with the texts.
    pieces: Option<&'m mut dyn Removals>,
    digester: &'m mut Digester,
}

impl Work for Merge<'_, '_> {
    type Done = Result<(), ParquetError>;

    fn on<T: DataType>(self, mut column: Typed<T>) -> Result<(), ParquetError>
    where
        T::T: Value,
    {
        let Merge { writer, rows, at, cells, mut pieces, digester } = self;
        let [mut clean, mut out] = [column.depth; 2].map(Batch::<T>::new);
        let mut left = Vec::new().into_iter();
        let removed = cells.rows().to_vec();
        let mut removed = removed.into_iter().peekable();
        let mut cells = cells.column(at)?;
        let (mut held, mut bytes) = (0, 0);
        for number in rows {
            if removed.next_if_eq(&number).is_some() {
                let cell = cells.next()?;
                bytes += cell.get().len();
                push_json(&cell, &mut out).ok_or_else(unfit)?;
            } else {
                let row = if let Some(row) = left.next() {
                    row
                } else {
                    clean.read(&mut column.reader, column.batch)?;
                    left = clean.rows()?.into_iter();
                    left.next().ok_or_else(uneven)?
                };
                match (&mut pieces, clean.values.get(row.values.start)) {
                    (Some(pieces), Some(value)) if is_cut(&**pieces, number) => {
                        let text = whole(value.as_bytes(), &mut **pieces, number)?;
                        bytes += text.len();
                        out.push_with(&clean, &row, T::T::from_bytes(text).ok_or_else(unfit)?);
                    }
                    _ => out.push(&clean, &row),
                }
            }
            held += 1;
            if held == ROWS || bytes >= BYTES {
                out.digest(digester);
                out.write(writer.typed::<T>())?;
                out.clear();
                (held, bytes) = (0, 0);
            }
        }
        out.digest(digester);
        out.write(writer.typed::<T>())?;
        if left.next().is_none() && clean.read(&mut column.reader, 1)? == 0 {
            Ok(())
        } else {
            Err(uneven())
        }
    }
}

/// Whether the next removal is a part of the text of this row.
fn is_cut(removals: &dyn Removals, number: u64) -> bool {
    removals.peek() == Some((number, false))
}

/// A text with its removed parts inserted.
fn whole(left: &[u8], removals: &mut dyn Removals, number: u64) -> Result<Vec<u8>, ParquetError> {
    let (mut text, mut copied) = (Vec::new(), 0);
    while is_cut(removals, number) {
        let Removal::Piece(at, bytes) = removals.take().map_err(refused)? else {
            return Err(unfit());
        };
        text.extend_from_slice(left.get(copied..at).ok_or_else(unfit)?);
        text.extend_from_slice(&bytes);
        copied = at;
    }
    text.extend_from_slice(left.get(copied..).ok_or_else(unfit)?);
    Ok(text)
}

fn unfit() -> ParquetError {
    refused(io::Error::other("a removal in the audit log does not fit the file"))
}
