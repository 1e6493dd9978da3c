//! Bytes to text, or the reason why they are none.

use super::damage::{LostWord, is_damage, repaired};
use super::line_breaks::line_breaks;
use super::recognise::foreign;
use super::utf16;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How far into a file that is valid UTF-8 a NUL byte tells that it is no text.
const HEAD: usize = 8 * 1024;

/// Below this length, control characters do not tell yet that a file is no text.
const LEAST: usize = 512;

const UTF_32: &str = "UTF-32, which is not read; convert it to UTF-8";

/// A decoded file.
#[derive(Debug)]
pub(in crate::input) struct Decoded {
    pub(in crate::input) text: String,
    /// The name of the encoding, if it was not UTF-8.
    pub(in crate::input) encoding: Option<&'static str>,
    /// The words that were left out since bytes in them are no text.
    pub(in crate::input) lost: Vec<LostWord>,
}

/// Decodes a file.
///
/// The rule, in this order:
/// 1. A byte order mark decides: UTF-8, UTF-16 LE or BE. That of UTF-8 stays in the text, so that
///    offsets are those of the file; nobody sees it. UTF-16 without a mark is told by its NUL bytes.
/// 2. Valid UTF-8 is UTF-8, unless it has control characters for a tenth of its first 8 KiB, or NUL
///    bytes in them that are more than damage: then it is binary. ASCII with the escape sequences of
///    ISO-2022-JP is that.
/// 3. What is not valid UTF-8 is binary if there are NUL bytes in it that are more than damage, or if a
///    hundredth of it is control characters.
/// 4. It is *broken UTF-8* if it holds at least as many whole characters of several bytes as places that
///    are broken. In legacy encodings such characters come about by accident only: well under one for
///    every two broken places in the worst of them, GBK, and next to none in the encodings of one byte.
///    So a UTF-8 file with a bad byte is never taken for windows-1252. The words around bad bytes are
///    left out, or the file is refused if these are too many; so it is with NUL bytes.
/// 5. What is left is in a legacy encoding: what `declared` says, or else what the detector
///    guesses. It must decode without an error and without giving control or private characters, or
///    the file is refused.
///
/// # Errors
/// The reason why this is no text, with the place.
pub(in crate::input) fn decode(
    bytes: Vec<u8>,
    declared: impl FnOnce(&[u8]) -> Option<&'static Encoding>,
) -> Result<Decoded, String> {
    if bytes.starts_with(&[0xff, 0xfe, 0, 0]) || bytes.starts_with(&[0, 0, 0xfe, 0xff]) {
        return Err(UTF_32.to_owned());
    }
    if let Some(reason) = foreign(&bytes) {
        return Err(reason);
    }
    match Encoding::for_bom(&bytes) {
        Some((encoding, mark)) if encoding != UTF_8 => {
            return strictly(&bytes[mark..], mark, encoding);
        }
        _ => {}
    }
    if let Some(encoding) = utf16::without_mark(&bytes) {
        return strictly(&bytes, 0, encoding);
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return plausible(text),
        Err(broken) => broken.into_bytes(),
    };
    if let Some(reason) = binary(&bytes, bytes.len(), 100) {
        return Err(reason);
    }
    let evidence = Evidence::of(&bytes);
    if bytes.starts_with(b"\xef\xbb\xbf") || evidence.whole >= evidence.broken {
        return without_lost(bytes).map_err(|bytes| evidence.says(&bytes));
    }
    if let Some(reason) = nul(&bytes) {
        return Err(reason);
    }
    if let Some(encoding) = declared(&bytes)
        && ![UTF_8, UTF_16LE, UTF_16BE].contains(&encoding)
        && let Ok(decoded) = strictly(&bytes, 0, encoding)
    {
        return Ok(decoded);
    }
    strictly(&bytes, 0, guess(&bytes))
        .map_err(|reason| format!("{reason}; {}", evidence.says(&bytes)))
}

/// UTF-8 with the words left out that are damaged, if these are few.
fn without_lost(bytes: Vec<u8>) -> Result<Decoded, Vec<u8>> {
    let (text, lost) = repaired(bytes)?;
    Ok(Decoded { text, encoding: None, lost })
}

/// Why a file that starts with `head` is no text, whatever follows: nothing more of it needs to be
/// read. For a file that is read in full, `decode` says the same.
///
/// # Examples
/// A disk image of 2 GB starts with a boot record or with zeros: 64 KB tell.
///
/// Lines are judged one by one, unless `head` is a whole chunk, and all of one line.
pub fn refused_by_head(head: &[u8], is_lines: bool) -> Option<String> {
    if is_lines && (head.len() < HEAD || memchr::memchr(b'\n', head).is_some()) {
        return None;
    }
    if head.starts_with(&[0xff, 0xfe, 0, 0]) || head.starts_with(&[0, 0, 0xfe, 0xff]) {
        return Some(UTF_32.to_owned());
    }
    if let Some(reason) = foreign(head) {
        return Some(reason);
    }
    let reason = match Encoding::for_bom(head) {
        Some((encoding, _)) if encoding != UTF_8 => None,
        // A share of very little says nothing.
        _ if head.len() < LEAST => nul(head).filter(|_| !is_damage(head)),
        _ => binary(head, HEAD, 10),
    };
    reason.filter(|_| utf16::without_mark(head).is_none())
}

/// Whether a text is in UTF-16 by its first bytes: its lines cannot be told by bytes then.
pub(in crate::input) fn is_wide(head: &[u8]) -> bool {
    head.starts_with(&[0xff, 0xfe])
        || head.starts_with(&[0xfe, 0xff])
        || utf16::without_mark(head).is_some()
}

/// What the detector takes the encoding for. It always has an answer.
pub(in crate::input) fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Valid UTF-8 that may be no text all the same, or another encoding in disguise.
fn plausible(text: String) -> Result<Decoded, String> {
    let bytes = text.as_bytes();
    if let Some(reason) = binary(bytes, HEAD, 10) {
        return Err(reason);
    }
    if let Some(reason) = nul(&bytes[..bytes.len().min(HEAD)]) {
        return without_lost(text.into_bytes()).map_err(|_| reason);
    }
    if text.contains("\u{1b}$") && text.is_ascii() {
        let encoding = guess(text.as_bytes());
        if encoding == encoding_rs::ISO_2022_JP {
            return strictly(text.as_bytes(), 0, encoding);
        }
    }
    Ok(Decoded { text, encoding: None, lost: Vec::new() })
}

fn nul(head: &[u8]) -> Option<String> {
    let at = memchr::memchr(0, head)?;
    Some(format!("binary file (a NUL byte at offset {at})"))
}

/// Why the first `head` bytes are not those of a text: NUL bytes that are more than damage, or control
/// characters for one byte in `share` or more.
fn binary(bytes: &[u8], head: usize, share: usize) -> Option<String> {
    let head = &bytes[..bytes.len().min(head)];
    if let Some(reason) = nul(head).filter(|_| !is_damage(head)) {
        return Some(reason);
    }
    let controls = controls(head);
    (controls > 0 && controls * share >= head.len())
        .then(|| "binary file (full of control characters)".to_owned())
}

/// How many bytes are control characters that no text has. Tabs, line breaks, back spaces and escape
/// sequences are in what programs print.
///
/// Without branches, and in bytes, so that the compiler makes vector instructions of it.
#[expect(clippy::needless_bitwise_bool, reason = "branches are what it does without")]
fn controls(bytes: &[u8]) -> usize {
    let is_control = |byte: u8| {
        (byte < 0x20) & (byte.wrapping_sub(8) > 5) & (byte != 0) & (byte != 0x1b) | (byte == 0x7f)
    };
    let count =
        |chunk: &[u8]| chunk.iter().fold(0_u8, |count, &byte| count + u8::from(is_control(byte)));
    bytes.chunks(u8::MAX.into()).map(|chunk| usize::from(count(chunk))).sum()
}

/// Decodes without replacing anything.
fn strictly(bytes: &[u8], mark: usize, encoding: &'static Encoding) -> Result<Decoded, String> {
    let name = encoding.name();
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let longest = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
    let longest = longest.ok_or_else(|| format!("too large to be decoded from {name}"))?;
    // Three bytes for two are what the worst encodings give; room for all that a decoder could give
    // would be as much again.
    let mut text = String::new();
    text.try_reserve_exact(longest).map_err(|_| format!("too large to be decoded from {name}"))?;
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    if let DecoderResult::Malformed(len, behind) = result {
        let at = mark + read.saturating_sub(usize::from(len) + usize::from(behind));
        let line = line_at(text.as_bytes());
        return Err(format!("not valid {name} at byte {at}, line {line}"));
    }
    let is_odd =
        |c: char| matches!(c, '\u{80}'..='\u{84}' | '\u{86}'..='\u{9f}' | '\u{e000}'..='\u{f8ff}');
    if mark == 0
        && let Some(at) = text.find(is_odd)
    {
        let line = line_at(&text.as_bytes()[..at]);
        return Err(format!("no encoding fits: as {name}, line {line} has a control character"));
    }
    text.shrink_to_fit();
    Ok(Decoded { text, encoding: Some(name), lost: Vec::new() })
}

/// How much speaks for UTF-8, and how much against it.
struct Evidence {
    /// Characters of several bytes.
    whole: usize,
    /// Places where none of them is whole.
    broken: usize,
    first: usize,
}

impl Evidence {
    fn of(bytes: &[u8]) -> Evidence {
        let mut evidence = Evidence { whole: 0, broken: 0, first: usize::MAX };
        let mut at = 0;
        for chunk in bytes.utf8_chunks() {
            let valid = chunk.valid();
            at += valid.len();
            evidence.whole += valid.bytes().filter(|&byte| byte >= 0xc0).count();
            if !chunk.invalid().is_empty() {
                evidence.broken += 1;
                evidence.first = evidence.first.min(at);
                at += chunk.invalid().len();
            }
        }
        evidence
    }

    fn says(&self, bytes: &[u8]) -> String {
        let Evidence { whole, broken, first } = *self;
        let line = line_at(&bytes[..first]);
        let places = if broken == 1 { "place" } else { "places" };
        format!(
            "not valid UTF-8: byte 0x{:02x} at offset {first}, line {line} ({broken} {places}, \
             against {whole} sound characters beyond ASCII); mend it there, or save the file as UTF-8",
            bytes[first]
        )
    }
}

/// The line on which the byte behind `before` stands.
fn line_at(before: &[u8]) -> usize {
    1 + line_breaks(before)
}

#[cfg(test)]
mod tests {
    use super::controls;

    #[test]
    fn control_characters_are_counted_as_they_are_listed() {
        for byte in 0..=u8::MAX {
            let is_one = matches!(byte, 1..=7 | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f);
            assert_eq!(controls(&[byte; 700]), if is_one { 700 } else { 0 }, "{byte}");
        }
    }
}
