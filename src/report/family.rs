//! Families: all occurrences of one repeated text.

use super::optional_fields::sparse;
use super::place::Place;
use crate::model::{DocumentId, FamilyId, Similarity, TextKind};
use std::fmt;

/// All occurrences of one passage or block of paragraphs, each verified against the medoid.
///
/// # Examples
/// ```
/// let tale = "The old man walked slowly down to the harbour to look for his brother.\n\n";
/// let report = retold::scan([tale.repeat(2), tale.to_owned()]);
/// let family = &report.families()[0];
/// assert_eq!(family.occurrences().len(), 3);
/// assert_eq!(family.words(), 14);
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Unchecked"))]
pub struct Family {
    pub(crate) id: FamilyId,
    pub(crate) words: usize,
    pub(crate) kind: FamilyKind,
    pub(crate) boilerplate: bool,
    pub(crate) medoid: usize,
    pub(crate) occurrences: Vec<Occurrence>,
    pub(crate) nested: Vec<Nested>,
}

sparse!(Family { id, words, kind, boilerplate, medoid, occurrences, nested[empty] });

/// A deserialised family, whose medoid index is not checked yet.
#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
struct Unchecked {
    id: FamilyId,
    words: usize,
    kind: FamilyKind,
    boilerplate: bool,
    medoid: usize,
    occurrences: Vec<Occurrence>,
    #[cfg_attr(feature = "serde", serde(default))]
    nested: Vec<Nested>,
}

#[cfg(feature = "serde")]
impl TryFrom<Unchecked> for Family {
    type Error = String;

    fn try_from(unchecked: Unchecked) -> Result<Family, String> {
        let Unchecked { id, words, kind, boilerplate, medoid, occurrences, nested } = unchecked;
        if medoid >= occurrences.len() {
            return Err(format!(
                "the medoid of family {id} is number {medoid} of {} occurrences",
                occurrences.len()
            ));
        }
        Ok(Family { id, words, kind, boilerplate, medoid, occurrences, nested })
    }
}

/// How the places of a family differ.
///
/// # Examples
/// ```
/// use retold::report::FamilyKind;
///
/// let tale = "The water was measured twice in the harbour and compared with that of last year.\n\n";
/// let report = retold::scan([tale, &tale.to_uppercase()]);
/// assert_eq!(report.families()[0].kind(), FamilyKind::Identical);
///
/// let report = retold::scan([tale, &tale.replace("harbour", "harbour, alone?,")]);
/// assert_eq!(report.families()[0].kind(), FamilyKind::Edited);
/// let report = retold::scan([tale, &tale.replace('.', "!")]);
/// assert_eq!(report.families()[0].kind(), FamilyKind::SameWords);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum FamilyKind {
    /// The same text at every place: case, white space, the form of quotes, invisible characters and
    /// what NFKC takes for one may differ.
    Identical,
    /// The same words at every place with other punctuation, signs or symbols: `C` and `C++`, `5` and
    /// `-5`, an emoji more.
    SameWords,
    /// Words differ between the places.
    Edited,
}

/// The kind in words: `same words`.
impl fmt::Display for FamilyKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            FamilyKind::Identical => "identical",
            FamilyKind::SameWords => "same words",
            FamilyKind::Edited => "edited",
        })
    }
}

/// A shorter family that says nothing new: each of its places lies inside a different place of the
/// family that it is listed under.
///
/// # Examples
/// ```
/// let report = retold::scan(["one text", "another"]);
/// assert!(report.families().iter().all(|family| family.nested().is_empty()));
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Nested {
    /// The words of its representative.
    pub words: usize,
    /// How its places differ.
    pub kind: FamilyKind,
    /// Its places, by the name of the document, then by position.
    pub occurrences: Vec<Occurrence>,
}

/// One place of a family.
///
/// # Examples
/// ```
/// let tale = "The meeting was moved to the second Tuesday of the month because of the holiday.\n\n";
/// let report = retold::scan([tale, tale]);
/// let first = &report.families()[0].occurrences()[0];
/// assert_eq!((first.place.first_line, first.place.last_line), (1, 1));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(into = "Flat", try_from = "Flat"))]
#[non_exhaustive]
pub struct Occurrence {
    /// The document.
    pub document: DocumentId,
    /// The place in the document.
    pub place: Place,
    /// How like the medoid it is; 1 for the medoid itself.
    pub similarity: Similarity,
    /// The kind of most of its text.
    pub kind: TextKind,
}

/// The serialised form of an occurrence: the fields of its place are next to the others.
///
/// Not by `#[serde(flatten)]`, which makes a map of unknown length: only some formats have these.
#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
struct Flat {
    document: DocumentId,
    start: usize,
    end: usize,
    first_line: usize,
    last_line: usize,
    similarity: Similarity,
    #[serde(default)]
    kind: TextKind,
}

#[cfg(feature = "serde")]
impl From<Occurrence> for Flat {
    fn from(occurrence: Occurrence) -> Flat {
        let Occurrence { document, place, similarity, kind } = occurrence;
        let Place { start, end, first_line, last_line } = place;
        Flat { document, start, end, first_line, last_line, similarity, kind }
    }
}

#[cfg(feature = "serde")]
impl TryFrom<Flat> for Occurrence {
    type Error = String;

    fn try_from(flat: Flat) -> Result<Occurrence, String> {
        let Flat { document, start, end, first_line, last_line, similarity, kind } = flat;
        let place = Place::checked(start, end, first_line, last_line)?;
        Ok(Occurrence { document, place, similarity, kind })
    }
}

impl Family {
    /// The number of the family, which is its place in the report.
    pub fn id(&self) -> FamilyId {
        self.id
    }

    /// The number of words at the medoid.
    pub fn words(&self) -> usize {
        self.words
    }

    /// How the places differ.
    pub fn kind(&self) -> FamilyKind {
        self.kind
    }

    /// Whether it occurs in so many documents that it is probably a footer, licence or menu.
    pub fn boilerplate(&self) -> bool {
        self.boilerplate
    }

    /// The index of the medoid among the occurrences.
    pub fn medoid_index(&self) -> usize {
        self.medoid
    }

    /// The occurrence that all others were compared with.
    pub fn medoid(&self) -> &Occurrence {
        &self.occurrences[self.medoid]
    }

    /// All places, at least two: by the name of the document, then by position.
    pub fn occurrences(&self) -> &[Occurrence] {
        &self.occurrences
    }

    /// Shorter families whose places all lie inside places of this one, longest first.
    pub fn nested(&self) -> &[Nested] {
        &self.nested
    }

    /// The number of different documents with an occurrence.
    pub fn documents(&self) -> usize {
        let mut documents: Vec<_> = self.occurrences.iter().map(|o| o.document).collect();
        documents.sort_unstable();
        documents.dedup();
        documents.len()
    }

    /// Whether every place is in one and the same document.
    pub fn is_within_one_document(&self) -> bool {
        self.occurrences.iter().all(|o| o.document == self.occurrences[0].document)
    }
}
