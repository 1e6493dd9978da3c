//! Blocks of rows: the pieces of work between two questions to the observer.

use crate::error::{Error, Result};
use crate::text_column::TextColumn;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use retold::detector::{Observer, Stage};
use std::ops::{ControlFlow, Range};

/// The most rows of a block.
const ROWS: usize = 1 << 16;

/// The most bytes of the texts of a block, if it has several rows.
const BYTES: usize = 16 << 20;

/// How many rows a thread takes at a time.
const RUN: usize = 64;

/// An observer that ignores everything.
pub(crate) struct Unobserved;

impl Observer for Unobserved {
    fn advance(&self, _: usize) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

/// An observer of one step of a larger run: the stages of the step are not reported.
pub(crate) struct Within<'o>(pub(crate) &'o dyn Observer);

impl Observer for Within<'_> {
    fn advance(&self, done: usize) -> ControlFlow<()> {
        self.0.advance(done)
    }
}

/// Gives the texts of a column to `take`, in blocks of a few megabytes. A null is an empty text.
pub(crate) fn blocks_of_texts(
    column: &TextColumn,
    mut take: impl FnMut(&[&str]) -> Result<()>,
) -> Result<()> {
    let (mut block, mut bytes) = (Vec::new(), 0);
    for text in column.iter() {
        let text = text.unwrap_or_default();
        bytes += text.len();
        block.push(text);
        if block.len() == ROWS || bytes >= BYTES {
            take(&block)?;
            block.clear();
            bytes = 0;
        }
    }
    if block.is_empty() { Ok(()) } else { take(&block) }
}

/// Calls `work` for runs of rows in parallel, and returns the results in the order of the rows.
pub(crate) fn runs_of_rows<T: Send>(
    rows: usize,
    stage: Stage,
    observer: &dyn Observer,
    work: impl Fn(Range<usize>) -> T + Sync,
) -> Result<Vec<T>> {
    observer.stage(stage, rows);
    let runs = (0..rows.div_ceil(RUN)).into_par_iter().map(|run| {
        let run = run * RUN..(run * RUN + RUN).min(rows);
        let done = run.len();
        let result = work(run);
        match observer.advance(done) {
            ControlFlow::Continue(()) => Ok(result),
            ControlFlow::Break(()) => Err(Error::cancelled()),
        }
    });
    runs.collect()
}
