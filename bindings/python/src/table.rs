//! [`Table`]: a record batch that any Arrow library can read.

use crate::failure::value_error;
use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int64Type, UInt32Type};
use arrow_array::{Array, ArrayRef, RecordBatch, StructArray};
use arrow_ipc::reader::StreamReader;
use arrow_ipc::writer::StreamWriter;
use arrow_schema::{DataType, Field};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyCapsule, PyDict, PyList, PyType};
use pyo3_arrow::ffi::{ArrayIterator, to_schema_pycapsule, to_stream_pycapsule};
use std::sync::Arc;

/// A table of a result, for all libraries that read Arrow streams.
#[pyclass(frozen, module = "retold")]
pub(crate) struct Table(pub(crate) RecordBatch);

#[pymethods]
impl Table {
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let array: ArrayRef = Arc::new(StructArray::from(self.0.clone()));
        let field = Field::new("", array.data_type().clone(), false);
        let field = Arc::new(field.with_metadata(self.0.schema().metadata().clone()));
        let reader = Box::new(ArrayIterator::new([Ok(array)], field));
        Ok(to_stream_pycapsule(py, reader, requested_schema)?)
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        Ok(to_schema_pycapsule(py, self.0.schema().as_ref())?)
    }

    fn __len__(&self) -> usize {
        self.0.num_rows()
    }

    /// The names of the columns.
    #[getter]
    fn column_names(&self) -> Vec<String> {
        self.0.schema().fields().iter().map(|field| field.name().clone()).collect()
    }

    /// The values of a column.
    fn column<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyList>> {
        let column = self.0.column_by_name(name);
        values(py, column.ok_or_else(|| value_error(format!("there is no column {name:?}")))?)
    }

    /// The columns by their names.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let columns = PyDict::new(py);
        for (field, column) in self.0.schema().fields().iter().zip(self.0.columns()) {
            columns.set_item(field.name(), values(py, column)?)?;
        }
        Ok(columns)
    }

    /// A table from the bytes of an Arrow stream, for pickle.
    #[classmethod]
    fn from_ipc(_: &Bound<'_, PyType>, stream: &[u8]) -> PyResult<Table> {
        from_ipc(stream).map(Table)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>, py: Python<'py>) -> PyResult<Reduced<'py>> {
        reduced(py, slf, &slf.get().0)
    }

    fn __repr__(&self) -> String {
        format!("Table({} rows: {})", self.0.num_rows(), self.column_names().join(", "))
    }
}

/// What `__reduce__` returns: the class method `from_ipc`, and its argument.
pub(crate) type Reduced<'py> = (Bound<'py, PyAny>, (Bound<'py, PyBytes>,));

/// The form in which an object is pickled: its class reads the bytes of an Arrow stream.
pub(crate) fn reduced<'py>(
    py: Python<'py>,
    object: &Bound<'py, PyAny>,
    batch: &RecordBatch,
) -> PyResult<Reduced<'py>> {
    let mut stream = Vec::new();
    let mut writer = StreamWriter::try_new(&mut stream, &batch.schema()).map_err(value_error)?;
    writer.write(batch).and_then(|()| writer.finish()).map_err(value_error)?;
    Ok((object.get_type().getattr("from_ipc")?, (PyBytes::new(py, &stream),)))
}

/// The record batch of an Arrow stream.
pub(crate) fn from_ipc(stream: &[u8]) -> PyResult<RecordBatch> {
    let mut reader = StreamReader::try_new(stream, None).map_err(value_error)?;
    let batch = reader.next().ok_or_else(|| value_error("the stream has no record batch"))?;
    batch.map_err(value_error)
}

/// The values of an array as Python objects, for the types that retold returns.
pub(crate) fn values<'py>(py: Python<'py>, array: &ArrayRef) -> PyResult<Bound<'py, PyList>> {
    let list = PyList::empty(py);
    for row in 0..array.len() {
        list.append(value(py, array, row)?)?;
    }
    Ok(list)
}

fn value<'py>(py: Python<'py>, array: &ArrayRef, row: usize) -> PyResult<Bound<'py, PyAny>> {
    if array.is_null(row) {
        return Ok(py.None().into_bound(py));
    }
    match array.data_type() {
        DataType::Int64 => array.as_primitive::<Int64Type>().value(row).into_bound_py_any(py),
        DataType::UInt32 => array.as_primitive::<UInt32Type>().value(row).into_bound_py_any(py),
        DataType::Float64 => array.as_primitive::<Float64Type>().value(row).into_bound_py_any(py),
        DataType::Boolean => array.as_boolean().value(row).into_bound_py_any(py),
        DataType::Utf8 => array.as_string::<i32>().value(row).into_bound_py_any(py),
        DataType::FixedSizeBinary(_) => {
            Ok(PyBytes::new(py, array.as_fixed_size_binary().value(row)).into_any())
        }
        DataType::FixedSizeList(..) => {
            Ok(values(py, &array.as_fixed_size_list().value(row))?.into_any())
        }
        DataType::List(_) => Ok(values(py, &array.as_list::<i32>().value(row))?.into_any()),
        other => Err(value_error(format!("no result has the type {other}"))),
    }
}
