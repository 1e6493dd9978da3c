//! [`ValueWords`]: the words of documents that state a value, such as a number or a name.
//!
//! The relation of a pair of documents depends on how many of its differing words are values. The words of a
//! document that is in few pairs are looked at for each pair. A document in [`MANY`] pairs or more is read once as a
//! whole, with a bit for each token. Example: of 50 near-copies, each is in some ten pairs and differs in other words
//! from each of the others, so without the bits its text would be read ten times.
//!
//! Invariant: whether a word is a value depends on its own document alone, so both ways give the same answer.
//!
//! Cost: one look at the text of each document in many pairs, and a bit for each of its tokens.

use super::engine::Detector;
use super::ingest::Ingested;
use super::token_reader::{Needs, token_places};
use crate::facts::Fact;
use std::sync::OnceLock;

/// The number of pairs from which on a document is read as a whole.
const MANY: u32 = 4;

/// Knows which words are values, for the sources of some pairs.
pub(super) struct ValueWords {
    /// For each source, the number of pairs that it is in.
    pairs: Vec<u32>,
    /// For each source in many pairs that was asked about, a bit for each token.
    values: Vec<OnceLock<Vec<u64>>>,
}

impl ValueWords {
    /// Prepares for the pairs with these sources, out of `sources` ones.
    pub(super) fn new(sources: usize, pairs: impl Iterator<Item = (u32, u32)>) -> ValueWords {
        let mut count = vec![0; sources];
        for (a, b) in pairs {
            count[a as usize] += 1;
            count[b as usize] += 1;
        }
        ValueWords { pairs: count, values: vec![OnceLock::new(); sources] }
    }

    /// Those of the given tokens of a source that are values. `tokens` is the number of all its tokens, and
    /// `numbers` ascend.
    pub(super) fn among(
        &self,
        detector: &Detector,
        ingested: &Ingested<'_>,
        (source, tokens): (u32, usize),
        numbers: &[u32],
    ) -> Vec<u32> {
        if numbers.is_empty() {
            return Vec::new();
        }
        if self.pairs[source as usize] < MANY {
            return values(detector, ingested, source, numbers.iter().copied());
        }
        let bits = self.values[source as usize].get_or_init(|| {
            let mut bits = vec![0_u64; tokens.div_ceil(64)];
            for number in values(detector, ingested, source, 0..tokens as u32) {
                bits[number as usize / 64] |= 1 << (number % 64);
            }
            bits
        });
        let is_value = |&&number: &&u32| bits[number as usize / 64] >> (number % 64) & 1 == 1;
        numbers.iter().filter(is_value).copied().collect()
    }
}

/// Those of the tokens with these numbers that are values.
fn values(
    detector: &Detector,
    ingested: &Ingested<'_>,
    source: u32,
    numbers: impl ExactSizeIterator<Item = u32> + Clone,
) -> Vec<u32> {
    let asked = numbers.clone().map(|number| (number, Needs::Value));
    let places = token_places(detector, ingested, source, asked);
    let values = numbers.zip(places).filter(|(_, place)| place.fact == Some(Fact::Value));
    values.map(|(number, _)| number).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{MANY, ValueWords};
    use crate::detector::Detector;
    use crate::detector::ingest::ingest;
    use crate::detector::progress::Progress;
    use crate::model::Corpus;

    /// A document in many pairs is read as a whole, one in few pairs by its differing words. Names at the start of a
    /// sentence depend on the whole text, and must be the same in both.
    #[test]
    fn a_document_in_many_pairs_has_the_values_that_it_has_in_few() {
        let sentence =
            "Gamba said that 120 boats must leave Kobe. Dealers were pleased, said Gamba. ";
        let text = sentence.repeat(40);
        let detector = Detector::builder().build().unwrap();
        let corpus: Corpus = [("a", text.as_str()), ("b", "other")].into_iter().collect();
        let ingested = ingest(&detector, &corpus, &Progress::unobserved()).unwrap();
        let tokens = detector.tokenizer().tokens(&text).len();
        let few = ValueWords::new(2, [(0, 1)].into_iter());
        let many = ValueWords::new(2, (0..MANY).map(|_| (0, 1)));
        for (first, step) in [(0, 1), (3, 2), (0, 11), (5, 41)] {
            let numbers: Vec<u32> = (first..tokens as u32).step_by(step).collect();
            let of =
                |values: &ValueWords| values.among(&detector, &ingested, (0, tokens), &numbers);
            assert_eq!(of(&few), of(&many), "from {first} by {step}");
            assert!(of(&few).len() > 2 && of(&few).len() < numbers.len(), "{:?}", of(&few));
        }
    }
}
