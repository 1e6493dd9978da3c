//! Recognition of UTF-16 without a byte order mark.
//!
//! Every text has spaces, line breaks or the full stops and commas of Chinese and Japanese. In
//! UTF-16 these are units that do not occur in other text: `20 00`, `0a 00`, `02 30`. In the wrong
//! byte order they would be other, rare characters. So the byte order is the one in which more of
//! these separators occur. The text is UTF-16 if there are enough of them and if the other units
//! are text too: no control characters, no private-use characters, no unpaired surrogates, and
//! nearly all of them letters, digits, white space or punctuation. The position of NUL bytes alone
//! is no evidence: U+4E00, one of the most frequent Chinese characters, has one on the other side.
//!
//! # Examples
//! `41 00 0a 00` is `A` and a line break in little-endian. In big-endian it would be U+4100 and
//! U+0A00.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// The least length; shorter data is no evidence.
const LEAST: usize = 32;

/// The number of bytes that are examined.
const HEAD: usize = 64 * 1024;

/// At most one unit in this many may be something else than text.
const SHARE: usize = 20;

/// At least one unit in this many must be a separator.
const SEPARATORS: usize = 200;

/// If spaces and line breaks are at most one byte in this many, they may be halves of other
/// characters.
const ACCIDENTS: usize = 64;

/// The byte order of a UTF-16 text that starts with `head` and has no mark, or `None` for anything
/// else.
pub(super) fn without_mark(head: &[u8]) -> Option<&'static Encoding> {
    let head = &head[..head.len().min(HEAD)];
    // All separators but one have such a byte, and 8-bit text has none of them, so most files end
    // here.
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
    // In 8-bit text a space is hardly ever next to a NUL byte, and the Chinese punctuation never
    // occurs.
    let bytes = head.iter().filter(|byte| b" \n\r".contains(byte)).count();
    let is_wide = all > spaces || 2 * spaces >= bytes || bytes * ACCIDENTS <= head.len();
    (all > head.len() / 2 / SEPARATORS && is_wide && is_text(head, order)).then_some(encoding)
}

/// The number of units that separate words or sentences, and how many of these are spaces or line
/// breaks.
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
    // The end of the chunk may cut a surrogate pair.
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

/// Whether a character is of a kind that texts mostly consist of.
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
    fn either_byte_order_is_recognised() {
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
    fn tables_of_numbers_and_8_bit_text_are_no_utf_16() {
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
