//! Tests of texts in lists of Parquet, such as the messages of a conversation.

use crate::table::said;
use parquet::data_type::{ByteArray, ByteArrayType};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::parser::parse_message_type;
use retold_io::dedup::{By, Options, RestoreOptions, dedup, restore};
use retold_io::diagnostics::Silent;
use retold_io::error::ErrorKind;
use retold_io::input::{Fields, Request, gather};
use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;

const TALE: &str = "The old man walked slowly down to the harbour to look for his brother and his \
    boat, since it had been dark for an hour.";
const NEWS: &str = "The council has decided that the bridge will be closed for repairs from the \
    first of March until the end of June.";
const ASKED: &str = "What does the old man do?";

const SCHEMA: &str = "message rows { optional binary id (UTF8);
    optional group messages (LIST) { repeated group list { optional group element {
        required binary role (UTF8); optional binary content (UTF8); } } } }";

/// The contents of the messages of a row.
type Row<'r> = &'r [Option<&'r str>];

/// Five rows: two with equal messages, one without messages, one whose only message has no content,
/// and one with other messages.
const ROWS: [Row<'static>; 5] =
    [&[Some(ASKED), Some(TALE)], &[], &[None], &[Some(ASKED), None, Some(TALE)], &[Some(NEWS)]];

fn texts(column: &mut SerializedColumnWriter<'_>, values: &[&str], levels: [&[i16]; 2]) {
    let values: Vec<ByteArray> = values.iter().map(|value| (*value).into()).collect();
    let [definition, repetition] = levels.map(|levels| (!levels.is_empty()).then_some(levels));
    column.typed::<ByteArrayType>().write_batch(&values, definition, repetition).unwrap();
}

/// Writes a file of conversations; each row group has all rows.
fn write(path: &Path, groups: usize, rows: &[Row<'_>]) {
    let schema = Arc::new(parse_message_type(SCHEMA).unwrap());
    let properties = Arc::new(WriterProperties::builder().build());
    let mut writer =
        SerializedFileWriter::new(File::create(path).unwrap(), schema, properties).unwrap();
    let (mut role, mut content, mut repetition) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        if row.is_empty() {
            role.push(1);
            content.push(1);
            repetition.push(0);
        }
        for (at, message) in row.iter().enumerate() {
            role.push(3);
            content.push(if message.is_some() { 4 } else { 3 });
            repetition.push(i16::from(at > 0));
        }
    }
    let contents: Vec<&str> = rows.iter().copied().flatten().flatten().copied().collect();
    let roles = vec!["user"; rows.iter().map(|row| row.len()).sum()];
    for _ in 0..groups {
        let mut group = writer.next_row_group().unwrap();
        let mut next = |values: &[&str], levels: [&[i16]; 2]| {
            let mut column = group.next_column().unwrap().unwrap();
            texts(&mut column, values, levels);
            column.close().unwrap();
        };
        next(&vec!["n"; rows.len()], [&vec![1; rows.len()], &[]]);
        next(&roles, [&role, &repetition]);
        next(&contents, [&content, &repetition]);
        group.close().unwrap();
    }
    writer.close().unwrap();
}

fn options(at: &Path, input: &str, output: &str) -> Options {
    let mut options = Options::new(vec![at.join(input)], at.join(output));
    "messages[].content".clone_into(&mut options.text_field);
    options
}

#[test]
fn the_values_of_a_list_are_joined_as_in_json() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.parquet");
    // More rows than are decoded at a time.
    write(&path, 2, &ROWS.repeat(100));
    let read = |field: &str| {
        let fields = Fields { text: field.to_owned(), ..Fields::default() };
        gather(&Request { paths: vec![path.clone()], fields, ..Request::default() }, &|_| ())
    };
    let found = read("messages[].content");
    let both = format!("{ASKED}\n\n{TALE}");
    let expected = [both.as_str(), both.as_str(), NEWS];
    assert_eq!(found.len(), 600);
    assert!(found.texts().zip(expected.iter().cycle()).all(|(found, text)| found.text == *text));
    assert!(found.texts().nth(3).unwrap().name.ends_with(":6"));
    assert!(found.skipped.iter().take(400).all(|(_, reason)| reason == "the text is null"));
    for (field, says) in [
        (
            "messages.list.element.content",
            "the file has `id`, `messages[].role`, `messages[].content`",
        ),
        ("messages[0].content", "no column `messages[0].content`"),
        (
            "id,messages[].content",
            "`messages[].content` holds lists, which are not joined with other",
        ),
    ] {
        let found = read(field);
        assert!(found.skipped[0].1.contains(says), "{:?}", found.skipped);
    }
}

#[test]
fn rows_with_the_same_list_are_removed_as_a_whole_and_restored() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    write(&at.join("a.parquet"), 2, &ROWS);
    let summary = dedup(&options(at, "a.parquet", "out.parquet"), &Silent).unwrap();
    assert_eq!((summary.counts.removed, summary.null, summary.documents), (4, 4, 6));
    let before = said(&at.join("a.parquet")).0;
    let kept = |rows: &[usize]| rows.iter().map(|&row| before[0][row].clone()).collect::<Vec<_>>();
    assert_eq!(said(&at.join("out.parquet")).0, [kept(&[0, 1, 2, 4]), kept(&[1, 2])]);
    restore(&RestoreOptions::new(at.join("out.parquet"), at.join("again.parquet")), &Silent)
        .unwrap();
    assert_eq!(said(&at.join("again.parquet")), said(&at.join("a.parquet")));

    // The same conversation in JSON Lines is the same text.
    let messages = [ASKED, TALE].map(|text| serde_json::json!({ "content": text }));
    let line = serde_json::json!({ "messages": messages }).to_string() + "\n";
    fs::write(at.join("old.jsonl"), line).unwrap();
    let mut options = options(at, "a.parquet", "new.parquet");
    options.against = vec![at.join("old.jsonl")];
    assert_eq!(dedup(&options, &Silent).unwrap().counts.removed, 5);
}

/// A part of a list cannot be cut out, and a wrong name lists the right ones.
#[test]
fn a_list_that_cannot_be_used_is_an_error_with_the_remedy() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    write(&at.join("a.parquet"), 1, &ROWS);
    let fails = |by: By, field: &str| {
        let mut options = options(at, "a.parquet", "out.parquet");
        (options.by, options.text_field) = (by, field.to_owned());
        let error = dedup(&options, &Silent).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Settings, "{error}");
        assert!(!at.join("out.parquet").exists());
        error.to_string()
    };
    for by in [By::Paragraph, By::Line, By::Passage] {
        let error = fails(by, "messages[].content");
        assert!(error.contains("its column `messages[].content` holds lists"), "{error}");
        assert!(error.contains("--unit document"), "{error}");
    }
    let error = fails(By::Document, "messages[0].content");
    assert!(
        error.contains("its columns are `id`, `messages[].role`, `messages[].content`"),
        "{error}"
    );
}
