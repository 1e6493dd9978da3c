//! The laws of masks.

use crate::input::KindFilter;
use crate::input::markup::Masked;
use retold::Unit;
use retold::text::{Words, normalise, segments};

/// Checks that a mask has the length and the line breaks of its source, and that every shown letter
/// is in the source at the same offset, or inside a character reference.
pub(super) fn check(source: &str, masked: &str) {
    assert_eq!(source.len(), masked.len(), "{source:?} {masked:?}");
    let breaks = |text: &str| -> Vec<(usize, u8)> {
        text.bytes().enumerate().filter(|(_, byte)| b"\r\n".contains(byte)).collect()
    };
    assert_eq!(breaks(source), breaks(masked), "{source:?} {masked:?}");
    for (at, c) in masked.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        let same = source.get(at..).is_some_and(|rest| rest.starts_with(c));
        let stands_for = source.as_bytes()[at] == b'&' || source[at..].starts_with("\\'");
        let follows = source.as_bytes()[..at].iter().rev().take(8).any(|&byte| byte == b'&');
        assert!(same || stands_for || follows, "{c:?} at {at} of {source:?}: {masked:?}");
    }
}

/// The words of a masked text, after [`check`].
pub(super) fn shown(source: &str, mask: fn(&str, KindFilter) -> Masked) -> Vec<String> {
    let masked = mask(source, KindFilter::default()).text;
    check(source, &masked);
    words(&masked)
}

/// The number of visible words of a generated page in a text.
pub(super) fn seen(text: &str) -> usize {
    text.matches("seen").count() + text.matches("sight").count()
}

/// The words of a text as they are compared.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    Words.for_each(text, |token| found.push(normalise(&text[token.span.range()]).into_owned()));
    found
}

/// The words of each paragraph.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    let spans = segments(text, Unit::Paragraph);
    spans.iter().map(|span| words(&text[span.range()]).join(" ")).collect()
}
