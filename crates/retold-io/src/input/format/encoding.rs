//! Decoding of bytes to text, or the reason why they are no text.

use super::damage::{LostWord, is_damage, repaired};
use super::known_binary::known_binary;
use super::line_breaks::line_breaks;
use super::utf16;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// A NUL byte within this many bytes makes a valid UTF-8 file binary, unless it is damage.
const HEAD: usize = 8 * 1024;

/// In shorter files, control characters do not make a file binary.
const LEAST: usize = 512;

const UTF_32: &str = "UTF-32, which is not read; convert it to UTF-8";

/// A decoded file.
#[derive(Debug)]
pub(in crate::input) struct Decoded {
    pub(in crate::input) text: String,
    /// The name of the encoding, if it is not UTF-8.
    pub(in crate::input) encoding: Option<&'static str>,
    /// The words that were left out because of invalid bytes.
    pub(in crate::input) lost: Vec<LostWord>,
}

/// Decodes a file.
///
/// The rules, in this order:
/// 1. A byte order mark decides: UTF-8, UTF-16 LE or BE. The mark of UTF-8 stays in the text, so that
///    offsets are those of the file. UTF-16 without a mark is recognised by its separators (`utf16`).
/// 2. Valid UTF-8 is UTF-8. It is binary if a tenth of its first 8 KiB are control characters, or if it
///    has NUL bytes there that are more than damage. ASCII with the escape sequences of ISO-2022-JP is
///    ISO-2022-JP.
/// 3. Invalid UTF-8 is binary if it has NUL bytes that are more than damage, or if a hundredth of it are
///    control characters.
/// 4. It is *damaged UTF-8* if it has at least as many valid multi-byte characters as invalid places. In
///    legacy encodings valid multi-byte UTF-8 occurs only by accident: fewer than one for every two invalid
///    places in the worst case, GBK, and almost none in single-byte encodings. So a UTF-8 file with one bad
///    byte is never taken for windows-1252. The words around bad bytes are left out; the file is refused
///    if these are too many. NUL bytes are treated alike.
/// 5. Everything else is a legacy encoding: the `declared` one, or else the guess of the detector. The file
///    is refused unless it decodes without errors, control characters and private-use characters.
///
/// # Errors
/// The reason why the file is no text, with the place.
pub(in crate::input) fn decode(
    bytes: Vec<u8>,
    declared: impl FnOnce(&[u8]) -> Option<&'static Encoding>,
) -> Result<Decoded, String> {
    if bytes.starts_with(&[0xff, 0xfe, 0, 0]) || bytes.starts_with(&[0, 0, 0xfe, 0xff]) {
        return Err(UTF_32.to_owned());
    }
    if let Some(reason) = known_binary(&bytes) {
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

/// Decodes UTF-8 without the damaged words, if these are few.
fn without_lost(bytes: Vec<u8>) -> Result<Decoded, Vec<u8>> {
    let (text, lost) = repaired(bytes)?;
    Ok(Decoded { text, encoding: None, lost })
}

/// The reason why a file is no text, if `head`, its first bytes, already shows it. Nothing more of
/// the file has to be read then. For a file that is read in full, `decode` gives the same reason.
///
/// # Examples
/// A disk image of 2 GB starts with a boot record or with zeros, so its first 64 KB are enough.
///
/// Line formats are judged line by line, unless `head` is a whole chunk without a line break.
pub fn refused_by_head(head: &[u8], is_lines: bool) -> Option<String> {
    if is_lines && (head.len() < HEAD || memchr::memchr(b'\n', head).is_some()) {
        return None;
    }
    if head.starts_with(&[0xff, 0xfe, 0, 0]) || head.starts_with(&[0, 0, 0xfe, 0xff]) {
        return Some(UTF_32.to_owned());
    }
    if let Some(reason) = known_binary(head) {
        return Some(reason);
    }
    let reason = match Encoding::for_bom(head) {
        Some((encoding, _)) if encoding != UTF_8 => None,
        // Shares of very few bytes mean nothing.
        _ if head.len() < LEAST => nul(head).filter(|_| !is_damage(head)),
        _ => binary(head, HEAD, 10),
    };
    reason.filter(|_| utf16::without_mark(head).is_none())
}

/// Whether a text is UTF-16 by its first bytes. Its lines cannot be found byte by byte.
pub(in crate::input) fn is_wide(head: &[u8]) -> bool {
    head.starts_with(&[0xff, 0xfe])
        || head.starts_with(&[0xfe, 0xff])
        || utf16::without_mark(head).is_some()
}

/// The encoding that the detector guesses. It always gives an answer.
pub(in crate::input) fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Accepts valid UTF-8 unless it is binary, or another encoding that uses ASCII bytes only.
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

/// The reason why a file is binary, by its first `head` bytes: NUL bytes that are more than damage,
/// or control characters for at least one byte in `share`.
fn binary(bytes: &[u8], head: usize, share: usize) -> Option<String> {
    let head = &bytes[..bytes.len().min(head)];
    if let Some(reason) = nul(head).filter(|_| !is_damage(head)) {
        return Some(reason);
    }
    let controls = controls(head);
    (controls > 0 && controls * share >= head.len())
        .then(|| "binary file (full of control characters)".to_owned())
}

/// Counts the control characters that text does not have. Tabs, line breaks, backspaces and escapes
/// occur in the output of programs and are not counted.
///
/// The loop has no branches and works on bytes, so that the compiler vectorises it.
#[expect(clippy::needless_bitwise_bool, reason = "branches are what it does without")]
fn controls(bytes: &[u8]) -> usize {
    let is_control = |byte: u8| {
        (byte < 0x20) & (byte.wrapping_sub(8) > 5) & (byte != 0) & (byte != 0x1b) | (byte == 0x7f)
    };
    let count =
        |chunk: &[u8]| chunk.iter().fold(0_u8, |count, &byte| count + u8::from(is_control(byte)));
    bytes.chunks(u8::MAX.into()).map(|chunk| usize::from(count(chunk))).sum()
}

/// Decodes without replacement characters.
fn strictly(bytes: &[u8], mark: usize, encoding: &'static Encoding) -> Result<Decoded, String> {
    let name = encoding.name();
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let longest = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
    let longest = longest.ok_or_else(|| format!("too large to be decoded from {name}"))?;
    // In the worst encodings, two bytes become three. Room for the decoder's own upper bound would
    // be twice as much.
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

/// The evidence for and against UTF-8.
struct Evidence {
    /// The number of valid multi-byte characters.
    whole: usize,
    /// The number of invalid places.
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

/// The number of the line that contains the byte after `before`.
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
