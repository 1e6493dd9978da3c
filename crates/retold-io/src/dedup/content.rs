//! What a file holds, by its name and its first bytes.

use super::csv;
use super::field_names::FieldNames;
use super::packing::Packing;
use super::source::{CsvColumns, Kind};
use crate::input::json_array::{are_records, is_array_of_records};
use crate::input::jsonl::{Fault, find, is_blank};
use crate::input::{Kind as Named, refused_by_head};
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::Path;

/// How much of a file is looked at to tell what it holds.
const HEAD: usize = 64 * 1024;

/// What the first bytes of a file say.
pub(super) struct Look {
    pub(super) kind: Kind,
    pub(super) packing: Packing,
    pub(super) csv: Option<CsvColumns>,
    /// Why it is no text, whatever follows.
    pub(super) refused: Option<String>,
    /// Why it is not what its name says that it is: a table without the texts.
    pub(super) lacks: Option<String>,
}

/// Tells what a file holds.
///
/// # Errors
/// If it cannot be read.
pub(super) fn look(path: &Path, file: &mut File, names: FieldNames<'_>) -> io::Result<Look> {
    let mut packed = Vec::new();
    file.take(HEAD as u64).read_to_end(&mut packed)?;
    let Some(packing) = Packing::of_content(&packed) else {
        let (kind, packing) = (Kind::Rows, Packing::Plain);
        return Ok(Look { kind, packing, csv: None, refused: None, lacks: None });
    };
    let mut head = Vec::new();
    // What breaks off here is as much as was read; whether the file is sound shows later.
    let _ = packing.reader(Cursor::new(packed))?.take(HEAD as u64).read_to_end(&mut head);
    let mut kind = kind(path, packing, &head);
    let (csv, lacks) = match columns(path, packing, &head, names) {
        None => (None, None),
        Some(Ok(csv)) => {
            kind = Kind::Csv;
            (Some(csv), None)
        }
        Some(Err(lacks)) => (None, Some(lacks)),
    };
    let refused = refused_by_head(&head, kind != Kind::Text);
    Ok(Look { kind, packing, csv, refused, lacks })
}

/// By the name, and if that says nothing, by the first record.
fn kind(path: &Path, packing: Packing, head: &[u8]) -> Kind {
    let is_json = extension(path, packing) == "json";
    match Named::of(path, packing != Packing::Plain) {
        Named::JsonLines if is_array_of_records(head) => return Kind::Array,
        Named::JsonLines if are_records(head, 1) => return Kind::Values,
        Named::JsonLines => return Kind::Lines,
        Named::Text | Named::Markdown | Named::Html => return Kind::Text,
        Named::Unnamed | Named::Other => {}
    }
    if is_array_of_records(head) {
        return Kind::Array;
    }
    if is_json && are_records(head, 2) {
        return Kind::Values;
    }
    let whole = head.len() < HEAD;
    let mut lines = head.split_inclusive(|&byte| byte == b'\n').filter(|line| !is_blank(line));
    let Some(first) = lines.next() else { return Kind::Text };
    let is_record = match find(first, "", &[]) {
        Ok(_) | Err(Fault::Field(_)) => true,
        // The first record may be longer than what was read of it.
        Err(Fault::Syntax(_)) => !whole && !first.ends_with(b"\n") && first.starts_with(b"{\""),
    };
    if is_record { Kind::Lines } else { Kind::Text }
}

/// The extension of a name, that of the packing left out, in small letters.
fn extension(path: &Path, packing: Packing) -> String {
    let stem = path.with_extension("");
    let path = if packing == Packing::Plain { path } else { &stem };
    path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase()
}

/// Where the fields of a table are, if a file is called one; or why it has no texts.
fn columns(
    path: &Path,
    packing: Packing,
    head: &[u8],
    names: FieldNames<'_>,
) -> Option<Result<CsvColumns, String>> {
    let delimiters: &[u8] = match extension(path, packing).as_str() {
        "csv" => b",;\t|",
        "tsv" | "tab" => b"\t",
        _ => return None,
    };
    let fields = delimiters.iter().map(|&delimiter| {
        let header = csv::CsvSplitter::new(delimiter).end(head).unwrap_or(head.len());
        (delimiter, csv::names(&head[..header], delimiter))
    });
    let fields: Vec<(u8, Vec<String>)> = fields.collect();
    for (delimiter, fields) in &fields {
        let place = |name: &str| fields.iter().position(|field| field == name);
        if let Some(text) = place(names.text) {
            let others = names.others.map(|name| name.and_then(place));
            return Some(Ok(CsvColumns { delimiter: *delimiter, text, others }));
        }
    }
    let most = fields.into_iter().max_by_key(|(_, fields)| fields.len());
    let there = most.map_or_else(Vec::new, |(_, fields)| fields);
    let there: Vec<String> = there.iter().map(|field| format!("`{field}`")).collect();
    Some(Err(format!(
        "it has no column `{}` but {}; name the one with the texts with --text-field",
        names.text,
        there.join(", ")
    )))
}
