//! The tokenizer in use, and the tokens that it finds.

use crate::hash::{Key, mix64};
use crate::model::Span;
use crate::text::{
    Keyed, Token, TokenRow, Tokenizer, Words, has_hyphenated_line, join_hyphenated,
    join_hyphenated_by,
};
use std::fmt;
use std::sync::Arc;

/// The tokenizer, and the key that its hashes are made with, if there is one.
#[derive(Clone, Default)]
pub(crate) struct AnyTokenizer {
    kind: Kind,
    key: Option<Key>,
}

/// The default tokenizer, called without indirection, or a user's own.
#[derive(Clone, Default)]
enum Kind {
    #[default]
    Words,
    /// Words, with those joined that are hyphenated at the end of a line.
    WholeWords,
    Custom {
        name: String,
        tokenizer: Arc<dyn Tokenizer>,
    },
}

impl AnyTokenizer {
    pub(crate) fn custom(name: String, tokenizer: Arc<dyn Tokenizer>) -> AnyTokenizer {
        AnyTokenizer { kind: Kind::Custom { name, tokenizer }, key: None }
    }

    /// The same tokenizer with keyed hashes.
    pub(crate) fn keyed(self, key: Option<Key>) -> AnyTokenizer {
        AnyTokenizer { key, ..self }
    }

    /// The same tokenizer with hyphenated words joined, if it finds words.
    pub(crate) fn whole_words(self) -> AnyTokenizer {
        match self.kind {
            Kind::Words => AnyTokenizer { kind: Kind::WholeWords, ..self },
            kind => AnyTokenizer { kind, ..self },
        }
    }

    pub(crate) fn name(&self) -> &str {
        match &self.kind {
            Kind::Words | Kind::WholeWords => "words",
            Kind::Custom { name, .. } => name,
        }
    }

    pub(crate) fn is_words(&self) -> bool {
        matches!(self.kind, Kind::Words)
    }

    /// Whether the tokens from the start of one up to that of another are those of the text between.
    pub(crate) fn is_local(&self) -> bool {
        !matches!(self.kind, Kind::Custom { .. })
    }

    pub(crate) fn overlapping(&self) -> bool {
        match &self.kind {
            Kind::Words | Kind::WholeWords => false,
            Kind::Custom { tokenizer, .. } => tokenizer.overlapping(),
        }
    }

    /// All tokens of a text.
    pub(crate) fn tokens(&self, text: &str) -> Vec<Token> {
        let mut tokens = Vec::with_capacity(text.len() / 5);
        match (&self.kind, &self.key) {
            (Kind::Custom { .. }, _) => self.for_each(text, |token| tokens.push(token)),
            (_, None) => Words.for_each(text, |token| tokens.push(token)),
            (_, Some(key)) => {
                let mut keyed = Keyed::new(key);
                Words.for_each(text, |token| tokens.push(keyed.word(text, token)));
            }
        }
        if matches!(self.kind, Kind::WholeWords) && has_hyphenated_line(text) {
            match &self.key {
                None => join_hyphenated(text, &mut tokens),
                Some(key) => {
                    let mut keyed = Keyed::new(key);
                    join_hyphenated_by(text, &mut tokens, |word| keyed.hash(word));
                }
            }
        }
        tokens
    }

    /// Adds the tokens of a text behind those that are in a row.
    pub(crate) fn extend(&self, row: &mut TokenRow, text: &str) {
        match (&self.kind, self.key) {
            (Kind::Words, None) => row.extend_words(text),
            (Kind::WholeWords, None) if !has_hyphenated_line(text) => row.extend_words(text),
            _ => self.for_each(text, |token| row.push(token)),
        }
    }

    /// Reads the tokens without a hash of the text between them. Calls `odd` for each gap between two
    /// tokens that is not a single space, with the number of tokens before it, its start and its end.
    #[inline]
    pub(crate) fn extend_with_gaps(
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
    pub(crate) fn finds_any(&self, text: &str) -> bool {
        match self.kind {
            // A word has a letter or a digit.
            Kind::Words | Kind::WholeWords => text.chars().any(char::is_alphanumeric),
            Kind::Custom { .. } => !self.tokens(text).is_empty(),
        }
    }

    #[inline]
    pub(crate) fn for_each(&self, text: &str, mut sink: impl FnMut(Token)) {
        match (&self.kind, &self.key) {
            (Kind::WholeWords, _) if has_hyphenated_line(text) => {
                self.tokens(text).into_iter().for_each(sink);
            }
            (Kind::Words | Kind::WholeWords, None) => Words.for_each(text, sink),
            (Kind::Words | Kind::WholeWords, Some(key)) => {
                let mut keyed = Keyed::new(key);
                Words.for_each(text, |token| sink(keyed.word(text, token)));
            }
            (Kind::Custom { tokenizer, .. }, key) => {
                let keyed = key.as_ref().map(Keyed::new);
                let mut start = 0;
                tokenizer.tokenize(text, &mut |token| {
                    // Whatever spans a user's tokenizer gives: they lie in the text, in order.
                    start = boundary_before(text, token.span.start).max(start);
                    let end = boundary_before(text, token.span.end).max(start);
                    let token = Token { span: Span::new(start, end), ..token };
                    // A user's hashes may be numbers of a dictionary: all that follows takes them
                    // for hashes, spread evenly over 64 bits.
                    let mixed = || Token { hash: mix64(token.hash), ..token };
                    sink(keyed.as_ref().map_or_else(mixed, |keyed| keyed.other(token)));
                });
            }
        }
    }
}

/// The last character boundary up to an offset.
pub(crate) fn boundary_before(text: &str, offset: usize) -> usize {
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
