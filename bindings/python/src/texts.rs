//! The texts of an argument: Arrow data of any library, or a list of `str`.

use crate::failure::value_error;
use arrow_array::ArrayRef;
use arrow_array::builder::StringBuilder;
use arrow_array::cast::AsArray;
use arrow_schema::{ArrowError, DataType};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyString, PyTuple};
use pyo3_arrow::input::AnyArray;
use retold_arrow::TextColumn;
use std::sync::Arc;

/// The most bytes of a chunk that is made of a list of `str`, if it has several texts.
const CHUNK: usize = 8 << 20;

/// Returns the texts of `data`: a list of `str`, or Arrow data. If it has columns, `name` is the one with the texts.
///
/// # Errors
/// A `ValueError` if it is none of these, or has no such column of strings.
pub(crate) fn texts(data: &Bound<'_, PyAny>, name: &str) -> PyResult<TextColumn> {
    if let Ok(list) = data.cast::<PyList>() {
        return of_strings(list.iter());
    }
    if let Ok(tuple) = data.cast::<PyTuple>() {
        return of_strings(tuple.iter());
    }
    if !data.hasattr("__arrow_c_stream__")? && !data.hasattr("__arrow_c_array__")? {
        let found = data.get_type().qualname()?;
        return Err(value_error(format!(
            "texts must be a list of str, or a table that exports Arrow data (polars, pandas, pyarrow, \
             datasets, DuckDB), got {found}; convert it to one of them"
        )));
    }
    let reader = data.extract::<AnyArray>()?.into_reader()?;
    let field = reader.field();
    let arrays = reader.collect::<Result<Vec<ArrayRef>, ArrowError>>().map_err(value_error)?;
    if let DataType::Struct(fields) = field.data_type() {
        TextColumn::check_name(fields, name).map_err(value_error)?;
        let structs = arrays.iter().map(|array| array.as_struct().clone());
        return TextColumn::of_structs(structs, name).map_err(value_error);
    }
    if arrays.is_empty() {
        // So that a column of numbers without rows is refused like one with rows.
        let empty = arrow_array::new_empty_array(field.data_type());
        return TextColumn::new(vec![empty]).map_err(value_error);
    }
    TextColumn::new(arrays).map_err(value_error)
}

/// The texts of `str` objects, copied; `None` is a null.
fn of_strings<'py>(items: impl Iterator<Item = Bound<'py, PyAny>>) -> PyResult<TextColumn> {
    let mut chunks: Vec<ArrayRef> = Vec::new();
    let mut chunk = StringBuilder::new();
    for (row, item) in items.enumerate() {
        if item.is_none() {
            chunk.append_null();
            continue;
        }
        let Ok(text) = item.cast::<PyString>() else {
            let found = item.get_type().qualname()?;
            return Err(value_error(format!("text {row} must be a str or None, got {found}")));
        };
        let Ok(text) = text.to_str() else {
            return Err(value_error(format!(
                "text {row} has a lone surrogate, which is no character; replace it with \
                 text.encode(\"utf-8\", \"replace\").decode()"
            )));
        };
        chunk.append_value(text);
        if chunk.values_slice().len() >= CHUNK {
            chunks.push(Arc::new(chunk.finish()));
        }
    }
    chunks.push(Arc::new(chunk.finish()));
    TextColumn::new(chunks).map_err(value_error)
}
