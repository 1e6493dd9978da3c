//! The removal of near-copies from a table.

use crate::column::Column;
use crate::run::Run;
use crate::settings;
use crate::table::Table;
use crate::texts::texts;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::sync::Arc;

/// Decides which rows are removed. Returns the removed rows, the kept rows, and the counts.
#[pyfunction]
pub(crate) fn dedup<'py>(
    py: Python<'py>,
    data: &Bound<'py, PyAny>,
    text: &str,
    threshold: Option<f64>,
    remove: &str,
    min_words: Option<usize>,
    seed: u64,
    run: Run<'py>,
) -> PyResult<(Table, Column, Bound<'py, PyDict>)> {
    let detector = settings::documents(threshold, settings::remove(remove)?, min_words, seed)?;
    let column = texts(data, text)?;
    let found = run.of(py, |observer| retold_arrow::dedup_with(&column, &detector, observer))?;
    let counts = PyDict::new(py);
    counts.set_item("rows", found.rows())?;
    counts.set_item("other_facts", found.other_facts())?;
    counts.set_item("equivalent", found.equivalent())?;
    counts.set_item("unresolved", found.unresolved())?;
    Ok((Table(found.removed_batch()), Column(Arc::new(found.kept_rows())), counts))
}
