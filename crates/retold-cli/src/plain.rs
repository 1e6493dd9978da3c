//! What of the input may reach a terminal?

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write as _};

/// Whether a terminal might act on `c`: control characters, the ones above ASCII too, what breaks a
/// line, and the marks, embeddings, overrides and isolates that turn the direction of a line. All of
/// them lie in the Basic Multilingual Plane.
pub(crate) fn is_active(c: char) -> bool {
    let breaks = matches!(c, '\u{2028}' | '\u{2029}');
    let turns = matches!(
        c,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    );
    c.is_control() || breaks || turns
}

/// The text with every active character spelt out: `\u{1b}`.
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

/// Says something in one line on the standard error, if anyone listens. A line break in it came from
/// the input, and breaks nothing.
pub(crate) fn say(message: &str) {
    // Whoever has closed it does not want to know.
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
