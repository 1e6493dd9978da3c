//! The records of a report: documents, pairs, repeats, clusters, skips and counts.

use super::optional_fields::sparse;
use super::place::Place;
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
    /// The share of its words that are in a family.
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
/// let licence = "Permission is granted to copy, modify and share this text for any purpose.";
/// let report = retold::scan([licence, licence]);
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
    /// The kind of copy that one is of the other.
    pub relation: Relation,
    /// The Jaccard similarity of their shingle sets, exact.
    pub resemblance: Similarity,
    /// The share of the shingles of `a` that `b` has too.
    pub containment_a: Similarity,
    /// The share of the shingles of `b` that `a` has too.
    pub containment_b: Similarity,
    /// The words that the passages match: each word of a document counted once, in the document
    /// in which they are fewer.
    pub matched_words: usize,
    /// The words that they do not share, without known text. This number distinguishes a template from a
    /// near-copy. `None` where less than half of the longer document is matched, for identical
    /// documents, and for other units than passages.
    #[cfg_attr(feature = "serde", serde(default))]
    pub differing: Option<Differing>,
    /// The shared passages, in the order of `a`. Empty if the settings say
    /// [`pair_passages`](super::Settings::pair_passages)` = false`.
    pub passages: Vec<Passage>,
    /// The number of shared passages that are not in the list because of that setting. A selection of families
    /// ([`with_families`](super::Report::with_families)) does not change it.
    #[cfg_attr(feature = "serde", serde(default))]
    pub unlisted_passages: usize,
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
    unlisted_passages [zero],
});

/// A passage of two documents.
///
/// # Examples
/// ```
/// let minutes = "The committee approved the budget for the harbour after a debate of two hours.";
/// let report = retold::scan([minutes, minutes]);
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
    /// Whether one of them states a fact: a number, a date, a name, or a word that negates or restricts
    /// (`not`, `must`, `all`).
    pub fact: bool,
}

/// A passage that one document has twice.
///
/// # Examples
/// ```
/// let verse = "Row on, row on, the tide is turning and the harbour lights are near.\n\n";
/// let report = retold::scan([verse.repeat(2)]);
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
/// let notice = "All visitors must leave the building by the north stairs when the alarm sounds.";
/// let report = retold::scan([notice, notice]);
/// assert_eq!(report.clusters()[0].members.len(), 1);
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Cluster {
    /// The document that the others were compared with.
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
/// let summary = "We measure how often web pages repeat one another and report three main causes.";
/// let report = retold::scan([summary, summary]);
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
    /// The kind of copy that it is.
    pub relation: Relation,
}

/// An input that was not read.
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
    /// Its name.
    pub name: String,
    /// The reason.
    pub reason: String,
}

/// The limits that were reached. If all are 0, every list is complete.
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
    /// Large buckets whose members were compared with a few representatives instead of with each other.
    pub buckets: usize,
    /// Documents and segments that were not compared with all their candidates, each counted once:
    /// members of large buckets that match none of the representatives there, and representatives of
    /// clusters that were not compared with all near-copies of their near-copies.
    pub unresolved: usize,
    /// Families in more than 32 documents, of which `pairs` does not list all pairs: for passages it
    /// lists none, for segments those with the document of the medoid.
    pub families: usize,
    /// Clusters of more than 32 documents, of which `pairs` lists only the pairs with the representative.
    #[cfg_attr(feature = "serde", serde(default))]
    pub clusters: usize,
    /// Near-copies in which no passage was looked for, since they are represented by another document.
    /// `pairs` lists only their pairs with it. See
    /// [`DetectorBuilder::collapse`](crate::DetectorBuilder::collapse).
    #[cfg_attr(feature = "serde", serde(default))]
    pub collapsed: usize,
    /// Matches and places that were left out or not followed to their end, since the text repeats
    /// itself very often and a limit on the work for each word was reached. Passages may be longer than
    /// reported, and families may have more places.
    #[cfg_attr(feature = "serde", serde(default))]
    pub passages: usize,
    /// Pairs of documents that share text and are not in `pairs`, since one of the two has the same
    /// words as more than 8 others, of which `pairs` lists the first 8. With groups of documents this
    /// number is an upper bound.
    #[cfg_attr(feature = "serde", serde(default))]
    pub pairs: usize,
    /// Places of text with more places than [`frequent`](crate::passage::PassageSettings::frequent)
    /// that no family joins with all other places of it.
    #[cfg_attr(feature = "serde", serde(default))]
    pub runs: usize,
}

impl Truncated {
    /// Whether any limit was reached.
    pub fn any(&self) -> bool {
        *self != Truncated::default()
    }
}
