//! What may be removed.

/// Which texts are removed for the sake of one that is kept.
///
/// Whatever the choice, [`Removals`](super::Removals) counts what the others would have removed.
///
/// # Examples
/// ```
/// use retold::{Detector, DocumentId, Unit};
/// use retold::detector::Remove;
///
/// let texts = [
///     "The colour of the sea was grey in the morning, and the boats lay on the sand.",
///     "The color of the sea was gray in the morning, and the boats lay on the sand.",
///     "The colour of the sea was grey in the evening, and the boats lay on the sand.",
/// ];
/// let detector = Detector::builder().unit(Unit::Document).threshold(0.3).build()?;
/// let removed = |remove| {
///     let mut first = detector.first_pass();
///     first.add(&texts);
///     let second = first.finish().removing(remove);
///     let removals = second.decide(|id| Ok::<_, ()>(texts[id.index()])).unwrap();
///     removals.removed.iter().map(|removal| removal.document.0).collect::<Vec<_>>()
/// };
/// assert_eq!(removed(Remove::Identical), []);
/// assert_eq!(removed(Remove::Equivalent), [1]);
/// assert_eq!(removed(Remove::Similar), [1, 2]);
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Remove {
    /// Only texts that are identical to one that is kept ([`same_text`](crate::facts::same_text)).
    Identical,
    /// Also those that resemble one that is kept and say nothing that it does not
    /// ([`states_more`](crate::facts::states_more)).
    #[default]
    Equivalent,
    /// All that resemble one that is kept, whatever they say.
    Similar,
}
