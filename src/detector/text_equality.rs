//! The equality of texts that have the same words.
//!
//! Tokens do not include what is between them: `C` and `C++`, `5` and `-5` are one token. So a report compares
//! places with the same words once more, as texts.
//!
//! Cost: a comparison of bytes for most copies, and a second tokenisation for the others.

use crate::facts::same_text;
use crate::model::Span;

/// How many characters around a place are read at most.
const MOST_AROUND: usize = 256;

/// Whether two texts are the same text as [`same_text`] defines it.
pub(super) fn is_same(a: &str, b: &str) -> bool {
    a == b || same_text(a, b)
}

/// Whether two places with the same words are the same text, symbols around them included.
///
/// A place extends from its first word to its last, so the symbols before and behind these are
/// outside of it: `… written in C` and `… written in C++`. If both places end at the ends of their lines,
/// the rest of these lines is compared, including a full stop or an emoji. Otherwise only symbols that
/// touch the word are compared, and no punctuation: the comma behind a passage belongs to the sentence
/// around it.
pub(super) fn is_same_place(a: (&str, Span), b: (&str, Span)) -> bool {
    let [before, behind] = [Side::Before, Side::Behind];
    is_same(&a.0[a.1.range()], &b.0[b.1.range()])
        && [before, behind].iter().all(|side| same_edge(&side.edge(a), &side.edge(b)))
}

/// The text beside a place, up to the next word or the end of the line.
struct Edge<'t> {
    text: &'t str,
    /// Whether no word follows on the line.
    ends_line: bool,
    /// The symbols that touch the place.
    symbols: String,
}

fn same_edge(a: &Edge<'_>, b: &Edge<'_>) -> bool {
    if a.ends_line && b.ends_line {
        is_same(a.text, b.text)
    } else {
        is_same(&a.symbols, &b.symbols)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    Behind,
}

impl Side {
    fn edge(self, (text, place): (&str, Span)) -> Edge<'_> {
        let (before, behind) = (&text[..place.start], &text[place.end..]);
        let (around, mut stop, mut ends_line) = match self {
            Side::Before => (before, 0, true),
            Side::Behind => (behind, behind.len(), true),
        };
        let mut seen = 0;
        let mut look = |(at, c): (usize, char), after: usize| {
            seen += 1;
            let is_end = is_line_end(c);
            if !is_end && !c.is_alphanumeric() && seen <= MOST_AROUND {
                return false;
            }
            stop = if self == Side::Before { at + after } else { at };
            ends_line = is_end;
            true
        };
        match self {
            Side::Before => around.char_indices().rev().any(|(at, c)| look((at, c), c.len_utf8())),
            Side::Behind => around.char_indices().any(|(at, c)| look((at, c), 0)),
        };
        let text = if self == Side::Before { &around[stop..] } else { &around[..stop] };
        Edge { text, ends_line, symbols: self.symbols(text, ends_line) }
    }

    /// The symbols that touch the place, unless they touch another word as well: `well-known`.
    fn symbols(self, text: &str, ends_line: bool) -> String {
        let attached: Vec<char> = match self {
            Side::Before => text.chars().rev().take_while(|c| !c.is_whitespace()).collect(),
            Side::Behind => text.chars().take_while(|c| !c.is_whitespace()).collect(),
        };
        if !ends_line && attached.len() == text.chars().count() {
            return String::new();
        }
        let is_symbol = |c: &char| !is_punctuation(*c) || self == Side::Before && is_minus(*c);
        attached.into_iter().filter(is_symbol).collect()
    }
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_minus(c: char) -> bool {
    matches!(c, '-' | '\u{2212}' | '\u{ff0d}')
}

/// Whether a character is punctuation: it belongs to the sentence, not to the word beside it.
fn is_punctuation(c: char) -> bool {
    match c {
        // Per mille and per ten thousand are within the range of general punctuation.
        '\u{2030}' | '\u{2031}' => false,
        // Quotes, guillemets, inverted marks, dashes, and the punctuation of other scripts.
        '!'
        | '"'
        | '\''
        | '('
        | ')'
        | ','
        | '-'
        | '.'
        | ':'
        | ';'
        | '?'
        | '['
        | ']'
        | '{'
        | '}'
        | '\u{a1}'
        | '\u{ab}'
        | '\u{b7}'
        | '\u{bb}'
        | '\u{bf}'
        | '\u{55d}'
        | '\u{589}'
        | '\u{5be}'
        | '\u{5c3}'
        | '\u{60c}'
        | '\u{61b}'
        | '\u{61f}'
        | '\u{6d4}'
        | '\u{964}'
        | '\u{965}'
        | '\u{e2f}'
        | '\u{104a}'
        | '\u{104b}'
        | '\u{1361}'..='\u{1368}'
        | '\u{17d4}'..='\u{17d6}'
        | '\u{2010}'..='\u{2027}'
        | '\u{2032}'..='\u{205e}'
        | '\u{2212}'
        | '\u{3001}'..='\u{3003}'
        | '\u{3008}'..='\u{3011}'
        | '\u{3014}'..='\u{301f}'
        | '\u{30fb}'
        | '\u{fe10}'..='\u{fe19}'
        | '\u{fe30}'..='\u{fe52}'
        | '\u{ff01}'
        | '\u{ff02}'
        | '\u{ff07}'..='\u{ff09}'
        | '\u{ff0c}'..='\u{ff0e}'
        | '\u{ff1a}'
        | '\u{ff1b}'
        | '\u{ff1f}'
        | '\u{ff3b}'
        | '\u{ff3d}'
        | '\u{ff5b}'
        | '\u{ff5d}'
        | '\u{ff5f}'..='\u{ff65}' => true,
        _ => c.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::is_same_place;
    use crate::model::Span;

    /// Whether `words` is the same text in both, as a place from its first letter to its last.
    fn same(words: &str, a: &str, b: &str) -> bool {
        let place = |text: &str| {
            let start = text.find(words).expect("the words are there");
            Span::new(start, start + words.len())
        };
        is_same_place((a, place(a)), (b, place(b)))
    }

    #[test]
    fn symbols_that_touch_a_place_are_part_of_it() {
        assert!(!same("written in C", "It is written in C.", "It is written in C++."));
        assert!(!same("written in C", "It is written in C and old", "It is written in C# and new"));
        assert!(!same("5 degrees", "at -5 degrees", "at 5 degrees"));
        assert!(!same("rated voltage", "~ rated voltage\n", "rated voltage\n"));
        assert!(same("written in C", "It is written in C, and", "It is written in C. Then"));
        assert!(same("known facts", "(known facts)", "the well-known facts, and more"));
    }

    #[test]
    fn what_ends_both_lines_is_compared() {
        assert!(!same("we meet at noon", "we meet at noon 🎉\nNext", "we meet at noon\nOther"));
        assert!(!same("have you gone", "have you gone?", "have you gone."));
        assert!(same("have you gone", "“have you gone?” ", "\"have you gone?\"\r\nYes"));
        assert!(same("have you gone", "have you gone?", "have you gone. He said"));
    }
}
