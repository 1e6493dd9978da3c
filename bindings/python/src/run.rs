//! One run of a kernel: without the GIL, in threads of its own, with progress, and stopped by Ctrl-C.
//!
//! The kernel runs in a pool that lives as long as the run. A pool that is shared between runs would be dead in a
//! process that `multiprocessing` makes by `fork`, because a fork copies no threads. A pool of two threads
//! costs less than 0.1 ms.
//!
//! The thread that called from Python waits meanwhile. Every few milliseconds it takes the GIL for a moment,
//! asks Python for signals, and moves the progress bar. If a signal handler raises, the observer stops the kernel.

use crate::failure::{Failure, value_error};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use retold::detector::{Observer, Stage};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// The time between two questions for signals.
const TICK: Duration = Duration::from_millis(50);

/// What all runs have in common: the number of threads, and a callable in the place of `tqdm`.
#[derive(FromPyObject)]
pub(crate) struct Run<'py> {
    #[pyo3(item)]
    threads: Option<usize>,
    #[pyo3(item)]
    progress: Option<Bound<'py, PyAny>>,
}

/// The state of a run that its threads share.
#[derive(Default)]
pub(crate) struct State {
    /// The work of the last stage.
    done: AtomicUsize,
    stop: AtomicBool,
    /// All stages so far. A stage can end before the thread that called from Python has looked at it.
    stages: Mutex<Vec<RunStage>>,
}

/// A stage of a run.
#[derive(Clone)]
struct RunStage {
    name: String,
    total: Option<usize>,
    unit: &'static str,
    /// The work that was done; of the last stage, it is counted in [`State`].
    done: usize,
}

impl State {
    /// Starts a stage.
    pub(crate) fn start(&self, name: String, total: Option<usize>, unit: &'static str) {
        let mut stages = self.stages.lock().unwrap_or_else(PoisonError::into_inner);
        let done = self.done.swap(0, Ordering::Relaxed);
        if let Some(last) = stages.last_mut() {
            last.done = done;
        }
        stages.push(RunStage { name, total, unit, done: 0 });
    }

    /// Counts work, and says whether the run goes on.
    pub(crate) fn advance(&self, done: usize) -> ControlFlow<()> {
        self.done.fetch_add(done, Ordering::Relaxed);
        if self.stop.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    /// The stages from a number on, with their work.
    fn stages_from(&self, number: usize) -> Vec<RunStage> {
        let stages = self.stages.lock().unwrap_or_else(PoisonError::into_inner);
        let mut stages = stages.get(number..).unwrap_or_default().to_vec();
        if let Some(last) = stages.last_mut() {
            last.done = self.done.load(Ordering::Relaxed);
        }
        stages
    }
}

impl Observer for State {
    fn stage(&self, stage: Stage, total: usize) {
        let unit = match stage {
            Stage::Reading => "texts",
            Stage::Deciding => "items",
            _ => "it",
        };
        self.start(stage.to_string(), Some(total), unit);
    }

    fn advance(&self, done: usize) -> ControlFlow<()> {
        State::advance(self, done)
    }
}

impl Run<'_> {
    /// Runs a kernel.
    ///
    /// # Errors
    /// The failure of the kernel, or the exception of a signal handler or of the progress bar.
    pub(crate) fn of<T, E>(
        self,
        py: Python<'_>,
        kernel: impl FnOnce(&State) -> Result<T, E> + Send,
    ) -> PyResult<T>
    where
        T: Send,
        E: Into<Failure> + Send,
    {
        let threads = self.threads.unwrap_or(0);
        let mut bar = Bar::new(self.progress.map(Bound::unbind));
        let state = State::default();
        let outcome = py.detach(|| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
            let pool = pool.map_err(|error| {
                value_error(format!("cannot start {threads} threads: {error}; lower threads"))
            })?;
            let (sender, receiver) = mpsc::channel();
            pool.in_place_scope(|scope| {
                let state = &state;
                scope.spawn(move |_| {
                    // The receiver is gone only if this thread panics, and then nobody waits.
                    let _ = sender.send(kernel(state));
                });
                let mut raised = None;
                loop {
                    match receiver.recv_timeout(TICK) {
                        Ok(result) => break Some((result, raised)),
                        // The kernel panicked. The scope passes the panic on.
                        Err(RecvTimeoutError::Disconnected) => break None,
                        Err(RecvTimeoutError::Timeout) if raised.is_none() => {
                            let ticked = Python::attach(|py| {
                                py.check_signals()?;
                                bar.show(py, state)
                            });
                            if let Err(error) = ticked {
                                state.stop.store(true, Ordering::Relaxed);
                                raised = Some(error);
                            }
                        }
                        Err(RecvTimeoutError::Timeout) => {}
                    }
                }
            })
            .ok_or_else(|| value_error("the run failed"))
        });
        let (result, raised) = outcome?;
        let closed = bar.finish(py, &state);
        match (result, raised) {
            (_, Some(error)) => Err(error),
            (Ok(value), None) => closed.map(|()| value),
            (Err(failure), None) => Err(PyErr::from(failure.into())),
        }
    }
}

/// A progress bar with the protocol of tqdm: `bar(total=…, desc=…, unit=…)`, `update(n)`, `close()`.
///
/// Each stage has a bar, also one that ended before it was looked at.
struct Bar {
    make: Option<Py<PyAny>>,
    /// The bar of the stage with the number `stage`.
    open: Option<Py<PyAny>>,
    stage: usize,
    shown: usize,
}

impl Bar {
    fn new(make: Option<Py<PyAny>>) -> Bar {
        Bar { make, open: None, stage: 0, shown: 0 }
    }

    fn show(&mut self, py: Python<'_>, state: &State) -> PyResult<()> {
        let Some(make) = &self.make else { return Ok(()) };
        let make = make.clone_ref(py);
        for (number, stage) in (self.stage..).zip(state.stages_from(self.stage)) {
            if number != self.stage || self.open.is_none() {
                self.close(py)?;
                let arguments = PyDict::new(py);
                arguments.set_item("total", stage.total)?;
                arguments.set_item("desc", &stage.name)?;
                arguments.set_item("unit", stage.unit)?;
                if stage.unit == "B" {
                    arguments.set_item("unit_scale", true)?;
                }
                self.open = Some(make.call(py, (), Some(&arguments))?);
                (self.stage, self.shown) = (number, 0);
            }
            if let Some(open) = &self.open
                && stage.done > self.shown
            {
                open.call_method1(py, "update", (stage.done - self.shown,))?;
                self.shown = stage.done;
            }
        }
        Ok(())
    }

    fn close(&mut self, py: Python<'_>) -> PyResult<()> {
        match self.open.take() {
            Some(open) => open.call_method0(py, "close").map(drop),
            None => Ok(()),
        }
    }

    fn finish(&mut self, py: Python<'_>, state: &State) -> PyResult<()> {
        self.show(py, state)?;
        self.close(py)
    }
}
