//! What the drivers tell an observer, and whether it has stopped them.

use super::observer::{Observer, Stage};
use crate::error::{Error, ErrorKind, Result};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

/// An observer, if there is one, and whether it has stopped the run.
///
/// Loops that run side by side cannot be left in the middle. So each piece of such a loop asks
/// whether it is still wanted, gives an empty result if not, and whoever started the loop looks with
/// [`check`](Progress::check) before anything is made of the results.
pub(super) struct Progress<'o> {
    observer: Option<&'o dyn Observer>,
    is_stopped: AtomicBool,
}

impl<'o> Progress<'o> {
    /// Nobody watches.
    pub(super) fn unobserved() -> Progress<'static> {
        Progress { observer: None, is_stopped: AtomicBool::new(false) }
    }

    pub(super) fn observed_by(observer: &'o dyn Observer) -> Progress<'o> {
        Progress { observer: Some(observer), is_stopped: AtomicBool::new(false) }
    }

    /// Begins a stage of so many things to do.
    pub(super) fn stage(&self, stage: Stage, total: usize) -> Result<()> {
        self.check()?;
        if let Some(observer) = self.observer {
            observer.stage(stage, total);
        }
        Ok(())
    }

    /// Does a piece of work, of so many things, unless the run was stopped; then, nothing.
    pub(super) fn piece<R: Default>(&self, things: usize, work: impl FnOnce() -> R) -> R {
        if self.is_stopped.load(Relaxed) {
            return R::default();
        }
        let result = work();
        self.advance(things);
        result
    }

    /// So many things are done.
    pub(super) fn advance(&self, things: usize) {
        if let Some(observer) = self.observer
            && observer.advance(things).is_break()
        {
            self.is_stopped.store(true, Relaxed);
        }
    }

    /// Whether the run goes on: an error if it was stopped, whose results are not complete.
    pub(super) fn check(&self) -> Result<()> {
        if self.is_stopped.load(Relaxed) {
            return Err(Error::new(ErrorKind::Cancelled));
        }
        Ok(())
    }
}
