//! Token hashes with a secret key.

use super::normalise::normalise_into;
use super::token::Token;
use crate::hash::Key;

/// Replaces the hashes of tokens by those with a key.
///
/// The kernels have no key, so words are hashed a second time. With a key that takes about as long as
/// reading the text; without one it takes no time.
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

    /// A token that is identified by its own hash, not by its text.
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
