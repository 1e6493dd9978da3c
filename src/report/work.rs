//! The work of a run, in steps that are the same on every machine.

/// The work of a run, in steps that do not depend on the machine or the number of threads.
///
/// It says how well candidates were chosen, and bounds what hostile texts can ask for: for each
/// document and segment there are at most a few thousand comparisons, however the texts were
/// built; with [`Search::Exact`](crate::matching::Search::Exact) there is no such bound.
///
/// It is not part of what is serialised; a report that was read has none.
///
/// # Examples
/// ```
/// use retold::{Detector, Unit};
///
/// let detector = Detector::builder().unit(Unit::Document).build()?;
/// let texts = ["a red sun over the sea", "quite another thing", "A red sun all over the sea"];
/// let corpus = texts.map(|text| (text, text)).into_iter().collect();
/// assert!(detector.detect(&corpus).work().compared <= 3);
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Work {
    /// The number of pairs of documents, segments and wordings whose shingle sets were compared.
    pub compared: u64,
    /// The steps taken to find passages: tokens compared one by one, matches considered for a chain,
    /// cells of alignments, places examined. It is bounded by a constant for each token and each
    /// anchor, however the texts were built.
    pub steps: u64,
}
