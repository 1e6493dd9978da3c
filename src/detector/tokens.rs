//! Which tokenizer is at work, and the tokens that it finds.

use crate::model::Span;
use crate::text::{Token, TokenRow, Tokenizer, Words, has_hyphenated_line, join_hyphenated};
use std::fmt;
use std::sync::Arc;

/// The default tokenizer, called without indirection, or a user's own.
#[derive(Clone, Default)]
pub(super) enum AnyTokenizer {
    #[default]
    Words,
    /// Words, with those put together that were hyphenated at the end of a line.
    WholeWords,
    Custom {
        name: String,
        tokenizer: Arc<dyn Tokenizer>,
    },
}

impl AnyTokenizer {
    pub(super) fn custom(name: String, tokenizer: Arc<dyn Tokenizer>) -> AnyTokenizer {
        AnyTokenizer::Custom { name, tokenizer }
    }

    /// The same with hyphenated words put together, where words are what it finds.
    pub(super) fn whole_words(self) -> AnyTokenizer {
        match self {
            AnyTokenizer::Words => AnyTokenizer::WholeWords,
            other => other,
        }
    }

    pub(super) fn name(&self) -> &str {
        match self {
            AnyTokenizer::Words | AnyTokenizer::WholeWords => "words",
            AnyTokenizer::Custom { name, .. } => name,
        }
    }

    pub(super) fn is_words(&self) -> bool {
        matches!(self, AnyTokenizer::Words)
    }

    /// Whether the tokens from the start of one up to that of another are those of the text between.
    pub(super) fn is_local(&self) -> bool {
        !matches!(self, AnyTokenizer::Custom { .. })
    }

    pub(super) fn overlapping(&self) -> bool {
        match self {
            AnyTokenizer::Words | AnyTokenizer::WholeWords => false,
            AnyTokenizer::Custom { tokenizer, .. } => tokenizer.overlapping(),
        }
    }

    /// All tokens of a text.
    pub(super) fn tokens(&self, text: &str) -> Vec<Token> {
        let mut tokens = Vec::with_capacity(text.len() / 5);
        match self {
            AnyTokenizer::Words => Words.for_each(text, |token| tokens.push(token)),
            AnyTokenizer::WholeWords => {
                Words.for_each(text, |token| tokens.push(token));
                if has_hyphenated_line(text) {
                    join_hyphenated(text, &mut tokens);
                }
            }
            AnyTokenizer::Custom { .. } => self.for_each(text, |token| tokens.push(token)),
        }
        tokens
    }

    /// Adds the tokens of a text behind those that are in a row.
    pub(super) fn extend(&self, row: &mut TokenRow, text: &str) {
        match self {
            AnyTokenizer::Words => row.extend_words(text),
            AnyTokenizer::WholeWords if !has_hyphenated_line(text) => row.extend_words(text),
            _ => self.for_each(text, |token| row.push(token)),
        }
    }

    /// The same but for the marks, and gives to `odd` all between the tokens that is not a single
    /// space: the number of the tokens before it, where it starts and where it ends.
    #[inline]
    pub(super) fn extend_with_gaps(
        &self,
        row: &mut TokenRow,
        text: &str,
        mut odd: impl FnMut(usize, usize, usize),
    ) {
        let TokenRow { hashes, kinds, .. } = row;
        let mut end = 0usize;
        // Few instructions for a word, so that they are put into the tokenizer's own loop.
        self.for_each(text, |token| {
            let is_one = token.span.start == end.wrapping_add(1);
            if !is_one || text.as_bytes().get(end) != Some(&b' ') {
                odd(hashes.len(), end, token.span.start);
            }
            end = token.span.end;
            hashes.push(token.hash);
            kinds.push(token.kind);
        });
        odd(hashes.len(), end, text.len());
    }

    /// Whether there is a token in a text.
    pub(super) fn finds_any(&self, text: &str) -> bool {
        match self {
            // A word is what has a letter or a digit.
            AnyTokenizer::Words | AnyTokenizer::WholeWords => {
                text.chars().any(char::is_alphanumeric)
            }
            AnyTokenizer::Custom { .. } => !self.tokens(text).is_empty(),
        }
    }

    #[inline]
    pub(super) fn for_each(&self, text: &str, mut sink: impl FnMut(Token)) {
        match self {
            AnyTokenizer::WholeWords if has_hyphenated_line(text) => {
                self.tokens(text).into_iter().for_each(sink);
            }
            AnyTokenizer::Words | AnyTokenizer::WholeWords => Words.for_each(text, sink),
            AnyTokenizer::Custom { tokenizer, .. } => {
                let mut start = 0;
                tokenizer.tokenize(text, &mut |token| {
                    // Whatever spans a user's tokenizer gives: they lie in the text, in order.
                    start = boundary_before(text, token.span.start).max(start);
                    let end = boundary_before(text, token.span.end).max(start);
                    sink(Token { span: Span::new(start, end), ..token });
                });
            }
        }
    }
}

/// The last character boundary up to an offset.
pub(super) fn boundary_before(text: &str, offset: usize) -> usize {
    let mut boundary = offset.min(text.len());
    while !text.is_char_boundary(boundary) {
        boundary -= 1;
    }
    boundary
}

impl fmt::Debug for AnyTokenizer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
