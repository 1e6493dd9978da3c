//! The ways in which a copy differs from its source.

/// A way in which a copied passage differs from its source.
///
/// What severity `s` means is said for each kind; 0 changes no word. Where it means a share of the
/// words, at least one word is changed unless `s` is 0.
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
    /// Not at all; severity means nothing.
    Verbatim,
    /// `s` % of the words are replaced by others.
    Substitution,
    /// New words are put in, `s` for 100.
    Insertion,
    /// `s` % of the words are left out, one here and one there.
    Deletion,
    /// All three: half of the edits substitute, a quarter insert, a quarter delete.
    Mixed,
    /// After `s` % of the words the punctuation differs, or the word is in other case.
    PunctuationAndCase,
    /// Lines are broken at 72 columns, at 40 from severity 5 on.
    Rewrapped,
    /// The first `s` % of the words are missing: the passage begins later.
    AbridgedHead,
    /// `s` % of the words are missing in one piece, in the middle.
    AbridgedMiddle,
    /// The last `s` % of the words are missing: the passage ends sooner.
    AbridgedTail,
    /// Neighbouring sentences changed places, once for `s` % of the sentences.
    ReorderedSentences,
    /// The paragraphs stand in another order (the sentences, where there is one paragraph only).
    ReorderedParagraphs,
    /// Every line begins with `> `, with `> > ` from severity 10 on, at 68 columns.
    MailQuoted,
    /// Straight quotes became curly ones or the reverse, `s` % of the commas became dashes.
    Typography,
    /// Lines are broken at 60 columns, and words at line ends are cut by a hyphen, at most `s` for
    /// 100 words.
    Hyphenated,
    /// `s` % of the letters were misread by a machine.
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

    /// Whether the words of the copy are, in their order and apart from case, those of the source.
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

    /// Whether line breaks are part of the edit, so that the copy is a paragraph of its own.
    pub(crate) fn changes_lines(self) -> bool {
        matches!(
            self,
            EditKind::Rewrapped
                | EditKind::MailQuoted
                | EditKind::Hyphenated
                | EditKind::ReorderedParagraphs
        )
    }

    /// Whether whole sentences are needed.
    pub(crate) fn changes_order(self) -> bool {
        matches!(self, EditKind::ReorderedSentences | EditKind::ReorderedParagraphs)
    }
}
