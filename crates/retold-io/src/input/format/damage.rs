//! Repair of text with a few invalid bytes.
//!
//! A file with one byte of another encoding, a truncated character, or a NUL byte after a crash is
//! still text. Only the word around such a byte is left out: it is overwritten with spaces, so that
//! every other byte keeps its offset. A message names the line and the reason.
//!
//! The unit is the word because a line may be a paragraph or the whole file, and because a word
//! without one of its characters is another word.
//!
//! # Example
//! `The caf\xe9 closed` in a UTF-8 file is read as `The      closed`.
//!
//! # Invariant
//! A repaired text has the length of its source and equals it outside the words that are left out.
//! At most a tenth of the bytes is left out. Otherwise [`repaired`] returns an error: the file has
//! another encoding or is no text.

use super::line_breaks::line_breaks;
use std::ops::Range;

/// A text is refused if at least one byte in this many would be left out.
const WORST_SHARE: usize = 10;

/// One NUL byte in this many bytes is damage. The first NUL byte always is.
const NUL_SHARE: usize = 500;

/// A word that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::input) struct LostWord {
    /// The line, from 1.
    pub(in crate::input) line: usize,
    /// The offset of the first invalid byte.
    pub(in crate::input) offset: usize,
    /// The invalid byte.
    pub(in crate::input) byte: u8,
}

impl std::fmt::Display for LostWord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let LostWord { line, offset, byte } = self;
        let what = match byte {
            0 => "a NUL byte".to_owned(),
            _ => format!("byte 0x{byte:02x}, which is not valid UTF-8,"),
        };
        write!(f, "line {line} has {what} at offset {offset}; the word around it is left out")
    }
}

/// Whether the NUL bytes of a text can be damage. They can if they are few, if no two are adjacent
/// (as in tables and padded names), and if little would be left out around them.
pub(super) fn is_damage(bytes: &[u8]) -> bool {
    let nuls: Vec<usize> =
        memchr::memchr_iter(0, bytes).take(2 + bytes.len() / NUL_SHARE).collect();
    nuls.len() <= 1 + bytes.len() / NUL_SHARE
        && nuls.windows(2).all(|pair| pair[0] + 1 < pair[1])
        && are_few(&words_around(bytes, &nuls), bytes.len())
}

/// Whether the words to be left out are a small share of `len` bytes.
fn are_few(words: &[(Range<usize>, usize)], len: usize) -> bool {
    let lost: usize = words.iter().map(|(word, _)| word.len()).sum();
    lost * WORST_SHARE < len
}

/// Returns the text with spaces in place of the words around NUL bytes and invalid UTF-8, and these
/// words in order.
///
/// # Errors
/// The unchanged bytes, if too many would be left out.
pub(super) fn repaired(mut bytes: Vec<u8>) -> Result<(String, Vec<LostWord>), Vec<u8>> {
    let words = words_around(&bytes, &broken(&bytes));
    if !are_few(&words, bytes.len()) {
        return Err(bytes);
    }
    let (mut line, mut counted) = (1, 0);
    let mut lost = Vec::with_capacity(words.len());
    for &(_, offset) in &words {
        line += line_breaks(&bytes[counted..offset]);
        counted = offset;
        lost.push(LostWord { line, offset, byte: bytes[offset] });
    }
    for (word, _) in words {
        bytes[word].fill(b' ');
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok((text, lost)),
        Err(error) => Err(error.into_bytes()),
    }
}

/// The words around the given offsets, each once with its first invalid byte.
fn words_around(bytes: &[u8], broken: &[usize]) -> Vec<(Range<usize>, usize)> {
    let mut words: Vec<(Range<usize>, usize)> = Vec::new();
    for &at in broken {
        if words.last().is_none_or(|(word, _)| at >= word.end) {
            words.push((word_around(bytes, at), at));
        }
    }
    words
}

/// The offsets of NUL bytes and invalid UTF-8, ascending.
fn broken(bytes: &[u8]) -> Vec<usize> {
    let mut broken: Vec<usize> = memchr::memchr_iter(0, bytes).collect();
    let mut at = 0;
    for chunk in bytes.utf8_chunks() {
        at += chunk.valid().len();
        broken.extend(at..at + chunk.invalid().len());
        at += chunk.invalid().len();
    }
    broken.sort_unstable();
    broken
}

/// The word around a byte, up to ASCII white space on either side. The bytes of multi-byte
/// characters are no white space, so a word never starts or ends inside a character.
fn word_around(bytes: &[u8], at: usize) -> Range<usize> {
    let is_space = |byte: &u8| byte.is_ascii_whitespace();
    let start = bytes[..at].iter().rposition(is_space).map_or(0, |found| found + 1);
    let end = bytes[at..].iter().position(is_space).map_or(bytes.len(), |found| at + found);
    start..end
}

#[cfg(test)]
mod tests {
    use super::{LostWord, is_damage, repaired};
    use proptest::prelude::{Strategy, any, prop, prop_oneof, proptest};

    #[test]
    fn the_word_around_a_foreign_byte_is_left_out_and_named() {
        let text =
            "The first line of some text.\nThe café, the second line of it, caf\u{e9} ends.\n";
        let mut bytes = text.as_bytes().to_vec();
        let at = text.rfind('é').expect("it is there");
        bytes.splice(at..at + 2, [0xe9]);
        let (repaired, lost) = repaired(bytes.clone()).expect("little is lost");
        assert_eq!(repaired.len(), bytes.len());
        assert!(repaired.ends_with("line of it,      ends.\n"), "{repaired}");
        assert_eq!(lost, [LostWord { line: 2, offset: at, byte: 0xe9 }]);
        let expected = "line 2 has byte 0xe9, which is not valid UTF-8, at offset 65; \
            the word around it is left out";
        assert_eq!(lost[0].to_string().replace(&at.to_string(), "65"), expected);
    }

    #[test]
    fn nul_bytes_side_by_side_or_many_are_no_damage() {
        let text = "word ".repeat(400).into_bytes();
        let with = |places: &[usize]| {
            let mut bytes = text.clone();
            for &at in places {
                bytes[at] = 0;
            }
            bytes
        };
        assert!(
            is_damage(&with(&[])) && is_damage(&with(&[7])) && is_damage(&with(&[7, 300, 900]))
        );
        assert!(!is_damage(&with(&[7, 8])));
        assert!(!is_damage(&with(&[7, 17, 27, 37, 47, 57])));
        assert!(!is_damage(b"a\0b"), "all of it would be left out");
    }

    /// How the share was chosen: one foreign word in twelve is damage in every script, and one in two is
    /// another encoding.
    #[test]
    fn a_few_foreign_words_are_left_out_and_many_are_not() {
        let words = [
            "harbour café",
            "Bruder größer",
            "гавани ёлка",
            "港口去 找他",
            "يوم سعيد",
            "δρόμος ήλιος",
        ];
        for pair in words {
            for every in [100, 50, 24, 12, 2] {
                let mut bytes = Vec::new();
                for number in 0..600 {
                    if number % every == every - 1 {
                        bytes.extend(b"d\xe9j\xe0 ");
                    } else {
                        bytes.extend(
                            format!("{pair} ")
                                .split_inclusive(' ')
                                .nth(number % 2)
                                .expect("two")
                                .bytes(),
                        );
                    }
                }
                assert_eq!(repaired(bytes).is_ok(), every >= 12, "one of {every} in {pair}");
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_not_left_out_is_as_it_was(
            parts in prop::collection::vec(prop_oneof!["[a-zé日\n ]{0,30}".prop_map(String::into_bytes), prop::collection::vec(any::<u8>(), 0..3)], 0..12),
        ) {
            let bytes: Vec<u8> = parts.concat();
            if let Ok((text, lost)) = repaired(bytes.clone()) {
                assert_eq!(text.len(), bytes.len());
                assert!(lost.windows(2).all(|pair| pair[0].offset < pair[1].offset && pair[0].line <= pair[1].line));
                for (at, (&was, is)) in bytes.iter().zip(text.bytes()).enumerate() {
                    assert!(was == is || is == b' ', "{at}");
                    assert!(!was.is_ascii_whitespace() || was == is, "line breaks stay");
                }
                assert!(!text.contains('\0'));
                assert_eq!(lost.is_empty(), text.as_bytes() == bytes);
            }
        }
    }
}
