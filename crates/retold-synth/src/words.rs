//! The reference definition of words, for the ground truth.

use std::collections::BTreeSet;
use std::ops::Range;

/// The byte ranges of the words of `text`, in order.
///
/// A word is a run of letters and digits; an apostrophe between two letters and a full stop or
/// comma between two digits belong to it; every character of Han, Hiragana and Thai is a word of
/// its own, with the Thai signs above and below it. This
/// definition needs no tables. On the texts of this crate it agrees with UAX#29.
///
/// # Examples
/// ```
/// use retold_synth::word_spans;
///
/// let text = "It's 3.5 well-known miles, 天下";
/// let words: Vec<&str> = word_spans(text).into_iter().map(|word| &text[word]).collect();
/// assert_eq!(words, ["It's", "3.5", "well", "known", "miles", "天", "下"]);
/// ```
pub fn word_spans(text: &str) -> Vec<Range<usize>> {
    let mut spans: Vec<Range<usize>> = Vec::new();
    // Where the open word began, and its last character.
    let mut open: Option<(usize, char)> = None;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        if is_thai_sign(c)
            && let Some(last) = spans.last_mut()
            && last.end == at
        {
            last.end += c.len_utf8();
            continue;
        }
        let next = characters.peek().map_or(' ', |&(_, next)| next);
        let joins = |last: char| match c {
            '\'' | '’' => is_letter(last) && is_letter(next),
            '.' | ',' => last.is_ascii_digit() && next.is_ascii_digit(),
            '\u{ad}' => is_letter(next),
            _ => false,
        };
        match open {
            Some((start, last)) if stands_alone(c) || !(c.is_alphanumeric() || joins(last)) => {
                spans.push(start..at);
                open = None;
            }
            Some((start, _)) => open = Some((start, c)),
            None => {}
        }
        if stands_alone(c) {
            spans.push(at..at + c.len_utf8());
        } else if open.is_none() && c.is_alphanumeric() {
            open = Some((at, c));
        }
    }
    if let Some((start, _)) = open {
        spans.push(start..text.len());
    }
    spans
}

/// The words of `text` in lower case, with straight apostrophes and without soft hyphens.
///
/// # Examples
/// ```
/// use retold_synth::normalised_words;
///
/// assert_eq!(normalised_words("Don’t  PANIC!"), normalised_words("don't\npanic"));
/// ```
pub fn normalised_words(text: &str) -> Vec<String> {
    word_spans(text).into_iter().map(|word| normalise(&text[word])).collect()
}

/// The resemblance of two texts, by brute force: the share of their sets of `width` consecutive
/// words that both have; 0 when neither text is that long.
///
/// # Examples
/// ```
/// use retold_synth::brute_force_resemblance;
///
/// let resemblance = brute_force_resemblance("a b c d", "a b c e", 2);
/// assert!((resemblance - 0.5).abs() < 1e-12);
/// ```
pub fn brute_force_resemblance(a: &str, b: &str, width: usize) -> f64 {
    let (a, b) = (normalised_words(a), normalised_words(b));
    let a: BTreeSet<&[String]> = a.windows(width).collect();
    let b: BTreeSet<&[String]> = b.windows(width).collect();
    let shared = a.intersection(&b).count();
    let union = a.len() + b.len() - shared;
    if union == 0 { 0.0 } else { shared as f64 / union as f64 }
}

pub(crate) fn normalise(word: &str) -> String {
    word.to_lowercase().replace('’', "'").replace('\u{ad}', "")
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !stands_alone(c)
}

/// Whether `c` is a word of its own.
fn stands_alone(c: char) -> bool {
    matches!(
        c,
        '\u{3400}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{3041}'..='\u{3096}'
            | '\u{e01}'..='\u{e30}'
            | '\u{e32}'..='\u{e33}'
            | '\u{e40}'..='\u{e46}'
    )
}

/// Whether `c` is a Thai sign that belongs to the letter before it.
pub(crate) fn is_thai_sign(c: char) -> bool {
    matches!(c, '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}')
}
