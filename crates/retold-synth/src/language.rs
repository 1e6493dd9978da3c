//! The languages that texts can be written in.

/// A language with a built-in vocabulary.
///
/// # Examples
/// ```
/// use retold_synth::{Language, Prose};
///
/// for language in Language::ALL {
///     assert!(!Prose::new(language, 1).sentence().is_empty());
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Language {
    /// ASCII words between spaces, now and then an apostrophe or a hyphen.
    English,
    /// Han characters without spaces, three bytes each, with full-width punctuation.
    Chinese,
    /// Cyrillic words between spaces, two bytes a letter.
    Russian,
    /// Arabic words between spaces, two bytes a letter, written from right to left.
    Arabic,
}

impl Language {
    /// Every language.
    pub const ALL: [Language; 4] =
        [Language::English, Language::Chinese, Language::Russian, Language::Arabic];

    /// The English name, in lower case.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(retold_synth::Language::Arabic.name(), "arabic");
    /// ```
    pub fn name(self) -> &'static str {
        match self {
            Language::English => "english",
            Language::Chinese => "chinese",
            Language::Russian => "russian",
            Language::Arabic => "arabic",
        }
    }

    /// Whether words stand between spaces.
    ///
    /// # Examples
    /// ```
    /// assert!(!retold_synth::Language::Chinese.has_spaces());
    /// ```
    pub fn has_spaces(self) -> bool {
        self != Language::Chinese
    }

    pub(crate) fn space(self) -> &'static str {
        if self.has_spaces() { " " } else { "" }
    }
}
