//! Sentences that are in both texts, wherever they stand.

use super::side::Side;
use crate::hash::{mix64, token_hash};
use std::ops::Range;

/// The fewest words of a run of sentences that may stand elsewhere in the other text.
///
/// What is shorter says too little by itself: of `Take it. Then eat.` the order matters.
const LEAST: usize = 8;

/// With how many places of the other text a sentence is compared.
const PLACES: usize = 16;

/// The words of both texts that are left without the whole sentences that both have: runs of
/// sentences with the same words and signs, of [`LEAST`] words and more.
pub(super) fn without_shared(a: &Side<'_>, b: &Side<'_>) -> [Vec<u32>; 2] {
    let (ours, theirs) = (keyed(a), keyed(b));
    let mut places: Vec<(u64, u32)> = (0..).zip(&ours).map(|(at, (key, _))| (*key, at)).collect();
    places.sort_unstable();
    let mut shared = [vec![false; ours.len()], vec![false; theirs.len()]];
    let mut at = 0;
    while at < theirs.len() {
        let key = theirs[at].0;
        let from = places.partition_point(|place| place.0 < key);
        let same = places[from..].iter().take(PLACES).take_while(|place| place.0 == key);
        let run = |place: usize| {
            let both = ours[place..].iter().zip(&theirs[at..]);
            both.take_while(|(our, their)| our.0 == their.0).count()
        };
        // Of several, the first of the longest.
        let best = same
            .map(|place| (run(place.1 as usize), place.1 as usize))
            .max_by_key(|&(run, place)| (run, std::cmp::Reverse(place)));
        let Some((length, place)) = best else {
            at += 1;
            continue;
        };
        let words: usize = theirs[at..at + length].iter().map(|(_, words)| words.len()).sum();
        if words >= LEAST {
            shared[0][place..place + length].fill(true);
            shared[1][at..at + length].fill(true);
        }
        at += length;
    }
    let [in_a, in_b] = shared;
    [left(&ours, &in_a), left(&theirs, &in_b)]
}

fn left(sentences: &[(u64, Range<usize>)], shared: &[bool]) -> Vec<u32> {
    let own = sentences.iter().zip(shared).filter(|(_, shared)| !**shared);
    own.flat_map(|((_, words), _)| words.clone()).map(|word| word as u32).collect()
}

/// The sentences of a text: a hash of their words and signs, and which words they are.
fn keyed(side: &Side<'_>) -> Vec<(u64, Range<usize>)> {
    let mut sentences: Vec<(u64, Range<usize>)> = Vec::new();
    for token in 0..side.len() {
        if side.starts_sentence(token) {
            sentences.push((0, token..token));
        }
        let Some((key, words)) = sentences.last_mut() else { continue };
        *key = mix64(*key ^ side.tokens.hashes[token]);
        let word = side.word(token);
        if word.contains(char::is_uppercase) && side.is_technical(token) {
            // `-v` is not `-V`.
            *key = mix64(*key ^ token_hash(word.as_bytes()));
        }
        words.end = token + 1;
        for sign in side.signs(token).chars() {
            *key = mix64(*key ^ u64::from(sign) << 32);
        }
    }
    sentences
}
