//! The kind of a file's content, by its name and its first bytes.

use super::csv;
use super::file::{CsvColumns, Kind};
use super::packing::Packing;
use crate::dedup::field_names::FieldNames;
use crate::input::json_array::{are_records, is_array_of_records, records};
use crate::input::jsonl::{Fault, find, is_blank};
use crate::input::{Kind as Named, refused_by_head};
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::Path;

/// The number of bytes that are examined.
const HEAD: usize = 64 * 1024;

/// The result of the examination of a file.
pub(in crate::dedup) struct Look {
    pub(in crate::dedup) kind: Kind,
    pub(in crate::dedup) packing: Packing,
    pub(in crate::dedup) csv: Option<CsvColumns>,
    /// The reason why the file is no text, such as a binary format.
    pub(in crate::dedup) refused: Option<String>,
    /// Whether it contains records without the text field, so that the whole file is compared as
    /// one text.
    pub(in crate::dedup) is_raw: bool,
    /// The message if it is a table without the text column.
    pub(in crate::dedup) lacks: Option<String>,
}

/// Determines the kind of a file. `is_named` means that the user gave its name, instead of a
/// folder; then it is read as records if it contains some.
///
/// # Errors
/// If it cannot be read.
pub(in crate::dedup) fn look(
    path: &Path,
    file: &mut File,
    names: FieldNames<'_>,
    is_named: bool,
) -> io::Result<Look> {
    let mut packed = Vec::new();
    file.take(HEAD as u64).read_to_end(&mut packed)?;
    let Some(packing) = Packing::of_content(&packed) else {
        let (kind, packing) = (Kind::Rows, Packing::Plain);
        return Ok(Look { kind, packing, csv: None, refused: None, is_raw: false, lacks: None });
    };
    let mut head = Vec::new();
    // An error here may only mean that the compressed head is incomplete; the later reading reports
    // real ones.
    let _ = packing.reader(Cursor::new(packed))?.take(HEAD as u64).read_to_end(&mut head);
    let mut kind = kind(path, packing, &head);
    let is_raw = !is_named && is_of_other_records(path, packing, kind, &head, names.text);
    if is_raw {
        kind = Kind::Text;
    }
    let (csv, lacks) = match columns(path, packing, &head, names) {
        None => (None, None),
        Some(Ok(csv)) => {
            kind = Kind::Csv;
            (Some(csv), None)
        }
        Some(Err(lacks)) => (None, Some(lacks)),
    };
    let refused = refused_by_head(&head, kind != Kind::Text);
    Ok(Look { kind, packing, csv, refused, is_raw, lacks })
}

/// The kind by the name of the file, or else by its first record.
fn kind(path: &Path, packing: Packing, head: &[u8]) -> Kind {
    let named = Named::of(path, packing != Packing::Plain);
    match named {
        Named::Json | Named::JsonLines | Named::Unnamed if is_array_of_records(head) => {
            return Kind::Array;
        }
        Named::JsonLines if are_records(head, 1) => return Kind::Values,
        Named::JsonLines => return Kind::Lines,
        Named::Json if are_records(head, 2) => return Kind::Values,
        Named::Json | Named::Log | Named::Unnamed | Named::Other => {}
        _ => return Kind::Text,
    }
    let Some(first) = first_line(head) else { return Kind::Text };
    let is_record = match find(first, "", &[]) {
        Ok(_) | Err(Fault::Field(_) | Fault::Missing(_)) => true,
        // The first record may be longer than the examined bytes.
        Err(Fault::Syntax(_)) => {
            head.len() == HEAD && !first.ends_with(b"\n") && first.starts_with(b"{\"")
        }
    };
    if is_record { Kind::Lines } else { Kind::Text }
}

fn first_line(head: &[u8]) -> Option<&[u8]> {
    head.split_inclusive(|&byte| byte == b'\n').find(|line| !is_blank(line))
}

/// Whether the first record of a file lacks the text field, and its name is not that of JSON Lines.
/// In a folder, such a file is probably a settings file.
fn is_of_other_records(path: &Path, packing: Packing, kind: Kind, head: &[u8], text: &str) -> bool {
    let is_called_so = Named::of(path, packing != Packing::Plain) == Named::JsonLines;
    let first = match kind {
        Kind::Lines => first_line(head),
        Kind::Array | Kind::Values => {
            records(head).next().and_then(Result::ok).map(|range| &head[range])
        }
        Kind::Rows | Kind::Csv | Kind::Text => None,
    };
    let lacks = |first| matches!(find(first, text, &[]), Err(Fault::Missing(_)));
    !is_called_so && first.is_some_and(lacks)
}

/// The columns of a table, if the name of the file is that of one; or the message if the text
/// column is missing.
fn columns(
    path: &Path,
    packing: Packing,
    head: &[u8],
    names: FieldNames<'_>,
) -> Option<Result<CsvColumns, String>> {
    let delimiters: &[u8] = match Named::of(path, packing != Packing::Plain) {
        Named::Csv => b",;\t",
        Named::Tsv => b"\t",
        _ => return None,
    };
    let fields = delimiters.iter().map(|&delimiter| {
        let header = csv::CsvSplitter::new(delimiter).end(head).unwrap_or(head.len());
        (delimiter, csv::names(&head[..header], delimiter))
    });
    let fields: Vec<(u8, Vec<String>)> = fields.collect();
    for (delimiter, fields) in &fields {
        let place = |name: &str| fields.iter().position(|field| field == name);
        // A header that is one column by a wrong delimiter, `title,body` by semicolons, has no such column.
        let is_split = fields.len() > 1 || !names.text.contains([',', ';', '\t']);
        if let Some(text) = place(names.text).filter(|_| is_split) {
            let others = names.others.map(|name| name.and_then(place));
            return Some(Ok(CsvColumns { delimiter: *delimiter, text, others }));
        }
    }
    let most = fields.into_iter().max_by_key(|(_, fields)| fields.len());
    let there = most.map_or_else(Vec::new, |(_, fields)| fields);
    let there: Vec<String> = there.iter().map(|field| format!("`{field}`")).collect();
    let (name, there) = (names.text, there.join(", "));
    Some(Err(if name.contains(',') {
        format!(
            "it has no column `{name}`, and dedup reads the texts of one column of a table; its columns are \
             {there}; name one of them with --text-field, or convert the table to JSON Lines to join several \
             fields"
        )
    } else {
        format!(
            "it has no column `{name}`; its columns are {there}; name the one with the texts with --text-field"
        )
    }))
}
