//! The readers: they terminate on any file, and return only text that the file contains.

use crate::folder::Folder;
use retold_io::input::{Fields, ReadResult, Request, gather};
use serde_json::Value;
use std::borrow::Cow;
use std::io::Write;

const NAMES: [&str; 16] = [
    "a.jsonl",
    "a.md",
    "a.html",
    "a.txt",
    "a",
    "a.xhtml",
    "a.parquet",
    "a.markdown",
    "a.mdx",
    "a.vtt",
    "a.srt",
    "a.mbox",
    "a.ipynb",
    "a.csv",
    "a.json",
    "a.log",
];

/// Names of files that contain records, possibly none.
const HOLDERS: [&str; 4] = ["a.mbox", "a.ipynb", "a.csv", "a.json"];

/// Reads one file of any name and content, possibly compressed.
pub fn formats(data: &[u8]) {
    let Some((&choice, bytes)) = data.split_first() else { return };
    let name = NAMES[usize::from(choice % 8 + choice / 128 * 8)];
    let (packed, ending) = match choice / 8 % 4 {
        1 => (Cow::Owned(gzip(bytes)), ".gz"),
        2 => (Cow::Owned(zstd(bytes)), ".zst"),
        _ => (Cow::Borrowed(bytes), ""),
    };
    let folder = Folder::new();
    let path = folder.file(&format!("{name}{ending}"), &packed);
    let fields = Fields {
        text: "text".to_owned(),
        id: (choice / 32 % 2 == 1).then(|| "id".to_owned()),
        group: (choice / 64 % 2 == 1).then(|| "meta.group".to_owned()),
    };
    let request = Request { paths: vec![path], fields, ..Request::default() };
    let read = gather(&request, &|_| ());
    assert_eq!(read.bytes, packed.len() as u64);
    assert!(read.skipped.iter().all(|(name, reason)| !name.is_empty() && !reason.is_empty()));
    // A container by its first bytes, or invalid UTF-8, is not read as the bytes given.
    let is_packed = [&b"\x1f\x8b"[..], b"PAR1", b"\x28\xb5\x2f\xfd"]
        .iter()
        .any(|magic| bytes.starts_with(magic))
        || bytes.get(1..4) == Some(b"\x2a\x4d\x18");
    match std::str::from_utf8(bytes) {
        Ok(source) if !is_packed => match name {
            "a.jsonl" => records(source, &read),
            _ => whole(source, name, &read),
        },
        _ => {}
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).and_then(|()| packer.finish()).expect("memory takes everything")
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).expect("memory takes everything")
}

/// A text has the length and line breaks of its file, and every letter is in the file at its
/// offset.
fn whole(source: &str, name: &str, read: &ReadResult) {
    let is_whole = |of: &str| {
        of.rsplit('/').next().is_some_and(|of| {
            of.strip_prefix(name).is_some_and(|ending| ["", ".gz", ".zst"].contains(&ending))
        })
    };
    for text in read.texts().filter(|text| text.encoding.is_none() && is_whole(text.name)) {
        let text = text.text;
        assert_eq!(text.len(), source.len(), "{source:?} {text:?}");
        if name == "a.txt" && !source.contains('<') && !source.starts_with("WEBVTT") {
            let is_same = |(was, is): (u8, u8)| was == is || is == b' ';
            assert!(source.bytes().zip(text.bytes()).all(is_same), "{source:?} {text:?}");
        }
        let breaks = |text: &str| -> Vec<(usize, u8)> {
            text.bytes().enumerate().filter(|(_, byte)| b"\r\n".contains(byte)).collect()
        };
        assert_eq!(breaks(source), breaks(text), "{source:?} {text:?}");
        for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
            // A character reference shows its character at its start.
            let refers = source.as_bytes()[at] == b'&';
            let follows = source.as_bytes()[..at].iter().rev().take(8).any(|&byte| byte == b'&');
            let same = source.get(at..).is_some_and(|rest| rest.starts_with(c));
            assert!(same || refers || follows, "{c:?} at {at} of {source:?}: {text:?}");
        }
    }
    let may_be_none = source.is_empty() || HOLDERS.contains(&name);
    assert!(read.len() + read.skipped.len() > 0 || may_be_none, "{source:?}");
}

/// Every line gives the text that a JSON parser finds in it, or a reason.
fn records(source: &str, read: &ReadResult) {
    if source.trim_start_matches('\u{feff}').trim_start().starts_with('[') {
        return;
    }
    let mut texts = read.texts();
    // If no record has the field, this is one fault.
    let is_wrong_field = read.is_empty() && read.skipped.len() == 1;
    let mut reasons = read.skipped.iter();
    for line in source.split('\n') {
        let line = line.trim_start_matches('\u{feff}');
        if line.trim_ascii().is_empty() {
            continue;
        }
        let Ok(value) = serde_json::from_str::<Value>(line) else { return };
        match &value["text"] {
            Value::String(text) => {
                let found = texts.next().unwrap_or_else(|| panic!("no text of {line:?}: {read:?}"));
                assert_eq!(found.text, *text, "{line:?}");
            }
            _ if is_wrong_field => {}
            _ => assert!(reasons.next().is_some(), "neither text nor reason: {line:?}"),
        }
    }
    assert!(texts.next().is_none(), "{source:?} has fewer texts than {read:?}");
}
