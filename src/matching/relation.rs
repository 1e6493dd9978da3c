//! The kind of a copy: identical, same words, template, near-copy, contained or overlap.

use super::differing_words::Differing;
use crate::model::Similarity;
use std::fmt;

/// The kind of copy that one document is of another: the first of these rules that applies.
///
/// | Relation | Rule | Figures |
/// |---|---|---|
/// | `identical` | the same text, except for case, white space, the form of quotes and invisible characters | `identical` |
/// | `same_words` | the same tokens in the same order, with other punctuation, signs or symbols | `same_words` |
/// | `template` | the same frame with other facts | `matched` ≥ .5; differing words ≥ [6](Relation::TEMPLATE_WORDS) and ≥ 2 % of the words of both documents; facts ≥ .6 of the differing words; each document has at least a quarter of the facts |
/// | `near_copy` | the documents as wholes resemble one another | `resemblance` ≥ the threshold |
/// | `contained` | one abridges or extends the other | the larger containment ≥ the threshold |
/// | `overlap` | they share passages | none |
///
/// A template comes before a near-copy: two reports of the same form can have a resemblance of 0.9 and
/// state different facts. One corrected figure or word makes no template. A table in one document only
/// makes none either, since it replaces no facts of the other. Templates are recognised only where
/// passages were aligned, that is with [`Unit::Passage`](crate::text::Unit).
///
/// # Examples
/// ```
/// use retold::matching::{Differing, Figures, Relation};
/// use retold::model::Similarity;
///
/// let share = |part| Similarity::ratio(part, 100);
/// let mut figures = Figures::default();
/// figures.resemblance = share(85);
/// assert_eq!(Relation::classify(&figures, share(80)), Relation::NearCopy);
///
/// figures.words = 300;
/// figures.matched = share(94);
/// let mut differing = Differing::default();
/// (differing.words_a, differing.words_b) = (9, 9);
/// (differing.facts_a, differing.facts_b) = (7, 8);
/// figures.differing = Some(differing);
/// assert_eq!(Relation::classify(&figures, share(80)), Relation::Template);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Relation {
    /// The same text. Case, white space, the form of quotes, invisible characters and characters that
    /// NFKC makes equal may differ.
    Identical,
    /// The same tokens in the same order with other punctuation, signs or symbols between them: `C`
    /// and `C++`, `5` and `-5`.
    SameWords,
    /// The same frame with other facts: most differing words are numbers, dates and names.
    Template,
    /// The resemblance reaches the threshold.
    NearCopy,
    /// One abridges or extends the other: the containment of the smaller reaches the threshold.
    Contained,
    /// They share passages, and none of the other rules applies.
    Overlap,
}

/// The figures of two documents that [`Relation::classify`] decides by.
///
/// The default is that of documents that share nothing. Where no passages were aligned, `matched` is 0
/// and `differing` is `None`, and the relation is never a template.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Figures {
    /// Whether both are the same text.
    pub identical: bool,
    /// Whether both have the same tokens in the same order, which identical texts have anyway.
    pub same_words: bool,
    /// The Jaccard similarity of their shingle sets.
    pub resemblance: Similarity,
    /// The share of the first document's shingles that the second has too.
    pub containment_a: Similarity,
    /// The share of the second document's shingles that the first has too.
    pub containment_b: Similarity,
    /// The words of both documents together.
    pub words: usize,
    /// The share of the longer document's words that are in aligned passages and equal there.
    pub matched: Similarity,
    /// The words that no passage matches.
    pub differing: Option<Differing>,
}

impl Relation {
    /// The share of the longer document that a template must match.
    pub const TEMPLATE_MATCHED: f64 = 0.5;
    /// The least number of words that differ between two documents of one template.
    pub const TEMPLATE_WORDS: usize = 6;
    /// The least share of the words of both documents that differ.
    pub const TEMPLATE_DIFFERING: f64 = 0.02;
    /// The least share of facts among the words that differ.
    pub const TEMPLATE_FACTS: f64 = 0.6;
    /// The least share of these facts that each of the two documents has.
    pub const TEMPLATE_FACTS_OF_EACH: f64 = 0.25;

    /// The relation of two documents with these figures; `threshold` is the resemblance from which
    /// a document is a near-copy.
    pub fn classify(figures: &Figures, threshold: Similarity) -> Relation {
        if figures.identical {
            Relation::Identical
        } else if figures.same_words {
            Relation::SameWords
        } else if figures.is_template() {
            Relation::Template
        } else if figures.resemblance >= threshold {
            Relation::NearCopy
        } else if figures.containment_a.max(figures.containment_b) >= threshold {
            Relation::Contained
        } else {
            Relation::Overlap
        }
    }
}

impl Figures {
    fn is_template(&self) -> bool {
        let Some(differing) = self.differing else { return false };
        let (words, facts) = (differing.words(), differing.facts());
        let fewer = differing.facts_a.min(differing.facts_b);
        let reaches = |part: usize, whole: usize, share: f64| part as f64 >= share * whole as f64;
        self.matched.get() >= Relation::TEMPLATE_MATCHED
            && words >= Relation::TEMPLATE_WORDS
            && reaches(words, self.words, Relation::TEMPLATE_DIFFERING)
            && reaches(facts, words, Relation::TEMPLATE_FACTS)
            && reaches(fewer, facts, Relation::TEMPLATE_FACTS_OF_EACH)
    }
}

/// The relation in words: `near copy`.
impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Relation::Identical => "identical",
            Relation::SameWords => "same words",
            Relation::Template => "template",
            Relation::NearCopy => "near copy",
            Relation::Contained => "contained",
            Relation::Overlap => "overlap",
        })
    }
}
