//! [`AddOutcome`]: what the index found for one document.

use crate::item::ItemMatch;
use crate::matching::Relation;
use crate::model::{DocumentId, Similarity};
use crate::report::Place;

/// The result of [`Index::add`](super::Index::add).
///
/// # Examples
/// ```
/// use retold::{Detector, Unit};
///
/// let mut index = Detector::builder().unit(Unit::Paragraph).build()?.index()?;
/// index.add("a", "one text")?;
/// let outcome = index.add("b", "one text")?;
/// assert_eq!(outcome.copy_of.map(|copy| copy.document), Some(retold::DocumentId(0)));
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct AddOutcome {
    /// The number of the document that was added.
    pub document: DocumentId,
    /// The earlier document that it resembles most, if one reaches the threshold.
    pub copy_of: Option<NearCopy>,
    /// The blocks of the document that occur in earlier documents, or earlier in itself, by position.
    ///
    /// Two blocks overlap only if the second one without the overlap would have fewer words than the
    /// minimum.
    pub repeats: Vec<EarlierMatch>,
    /// The pairs of an item of this document and an earlier item that match, by position. Items are
    /// segments of at least [`min_words`](crate::DetectorBuilder::min_words) words, or the whole
    /// document where that is the unit.
    ///
    /// An item with the same tokens as earlier ones is listed with the first of these only.
    #[cfg_attr(feature = "serde", serde(default))]
    pub matches: Vec<ItemMatch>,
    /// The number of stored wordings that its segments, and the whole document, were compared with
    /// shingle by shingle. Exact copies are found without a comparison.
    pub compared: usize,
    /// The number of items (segments, and the whole document) that reached a limit: they may match more
    /// stored wordings than they were compared with. 0 if nothing was left out.
    ///
    /// [`Index`](super::Index) states the limits.
    pub bounded: usize,
}

/// An earlier document that a new one is a near-copy of.
///
/// # Examples
/// ```
/// use retold::{Detector, Unit};
/// use retold::matching::Relation;
///
/// let mut index = Detector::builder().unit(Unit::Paragraph).build()?.index()?;
/// index.add("a", "one text")?;
/// let copy = index.add("b", "One text!")?.copy_of.expect("the same words");
/// assert_eq!(copy.relation, Relation::Identical);
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct NearCopy {
    /// The earlier document.
    pub document: DocumentId,
    /// The resemblance of the two, exact.
    pub resemblance: Similarity,
    /// The kind of copy: [`Relation::Identical`] or [`Relation::NearCopy`].
    ///
    /// No other relation occurs: a document below the threshold is not listed, and the relation
    /// `template` needs aligned passages.
    pub relation: Relation,
}

/// A block of a new document, and its earlier occurrence.
///
/// # Examples
/// ```
/// use retold::{Detector, Unit};
///
/// let tale = "Every guest of the hotel receives one free breakfast in the hall below stairs.\n\n";
/// let mut index = Detector::builder().unit(Unit::Paragraph).build()?.index()?;
/// let outcome = index.add("twice.txt", &tale.repeat(2))?;
/// assert_eq!(outcome.repeats[0].words, 14);
/// assert_eq!(outcome.repeats[0].here.first_line, 3);
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct EarlierMatch {
    /// Its place in the new document.
    pub here: Place,
    /// Its number of words in the new document.
    pub words: usize,
    /// The document of the earlier occurrence; the new document itself for a repeat within it.
    pub document: DocumentId,
    /// The place of the earlier occurrence.
    pub there: Place,
    /// The lowest resemblance of a segment of the block to its counterpart.
    pub resemblance: Similarity,
}
