//! [`Table`]: the form of the word lists of a language.

/// The groups of function words, as bits. Words of one group may replace one another.
pub(in crate::facts) mod group {
    pub(in crate::facts) const ARTICLE: u16 = 1;
    /// Articles of other cases, in languages where the case marks the subject and the object.
    pub(in crate::facts) const OBLIQUE: u16 = 2;
    /// Prepositions that say where or of what, but not in which direction.
    pub(in crate::facts) const PREPOSITION: u16 = 4;
    pub(in crate::facts) const RELATIVE: u16 = 8;
    pub(in crate::facts) const CONJUNCTION: u16 = 16;
    /// Forms of "to be". With a participle they make a passive, which exchanges subject and object, so none
    /// may be left out.
    pub(in crate::facts) const COPULA: u16 = 32;
    pub(in crate::facts) const PERFECT: u16 = 64;
    pub(in crate::facts) const ADVERB: u16 = 128;
    /// Articles that are feminine in the cases of [`OBLIQUE`].
    pub(in crate::facts) const FEMININE: u16 = 256;
    /// `this` can replace the article, `that` can do the same, but they cannot replace one another.
    pub(in crate::facts) const NEAR: u16 = 512;
    pub(in crate::facts) const FAR: u16 = 1_024;
}

/// The languages that have a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::facts) enum Language {
    English,
    German,
    French,
    Spanish,
    Italian,
    Portuguese,
    Dutch,
    Russian,
    Chinese,
    Japanese,
    Arabic,
}

/// The number of [`Language`]s.
pub(in crate::facts) const LANGUAGES: usize = 11;

/// The words of a language.
pub(in crate::facts) struct Table {
    pub(in crate::facts) language: Language,
    /// Function words: their group, whether they may be left out, and the words, between spaces.
    pub(in crate::facts) function: &'static [(u16, Use, &'static str)],
    /// Fact words, between spaces.
    pub(in crate::facts) facts: &'static str,
}

/// Whether a function word may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::facts) enum Use {
    /// It may be left out.
    Free,
    /// It may only be replaced by a word of its group.
    Bound,
}
