//! Settings by their names in Python.

use crate::failure::value_error;
use pyo3::prelude::*;
use retold::matching::Remove;
use retold::{Detector, Keep, Unit};
use retold_io::dedup::By;

/// The value with a name, of a few.
fn named<T: Copy>(argument: &str, name: &str, values: &[(&str, T)]) -> PyResult<T> {
    if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
        return Ok(*value);
    }
    let known: Vec<String> = values.iter().map(|(known, _)| format!("{known:?}")).collect();
    Err(value_error(format!("{argument} must be one of {}, got {name:?}", known.join(", "))))
}

pub(crate) fn remove(name: &str) -> PyResult<Remove> {
    let values = [
        ("identical", Remove::Identical),
        ("equivalent", Remove::Equivalent),
        ("similar", Remove::Similar),
    ];
    named("remove", name, &values)
}

pub(crate) fn unit(name: &str) -> PyResult<Unit> {
    let values = [
        ("document", Unit::Document),
        ("paragraph", Unit::Paragraph),
        ("line", Unit::Line),
        ("sentence", Unit::Sentence),
    ];
    named("unit", name, &values)
}

pub(crate) fn by(name: &str) -> PyResult<By> {
    let values = [
        ("document", By::Document),
        ("paragraph", By::Paragraph),
        ("line", By::Line),
        ("passage", By::Passage),
    ];
    named("by", name, &values)
}

/// The detector of whole documents, with the defaults of the command `retold dedup`.
pub(crate) fn documents(
    threshold: Option<f64>,
    remove: Remove,
    min_words: Option<usize>,
    seed: u64,
) -> PyResult<Detector> {
    let mut builder = Detector::builder();
    builder = builder.unit(Unit::Document).keep(Keep::First).remove(remove).seed(seed);
    if let Some(threshold) = threshold {
        builder = builder.threshold(threshold);
    }
    if let Some(words) = min_words {
        builder = builder.min_words(words);
    }
    builder.build().map_err(value_error)
}
