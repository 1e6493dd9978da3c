//! Tests of Parquet rows.

use super::{one_file, read, reason_of, request};
use crate::input::gather;
use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use std::sync::Arc;

/// Two row groups of ids and texts; the second text of each is null.
fn table(compression: Compression) -> Vec<u8> {
    let schema = "message rows { required int64 id; optional binary text (UTF8); \
        optional binary lang (UTF8); optional binary raw; }";
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let properties = WriterProperties::builder().set_compression(compression).build();
    let mut bytes = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut bytes, schema, Arc::new(properties)).unwrap();
    for group in 0..2 {
        let mut rows = writer.next_row_group().unwrap();
        let mut column = rows.next_column().unwrap().unwrap();
        let ids = [100 + 3 * group, 101 + 3 * group, 102 + 3 * group];
        column.typed::<Int64Type>().write_batch(&ids, None, None).unwrap();
        column.close().unwrap();
        for values in [["first é", "third"], ["fr", "de"], ["raw", "\u{fffd}"]] {
            let mut column = rows.next_column().unwrap().unwrap();
            let values = values.map(|text| ByteArray::from(format!("{text}{group}").as_str()));
            column.typed::<ByteArrayType>().write_batch(&values, Some(&[1, 0, 1]), None).unwrap();
            column.close().unwrap();
        }
        rows.close().unwrap();
    }
    writer.close().unwrap();
    bytes
}

#[test]
fn several_columns_make_one_text() {
    let (_folder, path) = one_file("a.parquet", &table(Compression::SNAPPY));
    let mut request = request(&path);
    request.fields.text = "lang, text".to_owned();
    let gathered = gather(&request, &|_| ());
    let found: Vec<&str> = gathered.texts().map(|text| text.text).collect();
    assert_eq!(found, ["first é0\n\nfr0", "third0\n\nde0", "first é1\n\nfr1", "third1\n\nde1"]);
}

#[test]
fn every_row_is_a_text_and_a_null_is_named() {
    for compression in [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::ZSTD(parquet::basic::ZstdLevel::default()),
        Compression::GZIP(parquet::basic::GzipLevel::default()),
    ] {
        let (_folder, path) = one_file("a.parquet", &table(compression));
        let gathered = read(&path);
        let found: Vec<(&str, &str)> =
            gathered.texts().map(|text| (tail(text.name), text.text)).collect();
        let expected = [
            ("a.parquet:1", "first é0"),
            ("a.parquet:3", "third0"),
            ("a.parquet:4", "first é1"),
            ("a.parquet:6", "third1"),
        ];
        assert_eq!(found, expected);
        let skipped: Vec<(&str, &str)> =
            gathered.skipped.iter().map(|(name, why)| (tail(name), why.as_str())).collect();
        let why = "the text is null";
        assert_eq!(skipped, [("a.parquet:2", why), ("a.parquet:5", why)]);
    }
}

fn tail(name: &str) -> &str {
    &name[name.rfind('/').unwrap() + 1..]
}

#[test]
fn ids_and_groups_are_columns() {
    let (_folder, path) = one_file("a", &table(Compression::SNAPPY));
    let mut request = request(&path);
    request.fields.text = "raw".to_owned();
    request.fields.id = Some("id".to_owned());
    request.fields.group = Some("lang".to_owned());
    let gathered = gather(&request, &|_| ());
    let text = gathered.texts().nth(1).unwrap();
    assert_eq!((tail(text.name), text.text), ("a:102", "\u{fffd}0"));
    assert_eq!(text.group, Some("de0"));
}

#[test]
fn a_missing_column_is_reported_with_the_existing_ones() {
    let (_folder, path) = one_file("a.parquet", &table(Compression::SNAPPY));
    let mut request = request(&path);
    request.fields.text = "content".to_owned();
    let gathered = gather(&request, &|_| ());
    assert_eq!(gathered.skipped.len(), 1);
    let why = "no column `content`; the file has `id`, `text`, `lang`, `raw` \
               (--text-field names another)";
    assert_eq!(gathered.skipped[0].1, why);
    request.fields.text = "id".to_owned();
    assert_eq!(gather(&request, &|_| ()).skipped[0].1, "the column `id` does not hold text");
}

#[test]
fn a_broken_file_is_named_and_stops_nothing() {
    let table = table(Compression::SNAPPY);
    assert!(reason_of("a.parquet", &table[..table.len() - 9]).starts_with("broken Parquet"));
    assert!(reason_of("a.parquet", b"PAR1").starts_with("broken Parquet"));
    // Whatever a wrong byte does, it does not end the run.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| ()));
    for at in 4..table.len() {
        let mut broken = table.clone();
        broken[at] ^= 0x55;
        let (_folder, path) = one_file("a.parquet", &broken);
        let gathered = read(&path);
        assert!(gathered.len() + gathered.skipped.len() > 0, "byte {at}");
    }
    std::panic::set_hook(hook);
}

/// A dictionary of one text, and a few bytes that repeat it very often.
#[test]
fn a_table_that_repeats_one_text_too_often_is_stopped() {
    let schema =
        Arc::new(parse_message_type("message rows { required binary text (UTF8); }").unwrap());
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(parquet::basic::ZstdLevel::default()))
        .set_dictionary_page_size_limit(8 << 20)
        .build();
    let mut bytes = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut bytes, schema, Arc::new(properties)).unwrap();
    let mut rows = writer.next_row_group().unwrap();
    let mut column = rows.next_column().unwrap().unwrap();
    let texts = vec![ByteArray::from("a few words ".repeat(1 << 17).as_str()); 400];
    column.typed::<ByteArrayType>().write_batch(&texts, None, None).unwrap();
    column.close().unwrap();
    rows.close().unwrap();
    writer.close().unwrap();
    assert!(bytes.len() < 100_000, "{} bytes", bytes.len());
    let (_folder, path) = one_file("a.parquet", &bytes);
    let gathered = read(&path);
    assert!(gathered.len() < 200, "{} texts", gathered.len());
    assert!(
        gathered.skipped[0].1.contains("more than 250 times its size"),
        "{:?}",
        gathered.skipped
    );
}

/// A list can have a million elements in a few bytes, and one of them is enough for a text.
#[test]
fn a_list_that_repeats_one_text_too_often_is_stopped() {
    let schema =
        Arc::new(parse_message_type("message rows { repeated binary text (UTF8); }").unwrap());
    let mut bytes = Vec::new();
    let properties = Arc::new(WriterProperties::builder().build());
    let mut writer = SerializedFileWriter::new(&mut bytes, schema, properties).unwrap();
    let mut rows = writer.next_row_group().unwrap();
    let mut column = rows.next_column().unwrap().unwrap();
    let (texts, definition) = (vec![ByteArray::from("a"); 1 << 20], vec![1; 1 << 20]);
    let mut repetition = vec![1; 1 << 20];
    repetition[0] = 0;
    for _ in 0..8 {
        let column = column.typed::<ByteArrayType>();
        column.write_batch(&texts, Some(&definition), Some(&repetition)).unwrap();
    }
    column.close().unwrap();
    rows.close().unwrap();
    writer.close().unwrap();
    assert!(bytes.len() < 100_000, "{} bytes", bytes.len());
    let (_folder, path) = one_file("a.parquet", &bytes);
    let mut request = request(&path);
    request.fields.text = "text[]".to_owned();
    let gathered = gather(&request, &|_| ());
    assert_eq!(gathered.len(), 0);
    let reason = &gathered.skipped[0].1;
    assert!(reason.contains("more than 250 times its size"), "{reason}");
}
