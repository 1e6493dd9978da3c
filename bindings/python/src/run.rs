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
    done: AtomicUsize,
    stop: AtomicBool,
    stage: Mutex<Current>,
}

/// The stage of a run.
#[derive(Clone, Default)]
struct Current {
    /// The number of stages that were started before.
    number: usize,
    name: String,
    total: Option<usize>,
    unit: &'static str,
}

impl State {
    /// Starts a stage.
    pub(crate) fn start(&self, name: String, total: Option<usize>, unit: &'static str) {
        let mut stage = self.stage.lock().unwrap_or_else(PoisonError::into_inner);
        *stage = Current { number: stage.number + 1, name, total, unit };
        self.done.store(0, Ordering::Relaxed);
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

    fn current(&self) -> (Current, usize) {
        let stage = self.stage.lock().unwrap_or_else(PoisonError::into_inner).clone();
        (stage, self.done.load(Ordering::Relaxed))
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
struct Bar {
    make: Option<Py<PyAny>>,
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
        let (stage, done) = state.current();
        if stage.number != self.stage {
            let make = make.clone_ref(py);
            self.close(py)?;
            let arguments = PyDict::new(py);
            arguments.set_item("total", stage.total)?;
            arguments.set_item("desc", &stage.name)?;
            arguments.set_item("unit", stage.unit)?;
            if stage.unit == "B" {
                arguments.set_item("unit_scale", true)?;
            }
            self.open = Some(make.call(py, (), Some(&arguments))?);
            (self.stage, self.shown) = (stage.number, 0);
        }
        if let Some(open) = &self.open
            && done > self.shown
        {
            open.call_method1(py, "update", (done - self.shown,))?;
            self.shown = done;
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
