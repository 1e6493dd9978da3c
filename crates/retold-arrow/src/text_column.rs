//! [`TextColumn`]: the texts of a column in any of Arrow's forms of strings.
//!
//! Nothing is copied: a column holds the arrays, which share their buffers with their owner. Only a dictionary
//! needs memory of its own, 4 bytes a row.

use crate::error::{Error, Result};
use arrow_array::cast::AsArray;
use arrow_array::{
    Array, ArrayRef, LargeStringArray, RecordBatch, StringArray, StringViewArray, StructArray,
};
use arrow_schema::{DataType, Fields};

/// The texts of a column, in chunks.
///
/// A chunk may be of the type `Utf8`, `LargeUtf8`, `Utf8View`, `Null`, or a dictionary of strings; it may be a
/// slice of a larger array, and chunks may differ in their types. A null is no text: it is never removed, and
/// nothing is removed because of it.
///
/// # Examples
/// ```
/// use arrow_array::{LargeStringArray, StringArray};
/// use retold_arrow::TextColumn;
/// use std::sync::Arc;
///
/// let first = Arc::new(StringArray::from(vec![Some("one"), None]));
/// let second = Arc::new(LargeStringArray::from(vec!["three"]));
/// let column = TextColumn::new(vec![first, second])?;
/// assert_eq!(column.len(), 3);
/// assert_eq!((column.text(1), column.text(2)), (None, Some("three")));
/// # Ok::<(), retold_arrow::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct TextColumn {
    chunks: Vec<Chunk>,
    /// For each chunk, the number of rows up to its end.
    ends: Vec<usize>,
}

#[derive(Clone, Debug)]
enum Chunk {
    Utf8(StringArray),
    LargeUtf8(LargeStringArray),
    Utf8View(StringViewArray),
    Null(usize),
    Dictionary {
        /// For each row its place among the values.
        keys: Box<[u32]>,
        values: Box<Chunk>,
    },
}

/// The key of a row without a text.
const NO_KEY: u32 = u32::MAX;

impl TextColumn {
    /// Makes a column of arrays of strings.
    ///
    /// # Errors
    /// If an array has another type.
    pub fn new(arrays: Vec<ArrayRef>) -> Result<TextColumn> {
        let mut column = TextColumn::default();
        for array in arrays {
            column.push(Chunk::new(&array)?);
        }
        Ok(column)
    }

    /// Makes a column of the strings in the column `name` of record batches.
    ///
    /// # Errors
    /// If a batch has no such column, or it has another type than strings. The message lists the columns.
    ///
    /// # Examples
    /// ```
    /// use arrow_array::{ArrayRef, RecordBatch, StringArray};
    /// use retold_arrow::TextColumn;
    /// use std::sync::Arc;
    ///
    /// let bodies: ArrayRef = Arc::new(StringArray::from(vec!["one"]));
    /// let batch = RecordBatch::try_from_iter([("body", bodies)]).unwrap();
    /// assert_eq!(TextColumn::of_batches(&[batch.clone()], "body")?.len(), 1);
    ///
    /// let error = TextColumn::of_batches(&[batch], "text").unwrap_err();
    /// assert_eq!(error.to_string(), "there is no column \"text\"; the columns are \"body\"");
    /// # Ok::<(), retold_arrow::Error>(())
    /// ```
    pub fn of_batches(batches: &[RecordBatch], name: &str) -> Result<TextColumn> {
        let structs = batches.iter().map(|batch| StructArray::from(batch.clone()));
        TextColumn::of_structs(structs, name)
    }

    /// Does what [`of_batches`](TextColumn::of_batches) does, for batches as struct arrays: the form that a
    /// stream of the C data interface has.
    ///
    /// # Errors
    /// Those of [`of_batches`](TextColumn::of_batches).
    pub fn of_structs(
        structs: impl IntoIterator<Item = StructArray>,
        name: &str,
    ) -> Result<TextColumn> {
        let mut column = TextColumn::default();
        for array in structs {
            let texts =
                array.column_by_name(name).ok_or_else(|| no_column(name, array.fields()))?;
            let chunk = Chunk::new(texts).map_err(|_| {
                let found = texts.data_type();
                Error::input(format!(
                    "the column {name:?} must have strings, but its type is {found}; name a column of \
                     strings, or cast it to strings first"
                ))
            })?;
            column.push(chunk);
        }
        Ok(column)
    }

    /// Checks that a schema has a column of this name, so that an input without rows is checked too.
    ///
    /// # Errors
    /// If it has none.
    pub fn check_name(fields: &Fields, name: &str) -> Result<()> {
        match fields.find(name) {
            Some(_) => Ok(()),
            None => Err(no_column(name, fields)),
        }
    }

    fn push(&mut self, chunk: Chunk) {
        self.ends.push(self.len() + chunk.len());
        self.chunks.push(chunk);
    }

    /// Returns the number of rows, those without a text included.
    pub fn len(&self) -> usize {
        self.ends.last().copied().unwrap_or(0)
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the text of a row, or `None` if it is null.
    ///
    /// Time: O(log c) for c chunks.
    ///
    /// # Panics
    /// If there is no such row.
    pub fn text(&self, row: usize) -> Option<&str> {
        let chunk = self.ends.partition_point(|&end| end <= row);
        let start = if chunk == 0 { 0 } else { self.ends[chunk - 1] };
        assert!(chunk < self.chunks.len(), "there is no row {row}");
        self.chunks[chunk].text(row - start)
    }

    /// Iterates over the texts of all rows; `None` for a null.
    pub fn iter(&self) -> impl Iterator<Item = Option<&str>> {
        self.chunks.iter().flat_map(|chunk| (0..chunk.len()).map(|row| chunk.text(row)))
    }

    /// Returns the number of bytes of all texts.
    pub fn bytes(&self) -> usize {
        self.iter().flatten().map(str::len).sum()
    }
}

fn no_column(name: &str, fields: &Fields) -> Error {
    let names: Vec<String> = fields.iter().map(|field| format!("{:?}", field.name())).collect();
    let columns = match names.len() {
        0 => "there are none".to_owned(),
        _ => format!("the columns are {}", names.join(", ")),
    };
    Error::input(format!("there is no column {name:?}; {columns}"))
}

impl Chunk {
    fn new(array: &ArrayRef) -> Result<Chunk> {
        Ok(match array.data_type() {
            DataType::Utf8 => Chunk::Utf8(array.as_string().clone()),
            DataType::LargeUtf8 => Chunk::LargeUtf8(array.as_string().clone()),
            DataType::Utf8View => Chunk::Utf8View(array.as_string_view().clone()),
            DataType::Null => Chunk::Null(array.len()),
            DataType::Dictionary(_, _) => {
                let dictionary = array.as_any_dictionary();
                let values = Chunk::new(dictionary.values())?;
                // A null value can be used by a key that is not null, so both are asked.
                let nulls = array.logical_nulls();
                let is_null = |row: usize| nulls.as_ref().is_some_and(|nulls| nulls.is_null(row));
                let keys = if values.len() == 0 {
                    vec![NO_KEY; array.len()]
                } else {
                    let keys = dictionary.normalized_keys().into_iter().enumerate();
                    keys.map(|(row, key)| if is_null(row) { NO_KEY } else { key as u32 }).collect()
                };
                Chunk::Dictionary { keys: keys.into(), values: Box::new(values) }
            }
            other => return Err(Error::not_text(other)),
        })
    }

    fn len(&self) -> usize {
        match self {
            Chunk::Utf8(array) => array.len(),
            Chunk::LargeUtf8(array) => array.len(),
            Chunk::Utf8View(array) => array.len(),
            Chunk::Null(rows) => *rows,
            Chunk::Dictionary { keys, .. } => keys.len(),
        }
    }

    fn text(&self, row: usize) -> Option<&str> {
        match self {
            Chunk::Utf8(array) => array.is_valid(row).then(|| array.value(row)),
            Chunk::LargeUtf8(array) => array.is_valid(row).then(|| array.value(row)),
            Chunk::Utf8View(array) => array.is_valid(row).then(|| array.value(row)),
            Chunk::Null(_) => None,
            Chunk::Dictionary { keys, values } => match keys[row] {
                NO_KEY => None,
                key => values.text(key as usize),
            },
        }
    }
}
