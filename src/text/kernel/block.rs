//! The starts and ends of words in a block of 64 bytes, from the classes of its characters.

use crate::text::class::{DIGIT, JOINS_DIGITS, JOINS_LETTERS, KATAKANA, LETTER, OTHER, SINGLE};

/// The classes of the 64 bytes of a block. Bit `i` is that of byte `i`.
///
/// All bits of a character of several bytes are set. For a character that joins the characters on both
/// sides, only the bit of the first byte is set.
#[derive(Clone, Copy)]
pub(super) struct Block {
    pub(super) letter: u64,
    pub(super) digit: u64,
    pub(super) underscore: u64,
    /// ASCII punctuation.
    pub(super) joins_letters: u64,
    pub(super) joins_digits: u64,
    /// All bytes that are not ASCII. If it is 0, `beyond` is not read.
    pub(super) high: u64,
    pub(super) beyond: Beyond,
}

/// The characters beyond ASCII in a block, except letters and digits.
#[derive(Clone, Copy, Default)]
pub(super) struct Beyond {
    pub(super) katakana: u64,
    /// The first bytes of letters that are words of their own.
    pub(super) single: u64,
    /// Characters that are in no table: the scalar code decides.
    pub(super) other: u64,
    /// Punctuation that needs the scalar code only if it joins two characters.
    pub(super) other_joined: u64,
    /// Punctuation of two bytes, and of three.
    pub(super) joins_letters: [u64; 2],
    pub(super) joins_digits: [u64; 2],
    /// The first byte of a character that the end of the block cuts through.
    pub(super) cut: u64,
}

/// The words that end in a block.
pub(super) struct Words {
    /// Their first bytes and their last ones.
    pub(super) starts: u64,
    pub(super) lasts: u64,
    /// The first bytes of the letters that are words of their own.
    pub(super) single: u64,
    /// The first bytes of the apostrophes in them that are not ASCII.
    pub(super) apostrophes: u64,
    /// All words before this byte were found; the next block may start here.
    pub(super) next: u32,
    /// Whether the word or the mark at `next` takes the scalar code.
    pub(super) hard: bool,
}

impl Block {
    /// Adds what the characters are that start at `two`, `three` and `four`, with as many bytes;
    /// `has` returns which bytes are the last ones of characters with these traits.
    #[inline(always)]
    pub(super) fn add(&mut self, two: u64, three: u64, four: u64, has: impl Fn(u8) -> u64) {
        let (last_of_two, last_of_three) = (two << 1, three << 2);
        let whole = |last: u64| last | last >> 1 | (last & last_of_three) >> 2;
        let firsts = |last: u64| [(last & last_of_two) >> 1, (last & last_of_three) >> 2];
        let cut = two & 1 << 63 | three & 3 << 62 | four & 7 << 61;
        let (letters, digits) = (has(JOINS_LETTERS), has(JOINS_DIGITS));
        let unknown = has(OTHER);
        let joins = letters | digits;
        let other = whole(unknown & !joins) | four | four << 1 | four << 2 | four << 3;
        self.letter |= whole(has(LETTER));
        self.digit |= whole(has(DIGIT));
        self.beyond = Beyond {
            katakana: whole(has(KATAKANA)),
            single: has(SINGLE) >> 2,
            other: other & below(cut.trailing_zeros()),
            other_joined: whole(unknown & joins),
            joins_letters: firsts(letters),
            joins_digits: firsts(digits),
            cut,
        };
    }

    /// Finds the words, in a block whose first byte is at a boundary of UAX#29.
    ///
    /// A word at the end of the block is left out, because the next block may continue it. A text is padded
    /// with zeros.
    #[inline(always)]
    pub(super) fn words(&self) -> Words {
        let (letter, digit) = (self.letter, self.digit);
        if self.high != 0 {
            return self.words_beyond();
        }
        // Punctuation joins if the characters on both sides fit. Example: in `it's 1,000 a.` the apostrophe
        // is between letters and the comma between digits, so both join; no letter follows the last `.`.
        //
        // A shift to the right brings in zeros, and their complement counts the byte behind the block as a
        // letter and a digit. This never matters: a word at the end of the block is left out.
        let joined = self.joins_letters & (letter << 1) & !(!letter >> 1)
            | self.joins_digits & (digit << 1) & !(!digit >> 1);
        let word = letter | digit | self.underscore | joined;
        let words = Words {
            starts: word & !(word << 1),
            lasts: word & !(word >> 1),
            single: 0,
            apostrophes: 0,
            next: 64,
            hard: false,
        };
        self.finish(words, word >> 63 != 0)
    }

    #[inline(always)]
    fn words_beyond(&self) -> Words {
        let Beyond { katakana, single, other, joins_letters, joins_digits, cut, .. } = self.beyond;
        let size = cut.trailing_zeros();
        let inside = below(size);
        // A character in no table may be a letter or a digit. It counts as both, so that the word around it
        // is not cut before the scalar code reads it.
        let letter = self.letter | other;
        let digit = self.digit | other;
        let no_letter = inside & !letter;
        let no_digit = inside & !digit;
        let mut joined = self.joins_letters & (letter << 1) & !(no_letter >> 1)
            | self.joins_digits & (digit << 1) & !(no_digit >> 1);
        let mut apostrophes = 0;
        for width in [2, 3] {
            let (letters, digits) = (joins_letters[width - 2], joins_digits[width - 2]);
            if letters | digits != 0 {
                let found = letters & (letter << 1) & !(no_letter >> width)
                    | digits & (digit << 1) & !(no_digit >> width);
                apostrophes |= found & letters & digits;
                joined |= found | found << 1 | found << (width - 1);
            }
        }
        let singles = single | single << 1 | single << 2;
        let word = inside & (letter | digit | self.underscore | katakana | singles | joined);
        // A mark behind a letter that is a word of its own belongs to it.
        let apart = single
            | single << 3 & !other
            | katakana & (self.letter | self.digit) << 1
            | (self.letter | self.digit) & katakana << 1;
        let mut words = Words {
            starts: word & !(word << 1 & !apart),
            lasts: word & !(word >> 1 & !(apart >> 1)),
            single,
            apostrophes,
            next: size,
            hard: false,
        };
        let other = other | self.beyond.other_joined & joined & inside;
        if other != 0 {
            let to_first = other ^ (other - 1);
            words.next = (words.starts & to_first).ilog2();
            words.hard = true;
            words.cut();
            return self.finish(words, false);
        }
        self.finish(words, word >> (size - 1) != 0)
    }

    /// Leaves out the last word, if it is `open`, and those that are underscores only.
    #[inline(always)]
    fn finish(&self, mut words: Words, open: bool) -> Words {
        if open {
            words.next = words.starts.ilog2();
            words.cut();
            // If the word fills the block, the next block would start at the same byte. The scalar code reads
            // such a word.
            words.hard = words.next == 0;
        }
        let mut candidates = words.starts & self.underscore;
        while candidates != 0 {
            let start = candidates & candidates.wrapping_neg();
            candidates ^= start;
            let from_start = start.wrapping_neg();
            let last = words.lasts & from_start;
            let last = last & last.wrapping_neg();
            let word = from_start & (last | (last - 1));
            if word & !self.underscore == 0 {
                words.starts ^= start;
                words.lasts ^= last;
            }
        }
        words
    }
}

impl Words {
    /// Leaves out the words that start at `next` or behind it.
    #[inline(always)]
    fn cut(&mut self) {
        let before = below(self.next);
        self.starts &= before;
        self.lasts &= before;
        self.apostrophes &= before;
    }
}

/// The bits below `bit`; all of them if there are no more.
#[inline(always)]
pub(super) fn below(bit: u32) -> u64 {
    1_u64.checked_shl(bit).unwrap_or(0).wrapping_sub(1)
}
