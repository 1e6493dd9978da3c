//! Oracles: the shared text of a corpus by brute force.

use retold::Unit;
use retold::model::Similarity;
use retold::shingle::{ShingleSet, Shingler};
use retold::text::{Token, Words, join_hyphenated};
use std::ops::Range;

/// Shorter documents are compared by shingles of two words. The unit is 0.2 words.
const SHORT: usize = 15 * 5;

/// The tokens that a detector of this unit sees.
pub(crate) fn tokens(text: &str, unit: Unit) -> Vec<Token> {
    let mut tokens = Vec::new();
    Words.for_each(text, |token| tokens.push(token));
    if unit == Unit::Passage {
        join_hyphenated(text, &mut tokens);
    }
    tokens
}

/// Two documents, by number, with their resemblance and containments.
pub(crate) type Alike = (usize, usize, [Similarity; 3]);

/// All pairs of documents that resemble one another, each compared with each.
pub(crate) fn alike(texts: &[String], unit: Unit, threshold: f64) -> Vec<Alike> {
    let tokens: Vec<Vec<Token>> = texts.iter().map(|text| self::tokens(text, unit)).collect();
    let mut found = Vec::new();
    for a in 0..texts.len() {
        for b in a + 1..texts.len() {
            let figures = figures(&tokens[a], &tokens[b]);
            if !tokens[a].is_empty() && !tokens[b].is_empty() && figures[0].get() >= threshold {
                found.push((a, b, figures));
            }
        }
    }
    found
}

/// The resemblance of two texts, and the containment of each in the other.
pub(crate) fn figures(a: &[Token], b: &[Token]) -> [Similarity; 3] {
    let is_short =
        |tokens: &[Token]| tokens.iter().map(|it| it.kind.fifths()).sum::<usize>() < SHORT;
    let width = if is_short(a) || is_short(b) { 2 } else { 5 };
    let [a, b] = [a, b].map(|tokens| shingles(tokens, width));
    let common = a.as_slice().iter().filter(|shingle| b.as_slice().contains(shingle)).count();
    let union = a.len() + b.len() - common;
    [(common, union), (common, a.len()), (common, b.len())]
        .map(|(part, whole)| Similarity::ratio(part, whole.max(1)))
}

fn shingles(tokens: &[Token], width: usize) -> ShingleSet {
    let hashes: Vec<u64> = tokens.iter().map(|token| token.hash).collect();
    let kinds: Vec<_> = tokens.iter().map(|token| token.kind).collect();
    let mut shingles = Vec::new();
    let shingler = Shingler::new(width).expect("both widths are allowed");
    shingler.shingles_into(&hashes, &kinds, &mut shingles);
    ShingleSet::from_shingles(&shingles)
}

/// For each document, which of its tokens are in a run of `len` tokens that occurs in two places
/// without an overlap.
///
/// `whole` leaves out runs that repeat a few words, and in a text that repeats itself without a
/// pause, the rest after its last whole period.
pub(crate) fn repeated(documents: &[Vec<u64>], len: usize, whole: bool) -> Vec<Vec<bool>> {
    let mut covered: Vec<Vec<bool>> = documents.iter().map(|it| vec![false; it.len()]).collect();
    let mut runs: Vec<(&[u64], usize, usize)> = Vec::new();
    for (document, tokens) in documents.iter().enumerate() {
        runs.extend(tokens.windows(len).enumerate().map(|(at, run)| (run, document, at)));
    }
    runs.sort_unstable();
    // A run that repeats a few words is cut where it meets its own copy.
    for same in runs.chunk_by(|a, b| a.0 == b.0) {
        let stutters =
            |run: &[u64]| (1..=len / 2).any(|period| run[period..] == run[..len - period]);
        if whole && stutters(same[0].0) {
            continue;
        }
        for &(_, document, at) in same {
            let end = |&(_, other, there): &(&[u64], usize, usize)| {
                let distance = at.abs_diff(there);
                if other != document {
                    return at + len;
                }
                if distance < len {
                    return at;
                }
                let run = maximal(&documents[document], at.min(there), distance);
                if whole && run.len() > 2 * distance {
                    return (at + len).min(run.start + reported_of_periods(run.len(), distance));
                }
                at + len
            };
            let end = same.iter().map(end).max().expect("the run itself");
            if at < end {
                covered[document][at..end].fill(true);
            }
        }
    }
    covered
}

/// The least number of tokens that must be reported of a text that repeats itself every `period`
/// tokens: all but a rest of less than [`LEAST`], if there are two ranges of whole periods that
/// long.
fn reported_of_periods(len: usize, period: usize) -> usize {
    let unit = period * LEAST.div_ceil(period);
    if len < 2 * unit { 0 } else { len + 1 - LEAST }
}

/// This many tokens of any kind are four words.
const LEAST: usize = 7;

/// The longest run around `at` that repeats itself at a distance, with its copy.
fn maximal(tokens: &[u64], at: usize, distance: usize) -> Range<usize> {
    let same = |&at: &usize| tokens.get(at + distance) == Some(&tokens[at]);
    let before = (0..at).rev().take_while(same).count();
    at - before..at + (at..tokens.len()).take_while(same).count() + distance
}

/// Clusters as documented: each document in turn takes all free documents that are similar to it.
/// `(representative, members)`.
pub(crate) fn clusters(documents: usize, alike: &[Alike]) -> Vec<(usize, Vec<usize>)> {
    let mut free = vec![true; documents];
    let mut found = Vec::new();
    for centre in 0..documents {
        let partner = |&(a, b, _): &Alike| match centre {
            _ if a == centre => Some(b),
            _ if b == centre => Some(a),
            _ => None,
        };
        if free[centre] {
            let mut members: Vec<usize> = alike.iter().filter_map(partner).collect();
            members.retain(|&member| free[member]);
            members.sort_unstable();
            if !members.is_empty() {
                free[centre] = false;
                for &member in &members {
                    free[member] = false;
                }
                found.push((centre, members));
            }
        }
    }
    found
}
