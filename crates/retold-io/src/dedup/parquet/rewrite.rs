//! The copy of a Parquet file without some of its rows, or without parts of its texts.

use super::batch::Batch;
use super::column::{Typed, Work};
use super::content;
use super::output::{Failure, Writer, write};
use super::table::{OpenColumn, Table};
use super::value::Value;
use crate::dedup::digest::{Digest, Digester};
use parquet::data_type::{AsBytes, DataType};
use parquet::errors::ParquetError;
use parquet::file::writer::SerializedColumnWriter;
use std::io::Write;
use std::ops::Range;

/// The removals from a file: 8 bytes for each row, and 24 for each part of a text.
#[derive(Debug, Default)]
pub(crate) struct Edits {
    /// The numbers of the removed rows, from 0, ascending.
    pub(crate) removed: Vec<u64>,
    /// The bytes that are cut out of texts, with the number of their row, ascending.
    pub(crate) cuts: Vec<(u64, Range<usize>)>,
}

impl Edits {
    fn in_rows(&self, rows: &Range<u64>) -> (&[u64], &[(u64, Range<usize>)]) {
        let removed = self.removed.partition_point(|row| *row < rows.start)
            ..self.removed.partition_point(|row| *row < rows.end);
        let cuts = self.cuts.partition_point(|(row, _)| *row < rows.start)
            ..self.cuts.partition_point(|(row, _)| *row < rows.end);
        (&self.removed[removed], &self.cuts[cuts])
    }
}

/// Writes the file without the removals, with the same schema, metadata and row groups; a row group
/// without a row is left out. `text` is the number of the column with the texts. A few hundred rows
/// of a column are decoded at a time. Returns the digest of the original content, and the original
/// number of rows of each row group.
///
/// # Errors
/// If a column cannot be decoded, or the output cannot be written.
pub(crate) fn rewrite(
    table: &mut Table,
    text: usize,
    edits: &Edits,
    out: impl Write + Send,
) -> Result<(Digest, Vec<u64>), Failure> {
    let groups: Vec<u64> = table.groups().collect();
    let mut digester = content::head(table);
    write(table, out, |table, writer| {
        let mut start = 0;
        for (number, &len) in groups.iter().enumerate() {
            let rows = start..start + len;
            content::group(&mut digester, len);
            group(table, number, rows.clone(), (text, edits), writer, &mut digester)?;
            start = rows.end;
        }
        Ok(())
    })?;
    Ok((digester.digest(), groups))
}

fn group(
    table: &mut Table,
    number: usize,
    rows: Range<u64>,
    (text, edits): (usize, &Edits),
    writer: &mut Writer<'_>,
    digester: &mut Digester,
) -> Result<(), ParquetError> {
    let (removed, cuts) = edits.in_rows(&rows);
    let is_emptied = removed.len() as u64 == rows.end - rows.start;
    let mut written = if is_emptied { None } else { Some(writer.next_row_group()?) };
    let columns = table.metadata().row_group(number).num_columns();
    for at in 0..columns {
        let mut column = match &mut written {
            Some(group) => group.next_column()?,
            None => None,
        };
        let cuts = if at == text { cuts } else { &[] };
        let copy = Copy { writer: column.as_mut(), rows: rows.clone(), removed, cuts, digester };
        table.column(number, at)?.with(copy)?;
        if let Some(column) = column {
            column.close()?;
        }
    }
    written.map_or(Ok(()), |group| group.close().map(|_| ()))
}

/// Copies a column of a row group unchanged.
pub(super) fn copy(
    column: OpenColumn,
    writer: &mut SerializedColumnWriter<'_>,
    rows: Range<u64>,
) -> Result<(), ParquetError> {
    let mut digester = Digester::default();
    let (removed, cuts): (&[u64], &[(u64, Range<usize>)]) = (&[], &[]);
    column.with(Copy { writer: Some(writer), rows, removed, cuts, digester: &mut digester })
}

/// The copy of a column of a row group without the removals.
struct Copy<'c, 'w> {
    /// None if all rows of the row group are removed.
    writer: Option<&'c mut SerializedColumnWriter<'w>>,
    rows: Range<u64>,
    removed: &'c [u64],
    cuts: &'c [(u64, Range<usize>)],
    digester: &'c mut Digester,
}

impl Work for Copy<'_, '_> {
    type Done = Result<(), ParquetError>;

    fn on<T: DataType>(self, mut column: Typed<T>) -> Result<(), ParquetError>
    where
        T::T: Value,
    {
        let Copy { mut writer, rows, mut removed, mut cuts, digester } = self;
        let [mut batch, mut left] = [column.depth; 2].map(Batch::<T>::new);
        let mut number = rows.start;
        loop {
            let read = batch.read(&mut column.reader, column.batch)? as u64;
            if read == 0 {
                break;
            }
            batch.digest(digester);
            let end = number + read;
            let Some(writer) = &mut writer else {
                number = end;
                continue;
            };
            let is_touched = |row: Option<&u64>| row.is_some_and(|row| *row < end);
            if !is_touched(removed.first()) && !is_touched(cuts.first().map(|(row, _)| row)) {
                batch.write(writer.typed::<T>())?;
                number = end;
                continue;
            }
            left.clear();
            for row in batch.rows()? {
                let pieces = cuts.iter().take_while(|(of, _)| *of == number).count();
                if removed.first() == Some(&number) {
                    removed = &removed[1..];
                } else if let (true, Some(value)) = (pieces > 0, batch.values.get(row.values.start))
                {
                    let text =
                        without(value.as_bytes(), &cuts[..pieces]).and_then(T::T::from_bytes);
                    left.push_with(&batch, &row, text.ok_or_else(changed)?);
                } else {
                    left.push(&batch, &row);
                }
                cuts = &cuts[pieces..];
                number += 1;
            }
            left.write(writer.typed::<T>())?;
        }
        if number == rows.end { Ok(()) } else { Err(uneven()) }
    }
}

/// A text without some parts, which are ascending and do not overlap.
fn without(text: &[u8], cuts: &[(u64, Range<usize>)]) -> Option<Vec<u8>> {
    let (mut left, mut at) = (Vec::with_capacity(text.len()), 0);
    for (_, cut) in cuts {
        left.extend_from_slice(text.get(at..cut.start)?);
        at = cut.end;
    }
    left.extend_from_slice(text.get(at..)?);
    Some(left)
}

fn changed() -> ParquetError {
    ParquetError::General("its texts were changed while it was read".to_owned())
}

pub(super) fn uneven() -> ParquetError {
    ParquetError::General("a column has other rows than its row group says".to_owned())
}
