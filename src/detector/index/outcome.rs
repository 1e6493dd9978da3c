//! What an index says of one document.

use crate::item::ItemMatch;
use crate::matching::Relation;
use crate::model::{DocumentId, Similarity};
use crate::report::Place;

/// What [`Index::add`](super::Index::add) has to say of a document.
///
/// # Examples
/// ```
/// use retold::{Detector, Unit};
///
/// let mut index = Detector::builder().unit(Unit::Paragraph).build()?.index()?;
/// index.add("a", "one text")?;
/// let told = index.add("b", "one text")?;
/// assert_eq!(told.copy_of.map(|copy| copy.document), Some(retold::DocumentId(0)));
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct AddOutcome {
    /// The number of the document that was added.
    pub document: DocumentId,
    /// The earlier document that it is most like, if any reaches the threshold.
    pub copy_of: Option<NearCopy>,
    /// The blocks of it that stand in earlier documents, or earlier in it, by position.
    ///
    /// Two blocks overlap only where what the second adds to the first would fall below the least
    /// number of words.
    pub repeats: Vec<EarlierMatch>,
    /// Every earlier item that an item of it is like, of all that were compared: its segments of at
    /// least [`min_words`](crate::DetectorBuilder::min_words) words, or it as a whole where the unit
    /// is the document. By position.
    ///
    /// An item with the tokens of an earlier one is listed with the first of these only.
    #[cfg_attr(feature = "serde", serde(default))]
    pub matches: Vec<ItemMatch>,
    /// How many stored wordings its segments, and it as a whole, were compared with shingle by
    /// shingle. Exact copies are found without.
    pub compared: usize,
    /// How many of its segments, and it as a whole, met a limit: more stored wordings may be like
    /// them than were compared. 0 if nothing was left out.
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
    /// How like it the new one is, exact.
    pub resemblance: Similarity,
    /// What kind of copy the new one is: [`Relation::Identical`] or [`Relation::NearCopy`].
    ///
    /// No other occurs here: whatever does not reach the threshold is no copy, and without aligned
    /// passages no pair is called a template.
    pub relation: Relation,
}

/// A block of a new document, and where it stood before.
///
/// # Examples
/// ```
/// use retold::{Detector, Unit};
///
/// let tale = "The old man walked slowly down to the harbour to look for his brother.\n\n";
/// let mut index = Detector::builder().unit(Unit::Paragraph).build()?.index()?;
/// let told = index.add("twice.txt", &tale.repeat(2))?;
/// assert_eq!(told.repeats[0].words, 14);
/// assert_eq!(told.repeats[0].here.first_line, 3);
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct EarlierMatch {
    /// Where it stands in the new document.
    pub here: Place,
    /// Its words there.
    pub words: usize,
    /// The document in which it stood before; the new one itself for a repeat inside it.
    pub document: DocumentId,
    /// Where it stood.
    pub there: Place,
    /// No segment of it is less like its counterpart at the earlier place than this.
    pub resemblance: Similarity,
}
