//! The amount of shared text in a corpus, counted by brute force.

use crate::language::Language;
use crate::words::{normalise, word_spans};
use std::collections::BTreeSet;

/// The amount of shared text in a corpus.
///
/// # Examples
/// ```
/// use retold_synth::{Language, sharing};
///
/// let shared = "one two three four five six seven eight nine ten eleven twelve";
/// let other = "nothing of this text of exactly twelve words occurs in another one";
/// let amount = sharing(&[shared.into(), shared.into(), other.into()], Language::English);
/// assert_eq!(amount.words.round() as usize, 12);
/// assert_eq!((amount.repeated * 12.0).round() as usize, 8);
/// assert_eq!((amount.partners * 3.0).round() as usize, 2);
/// assert_eq!(amount.places.round() as usize, 2);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sharing {
    /// The mean number of words of a document; characters, in a script without spaces.
    pub words: f64,
    /// The share of the words that are in a repeated run: eight words in a row that occur at two places or
    /// more. In a script without spaces, a run has 13 characters.
    pub repeated: f64,
    /// The mean number of other documents that share twelve words in a row with a document; 20 characters in
    /// a script without spaces.
    pub partners: f64,
    /// The mean number of places of a repeated run.
    pub places: f64,
}

/// Measures the amount of shared text by brute force: sorts the hashes of all runs of words, and counts the equal
/// ones.
///
/// # Examples
/// ```
/// use retold_synth::{CorpusKind, sharing};
///
/// let kind = CorpusKind::Verses;
/// let amount = sharing(&kind.documents(50, 1), kind.language());
/// assert!(amount.repeated > 0.0 && amount.repeated < 1.0);
/// ```
pub fn sharing(documents: &[String], language: Language) -> Sharing {
    let texts: Vec<Vec<u64>> = documents.iter().map(|text| hashes(text)).collect();
    let words: usize = texts.iter().map(Vec::len).sum();
    let (run, long) = if language.has_spaces() { (8, 12) } else { (13, 20) };
    let mut covered: Vec<Vec<bool>> = texts.iter().map(|text| vec![false; text.len()]).collect();
    let (mut repeated, mut places) = (0, 0);
    for group in runs(&texts, run).chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1) {
        repeated += 1;
        places += group.len();
        for &(_, document, at) in group {
            covered[document][at..at + run].fill(true);
        }
    }
    let mut pairs = BTreeSet::new();
    for group in runs(&texts, long).chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1) {
        let sharers: BTreeSet<usize> = group.iter().map(|&(_, document, _)| document).collect();
        for &a in &sharers {
            pairs.extend(sharers.range(a + 1..).map(|&b| (a, b)));
        }
    }
    let within = covered.iter().flatten().filter(|&&is_covered| is_covered).count();
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    Sharing {
        words: share(words, texts.len()),
        repeated: share(within, words),
        partners: share(2 * pairs.len(), texts.len()),
        places: share(places, repeated),
    }
}

/// The hashes of all runs of `width` words, each with its document and its place, in ascending order.
fn runs(texts: &[Vec<u64>], width: usize) -> Vec<(u64, usize, usize)> {
    let mut runs = Vec::new();
    for (document, text) in texts.iter().enumerate() {
        runs.extend(text.windows(width).enumerate().map(|(at, run)| (mixed(run), document, at)));
    }
    runs.sort_unstable();
    runs
}

fn hashes(text: &str) -> Vec<u64> {
    let hash = |word: &str| {
        word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
    };
    word_spans(text).into_iter().map(|span| hash(&normalise(&text[span]))).collect()
}

/// The hash of a run. Different runs of a corpus almost certainly have different hashes.
fn mixed(run: &[u64]) -> u64 {
    run.iter().fold(0, |mixed: u64, word| {
        (mixed.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    })
}
