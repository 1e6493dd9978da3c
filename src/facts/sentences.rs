//! Shared sentences: those that two texts both have, at any place.
//!
//! Sentences are compared by a hash of their words and symbols. Runs of consecutive shared sentences are searched
//! from left to right in the second text, the longest run first.
//!
//! Cost: a sort of the sentences of the first text; for each sentence of the second one at most [`PLACES`] places.

use super::side::{Sentence, Side};

/// The fewest words of a run of sentences that may have moved.
///
/// The order of shorter sentences matters: `Take it. Then eat.`
const LEAST: usize = 8;

/// The number of places of the other text that a sentence is compared with.
const PLACES: usize = 16;

/// The words of both texts outside of the shared sentences: of runs of sentences with the same words and
/// symbols, and at least [`LEAST`] words.
pub(super) fn without_shared(a: &Side<'_>, b: &Side<'_>) -> [Vec<u32>; 2] {
    let (ours, theirs) = (a.sentences(), b.sentences());
    let mut places: Vec<(u64, u32)> =
        (0..).zip(ours).map(|(at, sentence)| (sentence.key, at)).collect();
    places.sort_unstable();
    let mut shared = [vec![false; ours.len()], vec![false; theirs.len()]];
    let mut at = 0;
    while at < theirs.len() {
        // The run at each place where the other text has this sentence.
        let key = theirs[at].key;
        let from = places.partition_point(|place| place.0 < key);
        let same = places[from..].iter().take(PLACES).take_while(|place| place.0 == key);
        let run = |place: usize| {
            let both = ours[place..].iter().zip(&theirs[at..]);
            both.take_while(|(our, their)| our.key == their.key).count()
        };
        // The longest run; of several, the first.
        let best = same
            .map(|place| (run(place.1 as usize), place.1 as usize))
            .max_by_key(|&(run, place)| (run, std::cmp::Reverse(place)));
        let Some((length, place)) = best else {
            at += 1;
            continue;
        };
        let words: usize =
            theirs[at..at + length].iter().map(|sentence| sentence.words.len()).sum();
        // A run that is too short is passed over as a whole: a part of it is shorter still.
        if words >= LEAST {
            shared[0][place..place + length].fill(true);
            shared[1][at..at + length].fill(true);
        }
        at += length;
    }
    let [in_a, in_b] = shared;
    [left(ours, &in_a), left(theirs, &in_b)]
}

fn left(sentences: &[Sentence], shared: &[bool]) -> Vec<u32> {
    let own = sentences.iter().zip(shared).filter(|(_, shared)| !**shared);
    own.flat_map(|(sentence, _)| sentence.words.clone()).map(|word| word as u32).collect()
}
