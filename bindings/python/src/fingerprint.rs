//! The kernels for query engines: signatures, band keys, fingerprints and the verdict on pairs.

use crate::column::Column;
use crate::failure::{Failure, value_error};
use crate::run::Run;
use crate::settings;
use crate::table::Table;
use crate::texts::texts;
use arrow_array::builder::{FixedSizeListBuilder, UInt32Builder};
use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;
use pyo3::prelude::*;
use pyo3::types::PyList;
use pyo3_arrow::input::{AnyArray, AnyRecordBatch};
use retold::lsh::Banding;
use retold::sketch::{MinHasher, SketchKind};
use std::sync::Arc;

/// The signature of each text.
#[pyfunction]
pub(crate) fn signatures<'py>(
    py: Python<'py>,
    data: &Bound<'py, PyAny>,
    text: &str,
    slots: usize,
    width: usize,
    kind: &str,
    seed: u64,
    run: Run<'py>,
) -> PyResult<Column> {
    let kind = match kind {
        "bucketed" => SketchKind::Bucketed,
        "classic" => SketchKind::Classic,
        _ => {
            let rule = "kind must be one of \"bucketed\", \"classic\"";
            return Err(value_error(format!("{rule}, got {kind:?}")));
        }
    };
    let hasher = MinHasher::with_kind(kind, slots, seed).map_err(value_error)?;
    let column = texts(data, text)?;
    let found =
        run.of(py, |observer| retold_arrow::signatures_with(&column, &hasher, width, observer))?;
    Ok(Column(Arc::new(found)))
}

/// The bands of signatures: their number alone, or with the number of slots of each.
#[derive(FromPyObject)]
pub(crate) enum Bands {
    Number(usize),
    Shape(usize, usize),
}

/// The keys of the bands of signatures, which are Arrow data or lists of numbers.
#[pyfunction]
pub(crate) fn band_keys(
    py: Python<'_>,
    signatures: &Bound<'_, PyAny>,
    bands: Bands,
) -> PyResult<Column> {
    let chunks = if signatures.is_instance_of::<PyList>() {
        vec![of_lists(signatures)?]
    } else {
        let reader = signatures.extract::<AnyArray>()?.into_reader()?;
        let field = reader.field();
        let mut chunks = reader.collect::<Result<Vec<ArrayRef>, _>>().map_err(value_error)?;
        if chunks.is_empty() {
            chunks.push(arrow_array::new_empty_array(field.data_type()));
        }
        chunks
    };
    let slots = match chunks[0].data_type() {
        DataType::FixedSizeList(_, slots) => *slots as usize,
        _ => 0,
    };
    let banding = match bands {
        Bands::Shape(bands, rows) => Banding::new(bands, rows),
        Bands::Number(bands) => Banding::new(bands, slots.checked_div(bands).unwrap_or(0)),
    };
    let banding = banding.map_err(value_error)?;
    let keys = py.detach(|| {
        let keys = chunks.iter().map(|chunk| retold_arrow::band_keys(chunk.as_ref(), banding));
        let keys = keys.collect::<Result<Vec<_>, _>>().map_err(Failure::from)?;
        let parts: Vec<&dyn Array> = keys.iter().map(|it| it as &dyn Array).collect();
        arrow_select::concat::concat(&parts).map_err(|error| Failure::Value(error.to_string()))
    });
    keys.map(Column).map_err(PyErr::from)
}

/// Signatures as lists of numbers; None is a null.
fn of_lists(signatures: &Bound<'_, PyAny>) -> PyResult<ArrayRef> {
    let lists: Vec<Option<Vec<u32>>> = signatures.extract().map_err(|_| {
        value_error("signatures must be lists of numbers of 32 bits, as the function signatures returns them")
    })?;
    let slots = lists.iter().flatten().map(Vec::len).next().unwrap_or(0);
    let mut builder = FixedSizeListBuilder::new(UInt32Builder::new(), slots as i32);
    for (row, list) in lists.into_iter().enumerate() {
        match list {
            Some(list) if list.len() == slots => builder.values().append_slice(&list),
            Some(list) => {
                let found = list.len();
                return Err(value_error(format!(
                    "all signatures must have one length, but the first has {slots} slots and row {row} has \
                     {found}"
                )));
            }
            None => {
                builder.values().append_slice(&vec![0; slots]);
                builder.append(false);
                continue;
            }
        }
        builder.append(true);
    }
    Ok(Arc::new(builder.finish()))
}

/// The fingerprint of each text.
#[pyfunction]
pub(crate) fn fingerprints<'py>(
    py: Python<'py>,
    data: &Bound<'py, PyAny>,
    text: &str,
    threshold: Option<f64>,
    seed: u64,
    run: Run<'py>,
) -> PyResult<Table> {
    let detector = settings::documents(threshold, settings::remove("equivalent")?, None, seed)?;
    let column = texts(data, text)?;
    run.of(py, |observer| retold_arrow::fingerprints_with(&column, &detector, observer)).map(Table)
}

/// The verdicts on pairs of rows: a table with the columns `a` and `b`, or a list of pairs.
#[pyfunction]
pub(crate) fn verify<'py>(
    py: Python<'py>,
    pairs: &Bound<'py, PyAny>,
    data: &Bound<'py, PyAny>,
    text: &str,
    threshold: Option<f64>,
    remove: &str,
    min_words: Option<usize>,
    run: Run<'py>,
) -> PyResult<Table> {
    let detector = settings::documents(threshold, settings::remove(remove)?, min_words, 0)?;
    let column = texts(data, text)?;
    let (a, b) = if pairs.is_instance_of::<PyList>() {
        let pairs: Vec<(i64, i64)> = pairs.extract().map_err(|_| {
            value_error("pairs must be pairs of row numbers, or a table with the columns a and b")
        })?;
        pairs.into_iter().unzip()
    } else {
        of_table(pairs)?
    };
    run.of(py, |observer| retold_arrow::verify_with(&column, &a, &b, &detector, observer))
        .map(Table)
}

/// The columns `a` and `b` of a table.
fn of_table(pairs: &Bound<'_, PyAny>) -> PyResult<(Vec<i64>, Vec<i64>)> {
    let mut columns = [Vec::new(), Vec::new()];
    for batch in pairs.extract::<AnyRecordBatch>()?.into_reader()? {
        let batch = batch.map_err(value_error)?;
        for (name, rows) in ["a", "b"].into_iter().zip(&mut columns) {
            let column = batch.column_by_name(name).ok_or_else(|| {
                value_error(format!("pairs must have the columns a and b, but there is no {name}"))
            })?;
            if !column.data_type().is_integer() || column.null_count() > 0 {
                return Err(value_error(format!(
                    "the column {name} of pairs must have row numbers and no null, but its type is {}",
                    column.data_type()
                )));
            }
            let whole = arrow_cast::cast(column, &DataType::Int64).map_err(value_error)?;
            rows.extend_from_slice(whole.as_primitive::<Int64Type>().values());
        }
    }
    Ok(columns.into())
}
