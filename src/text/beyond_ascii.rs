//! Words with characters outside ASCII.

use super::class::{
    Class, DIGIT, Fold, JOINS_DIGITS, JOINS_LETTERS, LETTER, NEXT_PAGE, OTHER, Page, SINGLE,
    classify,
};
use super::normalise::normalise_into;
use super::script::is_unspaced;
use super::token::{Token, TokenKind};
use super::zero_width::first_segment;
use crate::hash::{short_token_hash, token_hash};
use crate::model::Span;
use std::str::Chars;
use unicode_segmentation::UnicodeSegmentation;

/// Gives the words from `start` on, where a segment of UAX#29 starts, up to the first segment that
/// starts with an ASCII character, or at `limit` or behind it; returns where that is. The first
/// segment is always taken.
///
/// The common characters are in a table; the crate is asked for one segment whenever another
/// character could reach into it, and it reads no further. The rules of UAX#29, as the crate has
/// them, depend on nothing before a boundary, so it is the segment that the whole text has there.
/// One rule is tailored: a zero-width space belongs to the word that it is in (`zero_width`).
///
/// Linear: a segment that is given up for the crate has been read up to its end at most, or past
/// one punctuation mark behind it.
#[inline(never)]
pub(super) fn words_beyond_ascii(
    text: &str,
    mut start: usize,
    limit: usize,
    scratch: &mut String,
    sink: &mut impl FnMut(Token),
) -> usize {
    loop {
        start = quick_segment(text, start, sink)
            .or_else(|| segment(text, start, scratch, sink))
            .unwrap_or_else(|| segment_of_crate(text, start, scratch, sink));
        if start >= limit || text.as_bytes()[start].is_ascii() {
            return start;
        }
    }
}

/// What [`segment`] does, for what most texts are made of: words of at most 32 bytes, in letters
/// and digits whose lower case is in the pages, and letters that are words of their own.
#[inline]
fn quick_segment(text: &str, start: usize, sink: &mut impl FnMut(Token)) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut folded = [0; 32];
    let mut len = 0;
    loop {
        let (traits, character, width) = match bytes[start + len..] {
            [] => break,
            [byte @ (..0x80), ..] => (Page::of_ascii(byte).traits(byte), [byte | 0x20, 0, 0], 1),
            [lead @ (..0xe0), last, ..] => {
                let page = Page::of_two(lead);
                let traits = page.traits(last);
                (traits, [lead + traits / NEXT_PAGE, page.folded(last), 0], 2)
            }
            [lead @ (..0xf0), second, last, ..] => {
                let page = Page::of_three(lead, second);
                let traits = page.traits(last);
                (traits, [lead, second + traits / NEXT_PAGE, page.folded(last)], 3)
            }
            _ => return None,
        };
        if traits & (LETTER | DIGIT) == 0 {
            if traits == SINGLE && len == 0 {
                return single(bytes, start, sink);
            }
            if traits & (OTHER | JOINS_LETTERS | JOINS_DIGITS) != 0 {
                return None;
            }
            break;
        }
        // The last two bytes may be zeros that the next character replaces.
        folded.get_mut(len..len + 3)?.copy_from_slice(&character);
        len += width;
    }
    if len == 0 {
        return None;
    }
    let hash = match folded.first_chunk() {
        Some(&block) if len <= 16 => {
            let block = u128::from_le_bytes(block);
            short_token_hash(block as u64, (block >> 64) as u64, len as u64)
        }
        _ => token_hash(&folded[..len]),
    };
    sink(Token { hash, span: Span { start, end: start + len }, kind: TokenKind::Word });
    Some(start + len)
}

/// Gives the letter of three bytes at `start`, which is a word of its own unless marks follow.
#[inline]
fn single(bytes: &[u8], start: usize, sink: &mut impl FnMut(Token)) -> Option<usize> {
    let end = start + 3;
    let follows = match bytes[end..] {
        [] | [(..0x80), ..] => 0,
        [lead @ (..0xe0), last, ..] => Page::of_two(lead).traits(last),
        [lead @ (..0xf0), second, last, ..] => Page::of_three(lead, second).traits(last),
        _ => OTHER,
    };
    if follows & (OTHER | JOINS_LETTERS | JOINS_DIGITS) == OTHER {
        return None;
    }
    let letter = u32::from_le_bytes([bytes[start], bytes[start + 1], bytes[start + 2], 0]);
    let hash = short_token_hash(u64::from(letter), 0, 3);
    sink(Token { hash, span: Span { start, end }, kind: TokenKind::Character });
    Some(end)
}

/// Gives the word that starts at `start`, if one does, and returns where its segment ends; nothing
/// if that takes more than the table.
#[inline]
fn segment(
    text: &str,
    start: usize,
    scratch: &mut String,
    sink: &mut impl FnMut(Token),
) -> Option<usize> {
    let mut chars = text[start..].chars();
    let first = chars.next()?;
    let (class, fold) = classify(first);
    let mut word = Word { state: class, scratch, seen: false, regular: true, nonstarter: false };
    match class {
        Class::Letter | Class::Digit | Class::Underscore | Class::Katakana => {
            word.scratch.clear();
            word.push(first, fold);
            word.rest(&mut chars)?;
            let end = text.len() - chars.as_str().len();
            if word.seen {
                let hash = word.hash(&text[start..end]);
                sink(Token { hash, span: Span { start, end }, kind: TokenKind::Word });
            }
            Some(end)
        }
        Class::Single => {
            let bytes = first.len_utf8();
            let mut end = start + bytes;
            let mut hash = None;
            match peek(&chars) {
                Class::Other => return None,
                Class::Mark => {
                    word.scratch.clear();
                    word.push(first, fold);
                    word.marks(&mut chars)?;
                    end = text.len() - chars.as_str().len();
                    hash = Some(word.hash(&text[start..end]));
                }
                _ => {}
            }
            let single = &text[start..end];
            let hash = hash.unwrap_or_else(|| match fold {
                Fold::Same => {
                    let mut block = [0; 8];
                    first.encode_utf8(&mut block);
                    short_token_hash(u64::from_le_bytes(block), 0, bytes as u64)
                }
                _ => normalised_hash(single, word.scratch),
            });
            sink(Token { hash, span: Span { start, end }, kind: kind(first) });
            Some(end)
        }
        Class::Separator | Class::MidLetter | Class::MidNumber | Class::MidBoth => {
            // Marks would belong to it, and can be letters themselves.
            let alone = !matches!(peek(&chars), Class::Mark | Class::Other);
            alone.then_some(start + first.len_utf8())
        }
        Class::Space | Class::Mark | Class::Other => None,
    }
}

fn peek(chars: &Chars<'_>) -> Class {
    chars.clone().next().map_or(Class::Separator, |c| classify(c).0)
}

fn kind(first: char) -> TokenKind {
    if is_unspaced(first) { TokenKind::Character } else { TokenKind::Word }
}

/// A word that is being read, and its normalised form so far.
struct Word<'a> {
    /// The class of the last character that was no mark.
    state: Class,
    scratch: &'a mut String,
    /// Whether a letter or a digit has been seen, without which it is no word.
    seen: bool,
    /// Whether the scratch holds the normalised form.
    regular: bool,
    /// Whether the last character was a nonstarter.
    nonstarter: bool,
}

impl Word<'_> {
    /// Reads on to the end of the word; nothing if that takes more than the table.
    #[inline]
    fn rest(&mut self, chars: &mut Chars<'_>) -> Option<()> {
        use Class::{Digit, Katakana, Letter, MidBoth, MidLetter, MidNumber, Underscore};
        self.seen = self.state != Underscore;
        loop {
            let mut ahead = chars.clone();
            let Some(c) = ahead.next() else { return Some(()) };
            let (class, fold) = classify(c);
            match (self.state, class) {
                (_, Class::Other) => return None,
                (_, Class::Mark) => {
                    // The mark might be a letter, behind an underscore that is none.
                    if !self.seen {
                        return None;
                    }
                    self.push(c, fold);
                }
                // WB5, WB8, WB9, WB10, WB13, WB13a, WB13b.
                (Letter | Digit | Underscore, Letter | Digit)
                | (Katakana | Underscore, Katakana)
                | (_, Underscore) => {
                    self.seen |= class != Underscore;
                    self.state = class;
                    self.push(c, fold);
                }
                // WB6, WB7, WB11, WB12.
                (Letter, MidLetter | MidBoth) | (Digit, MidNumber | MidBoth) => {
                    match peek(&ahead) {
                        Class::Other | Class::Mark => return None,
                        next if next == self.state => self.push(c, fold),
                        _ => return Some(()),
                    }
                }
                _ => return Some(()),
            }
            *chars = ahead;
        }
    }

    /// Reads the marks behind a character that is a word of its own.
    fn marks(&mut self, chars: &mut Chars<'_>) -> Option<()> {
        loop {
            let mut ahead = chars.clone();
            match ahead.next().map(|c| (c, classify(c))) {
                Some((_, (Class::Other, _))) => return None,
                Some((c, (Class::Mark, fold))) => self.push(c, fold),
                _ => return Some(()),
            }
            *chars = ahead;
        }
    }

    #[inline]
    fn push(&mut self, c: char, fold: Fold) {
        let nonstarter = fold == Fold::Nonstarter;
        let folded = match fold {
            Fold::Same | Fold::Nonstarter => c,
            Fold::Quote => '\'',
            Fold::Plus(distance) => char::from_u32(c as u32 + u32::from(distance)).unwrap_or(c),
            Fold::Irregular => {
                self.regular = false;
                return;
            }
        };
        // Two of them may have to change places.
        self.regular &= !(nonstarter && self.nonstarter);
        self.nonstarter = nonstarter;
        self.scratch.push(folded);
    }

    #[inline]
    fn hash(&mut self, word: &str) -> u64 {
        if self.regular {
            token_hash(self.scratch.as_bytes())
        } else {
            normalised_hash(word, self.scratch)
        }
    }
}

/// What [`segment`] does, for any character.
#[inline(never)]
fn segment_of_crate(
    text: &str,
    start: usize,
    scratch: &mut String,
    sink: &mut impl FnMut(Token),
) -> usize {
    let end = start + first_segment(&text[start..]);
    let segment = &text[start..end];
    if is_word(segment) {
        let base = segment.chars().find(|c| c.is_alphanumeric());
        let hash = normalised_hash(segment, scratch);
        sink(Token { hash, span: Span { start, end }, kind: base.map_or(TokenKind::Word, kind) });
    }
    end
}

/// Whether the crate counts the segment among the words.
fn is_word(segment: &str) -> bool {
    const STD: (u8, u8, u8) = char::UNICODE_VERSION;
    const SAME_UNICODE: bool = STD.0 as u64 == unicode_segmentation::UNICODE_VERSION.0
        && STD.1 as u64 == unicode_segmentation::UNICODE_VERSION.1;
    if SAME_UNICODE {
        segment.chars().any(char::is_alphanumeric)
    } else {
        // An older compiler knows fewer letters than the crate does.
        segment.unicode_words().next().is_some()
    }
}

fn normalised_hash(token: &str, scratch: &mut String) -> u64 {
    let changed = normalise_into(token, scratch);
    token_hash(if changed { scratch.as_bytes() } else { token.as_bytes() })
}
