//! [`Progress`]: calls the observer of a run, and holds whether it has stopped the run.

use super::observer::{Observer, Stage};
use crate::error::{Error, ErrorKind, Result};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

/// An observer, if there is one, and whether it has stopped the run.
///
/// A parallel loop cannot be left in the middle. So each piece of such a loop first looks whether the
/// run was stopped, and returns an empty result if it was. The driver calls [`check`](Progress::check)
/// after the loop and before it uses the results, so an incomplete result is never used.
pub(super) struct Progress<'o> {
    observer: Option<&'o dyn Observer>,
    is_stopped: AtomicBool,
}

impl<'o> Progress<'o> {
    /// Without an observer.
    pub(super) fn unobserved() -> Progress<'static> {
        Progress { observer: None, is_stopped: AtomicBool::new(false) }
    }

    pub(super) fn observed_by(observer: &'o dyn Observer) -> Progress<'o> {
        Progress { observer: Some(observer), is_stopped: AtomicBool::new(false) }
    }

    /// Begins a stage of `total` units of work.
    pub(super) fn stage(&self, stage: Stage, total: usize) -> Result<()> {
        self.check()?;
        if let Some(observer) = self.observer {
            observer.stage(stage, total);
        }
        Ok(())
    }

    /// Does a piece of work of `things` units. If the run was stopped, does nothing and returns the
    /// default value.
    pub(super) fn piece<R: Default>(&self, things: usize, work: impl FnOnce() -> R) -> R {
        if self.is_stopped.load(Relaxed) {
            return R::default();
        }
        let result = work();
        self.advance(things);
        result
    }

    /// Reports that `things` units are done.
    pub(super) fn advance(&self, things: usize) {
        if let Some(observer) = self.observer
            && observer.advance(things).is_break()
        {
            self.is_stopped.store(true, Relaxed);
        }
    }

    /// An error if the run was stopped: the results of the last loop are incomplete then.
    pub(super) fn check(&self) -> Result<()> {
        if self.is_stopped.load(Relaxed) {
            return Err(Error::new(ErrorKind::Cancelled));
        }
        Ok(())
    }
}
