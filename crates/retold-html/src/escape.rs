//! Escaping of input text for HTML and for JSON in HTML.

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, Serializer};
use std::io;

/// Writes `value` as JSON that is safe inside a script element.
///
/// `<`, `>` and `&` are written as `\u003c` and so on, so no text can end the element or open a
/// comment. U+2028 and U+2029 are escaped too, because older JavaScript takes them for line breaks.
pub(crate) fn write_json(value: &impl Serialize, out: &mut impl io::Write) -> io::Result<()> {
    value
        .serialize(&mut Serializer::with_formatter(out, ScriptSafeFormatter))
        .map_err(io::Error::from)
}

struct ScriptSafeFormatter;

impl Formatter for ScriptSafeFormatter {
    fn write_string_fragment<W>(&mut self, out: &mut W, fragment: &str) -> io::Result<()>
    where
        W: ?Sized + io::Write,
    {
        let mut rest = fragment;
        while let Some(at) = rest.find(['<', '>', '&', '\u{2028}', '\u{2029}']) {
            CompactFormatter.write_string_fragment(out, &rest[..at])?;
            let found = rest[at..].chars().next().expect("a character was found at that place");
            write!(out, "\\u{:04x}", u32::from(found))?;
            rest = &rest[at + found.len_utf8()..];
        }
        CompactFormatter.write_string_fragment(out, rest)
    }
}

/// Escapes a text for an element or a quoted attribute.
///
/// Control characters, which HTML does not allow, and characters that change the text direction
/// become U+FFFD. White space is collapsed.
pub(crate) fn html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut space = false;
    for c in text.chars() {
        if c.is_whitespace() {
            space = true;
            continue;
        }
        if std::mem::take(&mut space) {
            escaped.push(' ');
        }
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\u{61c}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' => escaped.push('\u{fffd}'),
            c if c.is_control() => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{html, write_json};

    #[test]
    fn json_reads_back_as_it_was_and_holds_no_markup() {
        let text = "</script><!-- ]]> & \u{2028}\u{2029} \" \\ \u{0} \u{1b}[31m 漢 😀";
        let mut json = Vec::new();
        write_json(&text, &mut json).unwrap();
        let json = String::from_utf8(json).unwrap();
        assert!(!json.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{json}");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }

    #[test]
    fn html_holds_no_markup_and_no_control_characters() {
        assert_eq!(html("<b a=\"'\">\u{7}&\n\n x"), "&lt;b a=&quot;&#39;&quot;&gt;\u{fffd}&amp; x");
        assert_eq!(
            html("\u{61c}\u{200e}\u{200f}\u{202e}\u{2069}\u{2028}x"),
            "\u{fffd}".repeat(5) + " x"
        );
    }
}
