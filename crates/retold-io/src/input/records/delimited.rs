//! CSV and TSV (RFC 4180): rows of fields separated by commas, semicolons or tabs.
//!
//! The first row names the columns. A quoted field may contain line breaks, so a row may span
//! lines. Spreadsheets in many countries write semicolons. The delimiter is the one with which the
//! header has the requested columns.

use super::jsonl::SEPARATOR;
use crate::input::request::Fields;
use std::io::{self, Read};

/// The positions of the requested columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// The byte between two fields.
    pub delimiter: u8,
    text: Vec<usize>,
    id: Option<usize>,
    group: Option<usize>,
}

/// A row with the requested columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DelimitedRow {
    /// The number of the row below the header, from 1.
    pub number: u64,
    /// The text, or the reason why there is none.
    pub text: Result<String, String>,
    /// The value of the id column.
    pub id: Option<String>,
    /// The value of the group column.
    pub group: Option<String>,
}

impl Columns {
    /// Finds the columns in the header, with which `head` starts. Returns `None` if a text column
    /// is missing.
    pub fn find(head: &[u8], is_tsv: bool, fields: &Fields) -> Option<Columns> {
        delimiters(is_tsv).iter().find_map(|&delimiter| {
            let header = header(head, delimiter);
            let place = |name: &str| header.iter().position(|column| column == name);
            let mut text = names(fields).map(place).collect::<Option<Vec<usize>>>()?;
            text.sort_unstable();
            text.dedup();
            let id = fields.id.as_deref().and_then(place);
            let group = fields.group.as_deref().and_then(place);
            Some(Columns { delimiter, text, id, group })
        })
    }

    /// The message for a table without a text column.
    pub fn missing(head: &[u8], is_tsv: bool, fields: &Fields) -> String {
        let headers = delimiters(is_tsv).iter().map(|&delimiter| header(head, delimiter));
        let header = headers.max_by_key(Vec::len).unwrap_or_default();
        let missing = names(fields).find(|name| !header.iter().any(|column| column == name));
        let all: Vec<String> = header.iter().map(|column| format!("`{column}`")).collect();
        let (missing, all) = (missing.unwrap_or(&fields.text), all.join(", "));
        format!("no column `{missing}`; the table has {all} (--text-field names another)")
    }

    fn row(&self, record: &csv::ByteRecord, number: u64) -> DelimitedRow {
        let field = |at: usize| std::str::from_utf8(record.get(at).unwrap_or_default());
        let fields: Result<Vec<&str>, _> = self.text.iter().map(|&at| field(at)).collect();
        let text = fields
            .map_err(|error| format!("not valid UTF-8 at byte {} of the text", error.valid_up_to()))
            .map(|fields| {
                let is_there = |field: &&str| !field.trim().is_empty();
                fields.into_iter().filter(is_there).collect::<Vec<_>>().join(SEPARATOR)
            });
        let scalar =
            |at: Option<usize>| Some(field(at?).ok()?.to_owned()).filter(|it| !it.is_empty());
        DelimitedRow { number, text, id: scalar(self.id), group: scalar(self.group) }
    }
}

/// The columns of the text.
fn names(fields: &Fields) -> impl Iterator<Item = &str> {
    fields.text.split(',').map(str::trim).filter(|name| !name.is_empty())
}

fn delimiters(is_tsv: bool) -> &'static [u8] {
    if is_tsv { b"\t" } else { b",;\t" }
}

fn reader<R: Read>(reader: R, delimiter: u8) -> csv::Reader<R> {
    csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .from_reader(reader)
}

fn header(head: &[u8], delimiter: u8) -> Vec<String> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let mut record = csv::ByteRecord::new();
    // The reader fails only where its input does, and memory does not.
    let _ = reader(head, delimiter).read_byte_record(&mut record);
    record.iter().map(|field| String::from_utf8_lossy(field).trim().to_owned()).collect()
}

/// Iterates over the rows below the header, one in memory at a time. Several text columns are
/// joined by blank lines in the order of the table; empty fields are left out.
pub fn rows<R: Read>(
    input: R,
    columns: &Columns,
) -> impl Iterator<Item = io::Result<DelimitedRow>> {
    let columns = columns.clone();
    let mut reader = reader(input, columns.delimiter);
    let mut record = csv::ByteRecord::new();
    let (mut number, mut is_over) = (0, false);
    std::iter::from_fn(move || {
        while !is_over {
            match reader.read_byte_record(&mut record) {
                Ok(true) if number == 0 => number = 1,
                Ok(true) => {
                    number += 1;
                    return Some(Ok(columns.row(&record, number - 1)));
                }
                Ok(false) => is_over = true,
                Err(error) => {
                    is_over = true;
                    return Some(Err(error.into()));
                }
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::{Columns, rows};
    use crate::input::request::Fields;
    use proptest::prelude::{any, prop, proptest};

    fn fields(text: &str) -> Fields {
        Fields { text: text.to_owned(), id: Some("id".to_owned()), group: None }
    }

    #[test]
    fn fields_in_quotes_hold_line_breaks_and_delimiters() {
        let table =
            b"\xef\xbb\xbfid;title;text\r\n7;One;\"a;\nb\"\"c\"\r\n8;Two\r\n9;;x\r\n".as_slice();
        let columns = Columns::find(table, false, &fields("text,title")).expect("both are there");
        let found: Vec<_> = rows(table, &columns).map(|row| row.expect("memory")).collect();
        let texts: Vec<_> = found.iter().map(|row| row.text.clone().expect("a text")).collect();
        assert_eq!(texts, ["One\n\na;\nb\"c", "Two", "x"]);
        assert_eq!(found[1].id.as_deref(), Some("8"));
        assert_eq!(Columns::find(table, false, &fields("body")), None);
        let reason = Columns::missing(table, false, &fields("body"));
        let expected = "no column `body`; the table has `id`, `title`, `text`";
        assert!(reason.starts_with(expected), "{reason}");
    }

    proptest! {
        #[test]
        fn what_a_writer_wrote_is_read(
            texts in prop::collection::vec("[a-zé\",;\r\n\t ]{0,12}[a-z]", 0..6),
            is_tsv in any::<bool>(),
        ) {
            let delimiter = if is_tsv { b'\t' } else { b',' };
            let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
            writer.write_record(["id", "text"]).expect("memory");
            for (number, text) in texts.iter().enumerate() {
                writer.write_record([&number.to_string(), text]).expect("memory");
            }
            let table = writer.into_inner().expect("memory");
            let columns = Columns::find(&table, is_tsv, &fields("text")).expect("it is there");
            let found: Vec<String> = rows(&table[..], &columns)
                .map(|row| row.expect("memory").text.expect("it is UTF-8"))
                .collect();
            assert_eq!(found, texts);
        }

        #[test]
        fn any_bytes_come_to_an_end(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let table = [b"text,id\n".as_slice(), &bytes].concat();
            let columns = Columns::find(&table, false, &fields("text")).expect("it is there");
            assert!(rows(&table[..], &columns).count() <= bytes.len() + 1);
        }
    }
}
