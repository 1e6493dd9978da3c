//! [`Removal`] and [`Removals`]: the items that can be removed, each with the kept one that it repeats.

use crate::model::{DocumentId, Similarity, Span};
use crate::report::Settings;

/// An item that can be removed, and the kept item that it repeats.
///
/// # Examples
/// ```
/// use retold::{Detector, DocumentId, Unit};
///
/// let texts = ["a red sun over the sea", "A red sun\nover the sea"];
/// let detector = Detector::builder().unit(Unit::Document).build()?;
/// let mut first = detector.removal_scanner()?;
/// first.add(&texts)?;
/// let removals = first.finish()?.decide(|id| Ok::<_, ()>(texts[id.index()])).unwrap();
/// let removal = removals.removed[0];
/// assert_eq!((removal.document, removal.kept), (DocumentId(1), DocumentId(0)));
/// assert_eq!(removal.resemblance, retold::model::Similarity::ONE);
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Removal {
    /// The document of the removed item.
    pub document: DocumentId,
    /// Its place: the whole document, or a segment of it.
    pub span: Span,
    /// The document of the kept item; it may be the same document.
    pub kept: DocumentId,
    /// The place of the kept item. Nothing of it is removed.
    pub kept_span: Span,
    /// The Jaccard similarity of their shingle sets, exact.
    pub resemblance: Similarity,
    /// Whether they differ at most in case, white space and the form of quotes: they have the same
    /// tokens, and the same characters between them.
    pub identical: bool,
    /// Whether they have the same tokens, whatever is between them. True if they are identical.
    pub same_words: bool,
    /// Whether the removed item states nothing that the kept one does not
    /// ([`states_more`](crate::facts::states_more)). True if they are identical; always true unless
    /// [`Remove::Similar`](crate::matching::Remove) was chosen.
    pub equivalent: bool,
}

/// The items that can be removed, and the number of those that were kept for a stated reason.
///
/// # Examples
/// A near-copy with another number is kept, and counted:
/// ```
/// use retold::{Corpus, Detector, Unit};
///
/// let text = "The council met on Monday and agreed on the plan for the new bridge at a price of";
/// let corpus: Corpus =
///     [("a", format!("{text} 12 million.")), ("b", format!("{text} 13 million."))].into_iter().collect();
/// let detector = Detector::builder().unit(Unit::Document).threshold(0.5).build()?;
/// let removals = detector.removals(&corpus)?;
/// assert!(removals.removed.is_empty());
/// assert_eq!(removals.other_facts, 1);
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Removals {
    /// All settings that the list depends on, as resolved.
    pub settings: Settings,
    /// The items that repeat a kept one, by document and position.
    pub removed: Vec<Removal>,
    /// Kept items that have more candidates than they were compared with.
    pub unresolved: usize,
    /// Kept items that are equivalent to another kept one: only identical ones were to be removed.
    pub equivalent: usize,
    /// Kept items that resemble another kept one, but state something that it does not: another
    /// number, name or negation, another word, or another symbol (`C`, `C++`).
    pub other_facts: usize,
    /// Documents whose text was changed between the scan and the comparison, ascending. Nothing of
    /// them is removed because of a comparison, and nothing is removed because it repeats them.
    pub changed: Vec<DocumentId>,
}
