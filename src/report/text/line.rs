//! Text of the input, in lines that a terminal can be shown.

use std::fmt::Write;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The text with every character spelt out that could act on a terminal: control characters, those
/// that break a line, those that turn the direction of what stands beside them.
pub(super) fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    for c in text.chars() {
        let breaks = matches!(c, '\u{2028}' | '\u{2029}');
        let turns = matches!(
            c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        );
        if c.is_control() || breaks || turns {
            write!(cleaned, "{}", c.escape_unicode()).expect("writing to a string cannot fail");
        } else {
            cleaned.push(c);
        }
    }
    cleaned
}

/// The beginning of a text in one line of at most `columns`, white space folded.
pub(super) fn shorten(text: &str, columns: usize) -> String {
    let mut line = String::new();
    let mut used = 0;
    let mut rest = text.split_whitespace();
    for word in &mut rest {
        let word = clean(word);
        let gap = usize::from(!line.is_empty());
        let width = word.width();
        if used + gap + width > columns.saturating_sub(2) {
            // A text without spaces is cut between characters.
            if line.is_empty() {
                for c in word.chars() {
                    used += c.width().unwrap_or(0);
                    if used > columns.saturating_sub(2) {
                        break;
                    }
                    line.push(c);
                }
            }
            line.push_str(" …");
            return line;
        }
        if gap == 1 {
            line.push(' ');
        }
        line.push_str(&word);
        used += gap + width;
    }
    line
}

/// A piece of text between which and the next one a line may be broken: a word, or a character
/// that takes two columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    /// Whether white space stands before it.
    pub(super) spaced: bool,
}

impl Piece {
    pub(super) fn columns(&self) -> usize {
        self.text.width() + usize::from(self.spaced)
    }
}

/// The pieces of a text, cleaned.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut spaced, mut joins) = (false, false);
    for c in text.chars() {
        if c.is_whitespace() {
            (spaced, joins) = (true, false);
            continue;
        }
        let wide = c.width() == Some(2);
        match pieces.last_mut() {
            // What takes no column belongs to the character before it.
            Some(last) if !spaced && (c.width() == Some(0) || joins && !wide) => {
                last.text.push_str(&clean(c.encode_utf8(&mut [0; 4])));
            }
            _ => {
                let text = clean(c.encode_utf8(&mut [0; 4]));
                pieces.push(Piece { text, spaced });
            }
        }
        joins = !wide;
        spaced = false;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn lines_break_between_words_and_between_wide_characters() {
        let text = |text| -> Vec<(String, bool)> {
            pieces(text).into_iter().map(|piece| (piece.text, piece.spaced)).collect()
        };
        let expected = [("a", true), ("red", true), ("日", true), ("本", false), ("x,", false)];
        assert_eq!(text(" a\n red 日本x, "), expected.map(|(t, s)| (t.to_owned(), s)));
        assert_eq!(text("e\u{301}\u{7}"), [("e\u{301}\\u{7}".to_owned(), false)]);
    }
}
