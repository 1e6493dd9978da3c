//! What is seen of a text beside its tokens?

use crate::detector::tokens::AnyTokenizer;
use crate::hash::mix64;
use crate::text::{TokenRow, normalise};

/// Whether two texts are the same but for what [`normalise`] takes for one, white space and the
/// form of double quotes: the same words ([`Words`](crate::Words)) with the same characters between
/// them.
///
/// # Examples
/// ```
/// use retold::same_text;
///
/// assert!(same_text("“Well,” he  said.", "\"WELL,\"\nhe said."));
/// assert!(!same_text("C", "C++") && !same_text("He is gone?", "He is gone."));
/// ```
pub fn same_text(a: &str, b: &str) -> bool {
    let [a, b] = [a, b].map(|text| {
        let (mut row, mut marks) = (TokenRow::default(), Marks::default());
        AnyTokenizer::default().extend_with_gaps(&mut row, text, |tokens, start, end| {
            marks.add(text, tokens, start, end);
        });
        (row.hashes, marks)
    });
    a == b
}

/// The hash of all that stands between the tokens of a text and is no white space, and of where.
///
/// With the tokens it tells one text from another: `C` from `C++`, a question from an answer. It is
/// read in the normal form of tokens, and the double quotes `“ ” „ ‟` count as `"`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks(pub(super) u64);

impl Marks {
    /// Adds what stands from `start` to `end`, behind so many tokens: nothing, if these overlap.
    #[inline(never)]
    pub(super) fn add(&mut self, text: &str, tokens: usize, start: usize, end: usize) {
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
    use super::{Marks, TokenRow};
    use crate::detector::tokens::AnyTokenizer;

    fn marks(text: &str) -> Marks {
        let mut marks = Marks::default();
        AnyTokenizer::default().extend_with_gaps(
            &mut TokenRow::default(),
            text,
            |tokens, start, end| {
                marks.add(text, tokens, start, end);
            },
        );
        marks
    }

    #[test]
    fn white_space_is_no_mark() {
        assert_eq!(marks("one two"), Marks(0));
        assert_eq!(marks("\u{feff}one\r\n\r\n\ttwo\u{a0}three \u{3000}"), Marks(0));
        assert_eq!(marks("one, “two” …"), marks("one , \"two\"\n..."));
    }

    #[test]
    fn marks_are_told_apart_by_what_they_are_and_where_they_stand() {
        let texts = ["C", "C++", "C#", "\"C\"", "C.", ".C"];
        for (at, a) in texts.iter().enumerate() {
            assert!(texts[..at].iter().all(|b| marks(a) != marks(b)), "{a}");
        }
        assert_ne!(marks("one, two three"), marks("one two, three"));
        assert_ne!(marks("one (two) three"), marks("one (two three)"));
    }
}
