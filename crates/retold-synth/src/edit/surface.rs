//! Edits of punctuation, case and typography, which change no word.

use super::pieces::Pieces;
use crate::rng::Rng;

/// Changes the case of `count` words or the punctuation after them, and returns the number of
/// changes.
pub(super) fn change_punctuation_and_case(
    pieces: &mut Pieces,
    count: usize,
    rng: &mut Rng,
) -> usize {
    let last = pieces.words.len().saturating_sub(1);
    let mut changed = 0;
    for place in rng.distinct(count, last) {
        let next_is_han = is_wide(&pieces.words[place + 1].word);
        let piece = &mut pieces.words[place];
        let upper = piece.word.to_uppercase();
        if rng.chance(500) && upper != piece.word {
            piece.word = upper;
        } else if rng.chance(500) && piece.word.to_lowercase() != piece.word {
            piece.word = piece.word.to_lowercase();
        } else {
            piece.after = match other_punctuation(&piece.after, rng) {
                Some(after) => after,
                None if is_wide(&piece.word) && next_is_han => {
                    if piece.after.is_empty() {
                        "，".to_owned()
                    } else {
                        String::new()
                    }
                }
                None => continue,
            };
        }
        changed += 1;
    }
    changed
}

/// Another punctuation with the same white space.
fn other_punctuation(after: &str, rng: &mut Rng) -> Option<String> {
    let space = after.find(char::is_whitespace)?;
    let (marks, rest) = after.split_at(space);
    let other = match marks {
        "" => *rng.pick(&[",", ";", ":", " -"]),
        "," => *rng.pick(&["", ";"]),
        _ => *rng.pick(&["", ",", "..."]),
    };
    Some(format!("{other}{rest}"))
}

/// Turns straight quotes into curly ones, or curly ones into straight ones, and `severity` percent
/// of the commas into dashes.
pub(super) fn retypeset(text: &str, severity: usize, rng: &mut Rng) -> String {
    let to_straight = text.contains(['“', '”', '’']);
    let mut out = String::with_capacity(text.len() + 64);
    let mut last = ' ';
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '“' | '”' if to_straight => out.push('"'),
            '’' if to_straight => out.push('\''),
            '"' if last.is_whitespace() => out.push('“'),
            '"' => out.push('”'),
            '\'' => out.push('’'),
            ',' | '،' | '，' if characters.peek() == Some(&' ') && rng.chance(severity * 10) => {
                out.push_str(" —");
            }
            c => out.push(c),
        }
        last = c;
    }
    out
}

fn is_wide(word: &str) -> bool {
    word.chars().next().is_some_and(|c| c >= '\u{2e80}')
}
