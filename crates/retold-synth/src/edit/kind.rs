//! The kinds of edits.

/// The way in which a copied passage differs from its source.
///
/// Each kind defines what severity `s` means; 0 changes no word. If it is a share of the words, at
/// least one word is changed unless `s` is 0.
///
/// # Examples
/// ```
/// use retold_synth::EditKind;
///
/// assert_eq!(EditKind::ALL.len(), 16);
/// assert!(EditKind::MailQuoted.keeps_words() && !EditKind::Ocr.keeps_words());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum EditKind {
    /// No difference; the severity has no meaning.
    Verbatim,
    /// `s` % of the words are replaced by others.
    Substitution,
    /// `s` new words are inserted per 100.
    Insertion,
    /// `s` % of the words are removed, at single places.
    Deletion,
    /// All three: half of the edits substitute, a quarter insert, a quarter delete.
    Mixed,
    /// After `s` % of the words the punctuation is changed, or the word has another case.
    PunctuationAndCase,
    /// Lines are broken at 72 columns, at 40 from severity 5 on.
    Rewrapped,
    /// The first `s` % of the words are missing.
    AbridgedHead,
    /// `s` % of the words are missing in one piece in the middle.
    AbridgedMiddle,
    /// The last `s` % of the words are missing.
    AbridgedTail,
    /// Adjacent sentences are exchanged, once per `s` % of the sentences.
    ReorderedSentences,
    /// The paragraphs are in another order, or the sentences if there is only one paragraph.
    ReorderedParagraphs,
    /// Every line begins with `> `, with `> > ` from severity 10 on, at 68 columns.
    MailQuoted,
    /// Straight quotes are curly or the reverse, and `s` % of the commas are dashes.
    Typography,
    /// Lines are broken at 60 columns, and at most `s` words per 100 are hyphenated at line ends.
    Hyphenated,
    /// `s` % of the letters are misread, as by character recognition.
    Ocr,
}

impl EditKind {
    /// Every kind.
    pub const ALL: [EditKind; 16] = [
        EditKind::Verbatim,
        EditKind::Substitution,
        EditKind::Insertion,
        EditKind::Deletion,
        EditKind::Mixed,
        EditKind::PunctuationAndCase,
        EditKind::Rewrapped,
        EditKind::AbridgedHead,
        EditKind::AbridgedMiddle,
        EditKind::AbridgedTail,
        EditKind::ReorderedSentences,
        EditKind::ReorderedParagraphs,
        EditKind::MailQuoted,
        EditKind::Typography,
        EditKind::Hyphenated,
        EditKind::Ocr,
    ];

    /// Whether the copy has the same words in the same order, apart from case.
    ///
    /// # Examples
    /// ```
    /// assert!(retold_synth::EditKind::Typography.keeps_words());
    /// ```
    pub fn keeps_words(self) -> bool {
        matches!(
            self,
            EditKind::Verbatim
                | EditKind::PunctuationAndCase
                | EditKind::Rewrapped
                | EditKind::AbridgedHead
                | EditKind::AbridgedTail
                | EditKind::MailQuoted
                | EditKind::Typography
        )
    }

    /// Whether line breaks are part of the edit, so that the copy must be a paragraph of its own.
    pub(crate) fn changes_lines(self) -> bool {
        matches!(
            self,
            EditKind::Rewrapped
                | EditKind::MailQuoted
                | EditKind::Hyphenated
                | EditKind::ReorderedParagraphs
        )
    }

    /// Whether the edit needs whole sentences.
    pub(crate) fn changes_order(self) -> bool {
        matches!(self, EditKind::ReorderedSentences | EditKind::ReorderedParagraphs)
    }
}
