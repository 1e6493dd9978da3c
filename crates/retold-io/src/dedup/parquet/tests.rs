//! Tests of the removal and the restoration of rows and parts of texts.

#![allow(clippy::unwrap_used)]

use super::{Edits, Removal, Removals, RowReader, Table, restore, rewrite};
use crate::dedup::digest::Digest;
use crate::input::Budget;
use parquet::basic::{Compression, GzipLevel, ZstdLevel};
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DataType, DoubleType, FixedLenByteArray,
    FixedLenByteArrayType, FloatType, Int32Type, Int64Type, Int96, Int96Type,
};
use parquet::file::metadata::{ColumnChunkMetaData, KeyValue, RowGroupMetaData};
use parquet::file::properties::{WriterProperties, WriterVersion};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use proptest::prelude::{Just, Strategy, any, prop, prop_assert, prop_assert_eq, proptest};
use std::collections::VecDeque;
use std::fs::File;
use std::io;
use std::sync::Arc;

/// Every physical type, lists of lists, and a group that may be missing.
const SCHEMA: &str = "message rows {
    required int64 id;
    optional binary text (UTF8);
    optional group meta { optional binary lang (UTF8); required boolean seen; }
    optional group spans (LIST) { repeated group list { optional group element (LIST) {
        repeated group list { required int32 element; } } } }
    required double score; optional float share; optional int96 time;
    required fixed_len_byte_array(3) code; optional binary raw; }";

/// The number of the column with the texts.
const TEXT: usize = 1;

/// A row: its number, its text, and a number from which all its other values are made.
#[derive(Clone, Debug)]
struct Row {
    id: i64,
    text: Option<String>,
    seed: u32,
}

fn column<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, File>,
    values: &[T::T],
    definition: Option<&[i16]>,
    repetition: Option<&[i16]>,
) {
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<T>().write_batch(values, definition, repetition).unwrap();
    column.close().unwrap();
}

/// A column of values of which some are missing, with a number for each.
fn optional<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, File>,
    rows: &[Row],
    value: impl Fn(&Row) -> Option<T::T>,
) {
    let values: Vec<T::T> = rows.iter().filter_map(&value).collect();
    let levels: Vec<i16> = rows.iter().map(|row| value(row).is_some().into()).collect();
    column::<T>(group, &values, Some(&levels), None);
}

fn file(groups: &[Vec<Row>], properties: WriterProperties) -> File {
    let schema = Arc::new(parse_message_type(SCHEMA).unwrap());
    let file = tempfile::tempfile().unwrap();
    let again = file.try_clone().unwrap();
    let mut writer = SerializedFileWriter::new(again, schema, Arc::new(properties)).unwrap();
    for rows in groups {
        let mut group = writer.next_row_group().unwrap();
        let group_of = &mut group;
        let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
        column::<Int64Type>(group_of, &ids, None, None);
        optional::<ByteArrayType>(group_of, rows, |row| row.text.as_deref().map(ByteArray::from));
        // The group is missing, or the language in it is missing, or both are present.
        let levels: Vec<i16> = rows.iter().map(|row| (row.seed % 3) as i16).collect();
        let langs = vec![ByteArray::from("de"); levels.iter().filter(|it| **it == 2).count()];
        column::<ByteArrayType>(group_of, &langs, Some(&levels), None);
        let levels: Vec<i16> = levels.iter().map(|level| (*level > 0).into()).collect();
        let seen: Vec<bool> = levels.iter().filter(|it| **it > 0).map(|_| true).collect();
        column::<BoolType>(group_of, &seen, Some(&levels), None);
        let (mut values, mut definition, mut repetition) = (Vec::new(), Vec::new(), Vec::new());
        for row in rows {
            // No list, an empty one, a missing one in it, an empty one in it, or numbers.
            let mut lists = row.seed % 7;
            let missing = [(0, 0), (0, 1), (0, 2), (0, 3)].get(lists as usize).copied();
            if let Some((r, d)) = missing {
                repetition.push(r);
                definition.push(d);
                continue;
            }
            let mut first = 0;
            while lists > 3 {
                for at in 0..lists {
                    repetition.push(if at > 0 { 2 } else { first });
                    definition.push(4);
                    values.push((row.seed ^ at).cast_signed());
                }
                (first, lists) = (1, lists - 1);
            }
        }
        column::<Int32Type>(group_of, &values, Some(&definition), Some(&repetition));
        let scores: Vec<f64> =
            rows.iter().map(|row| f64::from_bits(u64::from(row.seed) << 32)).collect();
        column::<DoubleType>(group_of, &scores, None, None);
        let odd = |row: &Row| row.seed % 2 == 1;
        optional::<FloatType>(group_of, rows, |row| odd(row).then(|| f32::from_bits(row.seed)));
        optional::<Int96Type>(group_of, rows, |row| {
            let mut time = Int96::new();
            // Some time of a day since 1970.
            time.set_data(row.seed, 1, 2_440_588 + row.seed % 9999);
            odd(row).then_some(time)
        });
        let code = |row: &Row| FixedLenByteArray::from(row.seed.to_le_bytes()[..3].to_vec());
        let codes: Vec<FixedLenByteArray> = rows.iter().map(code).collect();
        column::<FixedLenByteArrayType>(group_of, &codes, None, None);
        optional::<ByteArrayType>(group_of, rows, |row| {
            odd(row).then(|| ByteArray::from(row.seed.to_le_bytes().to_vec()))
        });
        group.close().unwrap();
    }
    writer.close().unwrap();
    file
}

fn open(file: &File) -> Table {
    Table::open(file.try_clone().unwrap(), &Budget::default()).unwrap()
}

/// The rows as the row reader of the Parquet library returns them, by row group.
fn said(file: &File) -> Vec<Vec<String>> {
    let reader = SerializedFileReader::new(file.try_clone().unwrap()).unwrap();
    let rows = |group: usize| {
        let group = reader.get_row_group(group).unwrap();
        let rows = group.get_row_iter(None).unwrap();
        rows.map(|row| row.unwrap().to_string()).collect()
    };
    (0..reader.num_row_groups()).map(rows).collect()
}

/// Removals in the order of an audit log.
struct Logged(VecDeque<(u64, Removal)>);

impl Removals for Logged {
    fn peek(&self) -> Option<(u64, bool)> {
        self.0.front().map(|(row, removal)| (*row, matches!(removal, Removal::Row(_))))
    }

    fn take(&mut self) -> io::Result<Removal> {
        self.0.pop_front().map(|(_, removal)| removal).ok_or_else(|| io::Error::other("none"))
    }
}

fn again(clean: &File, groups: &[u64], removals: &mut Logged) -> (File, Digest) {
    let file = tempfile::tempfile().unwrap();
    let spool = tempfile::tempfile().unwrap();
    let out = file.try_clone().unwrap();
    let digest = restore(&mut open(clean), (TEXT, groups), removals, spool, out).unwrap();
    assert!(removals.0.is_empty());
    (file, digest)
}

fn properties(which: u32) -> WriterProperties {
    let pair = KeyValue::new("origin".to_owned(), Some("{\"by\":\"a test\"}".to_owned()));
    let bare = KeyValue::new("bare".to_owned(), None);
    let codecs = [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::ZSTD(ZstdLevel::default()),
        Compression::GZIP(GzipLevel::default()),
    ];
    let version = if which.is_multiple_of(2) {
        WriterVersion::PARQUET_1_0
    } else {
        WriterVersion::PARQUET_2_0
    };
    WriterProperties::builder()
        .set_compression(codecs[which as usize % codecs.len()])
        .set_dictionary_enabled(!which.is_multiple_of(3))
        .set_writer_version(version)
        .set_data_page_row_count_limit(1 + which as usize % 5)
        .set_write_batch_size(1 + which as usize % 3)
        .set_key_value_metadata(Some(vec![pair, bare]))
        .build()
}

/// Rows in row groups, and for each row whether it is removed.
fn table() -> impl Strategy<Value = (Vec<Vec<Row>>, Vec<bool>)> {
    let row = (any::<Option<String>>(), any::<u32>());
    let groups = prop::collection::vec(prop::collection::vec(row, 0..12), 0..4);
    groups.prop_flat_map(|groups| {
        let mut id = 0;
        let groups: Vec<Vec<Row>> = groups
            .into_iter()
            .map(|rows| {
                let row = |(text, seed)| {
                    id += 1;
                    Row { id, text, seed }
                };
                rows.into_iter().map(row).collect()
            })
            .collect();
        (Just(groups), prop::collection::vec(any::<bool>(), id as usize))
    })
}

fn kept(said: &[Vec<String>], removed: &[bool]) -> Vec<Vec<String>> {
    let mut removed = removed.iter();
    let rows = said.iter().map(|rows| {
        let rows = rows.iter().filter(|_| !removed.next().unwrap());
        rows.cloned().collect::<Vec<String>>()
    });
    rows.filter(|rows| !rows.is_empty()).collect()
}

proptest! {
    /// The rows are compared with the row reader of the Parquet library, which does not use the
    /// code that copies levels.
    #[test]
    fn removed_rows_are_restored((groups, removed) in table(), which in 0_u32..60) {
        let original = file(&groups, properties(which));
        let before = said(&original);
        let rows = (0..).zip(&removed).filter(|(_, it)| **it).map(|(row, _)| row);
        let edits = Edits { removed: rows.collect(), cuts: Vec::new() };
        let clean = tempfile::tempfile().unwrap();
        let out = clean.try_clone().unwrap();
        let (content, lens) = rewrite(&mut open(&original), TEXT, &edits, out).unwrap();
        prop_assert_eq!(said(&clean), kept(&before, &removed));

        let (first, second) = (open(&original), open(&clean));
        let pairs = |table: &Table| table.metadata().file_metadata().key_value_metadata().cloned();
        prop_assert_eq!(pairs(&first), pairs(&second));
        prop_assert_eq!(first.schema(), second.schema());
        let codecs = |table: &Table| -> Vec<Compression> {
            let group = table.metadata().row_groups().first();
            let chunks = group.into_iter().flat_map(RowGroupMetaData::columns);
            chunks.map(ColumnChunkMetaData::compression).collect()
        };
        prop_assert!(codecs(&second).is_empty() || codecs(&first) == codecs(&second));

        let mut reader = RowReader::new(open(&original));
        let logged = edits.removed.iter().map(|&row| {
            // As text, as in the log.
            let json = reader.row(row).unwrap().to_string();
            (row, Removal::Row(serde_json::from_str(&json).unwrap()))
        });
        let (restored, digest) = again(&clean, &lens, &mut Logged(logged.collect()));
        prop_assert_eq!(said(&restored), before);
        prop_assert_eq!(digest, content.clone());
        let nothing = rewrite(&mut open(&restored), TEXT, &Edits::default(), io::sink()).unwrap();
        prop_assert_eq!(nothing.0, content);
    }

    #[test]
    fn removed_parts_of_texts_are_restored(
        (groups, cut) in table(),
        places in prop::collection::vec((0_usize..9, 0_usize..9, 0_usize..9), 1..9),
    ) {
        let original = file(&groups, properties(9));
        let (mut cuts, mut logged) = (Vec::new(), VecDeque::new());
        let mut expected = groups.clone();
        let rows = expected.iter_mut().flatten().zip(0_u64..).zip(cut).zip(places.iter().cycle());
        for (((row, number), cut), place) in rows {
            let Some(text) = row.text.as_mut().filter(|_| cut) else { continue };
            // Up to two pieces, at the bounds of characters.
            let mut bounds: Vec<usize> = [place.0, place.1, place.2, 99]
                .map(|at| text.char_indices().nth(at).map_or(text.len(), |(at, _)| at))
                .to_vec();
            bounds.sort_unstable();
            let (mut left, mut at, mut gone) = (String::new(), 0, 0);
            for piece in [bounds[0]..bounds[1], bounds[2]..bounds[3]] {
                left.push_str(&text[at..piece.start]);
                let bytes = text[piece.clone()].as_bytes().to_vec();
                logged.push_back((number, Removal::Piece(piece.start - gone, bytes)));
                (at, gone) = (piece.end, gone + piece.len());
                cuts.push((number, piece));
            }
            left.push_str(&text[at..]);
            *text = left;
        }
        let clean = tempfile::tempfile().unwrap();
        let out = clean.try_clone().unwrap();
        let edits = Edits { removed: Vec::new(), cuts };
        let (content, lens) = rewrite(&mut open(&original), TEXT, &edits, out).unwrap();
        let left = said(&file(&expected, properties(9)));
        let left: Vec<_> = left.into_iter().filter(|rows| !rows.is_empty()).collect();
        prop_assert_eq!(said(&clean), left);
        let (restored, digest) = again(&clean, &lens, &mut Logged(logged));
        prop_assert_eq!(said(&restored), said(&original));
        prop_assert_eq!(digest, content);
    }

    /// A log is a file that anyone may have changed.
    #[test]
    fn a_row_of_a_changed_log_is_an_error_or_has_another_digest(cell in "[\\[\\]{}0-4,\"a:nul]{0,12}", which in 0_usize..11) {
        let row = Row { id: 1, text: Some("a".to_owned()), seed: 6 };
        let original = file(&[vec![row]], properties(0));
        let edits = Edits { removed: vec![0], cuts: Vec::new() };
        let clean = tempfile::tempfile().unwrap();
        let out = clean.try_clone().unwrap();
        let (content, _) = rewrite(&mut open(&original), TEXT, &edits, out).unwrap();
        let json = RowReader::new(open(&original)).row(0).unwrap().to_string();
        let fields: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(&json).unwrap();
        let cell = serde_json::from_str::<serde_json::Value>(&cell).map_or(cell, |it| it.to_string());
        let table = open(&original);
        let cells = table.columns().enumerate().map(|(at, name)| {
            let json = if at == which { cell.clone() } else { fields[&name].to_string() };
            format!("\"{name}\":{json}")
        });
        let row = format!("{{{}}}", cells.collect::<Vec<_>>().join(","));
        let Ok(row) = serde_json::value::RawValue::from_string(row) else { return Ok(()) };
        let mut logged = Logged([(0, Removal::Row(row))].into());
        let [spool, again] = [(); 2].map(|()| tempfile::tempfile().unwrap());
        let out = again.try_clone().unwrap();
        let restored = restore(&mut open(&clean), (TEXT, &[1]), &mut logged, spool, out);
        if restored.is_ok_and(|digest| digest == content) {
            prop_assert_eq!(said(&again), said(&original));
        }
    }
}
