//! Tokens hashed under a key.

use super::normalise::normalise_into;
use super::token::Token;
use crate::hash::Key;

/// Gives tokens the hash that they have under a key.
///
/// The words are found as ever, and hashed a second time: that the kernels know nothing of keys
/// costs who has one about as much again as reading the text, and who has none nothing.
#[derive(Debug)]
pub(crate) struct Keyed<'k> {
    key: &'k Key,
    scratch: String,
}

impl<'k> Keyed<'k> {
    pub(crate) fn new(key: &'k Key) -> Keyed<'k> {
        Keyed { key, scratch: String::new() }
    }

    /// A word of a text, hashed as its [normal form](crate::text::normalise).
    #[inline]
    pub(crate) fn word(&mut self, text: &str, token: Token) -> Token {
        Token { hash: self.hash(&text[token.span.range()]), ..token }
    }

    /// A token of which its own hash says what it is.
    #[inline]
    pub(crate) fn other(&self, token: Token) -> Token {
        Token { hash: self.key.token_hash(&token.hash.to_le_bytes()), ..token }
    }

    #[inline]
    pub(crate) fn hash(&mut self, word: &str) -> u64 {
        if normalise_into(word, &mut self.scratch) {
            self.key.token_hash(self.scratch.as_bytes())
        } else {
            self.key.token_hash(word.as_bytes())
        }
    }
}
