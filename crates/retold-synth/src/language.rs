//! The languages of generated texts.

/// A language of generated texts.
///
/// Four have a vocabulary of real words; the words of three are random letters of their script.
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
    /// ASCII words separated by spaces, sometimes with an apostrophe or a hyphen.
    English,
    /// Han characters without spaces, three bytes each, with full-width punctuation.
    Chinese,
    /// Cyrillic words separated by spaces, two bytes per letter.
    Russian,
    /// Arabic words separated by spaces, two bytes per letter, written from right to left.
    Arabic,
    /// Hiragana and Han characters without spaces, three bytes each, in random order.
    Japanese,
    /// Thai letters and vowel signs without spaces, three bytes each, in random order. Spaces
    /// separate only sentences.
    Thai,
    /// Random Devanagari words separated by spaces, three bytes per letter, with vowel signs.
    Hindi,
}

impl Language {
    /// Every language with a vocabulary of real words.
    pub const ALL: [Language; 4] =
        [Language::English, Language::Chinese, Language::Russian, Language::Arabic];

    /// The languages whose words are random.
    ///
    /// # Examples
    /// ```
    /// use retold_synth::{Language, Prose};
    ///
    /// for language in Language::MADE_UP {
    ///     assert!(!Prose::new(language, 1).sentence().is_ascii());
    /// }
    /// ```
    pub const MADE_UP: [Language; 3] = [Language::Japanese, Language::Thai, Language::Hindi];

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
            Language::Japanese => "japanese",
            Language::Thai => "thai",
            Language::Hindi => "hindi",
        }
    }

    /// Whether spaces separate words.
    ///
    /// # Examples
    /// ```
    /// assert!(!retold_synth::Language::Chinese.has_spaces());
    /// ```
    pub fn has_spaces(self) -> bool {
        !matches!(self, Language::Chinese | Language::Japanese | Language::Thai)
    }

    pub(crate) fn space(self) -> &'static str {
        if self.has_spaces() { " " } else { "" }
    }

    /// The separator between two sentences.
    pub(crate) fn sentence_space(self) -> &'static str {
        if self == Language::Thai { " " } else { self.space() }
    }
}
