//! Symbols: the characters between words that change the meaning, such as `+` and `%`; punctuation is none.
//!
//! Cost: a look at each byte of a gap; most gaps are a space and are skipped.

use crate::text::normalise;

/// Adds the symbols of the gap from `start` to `end` between two words to `symbols`.
///
/// A symbol is a character that is read aloud or changes a value: `+`, `=`, `<`, `%`, `$`, `€`, `°`, an
/// emoji; `#` behind a word (`C#`); a minus or a point right before a digit; all characters between two
/// digits without a space (`3/4`, `10:30`; all dashes are equal). Layout is none: punctuation, quotes,
/// brackets, bullets, rules, and the marks of Markdown.
pub(super) fn symbols_between(text: &str, start: usize, end: usize, symbols: &mut String) {
    let between = &text[start..end];
    // A shortcut for most gaps.
    if between.bytes().all(|byte| matches!(byte, b' ' | b',' | b'"' | b'(' | b')' | b'\n')) {
        return;
    }
    let is_digit = |c: Option<char>| c.is_some_and(char::is_numeric);
    let (left, right) = (text[..start].chars().next_back(), text[end..].chars().next());
    let between = normalise(between);
    if is_digit(left) && is_digit(right) && !between.contains(char::is_whitespace) {
        symbols.extend(between.chars().map(dash));
        return;
    }
    let mut before = left;
    let mut characters = between.chars().map(dash).peekable();
    // At the start of a line, symbols with a space behind them are bullets and the like: `marker` has them
    // until it is known whether a space or a word follows.
    let mut at_start = left.is_none();
    let mut marker = String::new();
    while let Some(c) = characters.next() {
        let next = characters.peek().copied().or(right);
        if c.is_whitespace() {
            marker.clear();
            at_start |= matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}');
        } else if is_symbol(c, before, next, characters.peek().is_none()) {
            let is_marker = at_start && matches!(c, '+' | '>' | '=' | '<' | '&' | '^');
            if is_marker { &mut marker } else { &mut *symbols }.push(c);
        }
        before = Some(c);
    }
    // The marker touches the word, so it is no bullet.
    symbols.push_str(&marker);
}

/// Whether a character between words is a symbol; `is_last` if the next character belongs to a word.
fn is_symbol(c: char, before: Option<char>, next: Option<char>, is_last: bool) -> bool {
    match c {
        '#' => before.is_some_and(|before| before.is_alphanumeric() || before == '#'),
        '-' | '.' => {
            is_last
                && next.is_some_and(char::is_numeric)
                && before.is_none_or(|before| !before.is_alphanumeric())
        }
        _ if c.is_ascii() => matches!(c, '+' | '=' | '<' | '>' | '%' | '$' | '&' | '@' | '^'),
        _ => !c.is_alphanumeric() && !is_punctuation(c),
    }
}

/// Whether a character is punctuation (of the scripts of Europe, India and East Asia), a bullet, a box or a
/// block.
fn is_punctuation(c: char) -> bool {
    matches!(
        c,
        '¡' | '«'
            | '¶'
            | '·'
            | '»'
            | '¿'
            | '،'
            | '؛'
            | '؟'
            | '۔'
            | '।'
            | '॥'
            | '\u{2010}'..='\u{2027}'
            | '\u{2039}'..='\u{203e}'
            | '\u{2041}'..='\u{205e}'
            | '\u{2500}'..='\u{25ff}'
            | '\u{3000}'..='\u{303f}'
            | '\u{fffd}'
    )
}

/// Replaces all dashes and minus signs by one.
fn dash(c: char) -> char {
    if matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}') { '-' } else { c }
}

#[cfg(test)]
mod tests {
    use super::symbols_between;
    use crate::text::Words;

    /// The symbols of a whole text.
    fn symbols(text: &str) -> String {
        let (mut symbols, mut end) = (String::new(), 0);
        Words.for_each(text, |token| {
            symbols_between(text, end, token.span.start, &mut symbols);
            end = token.span.end;
        });
        symbols_between(text, end, text.len(), &mut symbols);
        symbols
    }

    #[test]
    fn what_changes_a_value_is_a_symbol() {
        for (text, expected) in [
            ("in C++ and C#, not in C", "++#"),
            ("at -5 °C, or −5", "-°-"),
            ("it rose by 5 % to $3, or €3", "%$€"),
            ("from 3/4 to 1–5 at 10:30", "/-:"),
            ("a + b = c, p < .05", "+=<."),
            ("well done 👍", "👍"),
        ] {
            assert_eq!(symbols(text), expected, "{text}");
        }
    }

    #[test]
    fn layout_and_punctuation_are_no_symbols() {
        for text in [
            "“Well,” he said – “yes”; (no?) … and so on!",
            "# A heading\n\n* one\n- two\n+ three\n> four\n\n====\n\n---\n",
            "*very* **strong** `code` | table | cell | [link]",
            "• one ▪ two · three",
            "- 5 apples\n- 6 pears",
            "一位老人，慢慢地「走」到港口。",
            "well-known, and/or",
        ] {
            assert_eq!(symbols(text), "", "{text}");
        }
    }
}
