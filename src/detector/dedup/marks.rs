//! What is seen of a text beside its tokens?

use crate::hash::mix64;
use crate::model::Span;
use crate::text::{Words, normalise};

/// Whether two texts are the same but for what [`normalise`] takes for one, white space and the
/// form of double quotes: the same words ([`Words`]) with the same characters between them.
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
        let (mut hashes, mut marks) = (Vec::new(), Marks::default());
        Words.for_each(text, |token| {
            hashes.push(token.hash);
            marks.pass(text, token.span);
        });
        (hashes, marks.finish(text))
    });
    a == b
}

/// The hash of all that stands between the tokens of a text and is no white space, and of where.
///
/// With the tokens it tells one text from another: `C` from `C++`, a question from an answer. It is
/// read in the normal form of tokens, and the double quotes `“ ” „ ‟` count as `"`.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Marks {
    hash: u64,
    /// How many tokens were seen, and where the last of them ends.
    tokens: u64,
    end: usize,
}

impl Marks {
    /// Goes on to the next token.
    #[inline]
    pub(super) fn pass(&mut self, text: &str, token: Span) {
        // One space, between most words.
        if token.start != self.end + 1 || text.as_bytes()[self.end] != b' ' {
            self.add(text.get(self.end..token.start).unwrap_or_default());
        }
        self.tokens += 1;
        self.end = self.end.max(token.end);
    }

    /// The hash, once all tokens were seen.
    pub(super) fn finish(mut self, text: &str) -> u64 {
        self.add(&text[self.end..]);
        self.hash
    }

    fn add(&mut self, between: &str) {
        if between.is_ascii() {
            for byte in between.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
                self.mark(char::from(byte));
            }
            return;
        }
        for c in normalise(between).chars().filter(|c| !c.is_whitespace()) {
            self.mark(if matches!(c, '“' | '”' | '„' | '‟') { '"' } else { c });
        }
    }

    fn mark(&mut self, mark: char) {
        self.hash = mix64(self.hash ^ (self.tokens << 21 | u64::from(mark)));
    }
}

#[cfg(test)]
mod tests {
    use super::Marks;
    use crate::text::Words;

    fn marks(text: &str) -> u64 {
        let mut marks = Marks::default();
        Words.for_each(text, |token| marks.pass(text, token.span));
        marks.finish(text)
    }

    #[test]
    fn white_space_is_no_mark() {
        assert_eq!(marks("one two"), 0);
        assert_eq!(marks("\u{feff}one\r\n\r\n\ttwo\u{a0}three \u{3000}"), 0);
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
