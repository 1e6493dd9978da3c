//! Words have the spans of the reference, and equal words have equal hashes.

mod characters;
mod hyphens;
mod kernels;
mod reference;
mod zero_width;

use proptest::prelude::*;
use retold::text::{Token, Words};
use unicode_segmentation::UnicodeSegmentation;

pub(crate) const SEEDS: [&str; 5] = [
    include_str!("../../seeds/000_5e67b6abfc6d202c.txt"),
    include_str!("../../seeds/001_5910934212f6e33b.txt"),
    include_str!("../../seeds/002_179d27cb1b765127.txt"),
    include_str!("../../seeds/003_32b419a4a3be82d9.txt"),
    include_str!("../../seeds/004_bacb2e538c48c48f.txt"),
];

fn words(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    Words.for_each(text, |token| found.push(token));
    found
}

fn spans(text: &str) -> Vec<(usize, usize)> {
    words(text).iter().map(|token| (token.span.start, token.span.end)).collect()
}

/// The words of UAX#29, with its one tailoring: an invisible zero-width space is a word joiner.
fn reference(text: &str) -> Vec<(usize, usize)> {
    let text = tailored(text);
    text.unicode_word_indices().map(|(start, word)| (start, start + word.len())).collect()
}

/// The text with a word joiner, of as many bytes, for each zero-width space that separates no words.
fn tailored(text: &str) -> String {
    let replaced = text.char_indices().map(|(at, c)| {
        let separates = text[at..]
            .chars()
            .nth(1)
            .is_some_and(|next| UNSPACED.iter().any(|script| script.contains(&u32::from(next))));
        if c == '\u{200b}' && !separates { '\u{2060}' } else { c }
    });
    replaced.collect()
}

/// The scripts without spaces whose letters UAX#29 joins: Buginese, Balinese, Batak, Rejang,
/// Javanese, Cham, Brahmi, Grantha, Dives Akuru, Makasar and Kawi.
const UNSPACED: [std::ops::RangeInclusive<u32>; 10] = [
    0x1a00..=0x1a1f,
    0x1b00..=0x1b7f,
    0x1bc0..=0x1bff,
    0xa930..=0xa95f,
    0xa980..=0xa9df,
    0xaa00..=0xaa5f,
    0x11000..=0x1107f,
    0x11300..=0x1137f,
    0x11900..=0x1195f,
    0x11ee0..=0x11f5f,
];

/// Characters that the rules of UAX#29 treat in as many different ways as possible.
const NASTY: &[&str] = &[
    "a",
    "B",
    "zq",
    "the",
    "0",
    "12",
    "_",
    "__",
    " ",
    "  ",
    "\t",
    "\n",
    "\r",
    "\r\n",
    "\u{b}",
    "\u{c}",
    "\u{85}",
    "\u{2028}",
    "\u{2029}",
    ".",
    ",",
    ";",
    ":",
    "'",
    "\"",
    "-",
    "!",
    "?",
    "(",
    "@",
    "#",
    "’",
    "‘",
    "“",
    "”",
    "–",
    "—",
    "…",
    "·",
    "\u{387}",
    "\u{55f}",
    "\u{5f4}",
    "\u{2027}",
    "\u{fe13}",
    "\u{37e}",
    "\u{66c}",
    "\u{2024}",
    "\u{ff0e}",
    "\u{ff07}",
    "\u{ff0c}",
    "\u{ff1a}",
    "，",
    "。",
    "、",
    "é",
    "ß",
    "Ü",
    "×",
    "÷",
    "ª",
    "İ",
    "ı",
    "ς",
    "Σ",
    "ж",
    "Ё",
    "\u{483}",
    "ա",
    "ﬁ",
    "ǅ",
    "א",
    "ב",
    "\u{5b0}",
    "\u{fb1d}",
    "ع",
    "ـ",
    "\u{64b}",
    "٣",
    "४",
    "क",
    "\u{94d}",
    "\u{93f}",
    "ก",
    "ั",
    "ำ",
    "เ",
    "๔",
    "ລ",
    "ក",
    "\u{17d2}",
    "က",
    "\u{1039}",
    "中",
    "文",
    "々",
    "〇",
    "ひ",
    "ゝ",
    "\u{3099}",
    "カ",
    "ー",
    "ｶ",
    "ﾞ",
    "㌀",
    "한",
    "ᄀ",
    "ᅡ",
    "ᆨ",
    "ꀀ",
    "\u{301}",
    "\u{300}\u{301}",
    "\u{20e3}",
    "\u{200d}",
    "\u{200c}",
    "\u{ad}",
    "\u{2060}",
    "\u{feff}",
    "\u{200b}",
    "\u{200e}",
    "\u{fe0f}",
    "\u{61c}",
    "\u{600}",
    "\u{70f}",
    "\u{180e}",
    "\u{e0001}",
    "\u{e0067}",
    "🏴",
    "ꦲ",
    "ᬅ",
    "\u{200b}\u{200b}",
    "\u{3000}",
    "\u{2003}",
    "\u{a0}",
    "\u{202f}",
    "Ⓜ",
    "ℹ",
    "©",
    "🅰",
    "😀",
    "👩\u{200d}🚀",
    "👍🏽",
    "🇦",
    "🇧🇨",
    "‿",
    "＿",
    "Ａ",
    "５",
    "\u{fffd}",
    "\u{10ffff}",
    "\u{1d400}",
    "\u{20000}",
    "\u{17000}",
    "𐐀",
    "\u{e0100}",
    "𝟘",
    "abcdefgh",
    "abcdefghijklmnop",
    "sixteenlettersxx",
    "seventeenletters_",
];

/// The number of cases, and no file to keep those that fail.
pub(crate) fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

pub(crate) fn nasty(pieces: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(NASTY), pieces).prop_map(|pieces| pieces.concat())
}
