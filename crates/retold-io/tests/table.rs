//! A writer and a reader of small Parquet files for tests.

use parquet::basic::{Compression, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::file::metadata::{ColumnChunkMetaData, KeyValue, RowGroupMetaData};
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::Type;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

const SCHEMA: &str = "message rows { required int64 id; optional binary text (UTF8);
    repeated binary tags (UTF8); }";

/// Writes a file of texts: row groups of rows, packed with Zstandard.
pub(crate) fn write(path: &Path, groups: &[&[Option<&str>]]) {
    write_with(path, groups, "more");
}

/// Writes a file with one more name among its metadata.
pub(crate) fn write_with(path: &Path, groups: &[&[Option<&str>]], name: &str) {
    let schema = Arc::new(parse_message_type(SCHEMA).unwrap());
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_key_value_metadata(Some(vec![
            KeyValue::new("made".to_owned(), "by hand".to_owned()),
            KeyValue::new(name.to_owned(), "a value".to_owned()),
        ]))
        .build();
    let file = File::create(path).unwrap();
    let mut writer = SerializedFileWriter::new(file, schema, Arc::new(properties)).unwrap();
    let mut id = 0;
    for rows in groups {
        let mut group = writer.next_row_group().unwrap();
        let ids: Vec<i64> = (id..).take(rows.len()).collect();
        id += ids.len() as i64;
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<Int64Type>().write_batch(&ids, None, None).unwrap();
        column.close().unwrap();
        let texts: Vec<ByteArray> = rows.iter().flatten().map(|text| (*text).into()).collect();
        let levels: Vec<i16> = rows.iter().map(|text| text.is_some().into()).collect();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<ByteArrayType>().write_batch(&texts, Some(&levels), None).unwrap();
        column.close().unwrap();
        // Two tags each, except in every third row.
        let has_tags = |id: &i64| id % 3 > 0;
        let levels = |one: [i16; 2], none: i16| -> Vec<i16> {
            let of = |id| if has_tags(id) { one.to_vec() } else { vec![none] };
            ids.iter().flat_map(of).collect()
        };
        let tags = vec![ByteArray::from("tag"); 2 * ids.iter().filter(|id| has_tags(id)).count()];
        let (definition, repetition) = (levels([1, 1], 0), levels([0, 1], 0));
        let mut column = group.next_column().unwrap().unwrap();
        let typed = column.typed::<ByteArrayType>();
        typed.write_batch(&tags, Some(&definition), Some(&repetition)).unwrap();
        column.close().unwrap();
        group.close().unwrap();
    }
    writer.close().unwrap();
}

/// The values of a column.
pub(crate) enum Values<'v> {
    Texts(&'v [&'v str]),
    Numbers(&'v [f64]),
}

/// Writes a file with one row group and these columns, none of which is null. A name may contain a
/// dot.
pub(crate) fn write_columns(path: &Path, columns: &[(&str, Values<'_>)]) {
    let fields = columns.iter().map(|(name, values)| {
        let physical = match values {
            Values::Texts(_) => Physical::BYTE_ARRAY,
            Values::Numbers(_) => Physical::DOUBLE,
        };
        let field = Type::primitive_type_builder(name, physical);
        Arc::new(field.with_repetition(Repetition::REQUIRED).build().unwrap())
    });
    let schema = Type::group_type_builder("rows").with_fields(fields.collect()).build().unwrap();
    let (schema, properties) = (Arc::new(schema), Arc::new(WriterProperties::builder().build()));
    let file = File::create(path).unwrap();
    let mut writer = SerializedFileWriter::new(file, schema, properties).unwrap();
    let mut group = writer.next_row_group().unwrap();
    for (_, values) in columns {
        let mut column = group.next_column().unwrap().unwrap();
        match values {
            Values::Texts(texts) => {
                let texts: Vec<ByteArray> = texts.iter().map(|text| (*text).into()).collect();
                column.typed::<ByteArrayType>().write_batch(&texts, None, None).unwrap();
            }
            Values::Numbers(numbers) => {
                column.typed::<DoubleType>().write_batch(numbers, None, None).unwrap();
            }
        }
        column.close().unwrap();
    }
    group.close().unwrap();
    writer.close().unwrap();
}

/// The rows by row group, as text, and the metadata.
pub(crate) fn said(path: &Path) -> (Vec<Vec<String>>, String) {
    let reader = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
    let rows = |group: usize| {
        let group = reader.get_row_group(group).unwrap();
        let rows = group.get_row_iter(None).unwrap();
        rows.map(|row| row.unwrap().to_string()).collect()
    };
    let groups = (0..reader.num_row_groups()).map(rows).collect();
    let metadata = reader.metadata();
    let codecs: Vec<Compression> = metadata
        .row_groups()
        .iter()
        .flat_map(RowGroupMetaData::columns)
        .map(ColumnChunkMetaData::compression)
        .collect();
    let file = metadata.file_metadata();
    let pairs = file.key_value_metadata();
    (groups, format!("{:?} {pairs:?} {codecs:?}", file.schema()))
}
