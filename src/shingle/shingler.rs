//! The maker of shingles from token hashes.

use super::kernel;
use crate::error::{Error, Result};
use crate::hash::{ShingleHash, mix64, shingle_hash};
use crate::text::TokenKind;

/// Fifths of a word, as [`TokenKind::fifths`] gives them.
const WORD: usize = 5;
const CHARACTER: usize = 3;

/// Makes the overlapping shingles of a sequence of tokens.
///
/// The width counts words. A token of [`TokenKind::Character`] is 0.6 of a word, so that a width of
/// 3 means three English words or five Chinese characters. The definition, for any mixture:
///
/// * The shingle at a token is the longest run from there on that is not wider than the width.
/// * A text has the shingles at its first token, its second, and so on, up to and including the
///   first one that reaches the end of the text.
///
/// With words only, that is the usual n − w + 1 shingles of w words. A text that is narrower than
/// the width is one shingle of all its tokens, every token lies in some shingle, and a text without
/// tokens has none. The number of tokens is part of a shingle's hash: the one-word text "cat" is
/// not taken for a piece of a longer text.
///
/// # Token numbers
/// Tokens may be any numbers that are equal for equal tokens and differ for others: numbers of a
/// dictionary (0, 1, 2 …) or hashes. [`shingle_hash`] needs hashes, since different runs of small
/// numbers often have the same value. So each token is mixed by [`mix64`](crate::hash::mix64) first.
/// The tokens of [`Words`](crate::text::Words) are hashes already: [`Shingler::of_hashes`] does not mix
/// them, and makes the shingles of a [`TextShingler`](crate::shingle::TextShingler).
///
/// # Examples
/// ```
/// use retold::hash::{mix64, shingle_hash};
/// use retold::shingle::Shingler;
///
/// let shingler = Shingler::new(2)?;
/// let mut shingles = Vec::new();
/// shingler.word_shingles_into(&[11, 22, 33], &mut shingles);
/// let [a, b, c] = [11, 22, 33].map(mix64);
/// assert_eq!(shingles, [shingle_hash(&[a, b]), shingle_hash(&[b, c])]);
/// # Ok::<(), retold::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shingler {
    width: usize,
    /// Whether the tokens are hashes already.
    of_hashes: bool,
}

impl Shingler {
    /// Makes shingles of `width` words.
    ///
    /// # Errors
    /// If the width is not in `1..=32`.
    ///
    /// # Examples
    /// ```
    /// let error = retold::shingle::Shingler::new(0).unwrap_err();
    /// assert_eq!(error.to_string(), "shingle width must be in 1..=32, got 0");
    /// ```
    pub fn new(width: usize) -> Result<Shingler> {
        if (1..=32).contains(&width) {
            Ok(Shingler { width, of_hashes: false })
        } else {
            Err(Error::out_of_range("shingle width", width, "in 1..=32"))
        }
    }

    /// A shingler that does not mix tokens, for those of [`Words`](crate::text::Words),
    /// [`token_hash`](crate::hash::token_hash) or another good hash function of 64 bits.
    ///
    /// Its shingles of the words of a text equal those of a
    /// [`TextShingler`](crate::shingle::TextShingler), so signatures of both can be compared. With
    /// other numbers, different shingles may have one hash, and resemblances are wrong.
    ///
    /// # Examples
    /// ```
    /// use retold::hash::token_hash;
    /// use retold::shingle::{Shingler, TextShingler};
    ///
    /// let mut shingles = Vec::new();
    /// let words = ["a", "red", "sun"].map(|word| token_hash(word.as_bytes()));
    /// Shingler::new(2)?.of_hashes().word_shingles_into(&words, &mut shingles);
    /// assert_eq!(TextShingler::new(2)?.shingles("A red sun."), shingles);
    /// # Ok::<(), retold::Error>(())
    /// ```
    #[must_use]
    pub fn of_hashes(self) -> Shingler {
        Shingler { of_hashes: true, ..self }
    }

    /// The width in words.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(retold::shingle::Shingler::new(5)?.width(), 5);
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn width(self) -> usize {
        self.width
    }

    /// Appends the shingles of a text to `out`, in the order of the text, repeats included.
    ///
    /// `hashes` and `kinds` have the hash and the kind of each token.
    ///
    /// # Panics
    /// If `hashes` and `kinds` differ in length.
    ///
    /// # Examples
    /// ```
    /// use retold::text::TokenKind::{Character, Word};
    /// use retold::hash::shingle_hash;
    /// use retold::shingle::Shingler;
    ///
    /// let mut shingles = Vec::new();
    /// Shingler::new(2)?.of_hashes().shingles_into(
    ///     &[1, 2, 3, 4],
    ///     &[Word, Character, Character, Character],
    ///     &mut shingles,
    /// );
    /// // Two words are one word and one character, or three characters.
    /// assert_eq!(shingles, [shingle_hash(&[1, 2]), shingle_hash(&[2, 3, 4])]);
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn shingles_into(&self, hashes: &[u64], kinds: &[TokenKind], out: &mut Vec<u64>) {
        assert_eq!(hashes.len(), kinds.len(), "every token has a hash and a kind");
        let mixed;
        let hashes = if self.of_hashes {
            hashes
        } else {
            mixed = mixed_tokens(hashes);
            &mixed
        };
        let characters = kinds.iter().filter(|&&kind| kind == TokenKind::Character).count();
        if characters == 0 {
            runs_of(self.width, hashes, out);
        } else if characters == kinds.len() {
            runs_of(self.width * WORD / CHARACTER, hashes, out);
        } else {
            self.mixed(hashes, kinds, out);
        }
    }

    /// Appends the shingles of a text whose tokens are all words.
    ///
    /// # Examples
    /// ```
    /// use retold::hash::shingle_hash;
    /// use retold::shingle::Shingler;
    ///
    /// let mut shingles = Vec::new();
    /// Shingler::new(5)?.of_hashes().word_shingles_into(&[11, 22], &mut shingles);
    /// assert_eq!(shingles, [shingle_hash(&[11, 22])]);
    /// # Ok::<(), retold::Error>(())
    /// ```
    pub fn word_shingles_into(&self, hashes: &[u64], out: &mut Vec<u64>) {
        if self.of_hashes {
            runs_of(self.width, hashes, out);
        } else {
            runs_of(self.width, &mixed_tokens(hashes), out);
        }
    }

    fn mixed(self, hashes: &[u64], kinds: &[TokenKind], out: &mut Vec<u64>) {
        let room = self.width * WORD;
        let mut rolling = ShingleHash::default();
        let (mut taken, mut end) = (0, 0);
        for (first, kind) in hashes.iter().zip(kinds) {
            while end < hashes.len() && taken + kinds[end].fifths() <= room {
                rolling.push(hashes[end]);
                taken += kinds[end].fifths();
                end += 1;
            }
            out.push(rolling.finish());
            if end == hashes.len() {
                break;
            }
            rolling.pop(*first);
            taken -= kind.fifths();
        }
    }
}

fn mixed_tokens(tokens: &[u64]) -> Vec<u64> {
    tokens.iter().map(|&token| mix64(token)).collect()
}

/// Appends the hashes of all runs of `len` tokens, or of all tokens if there are fewer.
fn runs_of(len: usize, hashes: &[u64], out: &mut Vec<u64>) {
    if hashes.is_empty() {
        return;
    }
    if hashes.len() < len {
        out.push(shingle_hash(hashes));
        return;
    }
    let (start, runs) = (out.len(), hashes.len() + 1 - len);
    if kernel::has_run_hashes(runs) {
        out.resize(start + runs, 0);
        run_hashes(len, hashes, &mut out[start..]);
    } else {
        let (first, others) = rolled(len, hashes);
        out.push(first);
        out.extend(others);
    }
}

/// Writes the hashes of all runs of `len` tokens to `out`, which has room for so many, at least one.
pub(crate) fn run_hashes(len: usize, tokens: &[u64], out: &mut [u64]) {
    debug_assert_eq!(out.len() + len, tokens.len() + 1, "room for each run");
    if kernel::run_hashes(len, tokens, out) {
        return;
    }
    let (first, others) = rolled(len, tokens);
    out[0] = first;
    for (out, hash) in out[1..].iter_mut().zip(others) {
        *out = hash;
    }
}

/// The hash of the first run of `len` tokens, of which there is one, and those of the others.
fn rolled(len: usize, tokens: &[u64]) -> (u64, impl Iterator<Item = u64>) {
    let (first, rest) = tokens.split_at(len);
    let mut rolling = ShingleHash::default();
    for &token in first {
        rolling.push(token);
    }
    let others = rest.iter().zip(tokens).map(move |(&entering, &leaving)| {
        rolling.pop(leaving);
        rolling.push(entering);
        rolling.finish()
    });
    (rolling.finish(), others)
}
