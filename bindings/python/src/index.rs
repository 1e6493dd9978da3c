//! [`Index`]: compares each new text with all earlier ones.

use crate::failure::{Failure, value_error};
use crate::run::Run;
use crate::settings;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use retold::Detector;
use retold::detector::AddOutcome;

/// A search in earlier texts.
#[pyclass(module = "retold._retold")]
pub(crate) struct Index(retold::Index);

#[pymethods]
impl Index {
    #[new]
    fn new(
        unit: &str,
        threshold: Option<f64>,
        min_words: Option<usize>,
        seed: u64,
    ) -> PyResult<Index> {
        let mut builder = Detector::builder().unit(settings::unit(unit)?).seed(seed);
        if let Some(threshold) = threshold {
            builder = builder.threshold(threshold);
        }
        if let Some(words) = min_words {
            builder = builder.min_words(words);
        }
        let index = builder.build().and_then(|detector| detector.index());
        index.map(Index).map_err(value_error)
    }

    /// Adds a text, and returns the earlier texts that it repeats.
    fn add<'py>(
        &mut self,
        py: Python<'py>,
        name: &str,
        text: &str,
        run: Run<'py>,
    ) -> PyResult<Bound<'py, PyDict>> {
        let index = &mut self.0;
        let outcome =
            run.of(py, |observer| index.add_with(name, text, observer).map_err(Failure::from))?;
        self.shown(py, &outcome)
    }

    fn __len__(&self) -> usize {
        self.0.len()
    }

    /// The name of an added text.
    fn name(&self, number: u32) -> PyResult<&str> {
        if number as usize >= self.0.len() {
            let texts = self.0.len();
            return Err(value_error(format!("there is no text {number}; the index has {texts}")));
        }
        Ok(self.0.name(retold::DocumentId(number)))
    }
}

impl Index {
    fn shown<'py>(&self, py: Python<'py>, outcome: &AddOutcome) -> PyResult<Bound<'py, PyDict>> {
        let shown = PyDict::new(py);
        shown.set_item("number", outcome.document.0)?;
        let copy = match outcome.copy_of {
            None => None,
            Some(copy) => {
                let of = PyDict::new(py);
                of.set_item("number", copy.document.0)?;
                of.set_item("name", self.0.name(copy.document))?;
                of.set_item("relation", copy.relation.to_string().replace(' ', "_"))?;
                of.set_item("resemblance", copy.resemblance.get())?;
                Some(of)
            }
        };
        shown.set_item("copy_of", copy)?;
        let repeats = PyList::empty(py);
        for repeat in &outcome.repeats {
            let of = PyDict::new(py);
            of.set_item("number", repeat.document.0)?;
            of.set_item("name", self.0.name(repeat.document))?;
            of.set_item("words", repeat.words)?;
            of.set_item("resemblance", repeat.resemblance.get())?;
            of.set_item("lines", (repeat.here.first_line, repeat.here.last_line))?;
            of.set_item("earlier_lines", (repeat.there.first_line, repeat.there.last_line))?;
            repeats.append(of)?;
        }
        shown.set_item("repeats", repeats)?;
        let matches = PyList::empty(py);
        for found in &outcome.matches {
            matches.append((found.earlier.0, found.resemblance.get()))?;
        }
        shown.set_item("matches", matches)?;
        Ok(shown)
    }
}
