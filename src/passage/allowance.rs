//! How far the passages of each pair of documents may be extended.

use super::anchor::Anchor;
use super::document::DocumentTokens;

/// How many steps are taken to extend the passages of a document at their ends, for each token of it:
/// tokens that are passed over, and cells of alignments.
///
/// A token takes one step where a change is plain to see, and some 40 where a matrix is filled. So
/// the passages of an edited copy can be extended over one another, those of a text with a few copies
/// too, and of many copies where they begin and end.
const STEPS_PER_TOKEN: u64 = 512;

/// How many steps there are besides for each anchor, so that the short passages of a template can be
/// extended over a change or two in each of very many pairs.
const STEPS_PER_ANCHOR: u64 = 1024;

/// Texts whose [vocabulary](vocabulary) is larger than that are bounded less: the square of what it is
/// larger by.
const MIN_VOCABULARY: f64 = 4.0;

/// Shares out to each pair of documents how many steps may be taken to extend its passages: in
/// proportion to its anchors, among all that its documents have.
///
/// So the work is bounded by the tokens and the anchors, whatever the number of pairs. What a pair is
/// given depends on the anchors alone, so pairs can be compared in any order. Example: a document of
/// 1,000 tokens has 512,000 steps to share out; if it has 200 anchors, 10 of them to one other document,
/// the pair is given 25,600 of these, or what the other document gives it, if that is more, and 10,240
/// for its anchors.
///
/// A text of very few different words has several anchors at every token, none of which says anything:
/// there less is given. A table of data has many anchors too, but more words: they say something.
pub(crate) struct Allowances {
    documents: Vec<DocumentAnchors>,
}

/// How many anchors a document has.
#[derive(Clone, Copy, Default)]
struct DocumentAnchors {
    anchors: u32,
    /// From 0 for a large vocabulary up to 1 for a tiny one; 1 where there are few anchors, too.
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

    /// The share of a pair, given its anchors.
    pub(crate) fn of(&self, pair: &[Anchor], documents: &[DocumentTokens<'_>]) -> Allowance {
        let Some(anchor) = pair.first() else { return Allowance::default() };
        let sides = [anchor.a, anchor.b].map(|document| {
            let count = self.documents[document.index()];
            (count, &documents[document.index()])
        });
        let shares = sides.map(|(count, document)| {
            whole(document) * pair.len() as u64 / u64::from(count.anchors)
        });
        // Where each token of both has several anchors, an anchor is nothing special.
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

/// How many different words a text seems to have, if all were equally frequent: one in so many pairs of
/// its tokens are equal (the inverse of Simpson's index). 2 for two words in random order, some 20 for
/// tables, more than 50 for prose.
fn vocabulary(tokens: &[u64]) -> f64 {
    let mut sorted = tokens.to_vec();
    sorted.sort_unstable();
    let squares = sorted.chunk_by(|x, y| x == y).map(|same| (same.len() as f64).powi(2));
    (tokens.len() as f64).powi(2) / squares.sum::<f64>().max(1.0)
}

/// How many steps may be taken to extend the passages of a pair.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Allowance {
    /// Of those of its documents.
    pub(super) share: u64,
    /// For its anchors.
    pub(super) each: u64,
    /// How tiny the vocabulary is: 1 for no more than a few different words, towards 0 for many.
    pub(super) low_variety: f64,
}

impl Allowance {
    /// The steps, where so many matches of the pair were left out since others cover the same tokens.
    ///
    /// A text that is made of very few different words has many of these: every place can be extended
    /// from every other there, up to the end of both documents, and none of that says anything. With
    /// one match to 100 tokens two thirds of the share are left, with one to two tokens a hundredth.
    pub(super) fn steps(self, left_out: usize, tokens: usize) -> u64 {
        if left_out == 0 {
            return self.share + self.each;
        }
        let count = 1.0 + 16.0 * self.low_variety * left_out as f64 / tokens as f64;
        (self.share as f64 / (count * count)) as u64
    }
}

/// All that a document gives to its pairs.
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

    /// A short note that shares one place with a book is extended as far as the book allows: neither
    /// side may take away what the other gives.
    #[test]
    fn a_pair_is_given_what_the_document_that_gives_more_gives() {
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
    fn two_words_over_and_over_are_allowed_a_small_part_of_what_a_table_is() {
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
