//! The number of steps by which the passages of each pair may be extended.
//!
//! Extension over changes is the one part of the stage that could compare every place with every other.
//! Each document therefore has an allowance of 512 steps a token, which its pairs share in
//! proportion to their anchors; each anchor adds 1,024 steps.
//!
//! Documents with many anchors and few different words get less. In a text of two words in random order
//! every token has several anchors, and none of them means anything. Its anchors are worth less the
//! smaller its vocabulary is (`low_variety`).
//!
//! Invariant: the allowance of a pair depends on the anchors and texts alone, so pairs may be compared
//! in any order.
//!
//! Cost: O(n log v) for n tokens of v different words, in documents with many anchors.

use super::anchor::Anchor;
use super::document::DocumentTokens;

/// Steps for each token of a document. A step is a token that a passage is extended over, a cell of an alignment,
/// or a comparison of two equal cells.
///
/// A token takes one step where a change is simple, and some 40 where a matrix is filled. That is enough to
/// extend the passages of a text with a few copies over all of them, and those of a text with many copies
/// at their ends.
const STEPS_PER_TOKEN: u64 = 512;

/// Steps for each anchor, so that the short passages of a template can be extended over a change or two in
/// each of very many pairs.
const STEPS_PER_ANCHOR: u64 = 1024;

/// The [vocabulary](vocabulary) of texts that get least. A vocabulary twice as large counts a quarter.
const MIN_VOCABULARY: f64 = 4.0;

/// The allowances of all pairs of documents.
///
/// Example: a document of 1,000 tokens has 512,000 steps. It has 200 anchors, 10 of them to one other
/// document, so this pair gets 25,600 steps, or the share from the other document if that is more, and
/// 10,240 steps for its anchors. The total is bounded by tokens and anchors, whatever the number of
/// pairs.
pub(crate) struct Allowances {
    documents: Vec<DocumentAnchors>,
}

/// How many anchors a document has.
#[derive(Clone, Copy, Default)]
struct DocumentAnchors {
    anchors: u32,
    /// 1 for a tiny vocabulary, towards 0 for a large one. Also 1 where there are few anchors and it is not
    /// counted.
    low_variety: f64,
}

impl Allowances {
    /// `anchors` are those of all pairs.
    ///
    /// O(n log v) for n tokens of v different words, in documents with many anchors.
    pub(crate) fn new(anchors: &[Anchor], documents: &[DocumentTokens<'_>]) -> Allowances {
        let mut counts = vec![DocumentAnchors { anchors: 0, low_variety: 1.0 }; documents.len()];
        for anchor in anchors {
            counts[anchor.a.index()].anchors += 1;
            counts[anchor.b.index()].anchors += u32::from(anchor.a != anchor.b);
        }
        for (count, document) in counts.iter_mut().zip(documents) {
            if 4 * count.anchors as usize > document.hashes().len() {
                let more = vocabulary(document.hashes()) / MIN_VOCABULARY;
                count.low_variety = (1.0 / (more * more)).min(1.0);
            }
        }
        Allowances { documents: counts }
    }

    /// The allowance of a pair with these anchors.
    pub(crate) fn of(&self, pair: &[Anchor], documents: &[DocumentTokens<'_>]) -> Allowance {
        let Some(anchor) = pair.first() else { return Allowance::default() };
        let sides = [anchor.a, anchor.b].map(|document| {
            let count = self.documents[document.index()];
            (count, &documents[document.index()])
        });
        let shares = sides.map(|(count, document)| {
            whole(document) * pair.len() as u64 / u64::from(count.anchors)
        });
        // Where each token of both documents has several anchors, an anchor shows little.
        let [a, b] =
            sides.map(|(count, text)| f64::from(count.anchors) / text.hashes().len() as f64);
        let square = a.min(b) * a.min(b);
        let low_variety = sides[0].0.low_variety.min(sides[1].0.low_variety);
        let each = STEPS_PER_ANCHOR as f64 * pair.len() as f64
            / (1.0 + square * (0.25 + 4.0 * low_variety));
        let share = shares[0].max(shares[1]) as f64 / (1.0 + square * low_variety);
        Allowance { share: share as u64, each: each as u64, low_variety }
    }
}

/// The effective number of different words (the inverse of Simpson's index): as many equally frequent words
/// would give as many equal pairs of tokens. 2 for two words in random order, some 20 for
/// tables, more than 50 for prose.
fn vocabulary(tokens: &[u64]) -> f64 {
    let mut sorted = tokens.to_vec();
    sorted.sort_unstable();
    let squares = sorted.chunk_by(|x, y| x == y).map(|same| (same.len() as f64).powi(2));
    (tokens.len() as f64).powi(2) / squares.sum::<f64>().max(1.0)
}

/// The steps by which the passages of one pair may be extended.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Allowance {
    /// The share of its documents' steps.
    pub(super) share: u64,
    /// The steps of its anchors.
    pub(super) each: u64,
    /// 1 for a vocabulary of a few words, towards 0 for many.
    pub(super) low_variety: f64,
}

impl Allowance {
    /// The number of steps of a pair, given how many of its matches
    /// [were removed](super::matches::keep_covering) since others cover the same tokens.
    ///
    /// Many are in texts of very few different words, where extensions are meaningless. At a
    /// `low_variety` of 1, one removed match to 100 tokens leaves three quarters of the share, one to
    /// two tokens an eightieth.
    pub(super) fn steps(self, left_out: usize, tokens: usize) -> u64 {
        if left_out == 0 {
            return self.share + self.each;
        }
        let count = 1.0 + 16.0 * self.low_variety * left_out as f64 / tokens as f64;
        (self.share as f64 / (count * count)) as u64
    }
}

/// All steps of a document.
fn whole(document: &DocumentTokens<'_>) -> u64 {
    STEPS_PER_TOKEN * document.hashes().len() as u64
}

#[cfg(test)]
mod tests {
    use super::{Allowances, vocabulary};
    use crate::hash::SplitMix64;
    use crate::model::DocumentId;
    use crate::passage::{Anchor, DocumentTokens};

    fn random(words: u64) -> Vec<u64> {
        let mut random = SplitMix64::new(1);
        (0..4000).map(|_| random.next_u64() % words).collect()
    }

    #[test]
    fn a_vocabulary_is_the_number_of_words_that_are_equally_frequent() {
        for words in [1, 2, 10, 100] {
            let found = vocabulary(&random(words));
            assert!((found / words as f64 - 1.0).abs() < 0.05, "{found} for {words}");
        }
        // Of nine words in ten that are one, hardly more than that one counts.
        let mut one = random(100);
        one[..3600].fill(1);
        assert!(vocabulary(&one) < 1.3);
    }

    /// A short note that shares one place with a book is extended as far as the book allows: the larger
    /// share counts.
    #[test]
    fn the_larger_share_of_two_documents_counts() {
        let (note, book) = (random(1_000_000), random(1_000_000).repeat(8));
        let documents = [DocumentTokens::new(&note), DocumentTokens::new(&book)];
        let [a, b] = [DocumentId(0), DocumentId(1)];
        for (a, b) in [(a, b), (b, a)] {
            let anchor = [Anchor { a, b, a_position: 0, b_position: 0, len: 8 }];
            let allowed = Allowances::new(&anchor, &documents).of(&anchor, &documents);
            // A step or two are lost to rounding.
            let whole = super::whole(&documents[1]);
            assert!(whole - 2 <= allowed.share && allowed.share <= whole, "{allowed:?} of {whole}");
        }
    }

    #[test]
    fn two_repeated_words_have_a_small_part_of_the_allowance_of_a_table() {
        let allowed = |words| {
            let tokens = random(words);
            let documents = [DocumentTokens::new(&tokens)];
            let document = DocumentId(0);
            let anchor = |at: u32| Anchor {
                a: document,
                b: document,
                a_position: at % 1000,
                b_position: 1000 + at % 3000,
                len: 8,
            };
            let anchors: Vec<Anchor> = (0..12_000).map(anchor).collect();
            Allowances::new(&anchors, &documents).of(&anchors, &documents).steps(2000, 8000)
        };
        assert!(100 * allowed(2) < allowed(20), "{} and {}", allowed(2), allowed(20));
    }
}
