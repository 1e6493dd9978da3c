//! The word classes and lower-case letters of common characters beyond ASCII, in tables of 64 characters.
//!
//! Invariant: each entry agrees with `unicode-segmentation` and with the normal form; other characters
//! are left to these.

/// The class of a character in the word rules of UAX#29.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Not in the table: only the crate knows.
    Other,
    /// A segment of its own, and no word.
    Separator,
    /// `WSegSpace`: a segment with others of its class, and no word.
    Space,
    /// `ALetter`, but not Hebrew, and alphabetic.
    Letter,
    /// Numeric.
    Digit,
    /// `ExtendNumLet`: joins letters, digits, Katakana and itself, and is no word alone.
    Underscore,
    /// Katakana, and alphabetic.
    Katakana,
    /// A word of its own.
    Single,
    /// Extend or Format: belongs to the character before it.
    Mark,
    /// `MidLetter`: joins two letters.
    MidLetter,
    /// `MidNum`: joins two digits.
    MidNumber,
    /// `MidNumLet` or `Single_Quote`: joins two letters or two digits.
    MidBoth,
}

/// What [`normalise`](super::normalise()) makes of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fold {
    /// Something that depends on its neighbours, is not one character, or is rare.
    Irregular,
    /// Itself, if no other character of this kind precedes it: its combining class is not 0.
    Nonstarter,
    /// Itself.
    Same,
    /// An apostrophe.
    Quote,
    /// The character so many code points on.
    Plus(u8),
}

/// The class and the fold of `c`.
#[inline]
pub(super) fn classify(c: char) -> (Class, Fold) {
    let scalar = c as usize;
    match TABLE.get(scalar) {
        Some(&entry) => entry,
        None => classify_rare(scalar),
    }
}

const fn classify_rare(scalar: usize) -> (Class, Fold) {
    match scalar {
        0x3400..=0x4dbf | 0x4e00..=0x9fff => (Class::Single, Fold::Same),
        0xac00..=0xd7a3 => (Class::Letter, Fold::Same),
        0xff10..=0xff19 => (Class::Digit, Fold::Irregular),
        0xff21..=0xff3a | 0xff41..=0xff5a => (Class::Letter, Fold::Irregular),
        0xff07 | 0xff0e => (Class::MidBoth, Fold::Irregular),
        0xff1a => (Class::MidLetter, Fold::Irregular),
        0xff0c | 0xff1b => (Class::MidNumber, Fold::Irregular),
        0xff3f => (Class::Underscore, Fold::Irregular),
        0xff01..=0xff65 => (Class::Separator, Fold::Same),
        _ => (Class::Other, Fold::Irregular),
    }
}

const TABLE_LEN: usize = 0x3100;

/// A `static`, so that there is one copy of it.
static TABLE: [(Class, Fold); TABLE_LEN] = {
    let mut table = [(Class::Other, Fold::Irregular); TABLE_LEN];
    let mut i = 0;
    while i < RANGES.len() {
        let (first, last, class, folds) = RANGES[i];
        let mut c = first as usize;
        while c <= last as usize {
            let fold = match folds {
                Folds::All(fold) => fold,
                Folds::Pairs if (c - first as usize).is_multiple_of(2) => Fold::Plus(1),
                Folds::Pairs => Fold::Same,
            };
            table[c] = (class, fold);
            c += 1;
        }
        i += 1;
    }
    table
};

/// 64 characters that differ in the last byte of their UTF-8 only, each in two bytes: what the fast
/// loops know of them.
#[repr(align(64))]
pub(super) struct Page {
    /// The classes of the characters, as bits.
    pub(super) traits: [u8; 64],
    /// The last byte of each in lower case.
    pub(super) folded: [u8; 64],
}

/// A [`Class::Letter`] whose lower case is one character of the same length.
pub(super) const LETTER: u8 = 1;
/// A [`Class::Digit`], itself in lower case.
pub(super) const DIGIT: u8 = 2;
/// A [`Class::Katakana`].
pub(super) const KATAKANA: u8 = 4;
/// A [`Class::Single`] of three bytes that is its own lower case and of an unspaced script.
pub(super) const SINGLE: u8 = 8;
/// [`Class::MidLetter`] and, with [`JOINS_DIGITS`], an apostrophe.
pub(super) const JOINS_LETTERS: u8 = 16;
/// [`Class::MidNumber`] and, with [`JOINS_LETTERS`], an apostrophe.
pub(super) const JOINS_DIGITS: u8 = 32;
/// Whatever takes more than a page to know. Punctuation that joins, if it has this too, takes more
/// only where it does join.
pub(super) const OTHER: u8 = 64;
/// The lower case is in the next page: the byte before the last is one more.
pub(super) const NEXT_PAGE: u8 = 128;

impl Page {
    /// The page of an ASCII character, whose only byte is not folded.
    #[inline]
    pub(super) fn of_ascii(byte: u8) -> &'static Page {
        &PAGES[usize::from(byte >> 6 & 1)]
    }

    /// The page of the characters with this first byte, of the two of a character.
    #[inline]
    pub(super) fn of_two(lead: u8) -> &'static Page {
        &PAGES[usize::from(lead & 0x1f)]
    }

    /// The page of the characters with these first two bytes, of the three of a character.
    #[inline]
    pub(super) fn of_three(lead: u8, second: u8) -> &'static Page {
        let number = usize::from(lead & 0xf) << 6 | usize::from(second & 0x3f);
        &PAGES[usize::from(PAGE_OF[number])]
    }

    /// The classes of the character that ends with the byte `last`.
    #[inline]
    pub(super) fn traits(&self, last: u8) -> u8 {
        self.traits[usize::from(last & 0x3f)]
    }

    /// The last byte, in lower case, of the character that ends with `last`.
    #[inline]
    pub(super) fn folded(&self, last: u8) -> u8 {
        self.folded[usize::from(last & 0x3f)]
    }

    const fn new(number: usize) -> Page {
        let mut page = Page { traits: [0; 64], folded: [0; 64] };
        let mut i = 0;
        while i < 64 {
            let scalar = number * 64 + i;
            let (class, fold) =
                if scalar < TABLE_LEN { TABLE[scalar] } else { classify_rare(scalar) };
            let distance = match fold {
                Fold::Plus(distance) => distance as usize,
                _ => 0,
            };
            page.traits[i] = traits(class, fold) | (((i + distance) / 64) as u8 * NEXT_PAGE);
            page.folded[i] = 0x80 | ((i + distance) % 64) as u8;
            i += 1;
        }
        page
    }

    const fn uniform(traits: u8) -> Page {
        let mut page = Page { traits: [traits; 64], folded: [0; 64] };
        let mut i = 0;
        while i < 64 {
            page.folded[i] = 0x80 | i as u8;
            i += 1;
        }
        page
    }
}

const fn traits(class: Class, fold: Fold) -> u8 {
    match (class, fold) {
        (Class::Separator | Class::Space, _) => 0,
        (Class::Letter, Fold::Same | Fold::Plus(_)) => LETTER,
        (Class::Digit, Fold::Same) => DIGIT,
        (Class::Katakana, Fold::Same) => KATAKANA,
        (Class::Single, Fold::Same) => SINGLE,
        (Class::MidLetter, Fold::Same) => JOINS_LETTERS,
        (Class::MidNumber, Fold::Same) => JOINS_DIGITS,
        (Class::MidBoth, Fold::Quote) => JOINS_LETTERS | JOINS_DIGITS,
        (Class::MidLetter, _) => JOINS_LETTERS | OTHER,
        (Class::MidNumber, _) => JOINS_DIGITS | OTHER,
        (Class::MidBoth, _) => JOINS_LETTERS | JOINS_DIGITS | OTHER,
        _ => OTHER,
    }
}

/// The page that knows nothing, the one of Han, the one of Hangul, and those of the wide forms of
/// ASCII.
const UNKNOWN: usize = TABLE_LEN / 64;
const HAN: usize = UNKNOWN + 1;
const HANGUL: usize = UNKNOWN + 2;
const WIDE: usize = UNKNOWN + 3;

static PAGES: [Page; WIDE + 2] = {
    let mut pages = [const { Page::uniform(OTHER) }; WIDE + 2];
    let mut number = 0;
    while number < UNKNOWN {
        pages[number] = Page::new(number);
        number += 1;
    }
    pages[HAN] = Page::uniform(SINGLE);
    pages[HANGUL] = Page::uniform(LETTER);
    pages[WIDE] = Page::new(0xff00 / 64);
    pages[WIDE + 1] = Page::new(0xff40 / 64);
    pages
};

/// The page of every 64 code points up to U+FFFF.
static PAGE_OF: [u8; 1024] = {
    let mut pages = [UNKNOWN as u8; 1024];
    let mut number = 0;
    while number < pages.len() {
        pages[number] = match number * 64 {
            ..TABLE_LEN => number,
            0x3400..=0x4d80 | 0x4e00..=0x9fc0 => HAN,
            // The last page of Hangul is not full.
            0xac00..=0xd740 => HANGUL,
            0xff00 => WIDE,
            0xff40 => WIDE + 1,
            _ => UNKNOWN,
        } as u8;
        number += 1;
    }
    pages
};

#[derive(Clone, Copy)]
enum Folds {
    All(Fold),
    /// Upper and lower case in turn, upper case first.
    Pairs,
}

const SAME: Folds = Folds::All(Fold::Same);
const PAIRS: Folds = Folds::Pairs;
const NONSTARTER: Folds = Folds::All(Fold::Nonstarter);
const IRREGULAR: Folds = Folds::All(Fold::Irregular);
const PLUS_32: Folds = Folds::All(Fold::Plus(32));
const PLUS_80: Folds = Folds::All(Fold::Plus(80));

/// Ranges of code points, each with its class and its folds; a later range overrides an earlier.
///
/// Rare blocks and unassigned code points are left out.
/// `tests/words.rs` compares each entry with the crate and with `normalise`.
#[rustfmt::skip]
const RANGES: &[(u16, u16, Class, Folds)] = {
    use Class::{
        Digit, Katakana, Letter, Mark, MidBoth, MidLetter, MidNumber, Separator, Single, Space,
        Underscore,
    };
    &[
        // ASCII
        (0x0000, 0x007f, Separator, SAME),
        (0x0020, 0x0020, Space, SAME),
        (0x0027, 0x0027, MidBoth, SAME),
        (0x002c, 0x002c, MidNumber, SAME),
        (0x002e, 0x002e, MidBoth, SAME),
        (0x0030, 0x0039, Digit, SAME),
        (0x003a, 0x003a, MidLetter, SAME),
        (0x003b, 0x003b, MidNumber, SAME),
        (0x0041, 0x005a, Letter, PLUS_32),
        (0x005f, 0x005f, Underscore, SAME),
        (0x0061, 0x007a, Letter, SAME),
        // Latin; © and ® are emoji, which joiners join, and ¸ is a letter to the rules alone
        (0x0080, 0x00bf, Separator, SAME),
        (0x00a9, 0x00a9, Class::Other, SAME),
        (0x00aa, 0x00aa, Letter, IRREGULAR),
        (0x00ad, 0x00ad, Mark, IRREGULAR),
        (0x00ae, 0x00ae, Class::Other, SAME),
        (0x00b2, 0x00b3, Single, IRREGULAR),
        (0x00b5, 0x00b5, Letter, IRREGULAR),
        (0x00b7, 0x00b7, MidLetter, SAME),
        (0x00b8, 0x00b8, Class::Other, SAME),
        (0x00b9, 0x00b9, Single, IRREGULAR),
        (0x00ba, 0x00ba, Letter, IRREGULAR),
        (0x00bc, 0x00be, Single, IRREGULAR),
        (0x00c0, 0x00de, Letter, PLUS_32),
        (0x00d7, 0x00d7, Separator, SAME),
        (0x00df, 0x00ff, Letter, SAME),
        (0x00f7, 0x00f7, Separator, SAME),
        (0x0100, 0x0137, Letter, PAIRS),
        (0x0130, 0x0130, Letter, IRREGULAR),
        (0x0131, 0x0131, Letter, SAME),
        (0x0132, 0x0133, Letter, IRREGULAR),
        (0x0138, 0x0138, Letter, SAME),
        (0x0139, 0x0148, Letter, PAIRS),
        (0x013f, 0x0140, Letter, IRREGULAR),
        (0x0149, 0x0149, Letter, IRREGULAR),
        (0x014a, 0x0177, Letter, PAIRS),
        (0x0178, 0x0178, Letter, IRREGULAR),
        (0x0179, 0x017e, Letter, PAIRS),
        (0x017f, 0x019f, Letter, IRREGULAR),
        (0x01a0, 0x01a5, Letter, PAIRS),
        (0x01af, 0x01b0, Letter, PAIRS),
        (0x0218, 0x021b, Letter, PAIRS),
        (0x0300, 0x036f, Mark, IRREGULAR),
        (0x1e00, 0x1e95, Letter, PAIRS),
        (0x1ea0, 0x1eff, Letter, PAIRS),
        // Greek
        (0x0386, 0x0386, Letter, IRREGULAR),
        (0x0387, 0x0387, MidLetter, IRREGULAR),
        (0x0388, 0x038a, Letter, IRREGULAR),
        (0x038c, 0x038c, Letter, IRREGULAR),
        (0x038e, 0x038f, Letter, IRREGULAR),
        (0x0390, 0x0390, Letter, SAME),
        (0x0391, 0x03a1, Letter, PLUS_32),
        (0x03a3, 0x03ab, Letter, PLUS_32),
        (0x03ac, 0x03ce, Letter, SAME),
        // The final sigma becomes the other one.
        (0x03c2, 0x03c3, Letter, PAIRS),
        // Cyrillic
        (0x0400, 0x040f, Letter, PLUS_80),
        (0x0410, 0x042f, Letter, PLUS_32),
        (0x0430, 0x045f, Letter, SAME),
        (0x0460, 0x0481, Letter, PAIRS),
        (0x0483, 0x0487, Mark, NONSTARTER),
        (0x048a, 0x04bf, Letter, PAIRS),
        (0x04d0, 0x052f, Letter, PAIRS),
        // Arabic
        (0x060c, 0x060c, MidNumber, SAME),
        (0x061b, 0x061b, Separator, SAME),
        (0x061f, 0x061f, Separator, SAME),
        (0x0620, 0x064a, Letter, SAME),
        (0x064b, 0x0652, Mark, NONSTARTER),
        (0x0653, 0x0655, Mark, IRREGULAR),
        (0x0660, 0x0669, Digit, SAME),
        (0x066a, 0x066a, Separator, SAME),
        (0x066c, 0x066c, MidNumber, SAME),
        (0x0670, 0x0670, Mark, NONSTARTER),
        (0x0671, 0x0674, Letter, SAME),
        (0x0679, 0x06d3, Letter, SAME),
        (0x06d4, 0x06d4, Separator, SAME),
        (0x06d5, 0x06d5, Letter, SAME),
        (0x06f0, 0x06f9, Digit, SAME),
        // Devanagari
        (0x0900, 0x0903, Mark, SAME),
        (0x0904, 0x0939, Letter, SAME),
        (0x093a, 0x094f, Mark, SAME),
        (0x093c, 0x093c, Mark, IRREGULAR),
        (0x093d, 0x093d, Letter, SAME),
        (0x094d, 0x094d, Mark, NONSTARTER),
        (0x0950, 0x0950, Letter, SAME),
        (0x0958, 0x095f, Letter, IRREGULAR),
        (0x0960, 0x0961, Letter, SAME),
        (0x0964, 0x0965, Separator, SAME),
        (0x0966, 0x096f, Digit, SAME),
        // Thai
        (0x0e01, 0x0e32, Single, SAME),
        (0x0e31, 0x0e31, Mark, SAME),
        (0x0e33, 0x0e33, Single, IRREGULAR),
        (0x0e34, 0x0e37, Mark, SAME),
        (0x0e38, 0x0e3a, Mark, NONSTARTER),
        (0x0e3f, 0x0e3f, Separator, SAME),
        (0x0e40, 0x0e46, Single, SAME),
        (0x0e47, 0x0e47, Mark, SAME),
        (0x0e48, 0x0e4b, Mark, NONSTARTER),
        (0x0e4c, 0x0e4e, Mark, SAME),
        (0x0e50, 0x0e59, Digit, SAME),
        // Georgian
        (0x10d0, 0x10fa, Letter, SAME),
        // Punctuation and currencies; ‼ and ⁉ are emoji; the zero-width space is tailored
        (0x200b, 0x200b, Mark, IRREGULAR),
        (0x2010, 0x2027, Separator, SAME),
        (0x2018, 0x2019, MidBoth, Folds::All(Fold::Quote)),
        (0x2024, 0x2024, MidBoth, IRREGULAR),
        (0x2027, 0x2027, MidLetter, SAME),
        (0x202f, 0x202f, Underscore, IRREGULAR),
        (0x2030, 0x203b, Separator, SAME),
        (0x20a0, 0x20bf, Separator, SAME),
        (0x2500, 0x257f, Separator, SAME),
        // Chinese and Japanese; the wavy dash is an emoji
        (0x3000, 0x3000, Space, SAME),
        (0x3001, 0x3004, Separator, SAME),
        (0x3005, 0x3005, Letter, SAME),
        (0x3006, 0x3007, Single, SAME),
        (0x3008, 0x3020, Separator, SAME),
        (0x3041, 0x3096, Single, SAME),
        (0x3099, 0x309a, Mark, IRREGULAR),
        (0x309d, 0x309e, Single, SAME),
        (0x30a1, 0x30fa, Katakana, SAME),
        (0x30fb, 0x30fb, Separator, SAME),
        (0x30fc, 0x30fe, Katakana, SAME),
    ]
};
