//! Marked spans: code between backticks, and short quotations.
//!
//! Words in a marked span are mentioned, not used, so they have to be the same on both sides.
//!
//! Cost: linear; a span is searched for at most [`LONGEST_CODE`] bytes.

use crate::model::Span;

/// The longest quotation, in bytes. Longer ones are speech, not terms.
const LONGEST_QUOTE: usize = 80;

/// The longest code span, in bytes.
const LONGEST_CODE: usize = 4_096;

/// A marked span, without its delimiters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MarkedSpan {
    pub(super) span: Span,
    pub(super) is_code: bool,
    /// Whether it has neither a letter nor a digit: `+`.
    pub(super) is_lone: bool,
}

/// The marked spans of a part of a text, ascending.
pub(super) fn marked_spans(text: &str, part: Span) -> Vec<MarkedSpan> {
    let mut found = Vec::new();
    let mut at = part.start;
    while let Some(c) = text[at..part.end].chars().next() {
        let start = at;
        at += c.len_utf8();
        let inner = match c {
            '`' => {
                let run = text[start..part.end].len()
                    - text[start..part.end].trim_start_matches('`').len();
                at = start + run;
                code(&text[at..part.end], run)
            }
            '"' | '\'' | '“' | '„' | '”' | '‘' | '‚' | '«' | '»' | '‹' | '「' | '『' | '《' => {
                quoted(&text[..part.end], start, c)
            }
            _ => None,
        };
        let Some(length) = inner else { continue };
        let span = Span::new(at, at + length);
        let is_lone = !text[span.range()].contains(char::is_alphanumeric);
        found.push(MarkedSpan { span, is_code: c == '`', is_lone });
        at = span.end;
        at += text[at..part.end].chars().next().map_or(0, char::len_utf8);
        if c == '`' {
            at = part.end - text[at..part.end].trim_start_matches('`').len();
        }
    }
    found
}

/// The length of the code span behind an opening run of `backticks`.
fn code(text: &str, backticks: usize) -> Option<usize> {
    let mut from = 0;
    while let Some(next) = text[from..].find('`') {
        let start = from + next;
        let run = text[start..].len() - text[start..].trim_start_matches('`').len();
        let is_fence = backticks >= 3;
        if start > LONGEST_CODE || !is_fence && text[from..start].contains("\n\n") {
            return None;
        }
        if run == backticks {
            return Some(start);
        }
        from = start + run;
    }
    None
}

/// The length of a short quotation that the mark at `start` opens.
fn quoted(text: &str, start: usize, mark: char) -> Option<usize> {
    let opens = !text[..start].ends_with(char::is_alphanumeric);
    let inside = &text[start + mark.len_utf8()..];
    if !opens || inside.starts_with(char::is_whitespace) {
        return None;
    }
    let closers: &[char] = match mark {
        '"' => &['"'],
        '\'' => &['\''],
        '“' | '”' => &['”', '“'],
        '„' => &['“', '”', '"'],
        '‘' | '‚' => &['’', '‘'],
        '«' => &['»'],
        '»' => &['«'],
        '‹' => &['›'],
        '「' => &['」'],
        '『' => &['』'],
        _ => &['》'],
    };
    for (at, c) in inside.char_indices() {
        if at > LONGEST_QUOTE || c == '\n' && inside[at + 1..].starts_with('\n') {
            return None;
        }
        let is_apostrophe = matches!(c, '\'' | '’')
            && inside[at + c.len_utf8()..].starts_with(char::is_alphanumeric);
        if at > 0 && closers.contains(&c) && !is_apostrophe {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::marked_spans;
    use crate::model::Span;

    fn parts(text: &str) -> Vec<&str> {
        marked_spans(text, Span::new(0, text.len()))
            .iter()
            .map(|it| &text[it.span.range()])
            .collect()
    }

    #[test]
    fn code_and_short_quotations_are_marked_spans() {
        for (text, expected) in [
            ("type `+` or ``a`b`` here", vec!["+", "a`b"]),
            ("the word “full” and the word \"open\", or 'shut'", vec!["full", "open", "shut"]),
            ("„Ja“, »nein«, «oui», 「はい」", vec!["Ja", "nein", "oui", "はい"]),
            ("the buyers' goods and the seller's, don't", vec![]),
            ("a `tick that is never closed\n\nand `another` one", vec!["another"]),
            ("5\" wide and 7\" high", vec![]),
        ] {
            assert_eq!(parts(text), expected, "{text}");
        }
        let speech = format!("“{}”", "and so he said ".repeat(9));
        assert!(parts(&speech).is_empty());
    }
}
