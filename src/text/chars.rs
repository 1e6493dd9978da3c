//! Character n-grams.

use super::normalise::normalise_into;
use super::token::{Token, TokenKind, Tokenizer};
use crate::error::{Error, Result};
use crate::hash::{ShingleHash, token_hash};
use crate::model::Span;
use unicode_segmentation::UnicodeSegmentation;

const MAX_N: usize = 32;

/// Every run of n characters of a text, as one token each: character n-grams.
///
/// For texts in which words are no good unit: scripts without spaces, misspelt or badly recognised
/// text, names, code. The characters are those of the [normalised](crate::text::normalise) text; white
/// space and invisible characters are skipped, so that another line wrap changes no token, and
/// punctuation is kept. A text with fewer than n characters, but at least one, is one token of all
/// of them.
///
/// The hash is the [`shingle_hash`](crate::hash::shingle_hash) of the
/// [`token_hash`](crate::hash::token_hash) of each character; the span goes from the first to the
/// last. Windows run across line breaks, since these are white space.
///
/// Time is linear in the text, whatever n is; nothing is allocated for a token.
///
/// # Examples
/// ```
/// use retold::text::{Chars, Tokenizer};
///
/// let text = "To be";
/// let mut tokens = Vec::new();
/// Chars::code_points(3)?.tokenize(text, &mut |token| tokens.push(&text[token.span.range()]));
/// assert_eq!(tokens, ["To b", "o be"]);
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Chars {
    n: usize,
    graphemes: bool,
}

impl Chars {
    /// Windows of `n` code points of the normalised text.
    ///
    /// # Errors
    /// If `n` is not in 1..=32.
    ///
    /// # Examples
    /// ```
    /// use retold::text::Chars;
    ///
    /// assert!(Chars::code_points(5).is_ok());
    /// let error = Chars::code_points(33).unwrap_err();
    /// assert_eq!(error.to_string(), "n must be in 1..=32, got 33");
    /// ```
    pub fn code_points(n: usize) -> Result<Chars> {
        Chars::new(n, false)
    }

    /// Windows of `n` extended grapheme clusters of UAX#29, each normalised: what readers take for
    /// one character, with its accents and vowel signs.
    ///
    /// # Errors
    /// If `n` is not in 1..=32.
    ///
    /// # Examples
    /// ```
    /// use retold::text::{Chars, Tokenizer};
    ///
    /// let count = |chars: Chars| {
    ///     let mut count = 0;
    ///     chars.tokenize("กำนี้", &mut |_| count += 1);
    ///     count
    /// };
    /// assert_eq!(count(Chars::graphemes(1)?), 2);
    /// assert_eq!(count(Chars::code_points(1)?), 6);
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn graphemes(n: usize) -> Result<Chars> {
        Chars::new(n, true)
    }

    fn new(n: usize, graphemes: bool) -> Result<Chars> {
        if (1..=MAX_N).contains(&n) {
            Ok(Chars { n, graphemes })
        } else {
            Err(Error::out_of_range("n", n, "in 1..=32"))
        }
    }

    /// Gives every window of `text` to `sink`, in the order of the text.
    ///
    /// The same as [`Tokenizer::tokenize`], but compiled for one `sink`: for hot loops.
    ///
    /// # Examples
    /// ```
    /// let mut count = 0;
    /// retold::text::Chars::code_points(2)?.for_each("abcd", |_| count += 1);
    /// assert_eq!(count, 3);
    /// # Ok::<(), retold::Error>(())
    /// ```
    #[inline]
    pub fn for_each(self, text: &str, sink: impl FnMut(Token)) {
        let bytes = text.as_bytes();
        let mut scratch = String::new();
        let mut window = Window::new(self.n, sink);
        let mut start = 0;
        while let Some(&byte) = bytes.get(start) {
            // An ASCII character is a cluster by itself if another one follows; that the two of
            // CRLF are not makes no difference to what is skipped.
            if byte.is_ascii() && bytes.get(start + 1).is_none_or(u8::is_ascii) {
                if !char::from(byte).is_whitespace() {
                    let hash = token_hash(&[byte.to_ascii_lowercase()]);
                    window.push(hash, Span { start, end: start + 1 });
                }
                start += 1;
                continue;
            }
            let cluster = text[start..].graphemes(true).next().unwrap_or_default();
            let span = Span { start, end: start + cluster.len() };
            start = span.end;
            let changed = normalise_into(cluster, &mut scratch);
            let form = if changed { scratch.as_str() } else { cluster };
            if self.graphemes {
                // A space can have a mark in its cluster, which behind a line break has its own.
                for part in form.split_whitespace() {
                    window.push(token_hash(part.as_bytes()), span);
                }
            } else {
                for c in form.chars().filter(|c| !c.is_whitespace()) {
                    window.push(token_hash(c.encode_utf8(&mut [0; 4]).as_bytes()), span);
                }
            }
        }
        window.finish();
    }
}

impl Tokenizer for Chars {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token)) {
        self.for_each(text, sink);
    }

    fn overlapping(&self) -> bool {
        self.n > 1
    }
}

/// The last n characters.
struct Window<F> {
    n: usize,
    /// Hash and start of character i at `i % n`.
    ring: [(u64, usize); MAX_N],
    rolling: ShingleHash,
    /// The slot of the next character.
    next: usize,
    end: usize,
    sink: F,
}

impl<F: FnMut(Token)> Window<F> {
    fn new(n: usize, sink: F) -> Window<F> {
        let rolling = ShingleHash::default();
        Window { n, ring: [(0, 0); MAX_N], rolling, next: 0, end: 0, sink }
    }

    #[inline]
    fn push(&mut self, hash: u64, span: Span) {
        if self.rolling.len() == self.n {
            self.rolling.pop(self.ring[self.next].0);
        }
        self.rolling.push(hash);
        self.ring[self.next] = (hash, span.start);
        self.end = span.end;
        self.next = if self.next + 1 == self.n { 0 } else { self.next + 1 };
        if self.rolling.len() == self.n {
            self.emit(self.next);
        }
    }

    fn finish(mut self) {
        if !self.rolling.is_empty() && self.rolling.len() < self.n {
            self.emit(0);
        }
    }

    #[inline]
    fn emit(&mut self, first: usize) {
        let span = Span { start: self.ring[first].1, end: self.end };
        (self.sink)(Token { hash: self.rolling.finish(), span, kind: TokenKind::Word });
    }
}
