//! The records of a report.

use super::place::Place;
use super::sparse::sparse;
use crate::matching::{Differing, Relation};
use crate::model::{DocumentId, FamilyId, Similarity, Span};

/// One document, in figures.
///
/// # Examples
/// ```
/// let report = retold::scan(["a red sun"]);
/// assert_eq!(report.documents()[0].words, 3);
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize))]
#[non_exhaustive]
pub struct DocumentSummary {
    /// Its number.
    pub id: DocumentId,
    /// Its name.
    pub name: String,
    /// Its length in UTF-8 bytes.
    pub bytes: usize,
    /// Its words; a character of a script without spaces counts 0.6 of one.
    pub words: usize,
    /// Its paragraphs, or whatever segments the unit cuts.
    pub paragraphs: usize,
    /// Segments without a token, which match nothing.
    pub empty: usize,
    /// The share of its words that stand in a family.
    pub reused: Similarity,
    /// The encoding that it was read from, if that was not UTF-8: offsets refer to the UTF-8.
    #[cfg_attr(feature = "serde", serde(default))]
    pub encoding: Option<String>,
}

sparse!(DocumentSummary {
    id,
    name,
    bytes,
    words,
    paragraphs,
    empty,
    reused,
    encoding [none],
});

impl DocumentSummary {
    pub(crate) fn new(id: DocumentId, name: &str, bytes: usize) -> DocumentSummary {
        DocumentSummary {
            id,
            name: name.to_owned(),
            bytes,
            words: 0,
            paragraphs: 0,
            empty: 0,
            reused: Similarity::ZERO,
            encoding: None,
        }
    }
}

/// Two documents that share something.
///
/// # Examples
/// ```
/// let tale = "The old man walked slowly down to the harbour to look for his brother.";
/// let report = retold::scan([tale, tale]);
/// assert_eq!(report.pairs()[0].resemblance, retold::model::Similarity::ONE);
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize))]
#[non_exhaustive]
pub struct Pair {
    /// The document with the lower number.
    pub a: DocumentId,
    /// The other.
    pub b: DocumentId,
    /// What kind of copy one is of the other.
    pub relation: Relation,
    /// The Jaccard similarity of their shingle sets, exact.
    pub resemblance: Similarity,
    /// The share of `a`'s shingles that stand in `b`.
    pub containment_a: Similarity,
    /// The share of `b`'s shingles that stand in `a`.
    pub containment_b: Similarity,
    /// The words that the passages match: each word of a document counted once, in the document
    /// in which they are fewer.
    pub matched_words: usize,
    /// The words that they do not share, but for known text: what tells a template from a
    /// near-copy. `None` where less than half of the longer document is matched, for identical
    /// documents, and for other units than passages.
    #[cfg_attr(feature = "serde", serde(default))]
    pub differing: Option<Differing>,
    /// What they share, in the order of `a`.
    pub passages: Vec<Passage>,
}

sparse!(Pair {
    a,
    b,
    relation,
    resemblance,
    containment_a,
    containment_b,
    matched_words,
    differing [none],
    passages,
});

/// Something that stands in two documents.
///
/// # Examples
/// ```
/// let tale = "The old man walked slowly down to the harbour to look for his brother.";
/// let report = retold::scan([tale, tale]);
/// assert_eq!(report.pairs()[0].passages[0].matched_words, 14);
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize))]
#[non_exhaustive]
pub struct Passage {
    /// The family of all its places.
    pub family: FamilyId,
    /// Words that the two places have in common.
    pub matched_words: usize,
    /// `matched_words` as a share of the longer place.
    pub identity: Similarity,
    /// The place in the first document.
    pub a: Place,
    /// The place in the second.
    pub b: Place,
    /// The words that differ, in order. Not listed for segments, which are compared as sets.
    #[cfg_attr(feature = "serde", serde(default))]
    pub changes: Vec<Change>,
}

sparse!(Passage {
    family,
    matched_words,
    identity,
    a,
    b,
    changes [empty],
});

/// Words of one place that differ from those of the other.
///
/// # Examples
/// ```
/// let report = retold::scan([
///     "The old man walked slowly down to the harbour, where 12 boats lay upside down on the sand.",
///     "The old man walked slowly down to the harbour, where 13 boats lay upside down on the sand.",
/// ]);
/// let change = report.pairs()[0].passages[0].changes[0];
/// assert_eq!((change.a.start, change.a.end, change.fact), (53, 55, true));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Change {
    /// The words in the first place; empty where the second has some more.
    pub a: Span,
    /// The words in the second place.
    pub b: Span,
    /// Whether a number, a date or a name is among them.
    pub fact: bool,
}

/// Something that stands twice in one document.
///
/// # Examples
/// ```
/// let tale = "The old man walked slowly down to the harbour to look for his brother.\n\n";
/// let report = retold::scan([tale.repeat(2)]);
/// assert_eq!(report.repeats()[0].b.first_line, 3);
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize))]
#[non_exhaustive]
pub struct Repeat {
    /// The document.
    pub document: DocumentId,
    /// The family of all its places.
    pub family: FamilyId,
    /// Words that the two places have in common.
    pub matched_words: usize,
    /// `matched_words` as a share of the longer place.
    pub identity: Similarity,
    /// The earlier place.
    pub a: Place,
    /// The later one.
    pub b: Place,
    /// The words that differ, in order. Not listed for segments, which are compared as sets.
    #[cfg_attr(feature = "serde", serde(default))]
    pub changes: Vec<Change>,
}

sparse!(Repeat {
    document,
    family,
    matched_words,
    identity,
    a,
    b,
    changes [empty],
});

/// Near-copies of one document, each verified against it.
///
/// # Examples
/// ```
/// let tale = "The old man walked slowly down to the harbour to look for his brother.";
/// let report = retold::scan([tale, tale]);
/// assert_eq!(report.clusters()[0].members.len(), 1);
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Cluster {
    /// The document that stands for all of them.
    pub representative: DocumentId,
    /// The others, by number.
    pub members: Vec<Member>,
}

/// One near-copy of a cluster's representative.
///
/// # Examples
/// ```
/// use retold::matching::Relation;
///
/// let tale = "The old man walked slowly down to the harbour to look for his brother.";
/// let report = retold::scan([tale, tale]);
/// assert_eq!(report.clusters()[0].members[0].relation, Relation::Identical);
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Member {
    /// The document.
    pub document: DocumentId,
    /// Its resemblance to the representative, exact.
    pub resemblance: Similarity,
    /// What kind of copy it is.
    pub relation: Relation,
}

/// Something that was not read.
///
/// # Examples
/// ```
/// let mut report = retold::scan(["one text", "another"]);
/// report.add_skipped("photo.jpg", "binary file");
/// assert_eq!(report.skipped()[0].name, "photo.jpg");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Skipped {
    /// What it is called.
    pub name: String,
    /// Why it was not read.
    pub reason: String,
}

/// Where work was bounded. All zero means that every list is complete.
///
/// # Examples
/// ```
/// let report = retold::scan(["one text", "another"]);
/// assert!(!report.truncated().any());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Truncated {
    /// Buckets so large that their members were compared with a few representatives instead of
    /// all with all.
    pub buckets: usize,
    /// Documents and segments that may be alike to more than they were compared with, each counted
    /// once: those in such buckets that match nothing, having been compared with the
    /// representatives only, and the representatives of clusters that were not compared with all
    /// near-copies of their near-copies. Documents and segments are counted side by side.
    pub unresolved: usize,
    /// Families in so many documents (more than 32) that `pairs` does not name all pairs of them:
    /// none for passages, those with the medoid's document for segments.
    pub families: usize,
    /// Clusters of so many documents (more than 32) that `pairs` names those with the
    /// representative only, and not each member with each.
    #[cfg_attr(feature = "serde", serde(default))]
    pub clusters: usize,
    /// Near-copies in which no passage was looked for, since another document stands for them; pairs
    /// are those with it. See [`DetectorBuilder::collapse`](crate::DetectorBuilder::collapse).
    #[cfg_attr(feature = "serde", serde(default))]
    pub collapsed: usize,
    /// Matches and places that passages left out or did not follow to their end, since their text
    /// repeats itself so much that the work for each word was bounded: a passage may be longer than
    /// it is reported, and a family may have more places.
    #[cfg_attr(feature = "serde", serde(default))]
    pub passages: usize,
    /// Pairs of documents that share something and are not in `pairs`, because one of the two has
    /// the same words as many others (more than 8): the first 8 of these are named. At most this
    /// many, where documents are in groups.
    #[cfg_attr(feature = "serde", serde(default))]
    pub pairs: usize,
    /// Places of text that very many places have (more than
    /// [`frequent`](crate::passage::PassageSettings::frequent)), and that no family joins with all the others
    /// of these.
    #[cfg_attr(feature = "serde", serde(default))]
    pub runs: usize,
}

impl Truncated {
    /// Whether anything was bounded.
    pub fn any(&self) -> bool {
        *self != Truncated::default()
    }
}
