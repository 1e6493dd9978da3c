//! The mask of a text whose lines have prefixes.

use super::detection::prefixes;
use super::kind::Prefix;

/// Blanks the prefixes of each line. Returns `None` if the lines have none.
pub(in crate::input) fn mask(source: &str) -> Option<String> {
    let prefixes = prefixes(source);
    if prefixes.is_empty() {
        return None;
    }
    let mut bytes = source.as_bytes().to_vec();
    let mut start = 0;
    for line in source.split_inclusive(['\n', '\r']) {
        let mut len = 0;
        for prefix in &prefixes {
            match prefix.len(&line[len..]) {
                Some(more) => len += more,
                // A line without the time continues the line before it.
                None if *prefix == Prefix::Time => break,
                None => {}
            }
        }
        bytes[start..start + len].fill(b' ');
        start += line.len();
    }
    String::from_utf8(bytes).ok()
}
