//! The engine of the command on files: memory does not grow with the text.

use crate::failure::Failure;
use crate::run::{Run, State};
use crate::settings;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use retold_io::dedup::{KeepRule, Options, RestoreOptions, Summary};
use retold_io::{Diagnostics, Progress};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

/// The payload by which a run on files is unwound when it is stopped.
///
/// The run drops its helper files while it is unwound, and no output gets its name before it is complete.
struct StopRun;

/// Collects the messages of a run, and counts its bytes.
struct Listener<'s> {
    state: &'s State,
    messages: Mutex<Vec<String>>,
}

impl Diagnostics for Listener<'_> {
    fn say(&self, message: &str) {
        self.messages.lock().unwrap_or_else(PoisonError::into_inner).push(message.to_owned());
    }

    fn reading(&self, bytes: Option<u64>) -> Box<dyn Progress + '_> {
        self.state.start("reading".to_owned(), bytes.map(|bytes| bytes as usize), "B");
        Box::new(Reading(self.state))
    }
}

struct Reading<'s>(&'s State);

impl Progress for Reading<'_> {
    fn read(&self, bytes: u64) {
        if self.0.advance(bytes as usize) == ControlFlow::Break(()) && !std::thread::panicking() {
            resume_unwind(Box::new(StopRun));
        }
    }

    fn comparing(&self, texts: usize) {
        self.0.start("comparing".to_owned(), Some(texts), "texts");
    }
}

/// Runs `work` with a listener. If the run is stopped, the reason is `Failure::Stopped`.
fn listened<T>(
    state: &State,
    work: impl FnOnce(&Listener<'_>) -> Result<T, retold_io::Error>,
) -> Result<(T, Vec<String>), Failure> {
    let listener = Listener { state, messages: Mutex::default() };
    match catch_unwind(AssertUnwindSafe(|| work(&listener))) {
        Ok(result) => {
            let messages = listener.messages.into_inner().unwrap_or_else(PoisonError::into_inner);
            Ok((result?, messages))
        }
        Err(payload) if payload.is::<StopRun>() => Err(Failure::Stopped),
        Err(payload) => resume_unwind(payload),
    }
}

/// The arguments of a run on files, by their names in Python.
#[derive(FromPyObject)]
pub(crate) struct FileOptions {
    #[pyo3(item)]
    text: String,
    #[pyo3(item)]
    by: String,
    #[pyo3(item)]
    threshold: Option<f64>,
    #[pyo3(item)]
    min_identity: Option<f64>,
    #[pyo3(item)]
    min_words: Option<usize>,
    #[pyo3(item)]
    remove: String,
    #[pyo3(item)]
    keep: String,
    #[pyo3(item)]
    keep_by: Option<String>,
    #[pyo3(item)]
    contained: bool,
    #[pyo3(item)]
    annotate: bool,
    #[pyo3(item)]
    against: Vec<PathBuf>,
    #[pyo3(item)]
    id: Option<String>,
    #[pyo3(item)]
    audit: Option<PathBuf>,
    #[pyo3(item)]
    force: bool,
    #[pyo3(item)]
    seed: u64,
}

impl FileOptions {
    fn options(self, inputs: Vec<PathBuf>, output: PathBuf) -> PyResult<Options> {
        let mut options = Options::new(inputs, output);
        options.text_field = self.text;
        options.by = settings::by(&self.by)?;
        options.threshold = self.threshold;
        options.min_identity = self.min_identity;
        options.min_words = self.min_words;
        options.remove = settings::remove(&self.remove)?;
        options.keep = match (self.keep.as_str(), self.keep_by) {
            ("first", None) => KeepRule::First,
            ("longest", None) => KeepRule::Longest,
            ("earliest", Some(field)) => KeepRule::Earliest(field),
            ("priority", Some(file)) => KeepRule::Priority(file.into()),
            (keep, by) => {
                return Err(crate::failure::value_error(format!(
                    "keep must be \"first\" or \"longest\", or \"earliest\" with keep_by=\"FIELD\", or \
                     \"priority\" with keep_by=\"FILE\"; got keep={keep:?} and keep_by={by:?}"
                )));
            }
        };
        options.contained = self.contained;
        options.annotate = self.annotate;
        options.against = self.against;
        options.id_field = self.id;
        options.audit = self.audit;
        options.force = self.force;
        options.seed = self.seed;
        Ok(options)
    }
}

/// Writes a clean file or folder, and its audit log.
#[pyfunction]
pub(crate) fn dedup_file<'py>(
    py: Python<'py>,
    inputs: Vec<PathBuf>,
    output: PathBuf,
    options: FileOptions,
    run: Run<'py>,
) -> PyResult<Bound<'py, PyDict>> {
    let options = options.options(inputs, output)?;
    let (summary, messages) = run
        .of(py, |state| listened(state, |listener| retold_io::dedup::dedup(&options, listener)))?;
    let figures = figures(py, &summary)?;
    figures.set_item("messages", messages)?;
    Ok(figures)
}

fn figures<'py>(py: Python<'py>, summary: &Summary) -> PyResult<Bound<'py, PyDict>> {
    let figures = PyDict::new(py);
    for (name, value) in [
        ("documents", summary.documents),
        ("bytes", summary.bytes),
        ("removed", summary.counts.removed),
        ("identical", summary.counts.identical),
        ("equivalent", summary.counts.equivalent),
        ("other_facts", summary.counts.kept_for_facts),
        ("unresolved", summary.counts.unresolved),
        ("without_text", summary.faults + summary.blank + summary.null + summary.whole),
        ("lost_words", summary.lost_words),
    ] {
        figures.set_item(name, value)?;
    }
    Ok(figures)
}

/// Writes the input of an earlier run again.
#[pyfunction]
pub(crate) fn restore_file<'py>(
    py: Python<'py>,
    clean: PathBuf,
    output: PathBuf,
    audit: Option<PathBuf>,
    force: bool,
    run: Run<'py>,
) -> PyResult<(usize, u64)> {
    let mut options = RestoreOptions::new(clean, output);
    options.audit = audit;
    options.force = force;
    let (restored, _) = run.of(py, |state| {
        listened(state, |listener| retold_io::dedup::restore(&options, listener))
    })?;
    Ok((restored.files, restored.bytes))
}
