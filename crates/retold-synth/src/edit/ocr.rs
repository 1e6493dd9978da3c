//! Errors of character recognition.

use super::pieces::Pieces;
use super::severity::share;
use crate::language::Language;
use crate::rng::Rng;
use crate::vocabulary::Vocabulary;

/// Confusions: the letters, what is read instead, and the relative frequency. These are the most
/// frequent ones of scanned English newspapers, with rounded proportions.
const CONFUSIONS: [(&str, &str, usize); 44] = [
    ("e", "o", 240),
    ("e", "c", 60),
    ("e", "u", 24),
    ("e", "n", 10),
    ("e", "", 18),
    ("n", "u", 130),
    ("n", "a", 6),
    ("n", "ii", 8),
    ("n", "ri", 5),
    ("i", "I", 90),
    ("i", "l", 56),
    ("i", "", 10),
    ("a", "n", 100),
    ("a", "u", 36),
    ("a", "o", 13),
    ("a", "ii", 11),
    ("a", "", 16),
    ("s", "", 40),
    ("s", "t", 18),
    ("s", "e", 16),
    ("s", "a", 14),
    ("c", "o", 45),
    ("c", "e", 18),
    ("t", "l", 24),
    ("t", "i", 6),
    ("h", "b", 20),
    ("h", "li", 13),
    ("f", "l", 18),
    ("f", "t", 14),
    ("o", "u", 12),
    ("o", "n", 11),
    ("o", "e", 11),
    ("o", "", 14),
    ("y", "v", 15),
    ("b", "h", 13),
    ("m", "in", 11),
    ("m", "rn", 10),
    ("rn", "m", 12),
    ("l", "1", 10),
    ("l", "i", 6),
    ("d", "il", 6),
    ("u", "a", 6),
    ("r", "i", 6),
    ("he", "lio", 13),
];

/// Misreads `severity` percent of the letters, none of them in the first or last word, and returns
/// their number. Letters outside the table become another letter of the language.
pub(super) fn misread(
    pieces: &mut Pieces,
    language: Language,
    severity: usize,
    rng: &mut Rng,
) -> usize {
    let words = pieces.words.len();
    let mut places = Vec::new();
    for (number, piece) in pieces.words.iter().enumerate().take(words.saturating_sub(1)).skip(1) {
        places.extend(piece.word.char_indices().map(|(at, _)| (number, at)));
    }
    let chosen = rng.distinct(share(places.len(), severity), places.len());
    // From the end, so that the offsets before a change stay valid.
    for &number in chosen.iter().rev() {
        let (word, at) = places[number];
        let word = &mut pieces.words[word].word;
        // A word must not disappear.
        let (from, to) = loop {
            let (from, to) = misreading(&word[at..], language, rng);
            if from < word.len() || !to.is_empty() {
                break (from, to);
            }
        };
        word.replace_range(at..at + from, &to);
    }
    chosen.len()
}

/// The number of bytes that are misread at the start of `text`, and their replacement.
fn misreading(text: &str, language: Language, rng: &mut Rng) -> (usize, String) {
    let fitting = CONFUSIONS.iter().filter(|(from, _, _)| text.starts_with(from));
    let total: usize = fitting.clone().map(|(_, _, weight)| weight).sum();
    let mut draw = rng.below(total);
    for (from, to, weight) in fitting {
        if draw < *weight {
            return (from.len(), (*to).to_owned());
        }
        draw -= weight;
    }
    let first = text.chars().next().expect("a place is in front of a letter");
    let vocabulary = Vocabulary::of(language);
    loop {
        let rank = vocabulary.draw(rng);
        let letters: Vec<char> =
            vocabulary.word(rank).chars().filter(|c| c.is_alphabetic()).collect();
        let letter = *rng.pick(&letters);
        if letter != first {
            return (first.len_utf8(), letter.to_string());
        }
    }
}
