//! The hashes and kinds of the tokens of a segment, without their spans.

#[cfg(any(target_arch = "x86_64", all(target_arch = "aarch64", target_endian = "little")))]
use super::kernel::Batch;
use super::token::{Token, TokenKind};
use super::words::{Sink, Words};
use std::cmp::Ordering;

/// The tokens of a segment, as far as shingles need them; kept from segment to segment.
#[derive(Clone, Debug, Default)]
pub(crate) struct TokenRow {
    pub(crate) hashes: Vec<u64>,
    pub(crate) kinds: Vec<TokenKind>,
    /// The start of every [`BLOCK`]th token in its text.
    pub(crate) marks: Vec<usize>,
}

/// How many tokens there are from one mark to the next.
pub(crate) const BLOCK: usize = 32;

impl TokenRow {
    pub(crate) fn clear(&mut self) {
        self.hashes.clear();
        self.kinds.clear();
        self.marks.clear();
    }

    /// Adds a token behind those that are there.
    #[inline]
    pub(crate) fn push(&mut self, token: Token) {
        if self.hashes.len().is_multiple_of(BLOCK) {
            self.marks.push(token.span.start);
        }
        self.hashes.push(token.hash);
        self.kinds.push(token.kind);
    }

    /// Adds the words of a text.
    pub(crate) fn extend_words(&mut self, text: &str) {
        Words::for_all(text, self);
    }

    /// The length in fifths of a word.
    pub(crate) fn fifths(&self) -> usize {
        self.kinds.iter().map(|kind| kind.fifths()).sum()
    }

    /// The length of the tokens that the two rows have in common, counted with repetition, in fifths of a word.
    pub(crate) fn common_fifths(&self, other: &TokenRow) -> usize {
        let (a, b) = (self.sorted(), other.sorted());
        let (mut i, mut j, mut common) = (0, 0, 0);
        while i < a.len() && j < b.len() {
            match a[i].cmp(&b[j]) {
                Ordering::Less => i += 1,
                Ordering::Greater => j += 1,
                Ordering::Equal => {
                    common += a[i].1.fifths();
                    i += 1;
                    j += 1;
                }
            }
        }
        common
    }

    fn sorted(&self) -> Vec<(u64, TokenKind)> {
        let mut tokens: Vec<_> =
            self.hashes.iter().copied().zip(self.kinds.iter().copied()).collect();
        tokens.sort_unstable();
        tokens
    }
}

impl Sink for TokenRow {
    #[inline]
    fn token(&mut self, token: Token) {
        self.push(token);
    }

    #[cfg(any(target_arch = "x86_64", all(target_arch = "aarch64", target_endian = "little")))]
    #[inline]
    fn batch(&mut self, batch: &Batch) {
        let first = self.hashes.len().next_multiple_of(BLOCK) - self.hashes.len();
        self.marks.extend((first..batch.hashes().len()).step_by(BLOCK).map(|at| batch.start(at)));
        self.hashes.extend_from_slice(batch.hashes());
        self.kinds.extend(batch.kinds());
    }
}
