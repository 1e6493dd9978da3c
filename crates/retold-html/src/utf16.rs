//! The UTF-16 offsets of byte offsets, for JavaScript.

/// The number of bytes between two places with a stored offset.
const STRIDE: usize = 1024;

/// A map from UTF-8 byte offsets of one text to UTF-16 offsets.
///
/// Takes four bytes per kilobyte of text. A look-up reads at most a kilobyte.
pub(crate) struct Utf16<'t> {
    text: &'t [u8],
    /// The UTF-16 units before each multiple of [`STRIDE`]; empty if every character is one byte.
    known: Vec<usize>,
}

impl<'t> Utf16<'t> {
    pub(crate) fn new(text: &'t str) -> Utf16<'t> {
        let ascii = text.is_ascii();
        let text = text.as_bytes();
        let mut known = Vec::new();
        if !ascii {
            let mut before = 0;
            for chunk in text.chunks(STRIDE) {
                known.push(before);
                before += units(chunk);
            }
            known.push(before);
        }
        Utf16 { text, known }
    }

    /// The number of UTF-16 units before the byte at `offset`.
    pub(crate) fn offset(&self, offset: usize) -> usize {
        if self.known.is_empty() {
            return offset;
        }
        let stride = offset / STRIDE;
        self.known[stride] + units(&self.text[stride * STRIDE..offset])
    }
}

/// One unit per character, two for characters of four bytes, counted at the first byte.
fn units(bytes: &[u8]) -> usize {
    bytes.iter().map(|&byte| usize::from(byte & 0xc0 != 0x80) + usize::from(byte >= 0xf0)).sum()
}

#[cfg(test)]
mod tests {
    use super::Utf16;

    #[test]
    fn offsets_are_those_of_encode_utf16() {
        for text in ["plain ascii", "naïve 漢字 😀 عربي x", ""] {
            let long = text.repeat(300);
            let map = Utf16::new(&long);
            for (at, _) in long.char_indices().chain([(long.len(), ' ')]) {
                assert_eq!(map.offset(at), long[..at].encode_utf16().count(), "byte {at}");
            }
        }
    }
}
