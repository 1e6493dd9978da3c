//! Text of the input without characters that act on a terminal.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write as _};

/// Whether a terminal may act on `c`: control characters of ASCII and Latin-1, line and paragraph
/// separators, and the marks, embeddings, overrides and isolates that change the direction of text.
/// All of them are in the Basic Multilingual Plane.
pub(crate) fn is_active(c: char) -> bool {
    let breaks = matches!(c, '\u{2028}' | '\u{2029}');
    let turns = matches!(
        c,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    );
    c.is_control() || breaks || turns
}

/// Replaces every active character by its escape, such as `\u{1b}`.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains(is_active) {
        return Cow::Borrowed(text);
    }
    let mut cleaned = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_active(c) {
            write!(cleaned, "{}", c.escape_unicode()).expect("writing to a string cannot fail");
        } else {
            cleaned.push(c);
        }
    }
    Cow::Owned(cleaned)
}

/// Prints one line on the standard error. Line breaks in the message come from the input and are
/// escaped.
pub(crate) fn say(message: &str) {
    // Nobody reads a standard error that was closed.
    let _ = writeln!(io::stderr().lock(), "{}", plain(message));
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn active_characters_are_spelt_out_and_nothing_else_changes() {
        assert_eq!(plain("a\u{1b}[31m\u{9b}b\n\u{202e}"), "a\\u{1b}[31m\\u{9b}b\\u{a}\\u{202e}");
        assert_eq!(plain("中文 العربية é\u{200d}"), "中文 العربية é\u{200d}");
    }
}
