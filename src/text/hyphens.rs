//! Words that are hyphenated at the end of a line.

use super::normalise::{is_ignorable, normalise};
use super::token::{Token, TokenKind};
use crate::hash::token_hash;
use crate::model::Span;
use memchr::memchr2_iter;
use unicode_normalization::char::is_combining_mark;

/// Makes one token of the two halves of every word that is hyphenated at the end of a line.
///
/// Two tokens are halves of a word if between them is only a hyphen (`-`, U+2010 or the
/// soft hyphen), one line break (LF, CRLF or CR) with spaces before it, and indentation or `>`
/// marks behind it; if both consist of letters; and if the second starts in lower case. The new
/// token spans both, and its hash is that of the word without the hyphen. So `treat-⏎ment` matches
/// `treatment`; the price is that `well-⏎known` no longer matches `well-known`.
///
/// Linear in the text that the tokens span, in place, and allocates only when it joins something.
///
/// # Examples
/// ```
/// use retold::hash::token_hash;
/// use retold::text::{Words, join_hyphenated};
///
/// let text = "a long treat-\nment";
/// let mut tokens = Vec::new();
/// Words.for_each(text, |token| tokens.push(token));
/// assert_eq!(tokens.len(), 4);
///
/// join_hyphenated(text, &mut tokens);
/// assert_eq!(tokens.len(), 3);
/// assert_eq!(tokens[2].hash, token_hash(b"treatment"));
/// assert_eq!(&text[tokens[2].span.range()], "treat-\nment");
/// ```
pub fn join_hyphenated(text: &str, tokens: &mut Vec<Token>) {
    join_hyphenated_by(text, tokens, |word| token_hash(normalise(word).as_bytes()));
}

/// [`join_hyphenated`] for tokens of which `hash` gives the hash of their text.
pub(crate) fn join_hyphenated_by(
    text: &str,
    tokens: &mut Vec<Token>,
    mut hash: impl FnMut(&str) -> u64,
) {
    let Some(&first) = tokens.first() else { return };
    let mut word = String::new();
    let mut last_half = first.span;
    let mut kept = 0;
    for next in 1..tokens.len() {
        let token = tokens[next];
        if are_halves(text, last_half, token.span) {
            if word.is_empty() {
                word.push_str(&text[last_half.range()]);
            }
            word.push_str(&text[token.span.range()]);
            tokens[kept].span.end = token.span.end;
        } else {
            finish(&mut tokens[kept], &mut word, &mut hash);
            kept += 1;
            tokens[kept] = token;
        }
        last_half = token.span;
    }
    finish(&mut tokens[kept], &mut word, &mut hash);
    tokens.truncate(kept + 1);
}

/// Whether some line ends with a hyphen, as it must where [`join_hyphenated`] has anything to do.
///
/// Much faster than looking at every token.
pub(crate) fn has_hyphenated_line(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr2_iter(b'\n', b'\r', bytes).any(|at| {
        let spaces = bytes[..at].iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t'));
        let line = &bytes[..at - spaces.count()];
        [&b"-"[..], "\u{2010}".as_bytes(), "\u{ad}".as_bytes()]
            .iter()
            .any(|hyphen| line.ends_with(hyphen))
    })
}

/// Hashes a joined word once all of it is known; a word of many halves stays linear.
fn finish(token: &mut Token, word: &mut String, hash: &mut impl FnMut(&str) -> u64) {
    if !word.is_empty() {
        token.hash = hash(word);
        token.kind = TokenKind::Word;
        word.clear();
    }
}

fn are_halves(text: &str, first: Span, second: Span) -> bool {
    // Tokens that overlap have no text between them.
    let Some(between) = text.get(first.end..second.start) else { return false };
    // To UAX#29, a soft hyphen belongs to the word before it.
    let soft = text[first.range()].ends_with('\u{ad}').then_some(between);
    let hyphen = between.strip_prefix(['-', '\u{2010}', '\u{ad}']);
    let Some(after_hyphen) = hyphen.or(soft) else { return false };
    let line_end = after_hyphen.trim_start_matches([' ', '\t']);
    let line_break = ["\r\n", "\n", "\r"].iter().find_map(|&mark| line_end.strip_prefix(mark));
    let Some(indentation) = line_break else { return false };
    if !indentation.trim_start_matches([' ', '\t', '>']).is_empty() {
        return false;
    }
    let (first, second) = (&text[first.range()], &text[second.range()]);
    second.starts_with(char::is_lowercase) && first.chars().chain(second.chars()).all(is_of_a_word)
}

fn is_of_a_word(c: char) -> bool {
    c.is_alphabetic() || is_ignorable(c) || matches!(c, '\'' | '’') || is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::{has_hyphenated_line, join_hyphenated};
    use crate::text::Words;

    /// Texts without such a line are spared the search for halves of words. Whatever joins two of them
    /// must not be overlooked by that.
    #[test]
    fn a_text_in_which_words_are_joined_has_a_hyphenated_line() {
        for hyphen in ["-", "\u{2010}", "\u{ad}"] {
            for line_end in ["\n", "\r\n", "\r", " \t\n"] {
                let text = format!("the treat{hyphen}{line_end}ment of it");
                let mut tokens = Vec::new();
                Words.for_each(&text, |token| tokens.push(token));
                join_hyphenated(&text, &mut tokens);
                assert_eq!(tokens.len(), 4, "{text:?}");
                assert!(has_hyphenated_line(&text), "{text:?}");
            }
        }
        assert!(!has_hyphenated_line("the treat-ment\nof it"));
    }
}
