//! A verified pair of items.

use crate::model::{DocumentId, Similarity, Span};

/// Two items that are alike: one, and another that comes before it in the order in which items are
/// kept ([`Keep`](crate::Keep)), or that was added before it to an [`Index`](crate::Index).
///
/// Items with the same tokens are listed in one pair each, with the first of them; only that one is
/// in pairs with items of other tokens.
///
/// # Examples
/// ```
/// use retold::{Corpus, Detector, DocumentId, Unit};
///
/// let corpus: Corpus = [("a", "one text"), ("b", "One text!")].into_iter().collect();
/// let found = Detector::builder().unit(Unit::Document).build()?.matches(&corpus)?;
/// let pair = found.pairs[0];
/// assert_eq!((pair.document, pair.earlier), (DocumentId(1), DocumentId(0)));
/// assert!(pair.same_words);
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct ItemMatch {
    /// The document of the one.
    pub document: DocumentId,
    /// Where it is: the whole document, or a segment of it.
    pub span: Span,
    /// The document of the one before it; it may be the same.
    pub earlier: DocumentId,
    /// Where that is.
    pub earlier_span: Span,
    /// The Jaccard similarity of their shingle sets, exact.
    pub resemblance: Similarity,
    /// Whether they have the same tokens.
    pub same_words: bool,
}

/// Pairs of items that are alike, and how far one may trust the list to be complete.
///
/// # Examples
/// See [`ItemMatch`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct ItemMatches {
    /// The pairs, by document and position.
    pub pairs: Vec<ItemMatch>,
    /// How often a limit was met: items or buckets with more candidates than were compared. 0 if no
    /// candidate was left out.
    pub bounded: usize,
}
