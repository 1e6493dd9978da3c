//! The zero-width space inside words.
//!
//! UAX#29 ends a word at U+200B, though a reader sees nothing there: `in<U+200B>side` would be two
//! words, and a text with such characters another text. So the rules are tailored: U+200B is taken
//! as `Format`, like the word joiner U+2060, and belongs to the character before it (rule WB4).
//!
//! One kind of text keeps the break: scripts that are written without spaces and whose letters UAX#29
//! joins (Javanese, Balinese, Cham and others, see [`joins_unspaced`]). There U+200B is all that
//! separates the words, so it ends a word directly before a letter of these scripts. Thai, Lao, Khmer,
//! Myanmar and Han letters are words by themselves with or without it, so for them nothing changes.
//!
//! The rules stay those of the `unicode-segmentation` crate: it reads a copy in which U+2060, which
//! has as many bytes, replaces U+200B. Cost: a copy of twice the length of a segment that has, or
//! is followed by, such a character; nothing is copied for other text.

use super::script::joins_unspaced;
use unicode_segmentation::UnicodeSegmentation;

const ZERO_WIDTH_SPACE: char = '\u{200b}';
const WORD_JOINER: char = '\u{2060}';
/// The length of the first copy.
const FIRST_COPY: usize = 64;

/// The length of the first segment of a text, by the tailored rules.
pub(super) fn first_segment(text: &str) -> usize {
    let segment = text.split_word_bounds().next().unwrap_or_default();
    if is_zero_width_near(&text[segment.len()..]) { joined_segment(text) } else { segment.len() }
}

/// Whether a zero-width space follows, at once or behind punctuation that can join letters.
fn is_zero_width_near(rest: &str) -> bool {
    let mut chars = rest.chars();
    match chars.next() {
        None => false,
        Some(ZERO_WIDTH_SPACE) => true,
        Some(c) if c.is_whitespace() || c.is_alphanumeric() => false,
        Some(_) => {
            chars.next().is_some_and(|c| !c.is_ascii())
                && rest.split_word_bounds().next().is_some_and(|punctuation| {
                    rest[punctuation.len()..].starts_with(ZERO_WIDTH_SPACE)
                })
        }
    }
}

/// The first segment of a text in which zero-width spaces may join letters.
#[cold]
fn joined_segment(text: &str) -> usize {
    let mut copy = String::new();
    let mut len = FIRST_COPY;
    loop {
        replace(text, len, &mut copy);
        let mut segments = copy.split_word_bounds();
        let first = segments.next().unwrap_or_default().len();
        // What follows a segment decides where it ends: the next character that is no mark, and one
        // more where that is punctuation. Each of two further segments starts with such a one.
        let is_certain = segments.next().is_some() && segments.next().is_some();
        if is_certain || copy.len() == text.len() {
            return first;
        }
        len *= 2;
    }
}

/// Copies `len` bytes of a text or a little more, with a word joiner for each zero-width space that
/// separates no words.
fn replace(text: &str, len: usize, copy: &mut String) {
    copy.clear();
    let mut chars = text.chars().peekable();
    while copy.len() < len
        && let Some(c) = chars.next()
    {
        let separates = chars.peek().is_some_and(|&next| joins_unspaced(next));
        copy.push(if c == ZERO_WIDTH_SPACE && !separates { WORD_JOINER } else { c });
    }
}
