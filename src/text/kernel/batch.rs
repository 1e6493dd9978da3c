//! Batches: the words of a few blocks, hashed together.

use super::block::{Block, Words};
use super::stop::Stop;
use crate::hash::{short_token_hash, token_hash};
use crate::model::Span;
use crate::text::token::{Token, TokenKind};

/// How many blocks are filled before their words are hashed: so many that the bytes just written
/// can be read again without a wait, and that a place among them is one byte.
const BLOCKS: usize = 4;

/// The most tokens that so many blocks can hold: every second byte is a letter.
pub(super) const TOKENS: usize = BLOCKS * 32;

/// The bytes of the blocks, with room for a load of 16 bytes beyond.
pub(super) const LOWER: usize = 64 * BLOCKS + 16;

/// The tokens of a few blocks.
pub(in crate::text) struct Batch {
    /// How many tokens there are.
    pub(super) len: usize,
    /// The start of the first block in the text; the offsets below are relative to it.
    base: usize,
    /// The first byte and the last byte of each token, with room for one store of 64 beyond.
    pub(super) starts: [u8; TOKENS + 64],
    pub(super) lasts: [u8; TOKENS + 64],
    /// 0 for a word.
    pub(super) kinds: [u8; TOKENS + 64],
    pub(super) hashes: [u64; TOKENS],
    /// Those that are longer than 16 bytes or have apostrophes that are not ASCII.
    pub(super) odd: [u64; TOKENS / 64],
    /// The blocks in lower case.
    pub(super) lower: [u8; LOWER],
}

impl Batch {
    pub(in crate::text) fn new() -> Batch {
        Batch {
            len: 0,
            base: 0,
            starts: [0; TOKENS + 64],
            lasts: [0; TOKENS + 64],
            kinds: [0; TOKENS + 64],
            hashes: [0; TOKENS],
            odd: [0; TOKENS / 64],
            lower: [0; LOWER],
        }
    }

    pub(super) fn clear(&mut self) {
        self.len = 0;
    }

    /// The hashes of the tokens.
    #[inline]
    pub(in crate::text) fn hashes(&self) -> &[u64] {
        &self.hashes[..self.len.min(TOKENS)]
    }

    /// What each token counts.
    #[inline]
    pub(in crate::text) fn kinds(&self) -> impl Iterator<Item = TokenKind> {
        self.kinds[..self.len.min(TOKENS)].iter().map(|&kind| kind_of(kind))
    }

    /// The start of a token in the text.
    #[inline]
    pub(in crate::text) fn start(&self, token: usize) -> usize {
        self.base + usize::from(self.starts[token])
    }

    /// Gives the tokens to `sink`.
    #[inline]
    pub(in crate::text) fn for_each(&self, mut sink: impl FnMut(Token)) {
        for (i, &hash) in self.hashes().iter().enumerate() {
            let end = self.base + usize::from(self.lasts[i]) + 1;
            let span = Span { start: self.start(i), end };
            sink(Token { hash, span, kind: kind_of(self.kinds[i]) });
        }
    }

    /// Fills the batch: `classify` puts a block into lower case and returns its classes, `list` adds
    /// its words, which count from an offset, and `hash` hashes the words listed.
    #[inline(always)]
    pub(super) fn fill(
        &mut self,
        text: &str,
        start: usize,
        classify: impl Fn(&[u8; 64], &mut [u8; 64]) -> Block,
        list: impl Fn(&mut Batch, &Words, u8),
        hash: impl Fn(&mut Batch),
    ) -> Stop {
        let bytes = text.as_bytes();
        self.clear();
        self.base = start;
        self.odd = [0; TOKENS / 64];
        let mut at = start;
        let mut hard = false;
        for _ in 0..BLOCKS {
            let rest = &bytes[at..];
            let mut padded = [0; 64];
            let block = rest.first_chunk().unwrap_or_else(|| {
                padded[..rest.len()].copy_from_slice(rest);
                &padded
            });
            let offset = at - start;
            let lower = self.lower[offset..].first_chunk_mut().expect("as many blocks as fit");
            let words = classify(block, lower).words();
            let mut apostrophes = words.apostrophes;
            while apostrophes != 0 {
                let to_it = apostrophes ^ (apostrophes - 1);
                apostrophes &= !to_it;
                let number = self.len + (words.starts & to_it).count_ones() as usize - 1;
                self.odd[number / 64] |= 1 << (number % 64);
            }
            list(self, &words, offset as u8);
            at = bytes.len().min(at + words.next as usize);
            hard = words.hard;
            if hard || at == bytes.len() {
                break;
            }
        }
        hash(self);
        if self.odd != [0; TOKENS / 64] {
            self.hash_odd();
        }
        if hard { Stop::Hard(at) } else { Stop::Full(at) }
    }

    #[inline(never)]
    fn hash_odd(&mut self) {
        for (i, mut odd) in self.odd.into_iter().enumerate() {
            while odd != 0 {
                let number = i * 64 + odd.trailing_zeros() as usize;
                odd &= odd - 1;
                let (start, last) = (self.starts[number], self.lasts[number]);
                let word = &self.lower[usize::from(start)..=usize::from(last)];
                self.hashes[number] = if word.len() <= 16 {
                    let bytes = self.lower[usize::from(start)..].first_chunk();
                    let bytes = u128::from_le_bytes(*bytes.expect("16 bytes of padding"));
                    short_hash(bytes, word.len() as u32)
                } else {
                    long_hash(word)
                };
            }
        }
    }
}

#[inline]
fn kind_of(kind: u8) -> TokenKind {
    if kind == 0 { TokenKind::Word } else { TokenKind::Character }
}

/// Where 64 bytes can be written from `from` on.
#[inline]
pub(super) fn room(row: &mut [u8; TOKENS + 64], from: usize) -> &mut [u8; 64] {
    row[from..].first_chunk_mut().expect("a token has room for 64 behind it")
}

/// The hash of a word of `len` bytes, in lower case except for curly apostrophes, at the start of a
/// block.
#[inline]
fn short_hash(block: u128, len: u32) -> u64 {
    const ONES: u128 = u128::MAX / 0xff;
    let mut len = len;
    let mut word = block & (u128::MAX >> (128 - 8 * len));
    loop {
        // The first byte that could start one: where the difference is 0.
        let difference = word ^ (0xe2 * ONES);
        let zeros = difference.wrapping_sub(ONES) & !difference & (0x80 * ONES);
        if zeros == 0 {
            return short_token_hash(word as u64, (word >> 64) as u64, u64::from(len));
        }
        // An apostrophe is between two letters or digits.
        let at = zeros.trailing_zeros() & !7;
        let before = word & ((1 << at) - 1);
        let from = word >> at;
        if !matches!(from & 0x00ff_ffff, 0x98_80_e2 | 0x99_80_e2) {
            return long_hash(&word.to_le_bytes()[..len as usize]);
        }
        word = before | (u128::from(b'\'') | from >> 24 << 8) << at;
        len -= 2;
    }
}

/// The hash of a word of any length, in lower case except for curly apostrophes.
fn long_hash(word: &[u8]) -> u64 {
    let is_curly = |three: &[u8]| matches!(three, [0xe2, 0x80, 0x98 | 0x99]);
    if !word.contains(&0xe2) {
        return token_hash(word);
    }
    let mut straight = [0; 64];
    let mut len = 0;
    let mut rest = word;
    while let [first, after @ ..] = rest {
        let curly = rest.get(..3).is_some_and(is_curly);
        straight[len] = if curly { b'\'' } else { *first };
        rest = if curly { &rest[3..] } else { after };
        len += 1;
    }
    token_hash(&straight[..len])
}
