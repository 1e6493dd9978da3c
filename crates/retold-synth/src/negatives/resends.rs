//! Corrected texts: each was sent again because of a typo.

use crate::edit::Pieces;
use crate::language::Language;
use crate::prose::Prose;
use crate::rng::Rng;

/// A text with typos, and the corrected text.
///
/// # Examples
/// ```
/// let resend = &retold_synth::resends(retold_synth::Language::English, 1, 900, 1)[0];
/// assert_ne!(resend.first, resend.second);
/// assert!((1..=2).contains(&resend.mended));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resend {
    /// The first version, with one or two misspelt words.
    pub first: String,
    /// The corrected version.
    pub second: String,
    /// The number of words that differ.
    pub mended: usize,
}

/// Generates `count` texts of about `bytes` bytes in two versions: real near-copies, unlike
/// [`bulletins`](crate::bulletins).
///
/// # Examples
/// ```
/// use retold_synth::{Language, brute_force_resemblance, resends};
///
/// for resend in resends(Language::Russian, 5, 2_000, 1) {
///     assert!(brute_force_resemblance(&resend.first, &resend.second, 5) > 0.8);
/// }
/// ```
pub fn resends(language: Language, count: usize, bytes: usize, seed: u64) -> Vec<Resend> {
    (0..count)
        .map(|number| {
            let mut rng = Rng::of_part(seed, number as u64);
            let second = Prose::from_rng(language, Rng::new(rng.next_u64())).article(bytes);
            let mut pieces = Pieces::of(&second);
            // Two letters of a word are exchanged; in Chinese, two adjacent characters.
            let least = if language.has_spaces() { 4 } else { 1 };
            let fit: Vec<usize> = (1..pieces.words.len().saturating_sub(2))
                .filter(|&at| slip(&pieces.words[at].word).is_some() || least == 1)
                .collect();
            let wanted = rng.between(1, 2);
            let mut mended = 0;
            for chosen in rng.distinct(wanted, fit.len()) {
                let at = fit[chosen];
                if let Some(word) = slip(&pieces.words[at].word) {
                    pieces.words[at].word = word;
                    mended += 1;
                } else if let Some(other) = neighbour(&pieces, at) {
                    let word = pieces.words[at].word.clone();
                    pieces.words[at].word = std::mem::replace(&mut pieces.words[other].word, word);
                    mended += 1;
                }
            }
            Resend { first: pieces.text(), second, mended }
        })
        .collect()
}

/// The word with its second and third letter exchanged, if it is long enough and the result differs.
fn slip(word: &str) -> Option<String> {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() < 4 || !letters.iter().all(|c| c.is_alphabetic()) || letters[1] == letters[2] {
        return None;
    }
    letters.swap(1, 2);
    Some(letters.into_iter().collect())
}

fn neighbour(pieces: &Pieces, at: usize) -> Option<usize> {
    (pieces.words[at].word != pieces.words[at + 1].word).then_some(at + 1)
}
