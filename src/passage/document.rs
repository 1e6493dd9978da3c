//! A document, as far as passages are concerned.

use crate::text::TokenKind;
use std::ops::Range;

/// The tokens of one document: their hashes after normalisation, and what they count.
///
/// # Examples
/// ```
/// use retold::passage::DocumentTokens;
/// use retold::text::TokenKind;
///
/// let words = DocumentTokens::new(&[1, 2, 3]);
/// assert_eq!(words.words(0..3), 3);
///
/// // A character of a script without spaces counts 0.6 of a word.
/// let characters = words.with_kinds(&[TokenKind::Character; 3]);
/// assert_eq!(characters.words(0..3), 2);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct DocumentTokens<'t> {
    hashes: &'t [u64],
    kinds: &'t [TokenKind],
    group: Option<u32>,
}

impl<'t> DocumentTokens<'t> {
    /// Takes the token hashes of a document, each token one word.
    ///
    /// # Panics
    /// If there are 2³² tokens or more: a position takes 32 bits.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(retold::passage::DocumentTokens::new(&[7, 8]).hashes(), [7, 8]);
    /// ```
    pub fn new(hashes: &'t [u64]) -> DocumentTokens<'t> {
        assert!(u32::try_from(hashes.len()).is_ok(), "a document holds fewer than 2^32 tokens");
        DocumentTokens { hashes, kinds: &[], group: None }
    }

    /// Says what each token counts.
    ///
    /// # Panics
    /// If there is not one kind to each token.
    ///
    /// # Examples
    /// ```
    /// use retold::passage::DocumentTokens;
    /// use retold::text::TokenKind;
    ///
    /// let kinds = [TokenKind::Word, TokenKind::Character, TokenKind::Character];
    /// assert_eq!(DocumentTokens::new(&[1, 2, 3]).with_kinds(&kinds).words(0..3), 2);
    /// ```
    #[must_use]
    pub fn with_kinds(mut self, kinds: &'t [TokenKind]) -> DocumentTokens<'t> {
        assert_eq!(kinds.len(), self.hashes.len(), "one kind to each token");
        self.kinds = kinds;
        self
    }

    /// Puts the document into a group: what it shares with the others of its group is no news.
    ///
    /// Repeats inside the document still are.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(retold::passage::DocumentTokens::new(&[1]).in_group(3).group(), Some(3));
    /// ```
    #[must_use]
    pub fn in_group(mut self, group: u32) -> DocumentTokens<'t> {
        self.group = Some(group);
        self
    }

    /// The token hashes.
    ///
    /// # Examples
    /// ```
    /// assert!(retold::passage::DocumentTokens::new(&[]).hashes().is_empty());
    /// ```
    pub fn hashes(&self) -> &'t [u64] {
        self.hashes
    }

    /// The group that the document was put into.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(retold::passage::DocumentTokens::new(&[1]).group(), None);
    /// ```
    pub fn group(&self) -> Option<u32> {
        self.group
    }

    /// How many words a range of tokens counts, rounded to the nearest.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(retold::passage::DocumentTokens::new(&[1, 2, 3]).words(1..3), 2);
    /// ```
    pub fn words(&self, tokens: Range<u32>) -> usize {
        (self.fifths(tokens) + 2) / 5
    }

    /// What the lightest token may count, in fifths of a word.
    pub(super) fn least_fifths(&self) -> usize {
        if self.kinds.is_empty() { TokenKind::Word.fifths() } else { TokenKind::Character.fifths() }
    }

    /// How many fifths of a word a range of tokens counts.
    pub(super) fn fifths(&self, tokens: Range<u32>) -> usize {
        let range = tokens.start as usize..tokens.end as usize;
        match self.kinds {
            [] => 5 * range.len(),
            kinds => kinds[range].iter().map(|kind| kind.fifths()).sum(),
        }
    }
}
