//! Tokens, and the trait of tokenizers.

use crate::model::Span;

/// A token: the hash of its normal form, and its span.
///
/// # Examples
/// ```
/// use retold::Span;
/// use retold::text::{Token, TokenKind};
///
/// let token = Token::new(42, Span::new(0, 3), TokenKind::Word);
/// assert_eq!(token.span.len(), 3);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Token {
    /// Equal for tokens that count as the same, and for no others.
    ///
    /// A [`Detector`](crate::Detector) mixes the hashes of a tokenizer that is not its own, so any
    /// numbers will do: those of a dictionary (0, 1, 2 …) as well as hashes.
    pub hash: u64,
    /// Its bytes in the text.
    pub span: Span,
    /// Its kind, which decides its length in words.
    pub kind: TokenKind,
}

impl Token {
    /// A token of this hash, at these bytes of the text.
    #[inline]
    pub fn new(hash: u64, span: Span, kind: TokenKind) -> Token {
        Token { hash, span, kind }
    }
}

/// How much a token counts wherever a setting counts words.
///
/// # Examples
/// ```
/// use retold::text::TokenKind;
///
/// assert_eq!(TokenKind::Word.fifths(), 5);
/// assert_eq!(TokenKind::Character.fifths(), 3);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenKind {
    /// One word.
    #[default]
    Word,
    /// One character of a script that puts no spaces between words (Han, kana, Thai, Lao, Khmer,
    /// Myanmar …): 0.6 of a word.
    Character,
}

impl TokenKind {
    /// The weight in fifths of a word: 5 for a word, 3 for a character.
    #[inline]
    pub fn fifths(self) -> usize {
        match self {
            TokenKind::Word => 5,
            TokenKind::Character => 3,
        }
    }
}

/// Converts fifths of a word to whole words, rounded half up.
pub(crate) fn words(fifths: usize) -> usize {
    (2 * fifths + 5) / 10
}

/// Finds the tokens of a text.
///
/// [`Words`](crate::text::Words) and [`Chars`](crate::text::Chars) come with the crate; a user's own is
/// a type that implements this trait. Calling code hands over whole segments, one at a time, so that no
/// token reaches from one into another. It relies on two rules, and nothing worse than odd matches
/// follows when they are broken:
/// * spans lie within `text`, on character boundaries, and their starts do not decrease;
/// * the same text gives the same tokens, in any process.
///
/// # Examples
/// A tokenizer that compares telephone numbers only:
/// ```
/// use retold::Span;
/// use retold::hash::token_hash;
/// use retold::text::{Token, TokenKind, Tokenizer};
///
/// struct Numbers;
///
/// impl Tokenizer for Numbers {
///     fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token)) {
///         let mut start = 0;
///         for piece in text.split_inclusive(|c: char| !c.is_ascii_digit()) {
///             let digits = piece.trim_end_matches(|c: char| !c.is_ascii_digit());
///             if !digits.is_empty() {
///                 let span = Span::new(start, start + digits.len());
///                 let hash = token_hash(digits.as_bytes());
///                 sink(Token::new(hash, span, TokenKind::Word));
///             }
///             start += piece.len();
///         }
///     }
/// }
///
/// let mut found = Vec::new();
/// Numbers.tokenize("call 555 1234", &mut |token| found.push(token.span));
/// assert_eq!(found, [Span::new(5, 8), Span::new(9, 13)]);
/// ```
pub trait Tokenizer: Send + Sync {
    /// Gives every token of `text` to `sink`, in the order of the text.
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token));

    /// Whether tokens overlap one another, as character n-grams do.
    ///
    /// Such tokens are shingles already, so the default shingle width is 1.
    fn overlapping(&self) -> bool {
        false
    }
}
