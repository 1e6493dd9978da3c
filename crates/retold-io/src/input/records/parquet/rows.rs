//! The rows of a Parquet file.

use super::footer::footer;
use super::pages::pages;
use super::paths::paths;
use crate::input::format::{bomb, is_bomb};
use crate::input::memory::{Budget, Passing};
use crate::input::records::jsonl::{LONGEST_RECORD, SEPARATOR};
use crate::input::request::Fields;
use parquet::basic::{Compression, ConvertedType};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{AsBytes, ByteArray, ByteArrayType, DataType};
use parquet::errors::ParquetError;
use parquet::file::reader::FileReader;
use parquet::file::serialized_reader::SerializedFileReader;
use parquet::schema::types::ColumnDescriptor;
use std::collections::VecDeque;
use std::fs::File;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The rows that are decoded at a time.
const BATCH: usize = 256;

/// The memory of a value in a list, with its levels.
const ENTRY: u64 = 40;

/// The reason why a null row has no text.
pub const NULL: &str = "the text is null";

/// A row with the requested columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextRow {
    /// The number of the row in the file, from 1.
    pub row: u64,
    /// The text, or the reason why there is none.
    pub text: Result<String, String>,
    /// The value of the id column.
    pub id: Option<String>,
    /// The value of the group column.
    pub group: Option<String>,
}

/// A value of a column: bytes, possibly shared with other values, or the digits of a number.
enum Value {
    Shared(ByteArray),
    Own(Vec<u8>),
}

impl Value {
    fn len(&self) -> usize {
        match self {
            Value::Shared(bytes) => bytes.len(),
            Value::Own(bytes) => bytes.len(),
        }
    }
}

/// A decoded row.
struct Decoded {
    /// The columns of the text, or the values of its list.
    texts: Vec<Option<Value>>,
    /// Id and group.
    others: [Option<Value>; 2],
}

/// Reads row by row, and of each row only the requested columns, a few hundred rows at a time.
///
/// Only one decoded row is in memory as a text of its own: a dictionary can say in a few bytes that
/// a text of many megabytes is in each of a thousand rows.
pub struct Rows {
    file: SerializedFileReader<File>,
    /// The same file, for the page headers.
    pages: File,
    /// The memory of the table of contents.
    contents: u64,
    passing: Passing,
    /// The number of the next row group.
    group: usize,
    row: u64,
    /// The positions of the text columns in the file, ascending.
    texts: Vec<usize>,
    /// The positions of id and group.
    others: [Option<usize>; 2],
    open: Option<OpenGroup>,
    decoded: VecDeque<Decoded>,
}

/// The columns of a row group that are read.
struct OpenGroup {
    texts: Vec<Column>,
    others: [Option<Column>; 2],
}

impl Rows {
    /// Opens a file for the text, the id and the group. A dot in a name leads into a group of
    /// columns, and `[]` into a list: `messages[].content` is the field of all elements. Commas
    /// separate several text columns. They are joined by blank lines in the order of the file, as
    /// are the values of a list.
    ///
    /// # Errors
    /// If the file is no valid Parquet, if a column is missing (the message lists those there are),
    /// if the text column does not contain text, or if a list is one of several columns.
    pub fn new(file: File, fields: &Fields, budget: &Budget) -> Result<Rows, String> {
        let pages = file.try_clone().map_err(|error| error.to_string())?;
        let mut passing = budget.passing();
        let contents = footer(&pages)?;
        passing.set(contents as usize).map_err(|error| error.to_string())?;
        let file = unpanicked(|| SerializedFileReader::new(file))?;
        let schema = file.metadata().file_metadata().schema_descr();
        let paths = paths(schema);
        let is_list = |at: usize| schema.column(at).max_rep_level() > 0;
        let place = |name: &str, remedy: &str| -> Result<usize, String> {
            paths.iter().position(|path| path == name).ok_or_else(|| {
                let all: Vec<String> = paths.iter().map(|path| format!("`{path}`")).collect();
                format!("no column `{name}`; the file has {}{remedy}", all.join(", "))
            })
        };
        let single = |name: &String| match place(name, "")? {
            at if is_list(at) => Err(format!("the column `{name}` holds lists")),
            at => Ok(at),
        };
        let mut texts = Vec::new();
        for name in fields.text.split(',').map(str::trim) {
            let at = place(name, " (--text-field names another)")?;
            if is_list(at) && fields.text.contains(',') {
                return Err(format!(
                    "the column `{name}` holds lists, which are not joined with other columns; name it \
                     alone with --text-field"
                ));
            }
            if schema.column(at).physical_type() != parquet::basic::Type::BYTE_ARRAY {
                return Err(format!("the column `{name}` does not hold text"));
            }
            texts.push(at);
        }
        texts.sort_unstable();
        texts.dedup();
        let id = fields.id.as_ref().map(single).transpose()?;
        let group = fields.group.as_ref().map(single).transpose()?;
        let (others, decoded) = ([id, group], VecDeque::new());
        Ok(Rows {
            file,
            pages,
            contents,
            passing,
            group: 0,
            row: 0,
            texts,
            others,
            open: None,
            decoded,
        })
    }

    /// Decodes rows until there are some, or none is left.
    fn refill(&mut self) -> Result<(), ParquetError> {
        while self.decoded.is_empty() {
            let Some(OpenGroup { texts, others: [id, group] }) = &mut self.open else {
                if self.group == self.file.num_row_groups() {
                    return Ok(());
                }
                self.open_group()?;
                continue;
            };
            let (mut rows, others) = match texts.split_first_mut() {
                Some((first, others)) => (first.read_rows()?, others),
                None => (Vec::new(), &mut [][..]),
            };
            for column in others {
                for (row, value) in rows.iter_mut().zip(column.read()?) {
                    row.push(value);
                }
            }
            let mut ids = id.as_mut().map_or(Ok(Vec::new()), Column::read)?.into_iter();
            let mut groups = group.as_mut().map_or(Ok(Vec::new()), Column::read)?.into_iter();
            if rows.is_empty() {
                self.open = None;
            }
            for texts in rows {
                let others = [ids.next().flatten(), groups.next().flatten()];
                self.decoded.push_back(Decoded { texts, others });
            }
        }
        Ok(())
    }

    fn row(&mut self, Decoded { texts, others: [id, group] }: Decoded) -> TextRow {
        self.row += 1;
        // A dictionary can repeat one long text in every element of a list.
        let lens = texts.iter().flatten().map(|value| value.len() + SEPARATOR.len());
        let is_too_long = lens.sum::<usize>() > LONGEST_RECORD + SEPARATOR.len();
        let texts = if is_too_long { Vec::new() } else { texts };
        let texts: Result<Vec<String>, String> = texts.into_iter().flatten().map(utf8).collect();
        let text = texts.and_then(|mut texts| match texts.len() {
            _ if is_too_long => {
                let longest = crate::size::binary(LONGEST_RECORD as u64);
                Err(format!("the text is longer than {longest}"))
            }
            0 => Err(NULL.to_owned()),
            1 => Ok(texts.remove(0)),
            _ => Ok(texts.join(SEPARATOR)),
        });
        let scalar = |value: Option<Value>| value.and_then(|value| utf8(value).ok());
        TextRow { row: self.row, text, id: scalar(id), group: scalar(group) }
    }

    fn open_group(&mut self) -> Result<(), ParquetError> {
        let group = self.file.get_row_group(self.group)?;
        let mut needed = self.contents;
        let mut open = |at: usize| -> Result<Column, ParquetError> {
            let chunk = group.metadata().column(at);
            let is_gzip = matches!(chunk.compression(), Compression::GZIP(_));
            let found = pages(&self.pages, chunk.byte_range(), is_gzip);
            let found = found.map_err(|reason| refused(io::Error::other(reason)))?;
            let schema = group.metadata().schema_descr();
            needed += found.largest;
            if schema.column(at).max_rep_level() > 0 {
                // A few bytes can say that a list has a billion elements.
                if is_bomb(ENTRY * found.entries, chunk.byte_range().1) {
                    return Err(refused(io::Error::other(bomb())));
                }
                let rows = u64::try_from(group.metadata().num_rows()).unwrap_or_default();
                let share = found.entries / rows.max(1).div_ceil(BATCH as u64);
                needed += ENTRY * share;
            }
            self.passing.set(needed as usize).map_err(refused)?;
            let mut column = Column::new(group.get_column_reader(at)?, &schema.column(at));
            // Each value may be the whole previous one plus a letter.
            if found.is_delta {
                column.batch = 1;
            }
            Ok(column)
        };
        let mut texts = self.texts.iter().map(|&at| open(at)).collect::<Result<Vec<_>, _>>()?;
        let [id, other] = self.others;
        let mut others = [id.map(&mut open).transpose()?, other.map(&mut open).transpose()?];
        let all = texts.iter().chain(others.iter().flatten());
        let batch = all.map(|column| column.batch).min().unwrap_or(BATCH);
        for column in texts.iter_mut().chain(others.iter_mut().flatten()) {
            column.batch = batch;
        }
        self.open = Some(OpenGroup { texts, others });
        self.group += 1;
        Ok(())
    }
}

impl Iterator for Rows {
    type Item = Result<TextRow, String>;

    /// Nothing follows an error.
    fn next(&mut self) -> Option<Result<TextRow, String>> {
        if let Err(reason) = unpanicked(|| self.refill()) {
            self.group = self.file.num_row_groups();
            self.open = None;
            return Some(Err(reason));
        }
        let decoded = self.decoded.pop_front()?;
        Some(Ok(self.row(decoded)))
    }
}

/// Wraps an error of retold in one of the Parquet reader.
pub(crate) fn refused(error: io::Error) -> ParquetError {
    ParquetError::External(Box::new(error))
}

/// A column inside a row group.
struct Column {
    reader: ColumnReader,
    /// The definition level of values that are not null.
    whole: i16,
    is_list: bool,
    unsigned: bool,
    /// The values that are decoded at a time.
    batch: usize,
}

impl Column {
    fn new(reader: ColumnReader, descriptor: &ColumnDescriptor) -> Column {
        let unsigned = matches!(
            descriptor.converted_type(),
            ConvertedType::UINT_8
                | ConvertedType::UINT_16
                | ConvertedType::UINT_32
                | ConvertedType::UINT_64
        );
        let (whole, is_list) = (descriptor.max_def_level(), descriptor.max_rep_level() > 0);
        Column { reader, whole, is_list, unsigned, batch: BATCH }
    }

    /// Reads the next rows: one value each, or the values of a list of texts; empty at the end.
    fn read_rows(&mut self) -> Result<Vec<Vec<Option<Value>>>, ParquetError> {
        match &mut self.reader {
            ColumnReader::ByteArrayColumnReader(reader) if self.is_list => {
                lists(reader, self.whole, self.batch)
            }
            _ => Ok(self.read()?.into_iter().map(|value| vec![value]).collect()),
        }
    }

    /// Reads the next values, numbers as digits; empty at the end.
    fn read(&mut self) -> Result<Vec<Option<Value>>, ParquetError> {
        let (whole, unsigned) = ((self.whole, self.batch), self.unsigned);
        let figures = |value: &dyn ToString| Value::Own(value.to_string().into_bytes());
        match &mut self.reader {
            ColumnReader::ByteArrayColumnReader(reader) => {
                values(reader, whole, |value| Value::Shared(value.clone()))
            }
            ColumnReader::FixedLenByteArrayColumnReader(reader) => {
                values(reader, whole, |value| Value::Own(value.as_bytes().to_vec()))
            }
            ColumnReader::BoolColumnReader(reader) => values(reader, whole, |value| figures(value)),
            ColumnReader::FloatColumnReader(reader) => {
                values(reader, whole, |value| figures(value))
            }
            ColumnReader::DoubleColumnReader(reader) => {
                values(reader, whole, |value| figures(value))
            }
            ColumnReader::Int96ColumnReader(reader) => {
                values(reader, whole, |value| figures(&value.to_nanos()))
            }
            ColumnReader::Int32ColumnReader(reader) => values(reader, whole, |&value| {
                if unsigned { figures(&value.cast_unsigned()) } else { figures(&value) }
            }),
            ColumnReader::Int64ColumnReader(reader) => values(reader, whole, |&value| {
                if unsigned { figures(&value.cast_unsigned()) } else { figures(&value) }
            }),
        }
    }
}

/// Reads up to a batch of values, none of which are lists.
fn values<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    (whole, batch): (i16, usize),
    mut bytes: impl FnMut(&T::T) -> Value,
) -> Result<Vec<Option<Value>>, ParquetError> {
    let (mut levels, mut there) = (Vec::with_capacity(batch), Vec::with_capacity(batch));
    let (rows, _, _) = reader.read_records(batch, Some(&mut levels), None, &mut there)?;
    let mut there = there.iter();
    let mut value = |at: usize| {
        let is_there = whole == 0 || levels.get(at) == Some(&whole);
        if is_there { there.next().map(&mut bytes) } else { None }
    };
    Ok((0..rows).map(&mut value).collect())
}

/// Reads the lists of up to a batch of rows. Missing elements are left out.
fn lists(
    reader: &mut ColumnReaderImpl<ByteArrayType>,
    whole: i16,
    batch: usize,
) -> Result<Vec<Vec<Option<Value>>>, ParquetError> {
    let (mut definition, mut repetition, mut there) = (Vec::new(), Vec::new(), Vec::new());
    reader.read_records(batch, Some(&mut definition), Some(&mut repetition), &mut there)?;
    let mut there = there.into_iter();
    let mut rows: Vec<Vec<Option<Value>>> = Vec::new();
    for (definition, repetition) in definition.into_iter().zip(repetition) {
        // A repetition level of 0 starts a row.
        if repetition == 0 {
            rows.push(Vec::new());
        }
        if definition == whole
            && let Some(row) = rows.last_mut()
        {
            row.extend(there.next().map(|value| Some(Value::Shared(value))));
        }
    }
    Ok(rows)
}

fn utf8(value: Value) -> Result<String, String> {
    let bytes = match value {
        Value::Shared(bytes) => bytes.data().to_vec(),
        Value::Own(bytes) => bytes,
    };
    String::from_utf8(bytes).map_err(|error| {
        format!("not valid UTF-8 at byte {} of the text", error.utf8_error().valid_up_to())
    })
}

/// Runs a step of the Parquet reader and turns its panics into errors. Invalid files fail its
/// assertions, for example with a negative offset in the table of contents.
pub(crate) fn unpanicked<T>(step: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, String> {
    match catch_unwind(AssertUnwindSafe(step)) {
        // An error of retold has its own reason.
        Ok(Err(ParquetError::External(error))) => Err(error.to_string()),
        Ok(done) => done.map_err(|error| format!("broken Parquet file: {error}")),
        Err(panic) => {
            let message = panic.downcast_ref::<String>().map(String::as_str);
            let message = message.or_else(|| panic.downcast_ref::<&str>().copied());
            Err(format!("broken Parquet file: {}", message.unwrap_or("cannot be decoded")))
        }
    }
}
