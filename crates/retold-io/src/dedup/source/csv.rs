//! CSV and similar formats, byte for byte: the ends of records, and the ranges of fields.
//!
//! The rules are those of RFC 4180: a delimiter separates the fields of a record; a field in
//! quotation marks may contain delimiters, line breaks and quotation marks (each written twice); a
//! record ends with a line break outside quotation marks. A quotation mark in a field that does not
//! start with one is an ordinary character.
//!
//! # Examples
//! In `1,"a ""b""\nc"\n`, the text of the second field is `a "b"⏎c`; its `b` is byte 3 of the text
//! and byte 7 of the record.

use std::borrow::Cow;
use std::ops::Range;

/// The byte order mark of UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// A splitter that finds the ends of records in a stream.
#[derive(Clone, Debug)]
pub(in crate::dedup) struct CsvSplitter {
    delimiter: u8,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// At the start of the file, after this many bytes of a byte order mark.
    Mark(usize),
    FieldStart,
    Bare,
    Quoted,
    /// After a quotation mark in a quoted field: its end, or the first of two.
    Closing,
}

impl CsvSplitter {
    pub(in crate::dedup) fn new(delimiter: u8) -> CsvSplitter {
        CsvSplitter { delimiter, state: State::Mark(0) }
    }

    /// Reads up to the end of a record and returns that offset; none if the record continues.
    pub(in crate::dedup) fn end(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut at = 0;
        while at < bytes.len() {
            let rest = &bytes[at..];
            match self.state {
                State::Mark(read) if MARK.get(read) == Some(&rest[0]) => {
                    self.state = State::Mark(read + 1);
                    at += 1;
                }
                State::Mark(_) => self.state = State::FieldStart,
                State::FieldStart | State::Closing if rest[0] == b'"' => {
                    self.state = State::Quoted;
                    at += 1;
                }
                State::FieldStart | State::Bare => {
                    let found = memchr::memchr2(self.delimiter, b'\n', rest);
                    let Some(found) = found else {
                        self.state = State::Bare;
                        return None;
                    };
                    self.state = State::FieldStart;
                    at += found + 1;
                    if rest[found] == b'\n' {
                        return Some(at);
                    }
                }
                State::Quoted => {
                    at += memchr::memchr(b'"', rest)? + 1;
                    self.state = State::Closing;
                }
                // Bytes after a closing quotation mark belong to the field.
                State::Closing => self.state = State::Bare,
            }
        }
        None
    }
}

/// A field of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::dedup) struct CsvField<'r> {
    pub(in crate::dedup) text: Cow<'r, str>,
    /// The range of its text in the record, without the quotation marks around it.
    pub(in crate::dedup) raw: Range<usize>,
    pub(in crate::dedup) is_quoted: bool,
    /// Whether the record has no other field.
    pub(in crate::dedup) is_alone: bool,
}

/// The fields of a record up to the first malformed one: the range, whether it is quoted, whether
/// it is valid.
fn fields(record: &[u8], delimiter: u8) -> impl Iterator<Item = (Range<usize>, bool, bool)> {
    let end = record
        .strip_suffix(b"\n")
        .map_or(record.len(), |line| line.strip_suffix(b"\r").map_or(line.len(), <[u8]>::len));
    let mut next = Some(0);
    std::iter::from_fn(move || {
        let start = next.take()?;
        let is_quoted = record[start..end].first() == Some(&b'"');
        let (raw, behind) = if is_quoted {
            let mut at = start + 1;
            loop {
                let Some(quote) = memchr::memchr(b'"', &record[at..end]) else {
                    break (start + 1..end, end);
                };
                at += quote + 1;
                if record[at..end].first() != Some(&b'"') {
                    break (start + 1..at - 1, at);
                }
                at += 1;
            }
        } else {
            let len = memchr::memchr(delimiter, &record[start..end]).unwrap_or(end - start);
            (start..start + len, start + len)
        };
        // Text after a closing quotation mark, or a missing one: the field is malformed, and the
        // search stops.
        let is_sound =
            if is_quoted { record.get(raw.end) == Some(&b'"') && raw.end < end } else { true };
        let is_sound = is_sound && (behind == end || record[behind] == delimiter);
        if is_sound && behind < end {
            next = Some(behind + 1);
        }
        Some((raw, is_quoted, is_sound))
    })
}

/// The number of fields in a record and the end of the last one; none if a field is malformed.
pub(in crate::dedup) fn field_count(record: &[u8], delimiter: u8) -> Option<(usize, usize)> {
    let (mut count, mut end) = (0, 0);
    for (raw, is_quoted, is_sound) in fields(record, delimiter) {
        if !is_sound {
            return None;
        }
        count += 1;
        end = raw.end + usize::from(is_quoted);
    }
    Some((count, end))
}

/// The field of this number, from 0.
///
/// # Errors
/// The reason why the record has no such field.
pub(in crate::dedup) fn field(
    record: &[u8],
    delimiter: u8,
    number: usize,
) -> Result<CsvField<'_>, String> {
    let mut all = fields(record, delimiter);
    for at in 0..=number {
        let Some((raw, is_quoted, is_sound)) = all.next() else {
            return Err(format!("the record has only {at} fields"));
        };
        if !is_sound {
            return Err(format!("field {} has no closing quotation mark at its end", at + 1));
        }
        if at == number {
            let text = std::str::from_utf8(&record[raw.clone()]).map_err(|error| {
                format!("not valid UTF-8 at byte {} of the field", error.valid_up_to())
            })?;
            let text = if is_quoted && text.contains('"') {
                Cow::Owned(text.replace("\"\"", "\""))
            } else {
                Cow::Borrowed(text)
            };
            let is_alone = number == 0 && all.next().is_none();
            return Ok(CsvField { text, raw, is_quoted, is_alone });
        }
    }
    unreachable!("the loop ends with the field")
}

/// The names in a header, up to the first malformed one. Bytes that are not UTF-8 are replaced, so
/// that every column has a name.
pub(in crate::dedup) fn names(header: &[u8], delimiter: u8) -> Vec<String> {
    let header = &header[mark_len(header)..];
    let sound = fields(header, delimiter).take_while(|(.., is_sound)| *is_sound);
    let names = sound.map(|(raw, is_quoted, _)| {
        let name = String::from_utf8_lossy(&header[raw]);
        if is_quoted { name.replace("\"\"", "\"") } else { name.into_owned() }
    });
    names.collect()
}

/// The length of the byte order mark at the start of the first record of a file.
pub(in crate::dedup) fn mark_len(record: &[u8]) -> usize {
    if record.starts_with(MARK) { MARK.len() } else { 0 }
}

/// Whether a record is white space only. A delimiter is never white space: a row of tabs in TSV is
/// a row of empty fields.
pub(in crate::dedup) fn is_blank(record: &[u8], delimiter: u8) -> bool {
    let record = &record[mark_len(record)..];
    record.iter().all(|byte| byte.is_ascii_whitespace() && *byte != delimiter)
}

/// Values as fields of a record, in quotation marks where they need them.
pub(in crate::dedup) fn encoded(values: &[String], delimiter: u8) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    writer.write_record(values).expect("memory can be written");
    let mut bytes = writer.into_inner().expect("memory can be written");
    // The line break that ends the record.
    bytes.pop();
    bytes
}

/// The map from offsets in a field's text to offsets in the record; 8 bytes for each doubled
/// quotation mark.
pub(in crate::dedup) struct CsvOffsets {
    start: usize,
    /// The offsets in the text of the quotation marks that are doubled in the record.
    doubled: Vec<usize>,
}

impl CsvOffsets {
    pub(in crate::dedup) fn new(text: &str, raw: &Range<usize>, is_quoted: bool) -> CsvOffsets {
        let quotes = memchr::memchr_iter(b'"', text.as_bytes()).filter(|_| is_quoted);
        CsvOffsets { start: raw.start, doubled: quotes.collect() }
    }

    /// The range of the record that encodes a range of the text.
    pub(in crate::dedup) fn raw_range(&self, part: &Range<usize>) -> Range<usize> {
        let raw =
            |at: usize| self.start + at + self.doubled.partition_point(|doubled| *doubled < at);
        raw(part.start)..raw(part.end)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{CsvOffsets, CsvSplitter, encoded, field, field_count, is_blank, names};
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    fn records(bytes: &[u8], chunk: usize) -> Vec<&[u8]> {
        let mut splitter = CsvSplitter::new(b',');
        let (mut found, mut start, mut at) = (Vec::new(), 0, 0);
        for part in bytes.chunks(chunk) {
            let mut rest = part;
            while let Some(end) = splitter.end(rest) {
                at += end;
                found.push(&bytes[start..at]);
                start = at;
                rest = &rest[end..];
            }
            at += rest.len();
        }
        if start < bytes.len() {
            found.push(&bytes[start..]);
        }
        found
    }

    proptest! {
        /// The crate `csv` returns fields without their ranges. For it, a lone carriage return ends
        /// a record, and blank lines are no records.
        #[test]
        fn records_and_fields_are_those_of_another_reader(
            text in "([a-c ,é]|\"[a-c,\n]{0,3}\"|\"\"|\"|\r?\n){0,40}",
            chunk in 1_usize..9,
        ) {
            let found = records(text.as_bytes(), chunk);
            prop_assert_eq!(found.concat(), text.as_bytes());
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .from_reader(text.as_bytes());
            let expected: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
            let is_blank = |record: &&&[u8]| !record.trim_ascii().is_empty() || record.contains(&b' ');
            let found: Vec<&[u8]> = found.iter().filter(is_blank).copied().collect();
            prop_assert_eq!(found.len(), expected.len());
            for (record, expected) in found.into_iter().zip(&expected) {
                for number in 0.. {
                    match field(record, b',', number) {
                        Ok(field) => prop_assert_eq!(Some(&*field.text), expected.get(number)),
                        // After a malformed field, no more fields are returned.
                        Err(why) => {
                            prop_assert!(why.contains("quotation mark") || expected.len() == number);
                            break;
                        }
                    }
                }
            }
        }

        #[test]
        fn a_part_of_a_text_is_found_in_the_record(text in "[a\"é\n,]{0,12}", from in 0_usize..13, len in 0_usize..13) {
            let record = format!("1,\"{}\"\r\n", text.replace('"', "\"\""));
            let found = field(record.as_bytes(), b',', 1).unwrap();
            prop_assert_eq!(&*found.text, &*text);
            prop_assert!(found.is_quoted && !found.is_alone);
            let bound = |at: usize| text.char_indices().nth(at).map_or(text.len(), |(at, _)| at);
            let part = bound(from)..bound(from + len);
            let offsets = CsvOffsets::new(&found.text, &found.raw, true);
            let raw = &record[offsets.raw_range(&part)];
            prop_assert_eq!(raw.replace("\"\"", "\""), &text[part]);
        }
    }

    #[test]
    fn fields_are_counted_up_to_the_line_break() {
        assert_eq!(field_count(b"1,\"a,\"\"b\nc\",\r\n", b','), Some((3, 12)));
        assert_eq!(field_count(b"1;\"a\"", b';'), Some((2, 5)));
        assert_eq!(field_count(b"\n", b','), Some((1, 0)));
        assert_eq!(field_count(b"1,\"a\n", b','), None);
        assert_eq!(field_count(b"1,\"a\"b,c\n", b','), None);
    }

    #[test]
    fn a_mark_is_no_part_of_a_header() {
        let header = b"\xef\xbb\xbf\"a,\n\";text\r\n";
        assert_eq!(CsvSplitter::new(b';').end(header), Some(header.len()));
        assert_eq!(names(header, b';'), ["a,\n", "text"]);
    }

    #[test]
    fn every_column_has_a_name() {
        assert_eq!(names(b"\"a\"\"\",caf\xe9,text\n", b','), ["a\"", "caf\u{fffd}", "text"]);
        assert_eq!(names(b"text,\"a\"b,c\n", b','), ["text"]);
    }

    #[test]
    fn a_row_of_delimiters_is_not_blank() {
        assert!(is_blank(b" \t\r\n", b',') && is_blank(b"\xef\xbb\xbf\n", b','));
        assert!(!is_blank(b"\t\t\n", b'\t') && is_blank(b" \n", b'\t'));
    }

    #[test]
    fn encoded_values_are_read_as_they_were() {
        let values = ["a\"b,", "c\n", " d "].map(str::to_owned);
        let bytes = encoded(&values, b',');
        assert_eq!(bytes, b"\"a\"\"b,\",\"c\n\", d ");
        assert_eq!(names(&bytes, b','), values);
    }
}
