//! [`Column`]: an array that any Arrow library can read.

use crate::failure::value_error;
use crate::table::{Reduced, from_ipc, reduced, values};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::Field;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyList, PyTuple, PyType};
use pyo3_arrow::ffi::{to_array_pycapsules, to_schema_pycapsule};
use std::sync::Arc;

/// A column of a result, for all libraries that read Arrow arrays.
#[pyclass(frozen, module = "retold")]
pub(crate) struct Column(pub(crate) ArrayRef);

impl Column {
    fn field(&self) -> Field {
        Field::new("", self.0.data_type().clone(), true)
    }
}

#[pymethods]
impl Column {
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        Ok(to_array_pycapsules(py, Arc::new(self.field()), &self.0, requested_schema)?)
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        Ok(to_schema_pycapsule(py, self.field())?)
    }

    fn __len__(&self) -> usize {
        self.0.len()
    }

    /// The values.
    fn to_list<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        values(py, &self.0)
    }

    /// A column from the bytes of an Arrow stream, for pickle.
    #[classmethod]
    fn from_ipc(_: &Bound<'_, PyType>, stream: &[u8]) -> PyResult<Column> {
        Ok(Column(from_ipc(stream)?.column(0).clone()))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>, py: Python<'py>) -> PyResult<Reduced<'py>> {
        let Column(array) = slf.get();
        let batch = RecordBatch::try_from_iter([("", array.clone())]).map_err(value_error)?;
        reduced(py, slf, &batch)
    }

    fn __repr__(&self) -> String {
        format!("Column({} rows of {})", self.0.len(), self.0.data_type())
    }
}
