//! Verified pairs of items.

use crate::model::{DocumentId, Similarity, Span};

/// Two items whose resemblance reaches the threshold: an item, and an earlier one in the order of
/// [`Keep`](crate::Keep) or of addition to an [`Index`](crate::Index).
///
/// An item with the tokens of another one is in one pair only, with the first of these. Only the first
/// is in pairs with items of other tokens.
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
    /// The document of the item.
    pub document: DocumentId,
    /// Its span: the whole document, or a segment of it.
    pub span: Span,
    /// The document of the earlier item, possibly the same.
    pub earlier: DocumentId,
    /// The span of the earlier item.
    pub earlier_span: Span,
    /// The Jaccard similarity of their shingle sets, exact.
    pub resemblance: Similarity,
    /// Whether they have the same tokens.
    pub same_words: bool,
}

/// Verified pairs of items, and whether the list is complete. See [`ItemMatch`] for an example.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct ItemMatches {
    /// The pairs, by document and position.
    pub pairs: Vec<ItemMatch>,
    /// The number of items or buckets with more candidates than were compared. 0 if all candidates were
    /// compared.
    pub bounded: usize,
}
