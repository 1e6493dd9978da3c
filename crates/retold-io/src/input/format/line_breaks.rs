//! Counting of line breaks in any encoding that contains ASCII.

/// The number of line ends (LF, CRLF, CR) in a text.
pub(in crate::input) fn line_breaks(text: &[u8]) -> usize {
    let ends =
        |at: usize| text[at] == b'\n' || text[at] == b'\r' && text.get(at + 1) != Some(&b'\n');
    (0..text.len()).filter(|&at| ends(at)).count()
}
