//! [`Observer`]: reports the progress of a run and can stop it.

use std::fmt;
use std::ops::ControlFlow;

/// Receives the progress of a run, and can stop it.
///
/// For each stage the run calls [`stage`](Observer::stage) once, from the thread that started the run,
/// and then [`advance`](Observer::advance) for each piece of work, from any thread. The pieces of a
/// stage add up to its total. A long piece also calls it with 0, to ask whether to go on. After
/// [`ControlFlow::Break`] it is not called again, except by threads that are about to call it, and no
/// further piece is started. The run returns an error of the kind
/// [`Cancelled`](crate::error::ErrorKind::Cancelled) when the pieces in progress are done.
///
/// No result depends on an observer.
///
/// # Examples
/// A limit on the time:
/// ```
/// use retold::detector::{Observer, Stage};
/// use retold::{Corpus, Detector};
/// use std::ops::ControlFlow;
/// use std::time::{Duration, Instant};
///
/// struct Deadline(Instant);
///
/// impl Observer for Deadline {
///     fn stage(&self, stage: Stage, total: usize) {
///         println!("{stage}: {total}");
///     }
///
///     fn advance(&self, _: usize) -> ControlFlow<()> {
///         if Instant::now() < self.0 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
///     }
/// }
///
/// let corpus: Corpus = [("a.txt", "one text"), ("b.txt", "another")].into_iter().collect();
/// let detector = Detector::builder().build()?;
/// let soon = Deadline(Instant::now() + Duration::from_secs(60));
/// assert_eq!(detector.detect_with(&corpus, &soon)?, detector.detect(&corpus));
///
/// let passed = Deadline(Instant::now());
/// let error = detector.detect_with(&corpus, &passed).unwrap_err();
/// assert_eq!(error.to_string(), "cancelled by the observer");
/// # Ok::<(), retold::Error>(())
/// ```
pub trait Observer: Sync {
    /// A stage begins, with `total` units of work.
    fn stage(&self, stage: Stage, total: usize) {
        let _ = (stage, total);
    }

    /// `done` more units of the stage are finished; 0 in the middle of a long piece. The answer says
    /// whether the run goes on.
    fn advance(&self, done: usize) -> ControlFlow<()>;
}

/// The stages of a run. A stage can come several times: documents and segments are searched one after the
/// other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Stage {
    /// Texts are read; counted in documents.
    Reading,
    /// Candidates are searched; counted in bands of the signatures.
    Candidates,
    /// Candidates are compared; counted in groups of candidates that are linked with one another, or
    /// in items where the search is exact. An index counts the segments and the document.
    Comparing,
    /// Seeds of passages are collected; counted in parts of the corpus and partitions of the seeds.
    Seeding,
    /// Repeated seeds of passages are linked; counted in partitions of the seeds.
    Linking,
    /// Documents that share seeds are compared; counted in pairs of documents.
    Aligning,
    /// Places of the same text become families; counted in groups of places, or in repeated blocks of
    /// segments.
    Grouping,
    /// Pairs of documents get their figures; counted in pairs.
    Pairing,
    /// Removals are decided; counted in items with candidates.
    Deciding,
}

/// The activity of the stage: `comparing candidates`.
impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Stage::Reading => "reading texts",
            Stage::Candidates => "looking for candidates",
            Stage::Comparing => "comparing candidates",
            Stage::Seeding => "collecting seeds of passages",
            Stage::Linking => "linking repeated text",
            Stage::Aligning => "aligning documents",
            Stage::Grouping => "grouping places",
            Stage::Pairing => "describing pairs",
            Stage::Deciding => "deciding what is kept",
        })
    }
}
