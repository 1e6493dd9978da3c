//! Words as in UAX#29, with one tailoring for the zero-width space.
//!
//! ASCII runs are found with a byte table, other runs by common-character tables or by
//! `unicode-segmentation`; the kernels do the same for 64 bytes at a time. Invariant: all of them give
//! the same tokens. Cost: O(n) for n bytes.

use super::beyond_ascii::words_beyond_ascii;
use super::class::{Class, classify};
#[cfg(any(target_arch = "x86_64", all(target_arch = "aarch64", target_endian = "little")))]
use super::kernel;
use super::token::{Token, TokenKind, Tokenizer};
use crate::hash::{short_token_hash, token_hash};
use crate::model::Span;

/// The words of a text, as UAX#29 finds them; hashed in lower case, after [`normalise`].
///
/// The spans are exactly those of `unicode_word_indices` of the `unicode-segmentation` crate on the
/// whole text, with one tailoring: a zero-width space (U+200B) ends no word, just as a word joiner
/// (U+2060) ends none, so `in<U+200B>side` is the word `inside`. (It still separates words of the
/// scripts without spaces whose letters UAX#29 joins: Javanese, Balinese, Batak, Buginese, Cham and
/// their relatives.) Punctuation is no token, numbers are. A letter of a script without spaces (Han,
/// Hiragana, Thai, Lao, Khmer, Myanmar and their relatives) is a token by itself, of the kind
/// [`TokenKind::Character`]; Katakana and Hangul are joined as Latin letters are.
///
/// Time is linear in any text; nothing is allocated for a token that is
/// ASCII and has at most 16 bytes, and one buffer serves all others, except for the few that have to
/// be composed again or become very long.
///
/// [`normalise`]: crate::text::normalise
///
/// # Examples
/// ```
/// use retold::text::Words;
///
/// let text = "Don’t panic: it’s 3.5 km to 東京.";
/// let mut words = Vec::new();
/// Words.for_each(text, |token| words.push(&text[token.span.range()]));
/// assert_eq!(words, ["Don’t", "panic", "it’s", "3.5", "km", "to", "東", "京"]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Words;

impl Words {
    /// Gives every word of `text` to `sink`, in the order of the text.
    ///
    /// The same as [`Tokenizer::tokenize`], but compiled for one `sink`: for hot loops.
    ///
    /// # Examples
    /// ```
    /// use retold::text::Words;
    ///
    /// let mut count = 0;
    /// Words.for_each("The rain in Spain.", |_| count += 1);
    /// assert_eq!(count, 4);
    /// ```
    #[inline]
    pub fn for_each(self, text: &str, mut sink: impl FnMut(Token)) {
        Words::for_all(text, &mut sink);
    }

    #[inline]
    pub(super) fn for_all(text: &str, sink: &mut impl Sink) {
        let mut scratch = String::new();
        #[cfg(any(target_arch = "x86_64", all(target_arch = "aarch64", target_endian = "little")))]
        if text.len() >= WORTH_A_KERNEL && kernel::is_available() {
            return for_all_by_kernel(text, &mut scratch, sink);
        }
        for_each_until(text, 0, text.len(), &mut scratch, &mut |token| sink.token(token));
    }
}

/// A receiver of tokens: one at a time, or as many as a kernel finds at once.
pub(super) trait Sink {
    fn token(&mut self, token: Token);

    #[cfg(any(target_arch = "x86_64", all(target_arch = "aarch64", target_endian = "little")))]
    #[inline]
    fn batch(&mut self, batch: &kernel::Batch) {
        batch.for_each(|token| self.token(token));
    }
}

impl<F: FnMut(Token)> Sink for F {
    #[inline]
    fn token(&mut self, token: Token) {
        self(token);
    }
}

impl Tokenizer for Words {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token)) {
        self.for_each(text, sink);
    }
}

/// The length of a text from which on a kernel is faster than the scalar code.
#[cfg(any(target_arch = "x86_64", all(target_arch = "aarch64", target_endian = "little")))]
const WORTH_A_KERNEL: usize = 32;

/// How much of a text goes to the scalar code with a word that is hard for a kernel, at least and
/// at most: where one is hard, the next often is too.
#[cfg(any(target_arch = "x86_64", all(target_arch = "aarch64", target_endian = "little")))]
const HARD: std::ops::RangeInclusive<usize> = 64..=2048;

#[cfg(any(target_arch = "x86_64", all(target_arch = "aarch64", target_endian = "little")))]
fn for_all_by_kernel(text: &str, scratch: &mut String, sink: &mut impl Sink) {
    let mut batch = kernel::Batch::new();
    let mut boundary = 0;
    // What lies before is done with: no mark behind it belongs to it.
    let mut done = 0;
    let mut hard = *HARD.start();
    while boundary < text.len() {
        let stop = kernel::fill(&mut batch, text, boundary);
        sink.batch(&batch);
        boundary = match stop {
            kernel::Stop::Full(at) => at,
            kernel::Stop::Hard(at) => {
                // Twice as much, as long as the kernel does no more than the scalar code did.
                let again = at - done < hard;
                hard = if again { *HARD.end().min(&(hard * 2)) } else { *HARD.start() };
                let start = attached(text, done, at);
                let limit = text.len().min(at + hard);
                done = for_each_until(text, start, limit, scratch, &mut |token| sink.token(token));
                done
            }
        };
    }
}

/// Gives the words from `boundary` on, up to `limit` or a little further; returns up to where,
/// which is a boundary of UAX#29 as `boundary` is.
#[inline]
fn for_each_until(
    text: &str,
    mut boundary: usize,
    limit: usize,
    scratch: &mut String,
    sink: &mut impl FnMut(Token),
) -> usize {
    let bytes = text.as_bytes();
    // The rules depend on the text behind a boundary, never on the text before it, so finding the
    // words from here on is the same problem once more.
    while boundary < limit {
        let mut start = boundary;
        while bytes.get(start).is_some_and(|&byte| class(byte) & (CORE | HIGH) == 0) {
            start += 1;
        }
        let Some(&first) = bytes.get(start) else { return start };
        if class(first) & HIGH != 0 {
            let from = attached(text, boundary, start);
            boundary = words_beyond_ascii(text, from, limit, scratch, sink);
            continue;
        }
        let block = Block::at(bytes, start);
        let mut end = start + block.core;
        let after = bytes.get(end).map_or(0, |&byte| class(byte));
        if block.core == 16 || after != 0 {
            let Some(found) = ascii_end(bytes, end) else {
                boundary = words_beyond_ascii(text, start, limit, scratch, sink);
                continue;
            };
            end = found;
        }
        boundary = end;
        if let Some(hash) = block.hash(&bytes[start..end], scratch) {
            sink(Token { hash, span: Span { start, end }, kind: TokenKind::Word });
        }
    }
    boundary
}

/// ASCII letters. That something joins letters or digits is the same bit, three to the left.
const LETTER: u8 = 1;
const DIGIT: u8 = 2;
const UNDERSCORE: u8 = 4;
/// The characters of a word, except for the punctuation inside it.
const CORE: u8 = LETTER | DIGIT | UNDERSCORE;
/// `MidLetter`, `MidNumLet` and `Single_Quote`: part of the word between two letters (WB6, WB7).
const JOINS_LETTERS: u8 = LETTER << 3;
/// `MidNum`, `MidNumLet` and `Single_Quote`: part of the number between two digits (WB11, WB12).
const JOINS_DIGITS: u8 = DIGIT << 3;
/// A byte of a character outside ASCII.
const HIGH: u8 = 64;

const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'A'..=b'Z' | b'a'..=b'z' => LETTER,
            b'0'..=b'9' => DIGIT,
            b'_' => UNDERSCORE,
            b'.' | b'\'' => JOINS_LETTERS | JOINS_DIGITS,
            b':' => JOINS_LETTERS,
            b',' | b';' => JOINS_DIGITS,
            0x80.. => HIGH,
            _ => 0,
        };
        byte += 1;
    }
    classes
};

#[inline]
fn class(byte: u8) -> u8 {
    CLASSES[usize::from(byte)]
}

/// Where the word ends whose letters, digits and underscores run up to `at` at least, or nothing
/// if a character outside ASCII has a say in it.
///
/// Among ASCII characters only, UAX#29 comes down to this: letters, digits and underscores stand
/// together; `'`, `.` and `:` belong to the word between two letters; `'`, `.`, `,` and `;` do
/// between two digits. A character outside ASCII can join what precedes it, or be what the
/// punctuation before it joins to.
#[inline]
fn ascii_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        while bytes.get(at).is_some_and(|&byte| class(byte) & CORE != 0) {
            at += 1;
        }
        let Some(&byte) = bytes.get(at) else { return Some(at) };
        if class(byte) & HIGH != 0 {
            return None;
        }
        let joins = (class(byte) >> 3) & class(bytes[at - 1]);
        if joins == 0 {
            return Some(at);
        }
        let next = bytes.get(at + 1).map_or(0, |&byte| class(byte));
        if next & HIGH != 0 {
            return None;
        }
        if next & joins == 0 {
            return Some(at);
        }
        at += 2;
    }
}

/// Where the segment starts that the character at `at` belongs to, behind characters that are no
/// part of a word and of which the first, at `boundary` or behind it, starts a segment.
///
/// Most characters start a segment there: nothing joins a letter to the punctuation before it. But
/// a mark, a format character or a joiner belongs to the character before it (rule WB4), a space to
/// the spaces before it (rule `WB3d`), and that can be a word: some of the marks are letters (the
/// Thai vowel signs), and a joiner may bring a letter along (rule `WB3c`).
fn attached(text: &str, boundary: usize, at: usize) -> usize {
    let first = text[at..].chars().next();
    if !first.is_some_and(|c| matches!(classify(c).0, Class::Other | Class::Mark | Class::Space)) {
        return at;
    }
    let before = &text[boundary..at];
    let to_spaces = before.trim_end_matches([' ', '\u{3000}']);
    let last = before.chars().next_back().map_or(0, char::len_utf8);
    boundary + to_spaces.len().min(before.len() - last)
}

/// The 16 bytes at the start of a word, in two registers.
struct Block {
    /// In lower case.
    low: u64,
    high: u64,
    /// 0x80 in every byte that is a letter or a digit.
    low_alnum: u64,
    high_alnum: u64,
    /// How many bytes, from the first, are letters, digits or underscores.
    core: usize,
}

impl Block {
    #[inline]
    fn at(bytes: &[u8], start: usize) -> Block {
        let rest = &bytes[start..];
        let block = rest.first_chunk().copied().unwrap_or_else(|| {
            let mut block = [0; 16];
            block[..rest.len()].copy_from_slice(rest);
            block
        });
        let block = u128::from_le_bytes(block);
        let (low, low_alnum, low_core) = letters_of(block as u64);
        let (high, high_alnum, high_core) = letters_of((block >> 64) as u64);
        let stops = u128::from(low_core) | u128::from(high_core) << 64;
        let core =
            (!stops & (u128::from(HIGH_BITS) << 64 | u128::from(HIGH_BITS))).trailing_zeros() / 8;
        Block { low, high, low_alnum, high_alnum, core: core as usize }
    }

    /// The hash of the word, in lower case, that starts with this block; none if it consists of
    /// underscores only, since that is not a word.
    #[inline]
    fn hash(&self, word: &[u8], scratch: &mut String) -> Option<u64> {
        let Some(&(low, high)) = MASKS.get(word.len()) else {
            return long_hash(word, scratch);
        };
        if (self.low_alnum & low) | (self.high_alnum & high) == 0 {
            return None;
        }
        Some(short_token_hash(self.low & low, self.high & high, word.len() as u64))
    }
}

#[cold]
fn long_hash(word: &[u8], scratch: &mut String) -> Option<u64> {
    if !word.iter().any(u8::is_ascii_alphanumeric) {
        return None;
    }
    scratch.clear();
    scratch.extend(word.iter().map(|byte| char::from(byte.to_ascii_lowercase())));
    Some(token_hash(scratch.as_bytes()))
}

/// For each length up to 16, the bytes of two registers that belong to a word of that length.
const MASKS: [(u64, u64); 17] = {
    let mut masks = [(0, 0); 17];
    let mut len = 1;
    while len <= 16 {
        let mask = u128::MAX >> (128 - 8 * len);
        masks[len] = (mask as u64, (mask >> 64) as u64);
        len += 1;
    }
    masks
};

const HIGH_BITS: u64 = 0x8080_8080_8080_8080;

/// Eight bytes at once: in lower case; 0x80 where a letter or digit is; 0x80 where a letter, digit
/// or underscore is.
#[inline]
fn letters_of(bytes: u64) -> (u64, u64, u64) {
    const fn all(byte: u8) -> u64 {
        byte as u64 * 0x0101_0101_0101_0101
    }
    // Without their high bits, no sum of two bytes runs over into the next byte.
    let seven = bytes & !HIGH_BITS;
    let lower = seven | all(0x20);
    let letter = (lower + all(0x80 - b'a')) & !(lower + all(0x7f - b'z'));
    let digit = (seven + all(0x80 - b'0')) & !(seven + all(0x7f - b'9'));
    let not_underscore = (seven ^ all(b'_')) + all(0x7f);
    let ascii = !bytes & HIGH_BITS;
    let letter = letter & ascii;
    let alnum = letter | digit & ascii;
    (bytes | letter >> 2, alnum, alnum | !not_underscore & ascii)
}
