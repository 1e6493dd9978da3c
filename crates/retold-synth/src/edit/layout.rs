//! Edits of the layout: line breaks, quotation marks, hyphens.

use crate::language::Language;
use crate::words::is_thai_sign;

/// Breaks the lines of every paragraph of `text` at `columns`, with `mark` before each line, and
/// hyphenates up to `cuts` words at line ends. Returns the number of hyphenated words.
pub(crate) fn wrap(
    text: &str,
    language: Language,
    columns: usize,
    mark: &str,
    cuts: usize,
) -> (String, usize) {
    let mut lines: Vec<String> = Vec::new();
    let mut cut = 0;
    for paragraph in text.split("\n\n") {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        let mut line = String::new();
        for word in units(paragraph, language) {
            let gap = if line.is_empty() { "" } else { language.space() };
            let width = |text: &str| text.chars().map(|c| if c < '\u{2e80}' { 1 } else { 2 }).sum();
            let (used, more): (usize, usize) = (width(&line) + gap.len(), width(word));
            if line.is_empty() || used + more <= columns {
                line.push_str(gap);
                line.push_str(word);
                continue;
            }
            let room = columns.saturating_sub(used + 1);
            let head = if cut < cuts { split_point(word, room) } else { None };
            if let Some(at) = head {
                line.push_str(gap);
                line.push_str(&word[..at]);
                line.push('-');
                lines.push(std::mem::replace(&mut line, word[at..].to_owned()));
                cut += 1;
            } else {
                lines.push(std::mem::replace(&mut line, word.to_owned()));
            }
        }
        lines.push(line);
    }
    let lines: Vec<String> =
        lines.iter().map(|line| format!("{mark}{line}").trim_end().to_owned()).collect();
    (lines.join("\n"), cut)
}

/// The pieces between which a line may be broken.
fn units(paragraph: &str, language: Language) -> Vec<&str> {
    if language.has_spaces() {
        return paragraph.split_whitespace().collect();
    }
    // Before every character, but not inside a number and not before a punctuation mark.
    let mut starts = Vec::new();
    let mut last = ' ';
    for (at, c) in paragraph.char_indices() {
        let inside_number = last.is_ascii() && last != ' ' && c.is_ascii();
        if (c.is_alphanumeric() && !inside_number && !is_thai_sign(c)) || at == 0 {
            starts.push(at);
        }
        last = c;
    }
    starts.push(paragraph.len());
    starts.windows(2).map(|pair| paragraph[pair[0]..pair[1]].trim()).collect()
}

/// The place to hyphenate a word of letters: at most `room` letters before the hyphen, and at least
/// three on either side.
fn split_point(word: &str, room: usize) -> Option<usize> {
    let letters = word.chars().take_while(|c| c.is_alphabetic()).count();
    let head = room.min(letters.saturating_sub(3));
    if letters < 6 || head < 3 {
        return None;
    }
    word.char_indices().nth(head).map(|(at, _)| at)
}
