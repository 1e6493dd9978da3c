//! The copy of a Parquet file with three added columns (`--annotate`).

use super::output::{Failure, Writer, write_as};
use super::rewrite::copy;
use super::table::Table;
use crate::dedup::added_row::AddedRow;
use parquet::basic::{ConvertedType, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::writer::SerializedRowGroupWriter;
use parquet::schema::types::{Type, TypePtr};
use std::io::Write;
use std::ops::Range;
use std::sync::Arc;

/// Writes the file with three columns after its own: two of `INT64` and one of strings. Rows that
/// are not in `rows`, which are ascending, have null in them. All other columns are copied.
///
/// # Errors
/// If a column cannot be decoded, or the output cannot be written.
pub(in crate::dedup) fn append(
    table: &mut Table,
    names: &[String; 3],
    rows: &[AddedRow],
    out: impl Write + Send,
) -> Result<(), Failure> {
    let schema = schema(table, names).map_err(|error| Failure::Read(error.to_string()))?;
    let properties = table.properties_with(names);
    let groups: Vec<u64> = table.groups().collect();
    write_as(table, (schema, properties), out, |table, writer| {
        let mut start = 0;
        for (number, &len) in groups.iter().enumerate() {
            let range = start..start + len;
            let first = rows.partition_point(|row| row.row < range.start);
            let last = rows.partition_point(|row| row.row < range.end);
            group(table, number, &range, &rows[first..last], writer)?;
            start = range.end;
        }
        Ok(())
    })
}

/// The schema of the file with the added columns.
fn schema(table: &Table, names: &[String; 3]) -> Result<TypePtr, ParquetError> {
    let root = table.schema();
    let mut fields = root.get_fields().to_vec();
    for (name, physical) in
        names.iter().zip([Physical::INT64, Physical::INT64, Physical::BYTE_ARRAY])
    {
        let field =
            Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
        let field = if physical == Physical::BYTE_ARRAY {
            field
                .with_converted_type(ConvertedType::UTF8)
                .with_logical_type(Some(LogicalType::String))
        } else {
            field
        };
        fields.push(Arc::new(field.build()?));
    }
    Ok(Arc::new(Type::group_type_builder(root.name()).with_fields(fields).build()?))
}

fn group(
    table: &mut Table,
    number: usize,
    range: &Range<u64>,
    rows: &[AddedRow],
    writer: &mut Writer<'_>,
) -> Result<(), ParquetError> {
    let mut group = writer.next_row_group()?;
    for at in 0..table.metadata().row_group(number).num_columns() {
        let missing = || ParquetError::General("a row group has too few columns".to_owned());
        let mut column = group.next_column()?.ok_or_else(missing)?;
        copy(table.column(number, at)?, &mut column, range.clone())?;
        column.close()?;
    }
    let mut levels = vec![0_i16; (range.end - range.start) as usize];
    for row in rows {
        levels[(row.row - range.start) as usize] = 1;
    }
    let clusters: Vec<i64> = rows.iter().map(|row| row.cluster).collect();
    let sizes: Vec<i64> = rows.iter().map(|row| row.size).collect();
    let relations: Vec<ByteArray> = rows.iter().map(|row| row.relation.into()).collect();
    added::<Int64Type>(&mut group, &clusters, &levels)?;
    added::<Int64Type>(&mut group, &sizes, &levels)?;
    added::<ByteArrayType>(&mut group, &relations, &levels)?;
    group.close().map(|_| ())
}

fn added<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, &mut (dyn Write + Send)>,
    values: &[T::T],
    levels: &[i16],
) -> Result<(), ParquetError> {
    let missing = || ParquetError::General("an added column is missing".to_owned());
    let mut column = group.next_column()?.ok_or_else(missing)?;
    column.typed::<T>().write_batch(values, Some(levels), None)?;
    column.close()
}
