//! The items that can be removed.

use crate::model::{DocumentId, Similarity, Span};
use crate::report::Settings;

/// Something that repeats what is kept.
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
    /// The document in which it stands.
    pub document: DocumentId,
    /// Where it stands: the whole document, or a segment of it.
    pub span: Span,
    /// The document in which the text is kept that it repeats; it may be the same.
    pub kept: DocumentId,
    /// Where that text stands. Nothing of it is removed.
    pub kept_span: Span,
    /// The Jaccard similarity of their shingle sets, exact.
    pub resemblance: Similarity,
    /// Whether they are the same but for case, white space and the form of quotes: the same tokens,
    /// and the same characters between them.
    pub identical: bool,
    /// Whether they have the same tokens, whatever stands between them: true of all that are
    /// identical.
    pub same_words: bool,
    /// Whether what is removed says nothing that the kept text does not
    /// ([`states_more`](crate::facts::states_more)): true of all that are identical, and of all that are
    /// removed unless [`Remove::Similar`](crate::matching::Remove) was chosen.
    pub equivalent: bool,
}

/// All that can be removed, and how far one may trust the list to be complete.
///
/// # Examples
/// ```
/// use retold::{Corpus, Detector, Unit};
///
/// let detector = Detector::builder().unit(Unit::Document).build()?;
/// let removals = detector.removals(&Corpus::new())?;
/// assert!(removals.removed.is_empty());
/// assert_eq!(removals.settings.unit, Unit::Document);
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Removals {
    /// All settings that this depends on, as resolved.
    pub settings: Settings,
    /// What repeats something that is kept, by document and position.
    pub removed: Vec<Removal>,
    /// Items that were kept although there are more candidates than they were compared with.
    pub unresolved: usize,
    /// Items that were kept although they are equivalent to a kept one, since only identical ones
    /// were to be removed.
    pub equivalent: usize,
    /// Items that were kept although they resemble a kept one, since they say something that no such
    /// one does: another number, name or negation, another word, a symbol such as the one that tells
    /// `C` from `C++`.
    pub other_facts: usize,
    /// Documents whose text was another one when it was asked for again, in order. Nothing of
    /// them is removed on the word of a comparison, and nothing is removed for their sake.
    pub changed: Vec<DocumentId>,
}
