//! [`Report`]: shared passages of the texts of one or two tables.

use crate::failure::{Failure, value_error};
use crate::report_tables;
use crate::report_texts::Texts;
use crate::run::Run;
use crate::table::Table;
use crate::texts::texts;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use retold::Detector;
use retold::passage::{PassageSettings, Scope};
use retold_arrow::TextColumn;
use retold_html::Page;

/// Shared passages and near-copies.
#[pyclass(frozen, module = "retold._retold")]
pub(crate) struct Report {
    report: retold::Report,
    texts: Texts,
}

/// Searches the texts of one table, or the texts that two tables share.
#[pyfunction]
pub(crate) fn scan<'py>(
    py: Python<'py>,
    sides: Vec<Bound<'py, PyAny>>,
    text: &str,
    names: Vec<String>,
    min_words: Option<usize>,
    min_identity: Option<f64>,
    scope: &str,
    run: Run<'py>,
) -> PyResult<Report> {
    let scope = match scope {
        "both" => Scope::Both,
        "across" => Scope::Across,
        "within" => Scope::Within,
        _ => {
            let rule = "scope must be one of \"both\", \"across\", \"within\"";
            return Err(value_error(format!("{rule}, got {scope:?}")));
        }
    };
    let mut settings = PassageSettings::builder().scope(scope);
    if let Some(words) = min_words {
        settings = settings.min_words(words);
    }
    if let Some(identity) = min_identity {
        settings = settings.min_identity(identity);
    }
    let settings = settings.build().map_err(value_error)?;
    let detector = Detector::builder().passages(settings).build().map_err(value_error)?;
    let sides = sides.iter().map(|side| texts(side, text)).collect::<PyResult<Vec<_>>>()?;
    let rows: usize = sides.iter().map(TextColumn::len).sum();
    if names.len() != rows {
        let found = names.len();
        return Err(value_error(format!(
            "there must be one name for each of {rows} texts, got {found}"
        )));
    }
    let texts = Texts { sides, names };
    let report = run.of(py, |observer| {
        let corpus = texts.corpus()?;
        let report = detector.detect_with(&corpus, observer)?;
        Ok::<_, Failure>(if texts.is_comparison() {
            report.between_groups(&corpus)
        } else {
            report
        })
    })?;
    Ok(Report { report, texts })
}

#[pymethods]
impl Report {
    /// The report as JSON.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        py.detach(|| serde_json::to_string(&self.report)).map_err(value_error)
    }

    /// The report as a page of HTML.
    fn to_html(&self, py: Python<'_>, title: Option<&str>) -> PyResult<String> {
        let page = py.detach(|| {
            let corpus = self.texts.corpus()?;
            let mut page = Page::new(&self.report, &corpus);
            if let Some(title) = title {
                page = page.title(title);
            }
            page.render().map_err(|error| Failure::Value(error.to_string()))
        });
        page.map_err(PyErr::from)
    }

    /// The report as text for a terminal.
    fn to_text(&self, py: Python<'_>) -> PyResult<String> {
        let text = py.detach(|| {
            let corpus = self.texts.corpus()?;
            Ok::<_, Failure>(self.report.text().excerpts(&corpus).hints(false).to_string())
        });
        text.map_err(PyErr::from)
    }

    /// One row for each occurrence of a passage.
    fn families(&self) -> PyResult<Table> {
        report_tables::families(&self.report, &self.texts).map(Table).map_err(value_error)
    }

    /// One row for each pair of texts that share passages.
    fn pairs(&self) -> PyResult<Table> {
        report_tables::pairs(&self.report, &self.texts).map(Table).map_err(value_error)
    }

    /// The numbers of texts, families, pairs and clusters.
    fn counts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let counts = PyDict::new(py);
        counts.set_item("texts", self.report.documents().len())?;
        counts.set_item("families", self.report.families().len())?;
        counts.set_item("pairs", self.report.pairs().len())?;
        counts.set_item("clusters", self.report.clusters().len())?;
        Ok(counts)
    }
}
