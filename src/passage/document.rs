//! The tokens of a document, as the passage stage reads them.

use crate::text::TokenKind;
use std::ops::Range;

/// The tokens of one document: their hashes after normalisation, and their lengths in words.
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
    /// A document with these token hashes. Each token is one word.
    ///
    /// # Panics
    /// If there are 2³² tokens or more: a position takes 32 bits.
    pub fn new(hashes: &'t [u64]) -> DocumentTokens<'t> {
        assert!(u32::try_from(hashes.len()).is_ok(), "a document holds fewer than 2^32 tokens");
        DocumentTokens { hashes, kinds: &[], group: None }
    }

    /// Sets the kind of each token, which decides its length in words.
    ///
    /// # Panics
    /// If `kinds` does not have one kind for each token.
    #[must_use]
    pub fn with_kinds(mut self, kinds: &'t [TokenKind]) -> DocumentTokens<'t> {
        assert_eq!(kinds.len(), self.hashes.len(), "one kind to each token");
        self.kinds = kinds;
        self
    }

    /// Puts the document into a group. Text that it shares with other documents of the group is not
    /// reported. Text that it repeats itself is.
    #[must_use]
    pub fn with_group(mut self, group: u32) -> DocumentTokens<'t> {
        self.group = Some(group);
        self
    }

    /// The token hashes.
    pub fn hashes(&self) -> &'t [u64] {
        self.hashes
    }

    /// The group of the document.
    pub fn group(&self) -> Option<u32> {
        self.group
    }

    /// The length of a range of tokens in words, rounded to the nearest whole number.
    pub fn words(&self, tokens: Range<u32>) -> usize {
        (self.fifths(tokens) + 2) / 5
    }

    /// The length of the shortest token that the document may have, in fifths of a word.
    pub(super) fn least_fifths(&self) -> usize {
        if self.kinds.is_empty() { TokenKind::Word.fifths() } else { TokenKind::Character.fifths() }
    }

    /// The length of a range of tokens, in fifths of a word.
    pub(super) fn fifths(&self, tokens: Range<u32>) -> usize {
        let range = tokens.start as usize..tokens.end as usize;
        match self.kinds {
            [] => 5 * range.len(),
            kinds => kinds[range].iter().map(|kind| kind.fifths()).sum(),
        }
    }
}
