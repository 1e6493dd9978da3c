//! [`scan`]: one function call from texts to a report, with default settings.

use super::engine::Detector;
use crate::model::Corpus;
use crate::report::Report;
use std::borrow::Cow;

/// Finds the repeated text of some texts, with default settings. The documents of the report are named
/// `text 1`, `text 2` and so on.
///
/// # Panics
/// If there are 2³² − 1 texts or more.
///
/// # Examples
/// ```
/// let report = retold::scan([
///     "The old man walked slowly down to the harbour to look for his brother.",
///     "THE OLD MAN walked slowly down to the harbour, to look for his brother!",
/// ]);
/// assert_eq!(report.families()[0].occurrences().len(), 2);
/// ```
pub fn scan<'t, T: Into<Cow<'t, str>>>(texts: impl IntoIterator<Item = T>) -> Report {
    let corpus: Corpus<'t> = texts
        .into_iter()
        .enumerate()
        .map(|(index, text)| (format!("text {}", index + 1), text))
        .collect();
    let detector = Detector::builder().build().expect("the default settings are valid");
    detector.detect(&corpus)
}
