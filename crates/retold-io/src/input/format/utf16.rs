//! UTF-16 without a byte order mark.
//!
//! A text has spaces, line breaks or the full stops and commas of Chinese and Japanese. In UTF-16 these
//! are units that text in bytes has not: `20 00`, `0a 00`, `02 30`. In the wrong byte order they would be
//! other characters, which hardly any text has. So the byte order is the one in which there are more of
//! them, and the text is UTF-16 if there are enough and if the other units are text too: no control
//! character, no private character, no half of a pair alone, and nearly all of them letters, figures,
//! white space or punctuation. Where the NUL bytes are says too little: U+4E00, one of the commonest
//! Chinese characters, has one at the wrong place.
//!
//! # Examples
//! `41 00 0a 00` is `A` and a line break, little-endian. Big-endian it would be U+4100 and U+0A00.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// Fewer bytes say too little.
const LEAST: usize = 32;

/// How much is looked at.
const HEAD: usize = 64 * 1024;

/// Of so many units, all but one must be text.
const SHARE: usize = 20;

/// At least one unit in so many is a separator.
const SEPARATORS: usize = 200;

/// Where spaces and line breaks are no more than one byte in so many, they may have come about by
/// accident, as the halves of other characters.
const ACCIDENTS: usize = 64;

/// The byte order of a text in UTF-16 that starts with `head` and has no mark; none if it is something
/// else.
pub(super) fn without_mark(head: &[u8]) -> Option<&'static Encoding> {
    let head = &head[..head.len().min(HEAD)];
    // Every separator but one has such a byte, and text in bytes has none: most files end here.
    if head.len() < LEAST || memchr::memchr3(0, 1, 2, head).is_none() {
        return None;
    }
    let little = separators(head, u16::from_le_bytes);
    let big = separators(head, u16::from_be_bytes);
    let (encoding, order, found): (_, fn([u8; 2]) -> u16, _) = if little.0 > big.0 {
        (UTF_16LE, u16::from_le_bytes, little)
    } else {
        (UTF_16BE, u16::from_be_bytes, big)
    };
    let (all, spaces) = found;
    // In bytes, a space is hardly ever beside a NUL byte, and the marks of Chinese are never there.
    let bytes = head.iter().filter(|byte| b" \n\r".contains(byte)).count();
    let is_wide = all > spaces || 2 * spaces >= bytes || bytes * ACCIDENTS <= head.len();
    (all > head.len() / 2 / SEPARATORS && is_wide && is_text(head, order)).then_some(encoding)
}

/// How many units part words or sentences, and how many of these are spaces and line breaks.
fn separators(head: &[u8], unit: fn([u8; 2]) -> u16) -> (usize, usize) {
    let (pairs, _) = head.as_chunks::<2>();
    pairs.iter().fold((0, 0), |(all, spaces), &pair| match unit(pair) {
        0x20 | 0xa | 0xd => (all + 1, spaces + 1),
        0x3000 | 0x3001 | 0x3002 | 0xff0c => (all + 1, spaces),
        _ => (all, spaces),
    })
}

fn is_text(head: &[u8], unit: fn([u8; 2]) -> u16) -> bool {
    let (pairs, _) = head.as_chunks::<2>();
    // The end of the chunk may cut a pair.
    let whole = match pairs.last() {
        Some(&last) if (0xd800..0xdc00).contains(&unit(last)) => &pairs[..pairs.len() - 1],
        _ => pairs,
    };
    let (mut chars, mut odd) = (0, 0);
    for c in char::decode_utf16(whole.iter().map(|&pair| unit(pair))) {
        let Ok(c) = c else { return false };
        match c {
            '\t' | '\n' | '\r' | '\u{c}' => {}
            '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}' | '\u{fffe}' | '\u{ffff}' => {
                return false;
            }
            _ if c.is_control() => return false,
            _ => odd += usize::from(!is_usual(c)),
        }
        chars += 1;
    }
    odd * SHARE <= chars
}

/// Whether a character is one that most texts are made of.
fn is_usual(c: char) -> bool {
    c.is_alphanumeric()
        || c.is_whitespace()
        || c.is_ascii_punctuation()
        || matches!(c, '\u{a1}'..='\u{bf}' | '\u{300}'..='\u{36f}' | '\u{900}'..='\u{e7f}')
        || matches!(c, '\u{2000}'..='\u{206f}' | '\u{20a0}'..='\u{20bf}' | '\u{3000}'..='\u{303f}')
        || matches!(c, '\u{ff00}'..='\u{ffef}' | '\u{2190}'..='\u{21ff}' | '\u{2500}'..='\u{27bf}')
        || matches!(c, '\u{590}'..='\u{5ff}' | '\u{600}'..='\u{6ff}' | '\u{1f300}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    use super::without_mark;
    use encoding_rs::{UTF_16BE, UTF_16LE};
    use proptest::prelude::{any, prop, proptest};

    const TEXTS: [&str; 4] = [
        "The old man walked slowly down to the harbour to look for his brother.\r\n",
        "Старый человек медленно шёл к гавани, чтобы найти своего брата. Было поздно.",
        "老人慢慢走到港口去找他的弟弟。天已经很晚了，水面上有雾，没有人回答他。\n他就转身回家了。",
        "それは 2024 年のことだった。老人はゆっくりと港まで歩いて弟を探した。",
    ];

    #[test]
    fn either_byte_order_is_told() {
        for text in TEXTS {
            let bytes = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect();
            let little: Vec<u8> = bytes(u16::to_le_bytes);
            let big: Vec<u8> = bytes(u16::to_be_bytes);
            assert_eq!(without_mark(&little), Some(UTF_16LE), "{text}");
            assert_eq!(without_mark(&big), Some(UTF_16BE), "{text}");
            // Cut anywhere.
            assert_eq!(without_mark(&little[..little.len() - 3]), Some(UTF_16LE), "{text}");
        }
    }

    #[test]
    fn tables_of_numbers_and_text_in_bytes_are_none() {
        let numbers: Vec<u8> = (0u16..500).flat_map(|n| (n % 90).to_le_bytes()).collect();
        assert_eq!(without_mark(&numbers), None);
        let sound: Vec<u8> = (0i16..500).flat_map(|n| (n * 37 % 211 - 105).to_le_bytes()).collect();
        assert_eq!(without_mark(&sound), None);
        for text in TEXTS {
            assert_eq!(without_mark(text.as_bytes()), None, "{text}");
            let mut damaged = text.as_bytes().to_vec();
            damaged[9] = 0;
            assert_eq!(without_mark(&damaged), None, "{text}");
        }
        let russian = encoding_rs::WINDOWS_1251.encode(TEXTS[1]).0.into_owned();
        let chinese = encoding_rs::GBK.encode(TEXTS[2]).0.into_owned();
        assert_eq!((without_mark(&russian), without_mark(&chinese)), (None, None));
    }

    proptest! {
        #[test]
        fn noise_is_no_text(bytes in prop::collection::vec(any::<u8>(), 200..400)) {
            assert_eq!(without_mark(&bytes), None);
        }
    }
}
