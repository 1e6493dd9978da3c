//! What of the input may reach a terminal?

use std::borrow::Cow;
use std::fmt::Write;
use std::io;

/// Whether a terminal might act on `c`: control characters, the ones above ASCII too, and those
/// that turn the direction of what follows.
pub(crate) fn is_active(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
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

/// Says something on the standard error, if anyone listens.
pub(crate) fn say(message: &str) {
    let mut text = String::with_capacity(message.len() + 9);
    for line in message.lines() {
        text.push_str(&plain(line));
        text.push('\n');
    }
    // Whoever has closed it does not want to know.
    let _ = io::Write::write_all(&mut io::stderr().lock(), text.as_bytes());
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
