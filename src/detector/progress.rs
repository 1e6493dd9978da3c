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
        if self.is_stopped() {
            return R::default();
        }
        let result = work();
        self.advance(things);
        result
    }

    /// Asks the observer in the middle of a long piece, of which no unit is done. Returns whether the run
    /// goes on.
    pub(super) fn goes_on(&self) -> bool {
        self.advance(0);
        !self.is_stopped()
    }

    /// Whether the observer stopped the run.
    pub(super) fn is_stopped(&self) -> bool {
        self.is_stopped.load(Relaxed)
    }

    /// Reports that `things` units are done. Nothing is reported once the run is stopped.
    pub(super) fn advance(&self, things: usize) {
        if let Some(observer) = self.observer
            && !self.is_stopped()
            && observer.advance(things).is_break()
        {
            self.is_stopped.store(true, Relaxed);
        }
    }

    /// An error if the run was stopped: the results of the last loop are incomplete then.
    pub(super) fn check(&self) -> Result<()> {
        if self.is_stopped() {
            return Err(Error::new(ErrorKind::Cancelled));
        }
        Ok(())
    }
}

/// The bytes of text after which a piece of work asks the observer.
const ASKED_AFTER: usize = 1 << 20;

/// Reports work on texts, about once for each megabyte: a run of short texts is one report, and a long text
/// delays none.
pub(super) struct TextPieces<'p> {
    progress: &'p Progress<'p>,
    things: usize,
    bytes: usize,
}

impl<'p> TextPieces<'p> {
    pub(super) fn new(progress: &'p Progress<'_>) -> TextPieces<'p> {
        TextPieces { progress, things: 0, bytes: 0 }
    }

    /// Reports that `things` units are done, with so many bytes of text. Returns whether the run goes on.
    pub(super) fn add(&mut self, things: usize, bytes: usize) -> bool {
        self.things += things;
        self.bytes += bytes;
        if self.bytes >= ASKED_AFTER {
            self.report();
        }
        !self.progress.is_stopped()
    }

    fn report(&mut self) {
        self.progress.advance(std::mem::take(&mut self.things));
        self.bytes = 0;
    }
}

/// The rest is reported at the end.
impl Drop for TextPieces<'_> {
    fn drop(&mut self) {
        if self.bytes > 0 || self.things > 0 {
            self.report();
        }
    }
}
