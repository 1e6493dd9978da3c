//! The rule which near-copies may be removed.

/// Which texts are removed for the sake of one that is kept.
///
/// Whatever the choice, [`Removals`](crate::Removals) counts what the others would have removed.
///
/// # Examples
/// ```
/// use retold::{Corpus, Detector, Keep, Unit};
/// use retold::matching::Remove;
///
/// let texts = [
///     "The colour of the sea was grey in the morning, and the boats lay on the sand.",
///     "The color of the sea was gray in the morning, and the boats lay on the sand.",
///     "The colour of the sea was grey in the evening, and the boats lay on the sand.",
/// ];
/// let corpus: Corpus = texts.iter().map(|text| (&text[..10], *text)).collect();
/// let removed = |remove| -> retold::error::Result<Vec<u32>> {
///     let builder = Detector::builder().unit(Unit::Document).threshold(0.3).keep(Keep::First);
///     let removals = builder.remove(remove).build()?.removals(&corpus)?;
///     Ok(removals.removed.iter().map(|removal| removal.document.0).collect())
/// };
/// assert_eq!(removed(Remove::Identical)?, []);
/// assert_eq!(removed(Remove::Equivalent)?, [1]);
/// assert_eq!(removed(Remove::Similar)?, [1, 2]);
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Remove {
    /// Only texts that are identical to one that is kept ([`same_text`](crate::facts::same_text)).
    Identical,
    /// Also texts that resemble a kept one and state no more than it
    /// ([`states_more`](crate::facts::states_more)).
    #[default]
    Equivalent,
    /// All texts that resemble a kept one, whatever they state.
    Similar,
}
