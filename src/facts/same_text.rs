//! The equality of texts as a whole: the same tokens, and the same characters between them.
//!
//! [`Marks`] is a hash of the text between tokens. With the content hash of the tokens it identifies a text up to
//! case, white space and the form of quotes, in 8 bytes.

use crate::hash::mix64;
use crate::text::{Words, normalise};

/// Whether two texts are the same up to normalisation ([`normalise`]), white space and the form of double
/// quotes: they have the same words ([`Words`](crate::text::Words)), and the same characters between them.
///
/// # Examples
/// ```
/// use retold::facts::same_text;
///
/// assert!(same_text("“Well,” he  said.", "\"WELL,\"\nhe said."));
/// assert!(!same_text("C", "C++") && !same_text("He is gone?", "He is gone."));
/// ```
pub fn same_text(a: &str, b: &str) -> bool {
    let [a, b] = [a, b].map(seen);
    a == b
}

/// The hashes of the words of a text, and the hash of the text between them.
fn seen(text: &str) -> (Vec<u64>, Marks) {
    let (mut hashes, mut marks, mut end) = (Vec::new(), Marks::default(), 0);
    Words.for_each(text, |token| {
        marks.add(text, hashes.len(), end, token.span.start);
        end = token.span.end;
        hashes.push(token.hash);
    });
    marks.add(text, hashes.len(), end, text.len());
    (hashes, marks)
}

/// The hash of the characters between the tokens of a text, and of their positions, without white space.
///
/// It distinguishes texts with the same tokens: `C` and `C++`, a question and an answer. The characters are
/// normalised as tokens are, and the double quotes `“ ” „ ‟` count as `"`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks(pub(crate) u64);

impl Marks {
    /// Adds the text from `start` to `end`, behind `tokens` tokens. If tokens overlap, `end` is before
    /// `start`, and nothing is added.
    #[inline(never)]
    pub(crate) fn add(&mut self, text: &str, tokens: usize, start: usize, end: usize) {
        let between = text.as_bytes().get(start..end).unwrap_or_default();
        if between.iter().all(u8::is_ascii) {
            // Beside white space, no control character is seen.
            for &byte in between.iter().filter(|&&byte| byte > b' ' && byte != 0x7f) {
                self.mark(tokens, char::from(byte));
            }
            return;
        }
        let between = normalise(text.get(start..end).unwrap_or_default());
        for c in between.chars().filter(|c| !c.is_whitespace() && !c.is_control()) {
            self.mark(tokens, if matches!(c, '“' | '”' | '„' | '‟') { '"' } else { c });
        }
    }

    fn mark(&mut self, tokens: usize, mark: char) {
        self.0 = mix64(self.0 ^ ((tokens as u64) << 21 | u64::from(mark)));
    }
}

#[cfg(test)]
mod tests {
    use super::{Marks, seen};

    fn marks(text: &str) -> Marks {
        seen(text).1
    }

    #[test]
    fn white_space_is_no_mark() {
        assert_eq!(marks("one two"), Marks(0));
        assert_eq!(marks("\u{feff}one\r\n\r\n\ttwo\u{a0}three \u{3000}"), Marks(0));
        assert_eq!(marks("one, “two” …"), marks("one , \"two\"\n..."));
    }

    #[test]
    fn marks_differ_by_their_characters_and_positions() {
        let texts = ["C", "C++", "C#", "\"C\"", "C.", ".C"];
        for (at, a) in texts.iter().enumerate() {
            assert!(texts[..at].iter().all(|b| marks(a) != marks(b)), "{a}");
        }
        assert_ne!(marks("one, two three"), marks("one two, three"));
        assert_ne!(marks("one (two) three"), marks("one (two three)"));
    }
}
