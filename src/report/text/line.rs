//! Lines of input text, made safe for a terminal.

use std::fmt::Write;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The text in which every character is escaped that could act on a terminal: control characters, those
/// that break a line, those that change the direction of the text beside them.
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
    let room = columns.saturating_sub(2);
    let mut line = String::new();
    let mut used = 0;
    for word in text.split_whitespace() {
        for (number, piece) in pieces(word).into_iter().enumerate() {
            let gap = usize::from(number == 0 && !line.is_empty());
            let width = piece.text.width();
            if used + gap + width > room {
                // A word as long as the line is cut between characters.
                if line.is_empty() {
                    line.extend(piece.text.chars().take_while(|c| {
                        used += c.width().unwrap_or(0);
                        used <= room
                    }));
                }
                line.push_str(" …");
                return line;
            }
            line.extend(std::iter::repeat_n(' ', gap));
            line.push_str(&piece.text);
            used += gap + width;
        }
    }
    line
}

/// A piece of text between which and the next one a line may be broken: a word, or a character
/// that takes two columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    /// Whether white space precedes it.
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
    use super::{pieces, shorten};

    #[test]
    fn lines_break_between_words_and_between_wide_characters() {
        let text = |text| -> Vec<(String, bool)> {
            pieces(text).into_iter().map(|piece| (piece.text, piece.spaced)).collect()
        };
        let expected = [("a", true), ("red", true), ("日", true), ("本", false), ("x,", false)];
        assert_eq!(text(" a\n red 日本x, "), expected.map(|(t, s)| (t.to_owned(), s)));
        assert_eq!(text("e\u{301}\u{7}"), [("e\u{301}\\u{7}".to_owned(), false)]);
    }

    #[test]
    fn a_line_is_filled_whether_or_not_words_have_spaces_between_them() {
        let chinese = format!("第一 {}", "中".repeat(50));
        assert_eq!(shorten(&chinese, 20), "第一 中中中中中中 …");
        assert_eq!(shorten(&"中".repeat(50), 20), "中中中中中中中中中 …");
        assert_eq!(shorten("one  two three four", 12), "one two …");
        assert_eq!(shorten(&"x".repeat(50), 12), "xxxxxxxxxx …");
        assert_eq!(shorten("one\ntwo 中文", 80), "one two 中文");
    }
}
