//! The search for passages is linear for texts that were built against it.

use crate::counted::{detected_by, is_linear};
use retold::Unit;
use retold_synth::Rng;

/// Words of which no two are alike.
fn own_words(rng: &mut Rng, count: usize) -> String {
    let words: Vec<String> = (0..count).map(|_| format!("{:x} ", rng.next_u64())).collect();
    words.concat()
}

fn words_of(vocabulary: usize, count: usize) -> String {
    let mut rng = Rng::new(7);
    let words: Vec<String> = (0..count).map(|_| format!("w{} ", rng.below(vocabulary))).collect();
    words.concat()
}

#[test]
fn one_fingerprint_in_all_documents_takes_linear_work() {
    let common = "one run of just as many words as a seed has ";
    let in_one = |places: usize| {
        let mut rng = Rng::new(1);
        let places = (0..places).map(|_| format!("{common}{}", own_words(&mut rng, 20)));
        vec![places.collect::<String>()]
    };
    is_linear(Unit::Passage, 2_000, 24, "in one document", in_one);
    let in_each = |documents: usize| {
        let mut rng = Rng::new(2);
        (0..documents).map(|_| format!("{common}{}", own_words(&mut rng, 20))).collect()
    };
    is_linear(Unit::Passage, 2_000, 24, "in each document", in_each);
}

#[test]
fn a_text_cut_into_overlapping_pieces_takes_linear_work() {
    // Seven pieces have each word.
    is_linear(Unit::Passage, 200, 64, "pieces", |pieces| {
        let words: Vec<String> = (0..pieces * 40 + 300).map(|i| format!("w{i} ")).collect();
        (0..pieces).map(|piece| words[piece * 40..piece * 40 + 300].concat()).collect()
    });
}

#[test]
fn few_words_in_random_order_take_linear_work() {
    for (vocabulary, size) in [(8, 20_000), (30, 40_000), (1_000, 40_000)] {
        is_linear(Unit::Passage, size, 24, vocabulary, |words| vec![words_of(vocabulary, words)]);
    }
}

/// Of two to four words in random order each place is like a dozen others by chance. More and more
/// places are, the longer the text is, until all have a partner: so this is a bound for a word, and
/// no growth. Aligning all that is alike took 130 MB for 4,800 words.
#[test]
fn text_of_two_to_four_words_in_random_order_takes_a_bounded_amount_for_a_word() {
    for vocabulary in [2, 3, 4] {
        for words in [1_200, 4_800, 40_000] {
            let (counted, _) = detected_by(Unit::Passage, &[words_of(vocabulary, words as usize)]);
            let most = (150 * words, 2_000 * words);
            let taken = (counted.allocations, counted.peak);
            assert!(taken.0 <= most.0 && taken.1 <= most.1, "{vocabulary}, {words}: {taken:?}");
        }
    }
}
